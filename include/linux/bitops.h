/*
 * bitops.h - bits of words and bitmaps; asm/bitops.h has those that need an
 * instruction of their own.
 */
#ifndef _LINUX_BITOPS_H
#define _LINUX_BITOPS_H

#include <linux/bits.h>
#include <linux/types.h>
#include <linux/compiler.h>
#include <asm/bitops.h>

#define BITS_PER_BYTE	8
#define BITS_PER_LONG	32
#define BITS_PER_LONG_LONG	64
#define BIT(nr)		(1UL << (nr))
#define BIT_ULL(nr)	(1ULL << (nr))
#define BIT_MASK(nr)	(1UL << ((nr) % BITS_PER_LONG))
#define BIT_WORD(nr)	((nr) / BITS_PER_LONG)
#define BITS_TO_LONGS(n)	(((n) + BITS_PER_LONG - 1) / BITS_PER_LONG)
#define GENMASK(h, l) \
	((~0UL << (l)) & (~0UL >> (BITS_PER_LONG - 1 - (h))))

/* ffs, fls: counted from 1, 0 for no bit; ffz: the lowest zero, from 0. */
#define ffs(x)	__builtin_ffs(x)
#define ffz(x)	__ffs(~(unsigned long)(x))

static __always_inline int fls(unsigned int x)
{
	return x ? 32 - __builtin_clz(x) : 0;
}

static __always_inline int fls64(u64 x)
{
	return x ? 64 - __builtin_clzll(x) : 0;
}

#define fls_long(x)	fls(x)

static __always_inline int __ffs64(u64 x)
{
	return __builtin_ctzll(x);
}

/* How many bits are set (Kernighan and Ritchie's trick needs no table). */
static inline unsigned int __hweight32(u32 w)
{
	unsigned int n;

	for (n = 0; w; n++)
		w &= w - 1;
	return n;
}

/* Of a constant, the compiler knows. */
static __always_inline unsigned int hweight32(u32 w)
{
	return __builtin_constant_p(w) ? __builtin_popcount(w) : __hweight32(w);
}

#define hweight8(w)	hweight32((u8)(w))
#define hweight16(w)	hweight32((u16)(w))
#define hweight_long(w)	hweight32(w)

static __always_inline unsigned int hweight64(u64 w)
{
	return hweight32((u32)w) + hweight32((u32)(w >> 32));
}

#define __ROTATE(bits)							\
static inline u##bits rol##bits(u##bits w, unsigned int by)		\
{									\
	return (w << (by & (bits - 1))) | (w >> (-by & (bits - 1)));	\
}									\
static inline u##bits ror##bits(u##bits w, unsigned int by)		\
{									\
	return (w >> (by & (bits - 1))) | (w << (-by & (bits - 1)));	\
}

__ROTATE(8)
__ROTATE(16)
__ROTATE(32)
__ROTATE(64)

/* Bit @index is the sign: copied to all above it. */
static inline s32 sign_extend32(u32 value, int index)
{
	return (s32)(value << (31 - index)) >> (31 - index);
}

static inline s64 sign_extend64(u64 value, int index)
{
	return (s64)(value << (63 - index)) >> (63 - index);
}

/* The power of two that is not less than @count; -1 for 0. */
static inline int get_count_order(unsigned int count)
{
	return count ? fls(count - 1) : -1;
}
#define get_count_order_long(count)	get_count_order(count)

#define assign_bit(nr, addr, value) \
	((value) ? set_bit((nr), (addr)) : clear_bit((nr), (addr)))
#define __assign_bit(nr, addr, value) \
	((value) ? __set_bit((nr), (addr)) : __clear_bit((nr), (addr)))

/* The @n-th set bit of @word, from 0; BITS_PER_LONG: it has not so many. */
static inline unsigned long fns(unsigned long word, unsigned int n)
{
	while (word && n--)
		word &= word - 1;
	return word ? __ffs(word) : BITS_PER_LONG;
}

#define test_and_set_bit_lock(nr, addr)	test_and_set_bit(nr, addr)
#define __clear_bit_unlock(nr, addr)	clear_bit_unlock(nr, addr)
#define clear_bit_unlock(nr, addr) \
	do { barrier(); clear_bit(nr, addr); } while (0)

/* This machine's order is little-endian. */
#define set_bit_le		set_bit
#define clear_bit_le		clear_bit
#define test_bit_le		test_bit
#define __set_bit_le		__set_bit
#define __clear_bit_le		__clear_bit

/* *@ptr becomes what it was without @mask and with @bits: returned is that. */
#define set_mask_bits(ptr, mask, bits) ({				\
	typeof(*(ptr)) __smb_old = READ_ONCE(*(ptr)), __smb_new;	\
	do {								\
		__smb_new = (__smb_old & ~(mask)) | (bits);		\
	} while (!try_cmpxchg(ptr, &__smb_old, __smb_new));		\
	__smb_old; })

#include <linux/find.h>

#endif
