/*
 * find_bits.c - searching several bitmaps at once, and counting on the way.
 *
 * Model: one loop over words; what a word is, two or three maps say together.
 * The n-th bit is found by counting whole words off and then bits of one.
 *
 * Invariants: words that lie wholly beyond @size are never read.
 * Locking, context: none; any context.
 * Linux: lib/find_bit.c.
 * gdb: `break find_next_of`, `p *of`.
 */
#include <linux/bitmap.h>
#include <linux/kernel.h>
#include <linux/random.h>

enum mix { ONE, AND, ANDNOT, OR, AND_AND, AND_ANDNOT };

struct maps {
	const unsigned long *a, *b, *c;
	enum mix mix;
};

static unsigned long mixed(const struct maps *of, unsigned long i)
{
	unsigned long word = of->a[i];

	switch (of->mix) {
	case ONE:
		break;
	case AND:
		return word & of->b[i];
	case ANDNOT:
		return word & ~of->b[i];
	case OR:
		return word | of->b[i];
	case AND_AND:
		return word & of->b[i] & of->c[i];
	case AND_ANDNOT:
		return word & of->b[i] & ~of->c[i];
	}
	return word;
}

static unsigned long find_next_of(const struct maps *of, unsigned long size,
				  unsigned long offset)
{
	unsigned long at = round_down(offset, BITS_PER_LONG), word;

	for (; at < size; at += BITS_PER_LONG) {
		word = mixed(of, BIT_WORD(at));
		if (at < offset)
			word &= BITMAP_FIRST_WORD_MASK(offset);
		if (word)
			return min(at + __ffs(word), size);
	}
	return size;
}

static unsigned long find_nth_of(const struct maps *of, unsigned long size,
				 unsigned long n)
{
	unsigned long at, word, here;

	for (at = 0; at < size; at += BITS_PER_LONG) {
		word = mixed(of, BIT_WORD(at));
		here = hweight_long(word);
		if (n < here)
			return min(at + fns(word, n), size);
		n -= here;
	}
	return size;
}

unsigned long find_next_and_bit(const unsigned long *a, const unsigned long *b,
				unsigned long size, unsigned long offset)
{
	return find_next_of(&(struct maps){ a, b, NULL, AND }, size, offset);
}

unsigned long find_next_andnot_bit(const unsigned long *a,
				   const unsigned long *b, unsigned long size,
				   unsigned long offset)
{
	return find_next_of(&(struct maps){ a, b, NULL, ANDNOT }, size, offset);
}

unsigned long find_next_or_bit(const unsigned long *a, const unsigned long *b,
			       unsigned long size, unsigned long offset)
{
	return find_next_of(&(struct maps){ a, b, NULL, OR }, size, offset);
}

unsigned long find_first_and_and_bit(const unsigned long *a,
				     const unsigned long *b,
				     const unsigned long *c,
				     unsigned long size)
{
	return find_next_of(&(struct maps){ a, b, c, AND_AND }, size, 0);
}

unsigned long find_nth_bit(const unsigned long *a, unsigned long size,
			   unsigned long n)
{
	return find_nth_of(&(struct maps){ a, NULL, NULL, ONE }, size, n);
}

unsigned long find_nth_and_bit(const unsigned long *a, const unsigned long *b,
			       unsigned long size, unsigned long n)
{
	return find_nth_of(&(struct maps){ a, b, NULL, AND }, size, n);
}

unsigned long find_nth_andnot_bit(const unsigned long *a,
				  const unsigned long *b, unsigned long size,
				  unsigned long n)
{
	return find_nth_of(&(struct maps){ a, b, NULL, ANDNOT }, size, n);
}

unsigned long find_nth_and_andnot_bit(const unsigned long *a,
				      const unsigned long *b,
				      const unsigned long *c,
				      unsigned long size, unsigned long n)
{
	return find_nth_of(&(struct maps){ a, b, c, AND_ANDNOT }, size, n);
}

unsigned long find_random_bit(const unsigned long *map, unsigned long size)
{
	unsigned int n = bitmap_weight(map, size);

	return n ? find_nth_bit(map, size, get_random_u32_below(n)) : size;
}

unsigned long find_next_clump8(unsigned long *clump, const unsigned long *map,
			       unsigned long size, unsigned long offset)
{
	offset = find_next_bit(map, size, offset);
	if (offset >= size)
		return size;
	offset = round_down(offset, 8);
	*clump = bitmap_get_value8(map, offset);
	return offset;
}

unsigned int bitmap_weight_and(const unsigned long *a, const unsigned long *b,
			       unsigned int nbits)
{
	unsigned int n = 0;
	unsigned long at;

	for_each_and_bit(at, a, b, nbits)
		n++;
	return n;
}

unsigned int bitmap_weight_andnot(const unsigned long *a,
				  const unsigned long *b, unsigned int nbits)
{
	unsigned int n = 0;
	unsigned long at;

	for_each_andnot_bit(at, a, b, nbits)
		n++;
	return n;
}
