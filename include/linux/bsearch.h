/* bsearch.h - binary search in a sorted array. */
#ifndef K896_LINUX_BSEARCH_H
#define K896_LINUX_BSEARCH_H

#include <linux/types.h>
#include <linux/sort.h>

/* An element with cmp(key, element) == 0, or NULL. */
void *bsearch(const void *key, const void *base, size_t num, size_t size,
	      cmp_func_t cmp);

#endif
