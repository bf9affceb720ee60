/*
 * hash.h - scattering keys over 2^bits buckets by multiplication with the
 * golden ratio: the upper bits of the product depend on all bits of the key.
 */
#ifndef K896_LINUX_HASH_H
#define K896_LINUX_HASH_H

#include <linux/types.h>

#define GOLDEN_RATIO_32	0x61c88647u		/* 2^32 * (1 - 0.618..) */
#define GOLDEN_RATIO_PRIME	GOLDEN_RATIO_32
#define GOLDEN_RATIO_64	0x61c8864680b583ebull

static inline u32 __hash_32(u32 val)
{
	return val * GOLDEN_RATIO_32;
}

#define __hash_32_generic	__hash_32
#define hash_32_generic		hash_32
#define hash_64_generic		hash_64

/* @bits 1..32. */
static inline u32 hash_32(u32 val, unsigned int bits)
{
	return __hash_32(val) >> (32 - bits);
}

static inline u32 hash_64(u64 val, unsigned int bits)
{
	return hash_32((u32)val ^ __hash_32(val >> 32), bits);
}

#define hash_long(val, bits)	hash_32(val, bits)

static inline u32 hash_ptr(const void *ptr, unsigned int bits)
{
	return hash_32((unsigned long)ptr, bits);
}

static inline u32 hash32_ptr(const void *ptr)
{
	return (unsigned long)ptr;
}

#endif
