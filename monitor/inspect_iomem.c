/*
 * iomem, ioports: who owns which range of addresses.
 *
 * Model: two trees of struct resource, kept by kernel/resource.c; a child lies
 * within its parent and is printed two blanks further in.
 *
 *	00100000-07fdffff : System RAM
 *	  00100000-0011ffff : Kernel code
 *
 * Invariants: ascending and disjoint among the children of one parent.
 * Locking & context: no lock: ranges come and go with drivers, all of them
 * started from this prompt or before it.
 * In Linux: r_show() in kernel/resource.c.
 * Watch it: (gdb) break iomem_show
 *           (gdb) p *iomem_resource.child
 */

#include "internal.h"
#include <linux/ioport.h>

/* The next range in the order of printing: child, else sibling, else uncle. */
static const struct resource *next_range(const struct resource *r, int *depth)
{
	if (r->child) {
		(*depth)++;
		return r->child;
	}
	while (!r->sibling && r->parent) {
		(*depth)--;
		r = r->parent;
	}
	return r->sibling;
}

static int show_tree(struct seq_file *m, const struct resource *root, int width)
{
	const struct resource *r = root;
	int depth = -1;

	while ((r = next_range(r, &depth)) && depth >= 0)
		seq_printf(m, "%*s%0*llx-%0*llx : %s\n", 2 * depth, "", width,
			   (u64)r->start, width, (u64)r->end,
			   r->name ? r->name : "<BAD>");
	return 0;
}

static int iomem_show(struct seq_file *m, void *v)
{
	return show_tree(m, &iomem_resource, 8);
}
PROC_SHOW(iomem, iomem_show, "physical addresses: RAM, reserved ranges, "
	    "devices");

static int ioports_show(struct seq_file *m, void *v)
{
	return show_tree(m, &ioport_resource, 4);
}
PROC_SHOW(ioports, ioports_show, "I/O ports and their owners");
