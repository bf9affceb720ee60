/*
 * resource.c - the trees of address ranges behind `iomem` and `ioports`.
 *
 *   iomem_resource  0 - ffffffffffffffff
 *     +- System RAM          00100000 - 07fdffff
 *     |    +- Kernel code    00100000 - 0011ffff
 *     |    '- Kernel data    00120000 - 0013ffff
 *     '- Reserved            fffc0000 - ffffffff
 *
 * Two kinds of ranges: those that say what is there (RAM, a bus, a device's
 * registers), inserted by who found it; and claims, IORESOURCE_BUSY, of drivers
 * that use it. A claim lies within the former and overlaps no other claim, so
 * the second driver for one device gets -EBUSY instead of his device.
 *
 * Invariant: children of one parent are sorted, disjoint, and lie within it.
 * Locking: resource_lock. Any context; claims allocate, so they may sleep.
 * Linux: kernel/resource.c. gdb: `p *iomem_resource.child`, `km-iomem`.
 */
#define pr_fmt(fmt) "resource: " fmt

#include <linux/errno.h>
#include <linux/ioport.h>
#include <linux/kernel.h>
#include <linux/module.h>
#include <linux/printk.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <linux/string.h>

/* A range that __request_region() allocated. */
#define CLAIM	0x01			/* one of IORESOURCE_BITS */

struct resource iomem_resource = {
	.name = "PCI mem", .end = -1ULL, .flags = IORESOURCE_MEM,
};
EXPORT_SYMBOL(iomem_resource);
struct resource ioport_resource = {
	.name = "PCI IO", .end = 0xffff, .flags = IORESOURCE_IO,
};
EXPORT_SYMBOL(ioport_resource);

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

/* ---- claims ---- */

/* The first child of @parent that shares an address with @r; NULL: none. */
static struct resource *overlapping(struct resource *parent,
				    const struct resource *r)
{
	struct resource *child = *place(parent, r);

	return child && child->start <= r->end ? child : NULL;
}

/*
 * Who is in the way of a claim of @new, *@parent itself if it does not hold
 * that; else NULL, and *@parent is for it.
 */
static struct resource *find_conflict(struct resource **parent,
				      const struct resource *new)
{
	struct resource *other;

	if (new->end < new->start || !holds(*parent, new))
		return *parent;
	while ((other = overlapping(*parent, new))) {
		if ((other->flags & IORESOURCE_BUSY) || !holds(other, new))
			return other;
		*parent = other;
	}
	return NULL;
}

static void tell_conflict(const struct resource *new,
			  const struct resource *other, unsigned long caller)
{
	if (!other->parent)
		pr_warn("%s wants %lld addresses from %#llx on: %s has no such range, by %pS\n",
			new->name ?: "somebody", (u64)resource_size(new),
			(u64)new->start, other->name, (void *)caller);
	else
		pr_warn("%s wants [%#llx-%#llx], but %s has [%#llx-%#llx]: busy, by %pS\n",
			new->name ?: "somebody", (u64)new->start,
			(u64)new->end, other->name ?: "somebody",
			(u64)other->start, (u64)other->end, (void *)caller);
}

struct resource *__request_region(struct resource *root, resource_size_t start,
				  resource_size_t n, const char *name)
{
	struct resource *new = kzalloc(sizeof(*new), GFP_KERNEL);
	struct resource *parent = root, *other, was;
	unsigned long flags;

	if (!new)
		return NULL;
	new->name = name;
	new->start = start;
	new->end = start + n - 1;
	new->flags = (root->flags & IORESOURCE_TYPE_BITS) | IORESOURCE_BUSY |
		     CLAIM;
	spin_lock_irqsave(&resource_lock, flags);
	other = find_conflict(&parent, new);
	if (!other)
		__request(parent, new);
	else
		was = *other;
	spin_unlock_irqrestore(&resource_lock, flags);
	if (!other)
		return new;
	tell_conflict(new, &was, _RET_IP_);
	kfree(new);
	return NULL;
}
EXPORT_SYMBOL(__request_region);

int __check_region(struct resource *root, resource_size_t start,
		   resource_size_t n)
{
	struct resource want = { .start = start, .end = start + n - 1 };
	struct resource *parent = root, *other;
	unsigned long flags;

	spin_lock_irqsave(&resource_lock, flags);
	other = find_conflict(&parent, &want);
	spin_unlock_irqrestore(&resource_lock, flags);
	return other ? -EBUSY : 0;
}
EXPORT_SYMBOL(__check_region);

/* The claim of just [@start, @end], out of the tree; NULL: there is none. */
static struct resource *take_claim(struct resource *root, resource_size_t start,
				   resource_size_t end)
{
	struct resource want = { .start = start, .end = end }, *r;

	while ((r = overlapping(root, &want)) && !(r->flags & IORESOURCE_BUSY))
		root = r;
	if (!r || !(r->flags & CLAIM) || r->start != start || r->end != end)
		return NULL;
	*place(root, r) = r->sibling;
	return r;
}

void __release_region(struct resource *root, resource_size_t start,
		      resource_size_t n)
{
	struct resource *claim;
	unsigned long flags;

	spin_lock_irqsave(&resource_lock, flags);
	claim = take_claim(root, start, start + n - 1);
	spin_unlock_irqrestore(&resource_lock, flags);
	if (!WARN(!claim, "resource: [%#llx-%#llx] of %s is released, but not claimed like that, by %pS\n",
		  (u64)start, (u64)(start + n - 1), root->name,
		  (void *)_RET_IP_))
		kfree(claim);
}
EXPORT_SYMBOL(__release_region);

static struct resource *__find(struct resource *parent,
			       const struct resource *want, const char *name)
{
	struct resource *r = overlapping(parent, want), *found;

	for (; r && r->start <= want->end; r = r->sibling) {
		if (!name || !strcmp(r->name ?: "", name))
			return r;
		found = r->child ? __find(r, want, name) : NULL;
		if (found)
			return found;
	}
	return NULL;
}

struct resource *find_resource(struct resource *root, resource_size_t start,
			       resource_size_t end, const char *name)
{
	struct resource want = { .start = start, .end = end }, *found;
	unsigned long flags;

	spin_lock_irqsave(&resource_lock, flags);
	found = __find(root, &want, name);
	spin_unlock_irqrestore(&resource_lock, flags);
	return found;
}
