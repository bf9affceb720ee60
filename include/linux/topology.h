/*
 * topology.h - which CPU is near which memory: all are at node 0.
 */
#ifndef _LINUX_TOPOLOGY_H
#define _LINUX_TOPOLOGY_H

#include <linux/cpumask.h>
#include <linux/nodemask.h>

#define cpu_to_node(cpu)	((void)(cpu), 0)
#define numa_node_id()		0
#define numa_mem_id()		0

#endif
