/* bits.h - single bits and runs of bits as constants. */
#ifndef K896_LINUX_BITS_H
#define K896_LINUX_BITS_H

#include <linux/types.h>
#include <linux/bitops.h>

#define BIT_ULL_MASK(nr)	(1ULL << ((nr) % 64))
#define BIT_ULL_WORD(nr)	((nr) / 64)
#define GENMASK_ULL(h, l)	((~0ULL << (l)) & (~0ULL >> (63 - (h))))

#endif
