/*
 * find.h - searching a bitmap; lib/find_bit.c.
 *
 * All return a bit number below @size, or @size if there is none.
 */
#ifndef K896_LINUX_FIND_H
#define K896_LINUX_FIND_H

#include <linux/types.h>

unsigned long find_next_bit(const unsigned long *map, unsigned long size,
			    unsigned long offset);
unsigned long find_next_zero_bit(const unsigned long *map, unsigned long size,
				 unsigned long offset);
unsigned long find_last_bit(const unsigned long *map, unsigned long size);

static inline unsigned long find_first_bit(const unsigned long *map,
					   unsigned long size)
{
	return find_next_bit(map, size, 0);
}

static inline unsigned long find_first_zero_bit(const unsigned long *map,
						unsigned long size)
{
	return find_next_zero_bit(map, size, 0);
}

/*
 * Of two maps at once: bits that are set in both, in @a but not in @b, in any.
 * The @n-th bit, from 0. For modules: lib/modules/find_bits.c.
 */
unsigned long find_next_and_bit(const unsigned long *a, const unsigned long *b,
				unsigned long size, unsigned long offset);
unsigned long find_next_andnot_bit(const unsigned long *a,
				   const unsigned long *b, unsigned long size,
				   unsigned long offset);
unsigned long find_next_or_bit(const unsigned long *a, const unsigned long *b,
			       unsigned long size, unsigned long offset);
unsigned long find_first_and_and_bit(const unsigned long *a,
				     const unsigned long *b,
				     const unsigned long *c,
				     unsigned long size);
unsigned long find_nth_bit(const unsigned long *a, unsigned long size,
			   unsigned long n);
unsigned long find_nth_and_bit(const unsigned long *a, const unsigned long *b,
			       unsigned long size, unsigned long n);
unsigned long find_nth_andnot_bit(const unsigned long *a,
				  const unsigned long *b, unsigned long size,
				  unsigned long n);
unsigned long find_nth_and_andnot_bit(const unsigned long *a,
				      const unsigned long *b,
				      const unsigned long *c,
				      unsigned long size, unsigned long n);
/* Any that is set, each as likely. */
unsigned long find_random_bit(const unsigned long *map, unsigned long size);
#define find_first_and_bit(a, b, size)	find_next_and_bit(a, b, size, 0)
#define find_first_andnot_bit(a, b, size) find_next_andnot_bit(a, b, size, 0)

/* This machine's order is little-endian. */
#define find_next_bit_le	find_next_bit
#define find_next_zero_bit_le	find_next_zero_bit
#define find_first_zero_bit_le	find_first_zero_bit

/* The next from @offset on, or else from the beginning, up to @offset. */
static inline unsigned long find_next_bit_wrap(const unsigned long *map,
					       unsigned long size,
					       unsigned long offset)
{
	unsigned long bit = find_next_bit(map, size, offset);

	if (bit < size || !offset)
		return bit;
	bit = find_first_bit(map, offset);
	return bit < offset ? bit : size;
}

static inline unsigned long find_next_and_bit_wrap(const unsigned long *a,
						   const unsigned long *b,
						   unsigned long size,
						   unsigned long offset)
{
	unsigned long bit = find_next_and_bit(a, b, size, offset);

	if (bit < size || !offset)
		return bit;
	bit = find_first_and_bit(a, b, offset);
	return bit < offset ? bit : size;
}

/* Once around, from @start: what follows, @from being the next to look at. */
static inline unsigned long __for_each_wrap(const unsigned long *map,
					    unsigned long size,
					    unsigned long start,
					    unsigned long from)
{
	unsigned long bit;

	if (from > start) {
		bit = find_next_bit(map, size, from);
		if (bit < size)
			return bit;
		from = 0;
	}
	bit = find_next_bit(map, start, from);
	return bit < start ? bit : size;
}

#define __for_each_found(bit, size, find, ...) \
	for (__VA_ARGS__; (bit) = find, (bit) < (size); (bit)++)
#define for_each_set_bit(bit, map, size) \
	__for_each_found(bit, size, find_next_bit(map, size, bit), (bit) = 0)
#define for_each_set_bit_from(bit, map, size) \
	__for_each_found(bit, size, find_next_bit(map, size, bit), (void)0)
#define for_each_clear_bit(bit, map, size) \
	__for_each_found(bit, size, find_next_zero_bit(map, size, bit), \
			 (bit) = 0)
#define for_each_clear_bit_from(bit, map, size) \
	__for_each_found(bit, size, find_next_zero_bit(map, size, bit), \
			 (void)0)
#define for_each_and_bit(bit, a, b, size) \
	__for_each_found(bit, size, find_next_and_bit(a, b, size, bit), \
			 (bit) = 0)
#define for_each_andnot_bit(bit, a, b, size) \
	__for_each_found(bit, size, find_next_andnot_bit(a, b, size, bit), \
			 (bit) = 0)
#define for_each_or_bit(bit, a, b, size) \
	__for_each_found(bit, size, find_next_or_bit(a, b, size, bit), \
			 (bit) = 0)
#define for_each_set_bit_wrap(bit, map, size, start)			\
	for ((bit) = find_next_bit_wrap((map), (size), (start));	\
	     (bit) < (size);						\
	     (bit) = __for_each_wrap((map), (size), (start), (bit) + 1))

/* Runs of bits: from @b up to, not including, @e. */
#define __for_each_range(b, e, size, next, end, ...)			\
	for (__VA_ARGS__; (b) = next, (e) = end, (b) < (size); (b) = (e) + 1)
#define __set_range(b, e, map, size, ...)				\
	__for_each_range(b, e, size, find_next_bit(map, size, b),	\
			 find_next_zero_bit(map, size, (b) + 1), ##__VA_ARGS__)
#define __clear_range(b, e, map, size, ...)				\
	__for_each_range(b, e, size, find_next_zero_bit(map, size, b),	\
			 find_next_bit(map, size, (b) + 1), ##__VA_ARGS__)
#define for_each_set_bitrange(b, e, map, size) \
	__set_range(b, e, map, size, (b) = 0)
#define for_each_set_bitrange_from(b, e, map, size) \
	__set_range(b, e, map, size, (void)0)
#define for_each_clear_bitrange(b, e, map, size) \
	__clear_range(b, e, map, size, (b) = 0)
#define for_each_clear_bitrange_from(b, e, map, size) \
	__clear_range(b, e, map, size, (void)0)

/* Groups of eight bits that are not all 0. (bitmap.h must be included.) */
unsigned long find_next_clump8(unsigned long *clump, const unsigned long *map,
			       unsigned long size, unsigned long offset);
#define find_first_clump8(clump, map, size) \
	find_next_clump8((clump), (map), (size), 0)
#define for_each_set_clump8(at, clump, map, size)			\
	for ((at) = 0;							\
	     (at) = find_next_clump8(&(clump), (map), (size), (at)),	\
	     (at) < (size); (at) += 8)

#endif
