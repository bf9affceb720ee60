/*
 * unaligned.h - numbers of a given byte order at any address, as disks and
 * their file systems have them. The compiler makes one load or store of each.
 */
#ifndef _ASM_UNALIGNED_H
#define _ASM_UNALIGNED_H

#include <linux/types.h>

static inline u16 get_unaligned_le16(const void *from)
{
	const u8 *p = from;

	return p[0] | p[1] << 8;
}

static inline u32 get_unaligned_le32(const void *from)
{
	const u8 *p = from;

	return p[0] | p[1] << 8 | p[2] << 16 | (u32)p[3] << 24;
}

static inline u16 get_unaligned_be16(const void *from)
{
	const u8 *p = from;

	return p[0] << 8 | p[1];
}

static inline u32 get_unaligned_be32(const void *from)
{
	const u8 *p = from;

	return (u32)p[0] << 24 | p[1] << 16 | p[2] << 8 | p[3];
}

static inline void put_unaligned_le16(u16 val, void *to)
{
	u8 *p = to;

	p[0] = val;
	p[1] = val >> 8;
}

static inline void put_unaligned_le32(u32 val, void *to)
{
	put_unaligned_le16(val, to);
	put_unaligned_le16(val >> 16, (u8 *)to + 2);
}

static inline void put_unaligned_be16(u16 val, void *to)
{
	u8 *p = to;

	p[0] = val >> 8;
	p[1] = val;
}

static inline void put_unaligned_be32(u32 val, void *to)
{
	put_unaligned_be16(val >> 16, to);
	put_unaligned_be16(val, (u8 *)to + 2);
}

static inline u64 get_unaligned_le64(const void *from)
{
	return get_unaligned_le32(from) |
	       (u64)get_unaligned_le32((const u8 *)from + 4) << 32;
}

static inline u64 get_unaligned_be64(const void *from)
{
	return (u64)get_unaligned_be32(from) << 32 |
	       get_unaligned_be32((const u8 *)from + 4);
}

static inline void put_unaligned_le64(u64 val, void *to)
{
	put_unaligned_le32(val, to);
	put_unaligned_le32(val >> 32, (u8 *)to + 4);
}

static inline void put_unaligned_be64(u64 val, void *to)
{
	put_unaligned_be32(val >> 32, to);
	put_unaligned_be32(val, (u8 *)to + 4);
}

/* Of the pointer's own type: this CPU does it by itself. */
#define get_unaligned(ptr)						\
	(((const struct { typeof(*(ptr)) x; } __packed *)(ptr))->x)
#define put_unaligned(val, ptr)						\
	((void)(((struct { typeof(*(ptr)) x; } __packed *)(ptr))->x = (val)))

#endif
