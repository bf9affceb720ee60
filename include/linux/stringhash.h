/*
 * stringhash.h - hashes of names; with the length, in a u64. Not Linux's
 * numbers, which differ from release to release too. For modules:
 * lib/modules/jhash.c.
 */
#ifndef _LINUX_STRINGHASH_H
#define _LINUX_STRINGHASH_H

#include <linux/hash.h>
#include <linux/jhash.h>
#include <linux/string.h>

#define hashlen_hash(hashlen)	((u32)(hashlen))
#define hashlen_len(hashlen)	((u32)((u64)(hashlen) >> 32))
#define hashlen_create(hash, len)	((u64)(len) << 32 | (u32)(hash))

/* @salt: so that equal names of different owners differ. */
static inline unsigned int full_name_hash(const void *salt, const char *name,
					  unsigned int len)
{
	return jhash(name, len, (unsigned long)salt);
}

static inline u64 hashlen_string(const void *salt, const char *name)
{
	unsigned int len = strlen(name);

	return hashlen_create(full_name_hash(salt, name, len), len);
}

#endif
