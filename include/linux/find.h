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

#define for_each_set_bit(bit, map, size)				\
	for ((bit) = find_first_bit((map), (size)); (bit) < (size);	\
	     (bit) = find_next_bit((map), (size), (bit) + 1))
#define for_each_set_bit_from(bit, map, size)				\
	for ((bit) = find_next_bit((map), (size), (bit)); (bit) < (size); \
	     (bit) = find_next_bit((map), (size), (bit) + 1))
#define for_each_clear_bit(bit, map, size)				\
	for ((bit) = find_first_zero_bit((map), (size)); (bit) < (size); \
	     (bit) = find_next_zero_bit((map), (size), (bit) + 1))

#endif
