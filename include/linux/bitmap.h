/*
 * bitmap.h - sets as arrays of unsigned long; lib/bitmap.c.
 *
 * @nbits counts from bit 0 of word 0. Bits of the last word beyond @nbits are
 * ignored when read and may change when written. Nothing is atomic.
 */
#ifndef K896_LINUX_BITMAP_H
#define K896_LINUX_BITMAP_H

#include <linux/types.h>
#include <linux/bitops.h>
#include <linux/find.h>
#include <linux/string.h>

#define BITMAP_LAST_WORD_MASK(nbits)	(~0UL >> (-(nbits) & (BITS_PER_LONG - 1)))
#define BITMAP_FIRST_WORD_MASK(start)	(~0UL << ((start) & (BITS_PER_LONG - 1)))

static inline void bitmap_zero(unsigned long *dst, unsigned int nbits)
{
	memset(dst, 0, BITS_TO_LONGS(nbits) * sizeof(long));
}

static inline void bitmap_fill(unsigned long *dst, unsigned int nbits)
{
	memset(dst, 0xff, BITS_TO_LONGS(nbits) * sizeof(long));
}

static inline void bitmap_copy(unsigned long *dst, const unsigned long *src,
			       unsigned int nbits)
{
	memcpy(dst, src, BITS_TO_LONGS(nbits) * sizeof(long));
}

void bitmap_set(unsigned long *map, unsigned int start, unsigned int nbits);
void bitmap_clear(unsigned long *map, unsigned int start, unsigned int nbits);
unsigned int bitmap_weight(const unsigned long *map, unsigned int nbits);
bool bitmap_equal(const unsigned long *a, const unsigned long *b,
		  unsigned int nbits);
bool bitmap_subset(const unsigned long *a, const unsigned long *b,
		   unsigned int nbits);
bool bitmap_intersects(const unsigned long *a, const unsigned long *b,
		       unsigned int nbits);

/* @dst may be one of the others. bitmap_and/andnot: is anything left? */
bool bitmap_and(unsigned long *dst, const unsigned long *a,
		const unsigned long *b, unsigned int nbits);
bool bitmap_andnot(unsigned long *dst, const unsigned long *a,
		   const unsigned long *b, unsigned int nbits);
void bitmap_or(unsigned long *dst, const unsigned long *a,
	       const unsigned long *b, unsigned int nbits);
void bitmap_xor(unsigned long *dst, const unsigned long *a,
		const unsigned long *b, unsigned int nbits);
void bitmap_complement(unsigned long *dst, const unsigned long *src,
		       unsigned int nbits);

/*
 * The first @nr zero bits in a row from @start on, the first a multiple of
 * @align_mask + 1. Returns its number, or one >= @size if there are none.
 */
unsigned long bitmap_find_next_zero_area(unsigned long *map,
					 unsigned long size,
					 unsigned long start, unsigned int nr,
					 unsigned long align_mask);

/* Aligned runs of 2^order bits: take one (-ENOMEM if none), give it back. */
int bitmap_find_free_region(unsigned long *map, unsigned int bits, int order);
void bitmap_release_region(unsigned long *map, unsigned int pos, int order);

static inline bool bitmap_empty(const unsigned long *map, unsigned int nbits)
{
	return find_first_bit(map, nbits) >= nbits;
}

static inline bool bitmap_full(const unsigned long *map, unsigned int nbits)
{
	return find_first_zero_bit(map, nbits) >= nbits;
}

static inline void bitmap_copy_clear_tail(unsigned long *dst,
					  const unsigned long *src,
					  unsigned int nbits)
{
	bitmap_copy(dst, src, nbits);
	if (nbits % BITS_PER_LONG)
		dst[nbits / BITS_PER_LONG] &= BITMAP_LAST_WORD_MASK(nbits);
}

/* Words of 32 bits are what ours are. */
#define bitmap_from_arr32(map, buf, nbits) \
	bitmap_copy_clear_tail(map, (const unsigned long *)(buf), nbits)
#define bitmap_to_arr32(buf, map, nbits) \
	bitmap_copy_clear_tail((unsigned long *)(buf), map, nbits)
#define bitmap_from_u64(dst, mask) \
	do { (dst)[0] = (u32)(mask); (dst)[1] = (u64)(mask) >> 32; } while (0)

/* Is the union of @a and @b just @c? */
static inline bool bitmap_or_equal(const unsigned long *a,
				   const unsigned long *b,
				   const unsigned long *c, unsigned int nbits)
{
	unsigned int i;

	for (i = 0; i < nbits; i++)
		if ((test_bit(i, a) || test_bit(i, b)) != test_bit(i, c))
			return false;
	return true;
}

/* A run of its own choice: 0, -EBUSY if something of it is taken. */
static inline int bitmap_allocate_region(unsigned long *map, unsigned int pos,
					 int order)
{
	if (find_next_bit(map, pos + (1U << order), pos) < pos + (1U << order))
		return -EBUSY;
	bitmap_set(map, pos, 1U << order);
	return 0;
}

/* By kmalloc, NULL without memory; zeroed, or not. (slab.h must be included.) */
#define bitmap_alloc(nbits, gfp) \
	((unsigned long *)kmalloc_array(BITS_TO_LONGS(nbits), sizeof(long), gfp))
#define bitmap_zalloc(nbits, gfp)	bitmap_alloc(nbits, (gfp) | __GFP_ZERO)
#define bitmap_free(map)		kfree(map)

#endif
