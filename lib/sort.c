/*
 * sort.c - sorting an array in place.
 *
 * Model: heapsort. First the array becomes a heap (every element at least as
 * large as its two children, 2i+1 and 2i+2), then the largest, at the root,
 * goes to the end again and again, and the rest is mended. n log n in the
 * worst case too, and no stack that grows: quicksort promises neither.
 *
 * Invariants: elements are moved only by swaps; cmp is asked about elements
 * inside the array only. Not stable.
 * Locking, context: none; any context that cmp and swap allow.
 * Linux: lib/sort.c.
 * gdb: `break sift_down`, `print *h`.
 */
#include <linux/export.h>
#include <linux/kernel.h>
#include <linux/sort.h>

struct heap {
	char *base;
	size_t size;			/* of an element */
	cmp_func_t cmp;
	swap_func_t exchange;
};

static void swap_bytes(void *a, void *b, int size)
{
	char *p = a, *q = b;

	while (size--) {
		swap(*p, *q);
		p++;
		q++;
	}
}

/* Element @i may be smaller than its children: let it sink among @n. */
static void sift_down(const struct heap *h, size_t i, size_t n)
{
	size_t child;

	while ((child = 2 * i + 1) < n) {
		char *c = h->base + child * h->size;

		if (child + 1 < n && h->cmp(c, c + h->size) < 0) {
			child++;
			c += h->size;
		}
		if (h->cmp(h->base + i * h->size, c) >= 0)
			return;
		h->exchange(h->base + i * h->size, c, h->size);
		i = child;
	}
}

void sort(void *base, size_t num, size_t size, cmp_func_t cmp,
	  swap_func_t swap_func)
{
	struct heap h = { base, size, cmp, swap_func ? : swap_bytes };
	size_t i;

	for (i = num / 2; i-- > 0; )
		sift_down(&h, i, num);
	for (i = num; i-- > 1; ) {
		h.exchange(base, h.base + i * size, size);
		sift_down(&h, 0, i);
	}
}
EXPORT_SYMBOL(sort);
