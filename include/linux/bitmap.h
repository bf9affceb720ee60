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
#include <linux/cleanup.h>
#include <linux/find.h>
#include <linux/string.h>

#define BITMAP_LAST_WORD_MASK(nbits)	(~0UL >> (-(nbits) & (BITS_PER_LONG - 1)))
#define BITMAP_FIRST_WORD_MASK(start)	(~0UL << ((start) & (BITS_PER_LONG - 1)))

/*
 * A map of one word, whose size is known when compiling, is a few instructions;
 * a constant one none. The functions with __ are lib/bitmap.c's, of any size.
 */
#define small_bitmap(nbits) \
	(__builtin_constant_p(nbits) && (nbits) <= BITS_PER_LONG && (nbits) > 0)

static __always_inline void bitmap_zero(unsigned long *dst, unsigned int nbits)
{
	if (small_bitmap(nbits))
		*dst = 0;
	else
		memset(dst, 0, BITS_TO_LONGS(nbits) * sizeof(long));
}

static __always_inline void bitmap_fill(unsigned long *dst, unsigned int nbits)
{
	if (small_bitmap(nbits))
		*dst = ~0UL;
	else
		memset(dst, 0xff, BITS_TO_LONGS(nbits) * sizeof(long));
}

static __always_inline void bitmap_copy(unsigned long *dst,
					const unsigned long *src,
					unsigned int nbits)
{
	if (small_bitmap(nbits))
		*dst = *src;
	else
		memcpy(dst, src, BITS_TO_LONGS(nbits) * sizeof(long));
}

void __bitmap_set(unsigned long *map, unsigned int start, unsigned int nbits);
void __bitmap_clear(unsigned long *map, unsigned int start,
		    unsigned int nbits);
unsigned int __bitmap_weight(const unsigned long *map, unsigned int nbits);
void __bitmap_complement(unsigned long *dst, const unsigned long *src,
			 unsigned int nbits);

/* Constants that lie in the first word. */
#define in_first_word(start, nbits) \
	(__builtin_constant_p(start) && small_bitmap(nbits) && \
	 (start) + (nbits) <= BITS_PER_LONG)

static __always_inline void bitmap_set(unsigned long *map, unsigned int start,
				       unsigned int nbits)
{
	if (in_first_word(start, nbits))
		*map |= GENMASK(start + nbits - 1, start);
	else
		__bitmap_set(map, start, nbits);
}

static __always_inline void bitmap_clear(unsigned long *map,
					 unsigned int start,
					 unsigned int nbits)
{
	if (in_first_word(start, nbits))
		*map &= ~GENMASK(start + nbits - 1, start);
	else
		__bitmap_clear(map, start, nbits);
}

static __always_inline unsigned int bitmap_weight(const unsigned long *map,
						  unsigned int nbits)
{
	if (small_bitmap(nbits))
		return hweight_long(*map & BITMAP_LAST_WORD_MASK(nbits));
	return __bitmap_weight(map, nbits);
}

static __always_inline void bitmap_complement(unsigned long *dst,
					      const unsigned long *src,
					      unsigned int nbits)
{
	if (small_bitmap(nbits))
		*dst = ~*src;
	else
		__bitmap_complement(dst, src, nbits);
}

bool bitmap_equal(const unsigned long *a, const unsigned long *b,
		  unsigned int nbits);
#define __bitmap_equal	bitmap_equal	/* whatever the length */
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

static __always_inline bool bitmap_empty(const unsigned long *map,
					 unsigned int nbits)
{
	if (small_bitmap(nbits))
		return !(*map & BITMAP_LAST_WORD_MASK(nbits));
	return find_first_bit(map, nbits) >= nbits;
}

