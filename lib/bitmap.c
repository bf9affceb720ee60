/*
 * bitmap.c - sets of small numbers as arrays of words.
 *
 * Model: the operations of sets, a word at a time. In the last word only the
 * bits below nbits count: they are masked where a result is computed from
 * them, and may hold anything after a write.
 *
 * Invariants: words beyond the last one that nbits needs are never touched.
 * Locking, context: none, nothing atomic; any context.
 * Linux: lib/bitmap.c.
 * gdb: `print/t map[0]`, `break bitmap_find_next_zero_area`.
 */
#include <linux/bitmap.h>
#include <linux/export.h>
#include <linux/kernel.h>

/* The valid bits of word @i of a map of @nbits. */
static inline unsigned long valid(unsigned int i, unsigned int nbits)
{
	return i == BIT_WORD(nbits) ? BIT(nbits % BITS_PER_LONG) - 1 : ~0UL;
}

#define for_each_word(i, nbits)	for (i = 0; i < BITS_TO_LONGS(nbits); i++)

void __bitmap_set(unsigned long *map, unsigned int start, unsigned int nbits)
{
	unsigned int end = start + nbits;

	for (; start < end && start % BITS_PER_LONG; start++)
		map[BIT_WORD(start)] |= BIT_MASK(start);
	for (; end - start >= BITS_PER_LONG; start += BITS_PER_LONG)
		map[BIT_WORD(start)] = ~0UL;
	for (; start < end; start++)
		map[BIT_WORD(start)] |= BIT_MASK(start);
}
EXPORT_SYMBOL(__bitmap_set);

void __bitmap_clear(unsigned long *map, unsigned int start,
		    unsigned int nbits)
{
	unsigned int end = start + nbits;

	for (; start < end && start % BITS_PER_LONG; start++)
		map[BIT_WORD(start)] &= ~BIT_MASK(start);
	for (; end - start >= BITS_PER_LONG; start += BITS_PER_LONG)
		map[BIT_WORD(start)] = 0;
	for (; start < end; start++)
		map[BIT_WORD(start)] &= ~BIT_MASK(start);
}
EXPORT_SYMBOL(__bitmap_clear);

unsigned int __bitmap_weight(const unsigned long *map, unsigned int nbits)
{
	unsigned int i, weight = 0;

	for_each_word(i, nbits)
		weight += hweight_long(map[i] & valid(i, nbits));
	return weight;
}
EXPORT_SYMBOL(__bitmap_weight);

bool bitmap_equal(const unsigned long *a, const unsigned long *b,
		  unsigned int nbits)
{
	unsigned int i;

	for_each_word(i, nbits)
		if ((a[i] ^ b[i]) & valid(i, nbits))
			return false;
	return true;
}
EXPORT_SYMBOL(bitmap_equal);

/* Is all of @a in @b? */
bool bitmap_subset(const unsigned long *a, const unsigned long *b,
		   unsigned int nbits)
{
	unsigned int i;

	for_each_word(i, nbits)
		if (a[i] & ~b[i] & valid(i, nbits))
			return false;
	return true;
}
EXPORT_SYMBOL(bitmap_subset);

bool bitmap_intersects(const unsigned long *a, const unsigned long *b,
		       unsigned int nbits)
{
	unsigned int i;

	for_each_word(i, nbits)
		if (a[i] & b[i] & valid(i, nbits))
			return true;
	return false;
}
EXPORT_SYMBOL(bitmap_intersects);

bool bitmap_and(unsigned long *dst, const unsigned long *a,
		const unsigned long *b, unsigned int nbits)
{
	unsigned long any = 0;
	unsigned int i;

	for_each_word(i, nbits)
		any |= dst[i] = a[i] & b[i] & valid(i, nbits);
	return any != 0;
}
EXPORT_SYMBOL(bitmap_and);

bool bitmap_andnot(unsigned long *dst, const unsigned long *a,
		   const unsigned long *b, unsigned int nbits)
{
	unsigned long any = 0;
	unsigned int i;

	for_each_word(i, nbits)
		any |= dst[i] = a[i] & ~b[i] & valid(i, nbits);
	return any != 0;
}
EXPORT_SYMBOL(bitmap_andnot);

void bitmap_or(unsigned long *dst, const unsigned long *a,
	       const unsigned long *b, unsigned int nbits)
{
	unsigned int i;

	for_each_word(i, nbits)
		dst[i] = a[i] | b[i];
}
EXPORT_SYMBOL(bitmap_or);

void bitmap_xor(unsigned long *dst, const unsigned long *a,
		const unsigned long *b, unsigned int nbits)
{
	unsigned int i;

	for_each_word(i, nbits)
		dst[i] = a[i] ^ b[i];
}
EXPORT_SYMBOL(bitmap_xor);

void __bitmap_complement(unsigned long *dst, const unsigned long *src,
			 unsigned int nbits)
{
	unsigned int i;

	for_each_word(i, nbits)
		dst[i] = ~src[i];
}
EXPORT_SYMBOL(__bitmap_complement);

/*
 * Try the first free bit that is aligned; if something in the wanted run is
 * taken, go on behind that. Each bit is looked at about twice at most.
 */
unsigned long bitmap_find_next_zero_area(unsigned long *map,
					 unsigned long size,
					 unsigned long start, unsigned int nr,
					 unsigned long align_mask)
{
	unsigned long at, taken;

	for (;;) {
		at = find_next_zero_bit(map, size, start);
		at = (at + align_mask) & ~align_mask;
		if (at >= size || nr > size - at)
			return size + 1;
		taken = find_next_bit(map, at + nr, at);
		if (taken >= at + nr)
			return at;
		start = taken + 1;
	}
}
EXPORT_SYMBOL(bitmap_find_next_zero_area);

int bitmap_find_free_region(unsigned long *map, unsigned int bits, int order)
{
	unsigned int nr = 1U << order;
	unsigned long at;

	at = bitmap_find_next_zero_area(map, bits, 0, nr, nr - 1);
	if (at >= bits)
		return -ENOMEM;
	bitmap_set(map, at, nr);
	return at;
}
EXPORT_SYMBOL(bitmap_find_free_region);

void bitmap_release_region(unsigned long *map, unsigned int pos, int order)
{
	bitmap_clear(map, pos, 1U << order);
}
EXPORT_SYMBOL(bitmap_release_region);
