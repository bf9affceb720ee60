/*
 * find_bit.c - searching a bitmap for the next bit that is set, or clear.
 *
 * Model: a word at a time. The first word is masked so that bits before the
 * offset don't count; a search for zeros is a search for ones in the inverted
 * words. 32 bits a step, one `bsf` where a word has what is wanted.
 *
 * Invariants: words that lie wholly beyond @size are never read.
 * Locking, context: none; any context. A bit that changes meanwhile may be
 * seen either way.
 * Linux: lib/find_bit.c.
 * gdb: `break find_next_bit if $edx > 64`, `finish`.
 */
#include <linux/export.h>
#include <linux/find.h>
#include <linux/kernel.h>

static inline unsigned long find_next(const unsigned long *map,
				      unsigned long size, unsigned long offset,
				      unsigned long invert)
{
	unsigned long word, at;

	if (offset >= size)
		return size;
	at = round_down(offset, BITS_PER_LONG);
	word = (map[BIT_WORD(at)] ^ invert) & (~0UL << (offset - at));
	while (!word) {
		at += BITS_PER_LONG;
		if (at >= size)
			return size;
		word = map[BIT_WORD(at)] ^ invert;
	}
	return min(at + __ffs(word), size);
}

unsigned long find_next_bit(const unsigned long *map, unsigned long size,
			    unsigned long offset)
{
	return find_next(map, size, offset, 0);
}
EXPORT_SYMBOL(find_next_bit);

unsigned long find_next_zero_bit(const unsigned long *map, unsigned long size,
				 unsigned long offset)
{
	return find_next(map, size, offset, ~0UL);
}
EXPORT_SYMBOL(find_next_zero_bit);

unsigned long find_last_bit(const unsigned long *map, unsigned long size)
{
	unsigned long i = BITS_TO_LONGS(size), word;

	while (i--) {
		word = map[i];
		if (i == BIT_WORD(size))
			word &= BIT(size % BITS_PER_LONG) - 1;
		if (word)
			return i * BITS_PER_LONG + __fls(word);
	}
	return size;
}
EXPORT_SYMBOL(find_last_bit);