static __always_inline bool bitmap_full(const unsigned long *map,
					unsigned int nbits)
{
	if (small_bitmap(nbits))
		return !(~*map & BITMAP_LAST_WORD_MASK(nbits));
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

/*
 * Words of 32 bits are what ours are; two make one of 64, the lower one first.
 * The second word of an odd last one is 0.
 */
#define bitmap_from_arr32(map, buf, nbits) \
	bitmap_copy_clear_tail(map, (const unsigned long *)(buf), nbits)
#define bitmap_to_arr32(buf, map, nbits) \
	bitmap_copy_clear_tail((unsigned long *)(buf), map, nbits)
#define bitmap_from_arr64(map, buf, nbits) \
	bitmap_copy_clear_tail(map, (const unsigned long *)(buf), nbits)
static inline void bitmap_to_arr64(u64 *buf, const unsigned long *map,
				   unsigned int nbits)
{
	if (nbits)
		buf[(nbits - 1) / 64] = 0;
	bitmap_copy_clear_tail((unsigned long *)buf, map, nbits);
}
#define bitmap_from_u64(dst, mask) \
	do { (dst)[0] = (u32)(mask); (dst)[1] = (u64)(mask) >> 32; } while (0)
#define BITMAP_FROM_U64(n)	(u32)(n), (u32)((u64)(n) >> 32)
#define bitmap_size(nbits)	(BITS_TO_LONGS(nbits) * sizeof(long))

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

/* A number of @nbits (1 to 32) bits, that begins at any bit. */
static inline unsigned long bitmap_read(const unsigned long *map,
					unsigned long start,
					unsigned long nbits)
{
	const unsigned long *at = map + BIT_WORD(start);
	unsigned long skip = start % BITS_PER_LONG;
	u64 both;

	if (!nbits || nbits > BITS_PER_LONG)
		return 0;
	both = skip + nbits > BITS_PER_LONG ? (u64)at[1] << 32 | at[0] : at[0];
	return (both >> skip) & BITMAP_LAST_WORD_MASK(nbits);
}

static inline void bitmap_write(unsigned long *map, unsigned long value,
				unsigned long start, unsigned long nbits)
{
	unsigned long *at = map + BIT_WORD(start);
	unsigned long skip = start % BITS_PER_LONG;
	u64 mask;

	if (!nbits || nbits > BITS_PER_LONG)
		return;
	mask = (u64)BITMAP_LAST_WORD_MASK(nbits) << skip;
	at[0] = (at[0] & ~(u32)mask) | ((value << skip) & (u32)mask);
	if (mask >> 32)
		at[1] = (at[1] & ~(u32)(mask >> 32)) |
			(((u64)value << skip & mask) >> 32);
}
#define bitmap_get_value8(map, start)	bitmap_read(map, start, 8)
#define bitmap_set_value8(map, value, start) bitmap_write(map, value, start, 8)

/*
 * ---- for modules: lib/modules/bitmap_move.c ----
 *
 * Bits move down (right) or up by @shift; zeroes come in. @dst may be @src.
 * cut: those of @src without the @cut ones from @first on, what is above moves
 * down.
 */
void __bitmap_shift_right(unsigned long *dst, const unsigned long *src,
			  unsigned int shift, unsigned int nbits);
void __bitmap_shift_left(unsigned long *dst, const unsigned long *src,
			 unsigned int shift, unsigned int nbits);
void bitmap_cut(unsigned long *dst, const unsigned long *src,
		unsigned int first, unsigned int cut, unsigned int nbits);

static __always_inline void bitmap_shift_right(unsigned long *dst,
					       const unsigned long *src,
					       unsigned int shift,
					       unsigned int nbits)
{
	if (small_bitmap(nbits))
		*dst = (u64)(*src & BITMAP_LAST_WORD_MASK(nbits)) >> shift;
	else
		__bitmap_shift_right(dst, src, shift, nbits);
}

static __always_inline void bitmap_shift_left(unsigned long *dst,
					      const unsigned long *src,
					      unsigned int shift,
					      unsigned int nbits)
{
	if (small_bitmap(nbits))
		*dst = ((u64)*src << shift) & BITMAP_LAST_WORD_MASK(nbits);
	else
		__bitmap_shift_left(dst, src, shift, nbits);
}

/* Of @mask's bits those of @new, of the others those of @old. */
static inline void bitmap_replace(unsigned long *dst, const unsigned long *old,
				  const unsigned long *new,
				  const unsigned long *mask,
				  unsigned int nbits)
{
	unsigned int i;

	for (i = 0; i < BITS_TO_LONGS(nbits); i++)
		dst[i] = (old[i] & ~mask[i]) | (new[i] & mask[i]);
}

/*
 * remap: what stands at the n-th bit of @old goes to the n-th of @new (modulo
 * how many it has), the others stay. onto: bit n of @orig stands for the n-th
 * bit of
 * @relmap. fold: modulo @size. scatter is onto, gather its opposite. @dst is
 * none of the others.
 */
void bitmap_remap(unsigned long *dst, const unsigned long *src,
		  const unsigned long *old, const unsigned long *new,
		  unsigned int nbits);
int bitmap_bitremap(int bit, const unsigned long *old,
		    const unsigned long *new, int nbits);
void bitmap_onto(unsigned long *dst, const unsigned long *orig,
		 const unsigned long *relmap, unsigned int nbits);
void bitmap_fold(unsigned long *dst, const unsigned long *orig,
		 unsigned int size, unsigned int nbits);
void bitmap_scatter(unsigned long *dst, const unsigned long *src,
		    const unsigned long *mask, unsigned int nbits);
void bitmap_gather(unsigned long *dst, const unsigned long *src,
		   const unsigned long *mask, unsigned int nbits);
unsigned int bitmap_weight_and(const unsigned long *a, const unsigned long *b,
			       unsigned int nbits);
unsigned int bitmap_weight_andnot(const unsigned long *a,
				  const unsigned long *b, unsigned int nbits);

/*
 * By kmalloc, NULL without memory; zeroed, or not. (slab.h must be included.)
 */
#define bitmap_alloc(nbits, gfp) \
	((unsigned long *)kmalloc_array(BITS_TO_LONGS(nbits), sizeof(long), gfp))
#define bitmap_zalloc(nbits, gfp)	bitmap_alloc(nbits, (gfp) | __GFP_ZERO)
#define bitmap_alloc_node(nbits, gfp, node)	bitmap_alloc(nbits, gfp)
#define bitmap_zalloc_node(nbits, gfp, node)	bitmap_zalloc(nbits, gfp)
void kfree(const void *obj);
static inline void bitmap_free(const unsigned long *map)
{
	kfree(map);
}
DEFINE_FREE(bitmap, unsigned long *, if (_T) bitmap_free(_T))

#include <linux/bitmap-str.h>

#endif
