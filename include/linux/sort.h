/* sort.h - heapsort: O(n log n) always, no recursion, no memory. */
#ifndef K896_LINUX_SORT_H
#define K896_LINUX_SORT_H

#include <linux/types.h>

typedef int (*cmp_func_t)(const void *a, const void *b);
typedef void (*swap_func_t)(void *a, void *b, int size);

/* Not stable. @swap may be NULL: bytes are exchanged. Any context. */
void sort(void *base, size_t num, size_t size, cmp_func_t cmp,
	  swap_func_t swap);

typedef int (*cmp_r_func_t)(const void *a, const void *b, const void *priv);
typedef void (*swap_r_func_t)(void *a, void *b, int size, const void *priv);

/*
 * The same with something of the caller's. For modules: lib/modules/sort_r.c.
 */
void sort_r(void *base, size_t num, size_t size, cmp_r_func_t cmp,
	    swap_r_func_t swap, const void *priv);
#define sort_nonatomic		sort
#define sort_r_nonatomic	sort_r

#endif
