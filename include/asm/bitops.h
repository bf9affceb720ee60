/*
 * bitops.h - single bits of a bitmap of unsigned longs; the plain names are
 * atomic, those with __ are not. @nr may run past the first word.
 */
#ifndef _ASM_BITOPS_H
#define _ASM_BITOPS_H

#include <linux/types.h>

#define __BITOP(name, lock, insn)					\
static __always_inline void name(long nr, volatile unsigned long *addr)	\
{									\
	asm volatile(lock insn " %1,%0"					\
		     : "+m" (((volatile unsigned long *)addr)[nr >> 5])	\
		     : "Ir" (nr & 31) : "memory", "cc");		\
}

#define __BITOP_TEST(name, lock, insn)					\
static __always_inline bool name(long nr, volatile unsigned long *addr)	\
{									\
	bool old;							\
									\
	asm volatile(lock insn " %2,%0"					\
		     : "+m" (((volatile unsigned long *)addr)[nr >> 5]),	\
		       "=@ccc" (old)					\
		     : "Ir" (nr & 31) : "memory");			\
	return old;							\
}

__BITOP(set_bit, "lock; ", "btsl")
__BITOP(clear_bit, "lock; ", "btrl")
__BITOP(change_bit, "lock; ", "btcl")

#define __all_of(addr)	(*(volatile unsigned long (*)[])(addr))

/*
 * Most used in loops, where with @nr in a register the instruction itself finds
 * the word behind @addr. (An immediate one counts within a word only.)
 */
static __always_inline void __set_bit(long nr, volatile unsigned long *addr)
{
	if (__builtin_constant_p(nr))
		((unsigned long *)addr)[nr >> 5] |= 1UL << (nr & 31);
	else
		asm volatile("btsl %1,%0" : "+m" (__all_of(addr)) : "r" (nr)
			     : "memory", "cc");
}

static __always_inline void __clear_bit(long nr, volatile unsigned long *addr)
{
	if (__builtin_constant_p(nr))
		((unsigned long *)addr)[nr >> 5] &= ~(1UL << (nr & 31));
	else
		asm volatile("btrl %1,%0" : "+m" (__all_of(addr)) : "r" (nr)
			     : "memory", "cc");
}

static __always_inline void __change_bit(long nr, volatile unsigned long *addr)
{
	if (__builtin_constant_p(nr))
		((unsigned long *)addr)[nr >> 5] ^= 1UL << (nr & 31);
	else
		asm volatile("btcl %1,%0" : "+m" (__all_of(addr)) : "r" (nr)
			     : "memory", "cc");
}

__BITOP_TEST(test_and_set_bit, "lock; ", "btsl")
__BITOP_TEST(test_and_clear_bit, "lock; ", "btrl")
__BITOP_TEST(test_and_change_bit, "lock; ", "btcl")
__BITOP_TEST(__test_and_set_bit, "", "btsl")
__BITOP_TEST(__test_and_clear_bit, "", "btrl")
__BITOP_TEST(__test_and_change_bit, "", "btcl")

static __always_inline bool test_bit(long nr,
				     const volatile unsigned long *addr)
{
	const unsigned long *words = (const unsigned long *)addr;

	if (__builtin_constant_p(words[nr >> 5]))
		return (words[nr >> 5] >> (nr & 31)) & 1;
	return (addr[nr >> 5] >> (nr & 31)) & 1;
}

/* The lowest set bit, counted from 0; undefined for 0. */
static __always_inline unsigned long __ffs(unsigned long word)
{
	return __builtin_ctzl(word);
}

/* The highest set bit, counted from 0; undefined for 0. */
static __always_inline unsigned long __fls(unsigned long word)
{
	return 31 - __builtin_clzl(word);
}

#endif
