/*
 * types.h - the integer and list types everything else is made of.
 *
 * The __u8 family and the endian types come from the UAPI header of the same
 * name. An address of physical memory is 64 bits wide from the start, so that
 * a memory map above 4 GB can be spoken of; what a device is given is 32.
 */
#ifndef K896_LINUX_TYPES_H
#define K896_LINUX_TYPES_H

#include <linux/compiler.h>
#include_next <linux/types.h>
#include <linux/stddef.h>

#ifndef __ASSEMBLY__

typedef __u8	u8;
typedef __u16	u16;
typedef __u32	u32;
typedef __u64	u64;
typedef __s8	s8;
typedef __s16	s16;
typedef __s32	s32;
typedef __s64	s64;

typedef u8	uint8_t;
typedef u16	uint16_t;
typedef u32	uint32_t;
typedef u64	uint64_t;
typedef s8	int8_t;
typedef s16	int16_t;
typedef s32	int32_t;
typedef s64	int64_t;

typedef u8	u_int8_t;
typedef u16	u_int16_t;
typedef u32	u_int32_t;
typedef u64	u_int64_t;

typedef unsigned char	u_char;
typedef unsigned short	u_short;
typedef unsigned int	u_int;
typedef unsigned long	u_long;
typedef unsigned char	unchar;
typedef unsigned short	ushort;
typedef unsigned int	uint;
typedef unsigned long	ulong;

typedef __kernel_ssize_t	ssize_t;
typedef unsigned long	uintptr_t;
typedef long		intptr_t;
typedef _Bool		bool;

typedef long long	loff_t;
typedef long		off_t;
typedef int		pid_t;
typedef u32		dev_t;
typedef unsigned short	umode_t;
typedef unsigned short	mode_t;
typedef u32		uid_t;
typedef u32		gid_t;
typedef unsigned long	ino_t;
typedef int		clockid_t;
typedef long		clock_t;
typedef s64		time64_t;
typedef long		time_t;
typedef u64		sector_t;	/* in units of 512 bytes */
typedef u64		blkcnt_t;

typedef unsigned int __bitwise gfp_t;		/* __GFP_* */
typedef unsigned int __bitwise slab_flags_t;	/* SLAB_* */
typedef unsigned int __bitwise fmode_t;
typedef int vm_fault_t;				/* VM_FAULT_*, as until 5.1 */

typedef unsigned long	pgoff_t;	/* page number within a file */
typedef u64		phys_addr_t;	/* physical address, 64 bits always */
typedef phys_addr_t	resource_size_t;
typedef u32		dma_addr_t;	/* bus address a device is given */

typedef struct {
	int counter;			/* only through atomic_*() */
} atomic_t;
#define ATOMIC_INIT(i)	{ (i) }

typedef struct {
	s64 __attribute__((aligned(8))) counter;	/* through atomic64_*() */
} atomic64_t;
#define ATOMIC64_INIT(i)	{ (i) }

struct list_head {
	struct list_head *next;		/* first, or the head when empty */
	struct list_head *prev;		/* last, or the head when empty */
};

struct hlist_head {
	struct hlist_node *first;	/* NULL when empty */
};

struct hlist_node {
	struct hlist_node *next;	/* NULL at the end */
	struct hlist_node **pprev;	/* what points at us */
};

struct callback_head {			/* also rcu_head */
	struct callback_head *next;
	void (*func)(struct callback_head *head);
};
#define rcu_head callback_head

#define BITS_PER_BYTE	8
#define BITS_PER_LONG	32
#define BITS_PER_TYPE(t) (sizeof(t) * BITS_PER_BYTE)
#define BITS_TO_LONGS(n)	(((n) + BITS_PER_LONG - 1) / BITS_PER_LONG)
#define DECLARE_BITMAP(name, bits) unsigned long name[BITS_TO_LONGS(bits)]

#endif /* __ASSEMBLY__ */
#endif
