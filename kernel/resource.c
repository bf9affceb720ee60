/*
 * resource.c - the trees of address ranges behind `iomem` and `ioports`.
 *
 *   iomem_resource  0 - ffffffffffffffff
 *     +- System RAM          00100000 - 07fdffff
 *     |    +- Kernel code    00100000 - 0011ffff
 *     |    '- Kernel data    00120000 - 0013ffff
 *     '- Reserved            fffc0000 - ffffffff
 *
 * Children of one parent are sorted, disjoint, and lie within it. A driver that
 * claims a range which somebody has gets -EBUSY instead of his device.
 *
 * Locking: resource_lock. Any context but interrupts.
 * Linux: kernel/resource.c. gdb: `p *iomem_resource.child`, `km-iomem`.
 */
#define pr_fmt(fmt) "resource: " fmt

#include <linux/e820.h>
#include <linux/errno.h>
#include <linux/init.h>
#include <linux/ioport.h>
#include <linux/kernel.h>
#include <linux/memblock.h>
#include <linux/module.h>
#include <linux/printk.h>
#include <linux/spinlock.h>
#include <asm/page.h>
#include <asm/sections.h>

struct resource iomem_resource = {
	.name = "PCI mem", .end = -1ULL, .flags = IORESOURCE_MEM,
};
struct resource ioport_resource = {
	.name = "PCI IO", .end = 0xffff, .flags = IORESOURCE_IO,
};

static DEFINE_SPINLOCK(resource_lock);

static bool holds(const struct resource *outer, const struct resource *inner)
{
	return outer->start <= inner->start && inner->end <= outer->end;
}

/* Where in @parent's sorted children @new would go: the link to change. */
static struct resource **place(struct resource *parent,
			       const struct resource *new)
{
	struct resource **link = &parent->child;

	while (*link && (*link)->end < new->start)
		link = &(*link)->sibling;
	return link;
}

static int __request(struct resource *root, struct resource *new)
{
	struct resource **link = place(root, new);

	if (new->end < new->start || !holds(root, new) ||
	    (*link && (*link)->start <= new->end))
		return -EBUSY;
	new->sibling = *link;
	new->parent = root;
	*link = new;
	return 0;
}

int request_resource(struct resource *root, struct resource *new)
{
	unsigned long flags;
	int err;

	spin_lock_irqsave(&resource_lock, flags);
	err = __request(root, new);
	spin_unlock_irqrestore(&resource_lock, flags);
	return err;
}
EXPORT_SYMBOL(request_resource);

/* Make the run of children from *@link on that lie within @new its own. */
static int adopt(struct resource *root, struct resource **link,
		 struct resource *new)
{
	struct resource *first = *link, *last = first, *r;

	while (last->sibling && last->sibling->start <= new->end)
		last = last->sibling;
	if (!holds(new, first) || !holds(new, last))
		return -EBUSY;
	new->child = first;
	new->sibling = last->sibling;
	new->parent = root;
	last->sibling = NULL;
	for (r = first; r; r = r->sibling)
		r->parent = new;
	*link = new;
	return 0;
}

static int __insert(struct resource *root, struct resource *new)
{
	struct resource **link;

	if (new->end < new->start || !holds(root, new))
		return -EBUSY;
	for (;;) {
		link = place(root, new);
		if (!*link || (*link)->start > new->end)
			return __request(root, new);
		if (!holds(*link, new))
			return adopt(root, link, new);
		root = *link;
	}
}

int insert_resource(struct resource *root, struct resource *new)
{
	unsigned long flags;
	int err;

	spin_lock_irqsave(&resource_lock, flags);
	err = __insert(root, new);
	spin_unlock_irqrestore(&resource_lock, flags);
	return err;
}
EXPORT_SYMBOL(insert_resource);

int release_resource(struct resource *old)
{
	struct resource **link;
	unsigned long flags;
	int err = -EINVAL;

	spin_lock_irqsave(&resource_lock, flags);
	if (old->parent) {
		for (link = &old->parent->child; *link; link = &(*link)->sibling)
			if (*link == old)
				break;
		if (*link) {
			*link = old->sibling;
			old->parent = NULL;
			err = 0;
		}
	}
	spin_unlock_irqrestore(&resource_lock, flags);
	return err;
}
EXPORT_SYMBOL(release_resource);

static struct resource kernel_parts[] = {
	{ .name = "Kernel code" },
	{ .name = "Kernel rodata" },
	{ .name = "Kernel data" },
	{ .name = "Kernel bss" },
};

static void __init add_kernel_part(int part, const char *start, const char *end)
{
	kernel_parts[part].start = __pa(start);
	kernel_parts[part].end = __pa(end) - 1;
	if (insert_resource(&iomem_resource, &kernel_parts[part]))
		pr_warn("no place for %s\n", kernel_parts[part].name);
}

/* The memory map as it was cleaned, and the kernel within it. */
void __init iomem_init(void)
{
	const struct e820_entry *e;
	struct resource *res = memblock_alloc_why(e820.nr * sizeof(*res), 8,
						  "iomem tree");

	for (e = e820.entry; e < e820.entry + e820.nr; e++, res++) {
		res->start = e->addr;
		res->end = e->addr + e->size - 1;
		res->name = e820_type_name(e->type);
		res->flags = IORESOURCE_MEM | IORESOURCE_BUSY;
		if (insert_resource(&iomem_resource, res))
			pr_warn("no place for %s at %#llx\n", res->name, e->addr);
	}
	add_kernel_part(0, _text, _etext);
	add_kernel_part(1, __start_rodata, __end_rodata);
	add_kernel_part(2, _sdata, _edata);
	add_kernel_part(3, __bss_start, __bss_stop);
}
