/*
 * sort_r.c - sorting where the comparison needs to know more than two elements.
 *
 * Model: heapsort, as in sort.c, where it is explained.
 *
 * Invariants, locking, context: those of sort().
 * Linux: lib/sort.c.
 * gdb: `break sort_r`, `p *heap`.
 */
#include <linux/kernel.h>
#include <linux/sort.h>

struct heap {
	char *base;
	size_t size;			/* of an element */
	cmp_r_func_t cmp;
	swap_r_func_t exchange;
	const void *priv;
};

static void swap_bytes(void *a, void *b, int size, const void *priv)
{
	char *p = a, *q = b;

	for (; size--; p++, q++)
		swap(*p, *q);
}

static void sift_down(const struct heap *heap, size_t i, size_t n)
{
	size_t child;

	while ((child = 2 * i + 1) < n) {
		char *this = heap->base + i * heap->size;
		char *below = heap->base + child * heap->size;

		if (child + 1 < n && heap->cmp(below, below + heap->size,
					       heap->priv) < 0) {
			child++;
			below += heap->size;
		}
		if (heap->cmp(this, below, heap->priv) >= 0)
			return;
		heap->exchange(this, below, heap->size, heap->priv);
		i = child;
	}
}

void sort_r(void *base, size_t num, size_t size, cmp_r_func_t cmp,
	    swap_r_func_t swap_func, const void *priv)
{
	struct heap heap = { base, size, cmp, swap_func ? : swap_bytes, priv };
	size_t i;

	for (i = num / 2; i-- > 0; )
		sift_down(&heap, i, num);
	for (i = num; i-- > 1; ) {
		heap.exchange(base, heap.base + i * size, size, priv);
		sift_down(&heap, 0, i);
	}
}
