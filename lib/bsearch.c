/*
 * bsearch.c - finding an element of a sorted array.
 *
 * Model: halve the range until it is empty or the element is met.
 *
 * Invariants: cmp sees the key first, then an element of the array.
 * Locking, context: none; any context.
 * Linux: lib/bsearch.c.
 * gdb: `break bsearch`, `finish`.
 */
#include <linux/bsearch.h>
#include <linux/export.h>

void *bsearch(const void *key, const void *base, size_t num, size_t size,
	      cmp_func_t cmp)
{
	const char *low = base;

	while (num) {
		const char *mid = low + num / 2 * size;
		int c = cmp(key, mid);

		if (c == 0)
			return (void *)mid;
		if (c > 0) {
			low = mid + size;
			num--;
		}
		num /= 2;
	}
	return NULL;
}
EXPORT_SYMBOL(bsearch);
