/*
 * nodemask.h - sets of memory nodes, of which there is one.
 */
#ifndef _LINUX_NODEMASK_H
#define _LINUX_NODEMASK_H

#include <linux/numa.h>
#include <linux/types.h>

typedef struct {
	unsigned long bits[1];
} nodemask_t;

#define node_online(node)	((node) == 0)
#define num_online_nodes()	1
#define first_online_node	0
#define for_each_node(node)	for ((node) = 0; (node) < 1; (node)++)
#define for_each_online_node(node)	for_each_node(node)

#endif
