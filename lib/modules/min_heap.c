/*
 * min_heap.c - the first shall be the smallest.
 *
 * Model: of element i the children are 2i + 1 and 2i + 2, and none is less than
 * its parent. What is out of order sinks to its place, or rises.
 *
 * Invariants: that one. Elements are moved only by swaps.
 * Locking, context: the caller's; any context.
 * Linux: lib/min_heap.c, include/linux/min_heap.h.
 * gdb: `break __heap_sift_down`, `p *heap`.
 */
#include <linux/min_heap.h>
#include <linux/string.h>

static void *element(const struct __heap *heap, size_t i)
{
	return heap->data + i * heap->size;
}

/*
 * With @args or without: a function that takes two finds them where it looks.
 */
static bool less(const struct __heap *heap, size_t i, size_t j)
{
	return heap->func->less(element(heap, i), element(heap, j), heap->args);
}

static void exchange(const struct __heap *heap, size_t i, size_t j)
{
	char *a = element(heap, i), *b = element(heap, j);
	size_t n = heap->size;

	if (heap->func->swp) {
		heap->func->swp(a, b, heap->args);
		return;
	}
	for (; n--; a++, b++)
		swap(*a, *b);
}

void __heap_sift_down(const struct __heap *heap, size_t at)
{
	size_t child;

	while ((child = 2 * at + 1) < heap->n) {
		if (child + 1 < heap->n && less(heap, child + 1, child))
			child++;
		if (!less(heap, child, at))
			return;
		exchange(heap, at, child);
		at = child;
	}
}

void __heap_sift_up(const struct __heap *heap, size_t at)
{
	while (at && less(heap, at, (at - 1) / 2)) {
		exchange(heap, at, (at - 1) / 2);
		at = (at - 1) / 2;
	}
}

void __heap_all(const struct __heap *heap)
{
	size_t i;

	for (i = heap->n / 2; i-- > 0; )
		__heap_sift_down(heap, i);
}

/* The last one, just behind the heap, takes the place of @at. */
void __heap_take(const struct __heap *heap, size_t at)
{
	if (at == heap->n)
		return;
	memcpy(element(heap, at), element(heap, heap->n), heap->size);
	__heap_sift_up(heap, at);
	__heap_sift_down(heap, at);
}
