/*
 * ioport.h - who owns which range of physical addresses and of I/O ports: two
 * trees of ranges, in which a child lies within its parent. See
 * kernel/resource.c.
 */
#ifndef _LINUX_IOPORT_H
#define _LINUX_IOPORT_H

#include <linux/types.h>

struct resource {
	resource_size_t start;		/* first address */
	resource_size_t end;		/* last address, inclusive */
	const char *name;		/* as `iomem` shows it */
	unsigned long flags;		/* IORESOURCE_* */
	struct resource *parent;	/* NULL: not in a tree */
	struct resource *sibling;	/* next in the parent, ascending */
	struct resource *child;		/* the first of its children */
};

#define IORESOURCE_BITS		0x000000ff	/* the bus's own */
#define IORESOURCE_TYPE_BITS	0x00001f00
#define IORESOURCE_IO		0x00000100
#define IORESOURCE_MEM		0x00000200
#define IORESOURCE_IRQ		0x00000400
#define IORESOURCE_DMA		0x00000800
#define IORESOURCE_PREFETCH	0x00002000	/* reading has no effect */
#define IORESOURCE_READONLY	0x00004000
#define IORESOURCE_MEM_64	0x00100000	/* its address has 64 bits */
#define IORESOURCE_DISABLED	0x10000000
#define IORESOURCE_UNSET	0x20000000	/* no address was given to it */
#define IORESOURCE_BUSY		0x80000000	/* somebody uses it */

extern struct resource iomem_resource;	/* all physical addresses */
extern struct resource ioport_resource;	/* ports 0-0xffff */

#define resource_size(res)	((res)->end - (res)->start + 1)

/*
 * Put @new into @root, as a child of the smallest range that holds it whole.
 * What lies within @new becomes its child. -EBUSY where it would overlap a
 * range in part. @new stays the caller's and must live as long as it is in.
 */
int insert_resource(struct resource *root, struct resource *new);
/* As a direct child of @root, in a gap: -EBUSY where there is none. */
int request_resource(struct resource *root, struct resource *new);
/* Take it out again; -EINVAL when it is in no tree. */
int release_resource(struct resource *old);

/*
 * request_region, request_mem_region - claim @n ports or physical addresses
 * from @start on, as @name in `ioports` and `iomem`. The claim lies within what
 * the bus has there, if anything. NULL when somebody has claimed part of it (it
 * is said who) or memory is short; a driver then returns -EBUSY. May sleep.
 * release_* gives back exactly what was claimed; else that is reported.
 */
struct resource *__request_region(struct resource *root, resource_size_t start,
				  resource_size_t n, const char *name);
void __release_region(struct resource *root, resource_size_t start,
		      resource_size_t n);
#define request_region(start, n, name) \
	__request_region(&ioport_resource, start, n, name)
#define request_mem_region(start, n, name) \
	__request_region(&iomem_resource, start, n, name)
#define release_region(start, n) \
	__release_region(&ioport_resource, start, n)
#define release_mem_region(start, n) \
	__release_region(&iomem_resource, start, n)

/* 2.4's look without a claim: 0, or -EBUSY. What it says may change at once. */
int __check_region(struct resource *root, resource_size_t start,
		   resource_size_t n);
#define check_region(start, n) \
	__check_region(&ioport_resource, start, n)
#define check_mem_region(start, n) \
	__check_region(&iomem_resource, start, n)

/*
 * The range of @root that holds part of [@start, @end] and is named @name
 * (NULL: any), at the depth nearest to the root; or NULL. It may go at any
 * time.
 */
struct resource *find_resource(struct resource *root, resource_size_t start,
			       resource_size_t end, const char *name);

/* The boot memory map and the kernel's own parts into iomem_resource. */
#ifndef MODULE			/* names that a module may have */
void iomem_init(void);
#endif

#define resource_type(res)	((res)->flags & IORESOURCE_TYPE_BITS)
#define DEFINE_RES_NAMED(from, size, what, how) \
	(struct resource) { .start = (from), .end = (from) + (size) - 1, \
			    .name = (what), .flags = (how) }
#define DEFINE_RES_MEM(from, size) \
	DEFINE_RES_NAMED(from, size, NULL, IORESOURCE_MEM)
#define DEFINE_RES_IO(from, size) \
	DEFINE_RES_NAMED(from, size, NULL, IORESOURCE_IO)

#endif
