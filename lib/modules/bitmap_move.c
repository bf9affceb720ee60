/*
 * bitmap_move.c - bitmaps whose bits change places.
 *
 * Model: a shift goes word by word, each put together from two; the rest goes
 * bit by bit, from the set bits of the one map to their places in the other:
 * they are for sets of CPUs and nodes, not for large maps.
 *
 * Invariants: @dst may be @src only where the contract says so (shifts, cut).
 * Locking, context: none; any context.
 * Linux: lib/bitmap.c.
 * gdb: `break bitmap_remap`, `p/t *dst`.
 */
#include <linux/bitmap.h>
#include <linux/kernel.h>

/* Word @i of @map, with nothing outside its @nbits bits. */
static unsigned long word_of(const unsigned long *map, long i,
			     unsigned int nbits)
{
	if (i < 0 || i >= (long)BITS_TO_LONGS(nbits))
		return 0;
	return i == (long)BIT_WORD(nbits) ?
		map[i] & BITMAP_LAST_WORD_MASK(nbits) : map[i];
}

void __bitmap_shift_right(unsigned long *dst, const unsigned long *src,
			  unsigned int shift, unsigned int nbits)
{
	unsigned int skip = BIT_WORD(shift), by = shift % BITS_PER_LONG, i;

	for (i = 0; i < BITS_TO_LONGS(nbits); i++) {
		u64 both = word_of(src, i + skip, nbits) |
			   (u64)word_of(src, i + skip + 1, nbits) << 32;

		dst[i] = both >> by;
	}
}

void __bitmap_shift_left(unsigned long *dst, const unsigned long *src,
			 unsigned int shift, unsigned int nbits)
{
	unsigned int skip = BIT_WORD(shift), by = shift % BITS_PER_LONG;
	long i;

	for (i = BITS_TO_LONGS(nbits) - 1; i >= 0; i--) {
		u64 both = (u64)word_of(src, i - skip, nbits) << 32 |
			   word_of(src, i - (long)skip - 1, nbits);

		dst[i] = both << by >> 32;
	}
}

/*
 * Whole words move, as in Linux: what stands behind @nbits in the last one,
 * too.
 */
void bitmap_cut(unsigned long *dst, const unsigned long *src,
		unsigned int first, unsigned int cut, unsigned int nbits)
{
	unsigned int size = round_up(nbits, BITS_PER_LONG), i;

	memmove(dst, src, size / BITS_PER_BYTE);	/* they may overlap */
	for (i = first; i < size; i++)
		__assign_bit(i, dst, cut < size - i && test_bit(i + cut, dst));
}

/* How many bits of @map are set below @pos; -1: @pos itself is not. */
static int rank(const unsigned long *map, unsigned int pos, unsigned int nbits)
{
	return pos < nbits && test_bit(pos, map) ?
		(int)bitmap_weight(map, pos) : -1;
}

int bitmap_bitremap(int bit, const unsigned long *old,
		    const unsigned long *new, int nbits)
{
	int n = bitmap_weight(new, nbits), at = rank(old, bit, nbits);

	return at < 0 || !n ? bit : (int)find_nth_bit(new, nbits, at % n);
}

void bitmap_remap(unsigned long *dst, const unsigned long *src,
		  const unsigned long *old, const unsigned long *new,
		  unsigned int nbits)
{
	unsigned long bit;

	if (dst == src)
		return;
	bitmap_zero(dst, nbits);
	for_each_set_bit(bit, src, nbits)
		__set_bit(bitmap_bitremap(bit, old, new, nbits), dst);
}

void bitmap_onto(unsigned long *dst, const unsigned long *orig,
		 const unsigned long *relmap, unsigned int nbits)
{
	unsigned long bit;
	unsigned int n = 0;

	if (dst == orig)
		return;
	bitmap_zero(dst, nbits);
	for_each_set_bit(bit, relmap, nbits)
		if (test_bit(n++, orig))
			__set_bit(bit, dst);
}

void bitmap_fold(unsigned long *dst, const unsigned long *orig,
		 unsigned int size, unsigned int nbits)
{
	unsigned long bit;

	if (dst == orig)
		return;
	bitmap_zero(dst, nbits);
	for_each_set_bit(bit, orig, nbits)
		__set_bit(bit % size, dst);
}

void bitmap_scatter(unsigned long *dst, const unsigned long *src,
		    const unsigned long *mask, unsigned int nbits)
{
	bitmap_onto(dst, src, mask, nbits);
}

void bitmap_gather(unsigned long *dst, const unsigned long *src,
		   const unsigned long *mask, unsigned int nbits)
{
	unsigned long bit;
	unsigned int n = 0;

	bitmap_zero(dst, nbits);
	for_each_set_bit(bit, mask, nbits) {
		if (test_bit(bit, src))
			__set_bit(n, dst);
		n++;
	}
}
