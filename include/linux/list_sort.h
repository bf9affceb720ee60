/* list_sort.h - a stable merge sort of a list: O(n log n), no memory. */
#ifndef K896_LINUX_LIST_SORT_H
#define K896_LINUX_LIST_SORT_H

#include <linux/types.h>

/* cmp(priv, a, b) > 0: a belongs behind b. */
typedef int (*list_cmp_func_t)(void *priv, const struct list_head *a,
			       const struct list_head *b);
void list_sort(void *priv, struct list_head *head, list_cmp_func_t cmp);

#endif
