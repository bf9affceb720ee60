/* sort.h - heapsort: O(n log n) always, no recursion, no memory. */
#ifndef K896_LINUX_SORT_H
#define K896_LINUX_SORT_H

#include <linux/types.h>

typedef int (*cmp_func_t)(const void *a, const void *b);
typedef void (*swap_func_t)(void *a, void *b, int size);

/* Not stable. @swap may be NULL: bytes are exchanged. Any context. */
void sort(void *base, size_t num, size_t size, cmp_func_t cmp,
	  swap_func_t swap);

#endif
