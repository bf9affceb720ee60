/*
 * numa.h - which memory is near which CPU: here all of it is, in one node.
 */
#ifndef _LINUX_NUMA_H
#define _LINUX_NUMA_H

#define NUMA_NO_NODE	(-1)		/* any will do */

#define NODES_SHIFT	0
#define MAX_NUMNODES	1

#endif
