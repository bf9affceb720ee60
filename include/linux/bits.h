/* bits.h - single bits and runs of bits as constants. */
#ifndef K896_LINUX_BITS_H
#define K896_LINUX_BITS_H

#include <linux/types.h>
#include <linux/bitops.h>
#include <linux/build_bug.h>

#define BIT_ULL_MASK(nr)	(1ULL << ((nr) % 64))
#define BIT_ULL_WORD(nr)	((nr) / 64)
#define GENMASK_ULL(h, l)	((~0ULL << (l)) & (~0ULL >> (63 - (h))))

#define BITS_TO_U64(nr)		(((nr) + 63) / 64)
#define BITS_TO_U32(nr)		(((nr) + 31) / 32)
#define BITS_TO_BYTES(nr)	(((nr) + 7) / 8)

/* Of a type, which they fit. */
#define GENMASK_TYPE(t, h, l)	((t)GENMASK_ULL(h, l))
#define GENMASK_U8(h, l)	GENMASK_TYPE(u8, h, l)
#define GENMASK_U16(h, l)	GENMASK_TYPE(u16, h, l)
#define GENMASK_U32(h, l)	GENMASK_TYPE(u32, h, l)
#define GENMASK_U64(h, l)	GENMASK_TYPE(u64, h, l)
#define BIT_U8(nr)	((u8)BIT(nr))
#define BIT_U16(nr)	((u16)BIT(nr))
#define BIT_U32(nr)	((u32)BIT(nr))
#define BIT_U64(nr)	BIT_ULL(nr)

/*
 * Is it no mask, because the high bit is below the low one? (0 if not known.)
 */
#define GENMASK_INPUT_CHECK(h, l)					\
	BUILD_BUG_ON_ZERO(__builtin_choose_expr(			\
		__builtin_constant_p((l) > (h)), (l) > (h), 0))

#endif
