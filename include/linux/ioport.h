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

#define IORESOURCE_IO		0x00000100
#define IORESOURCE_MEM		0x00000200
#define IORESOURCE_BUSY		0x80000000

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

/* The boot memory map and the kernel's own parts into iomem_resource. */
void iomem_init(void);

#endif
