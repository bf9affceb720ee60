/*
 * vmallocinfo: the areas of kernel addresses, in Linux's format.
 *
 * Model: one line an area, by address: from, to and size with the guard page,
 * who made it, how many frames are mapped, what it is for. `vpages`: the list
 * of its frames is an area itself. An area that was freed and waits for the
 * flush is an `unpurged vm_area`.
 *
 * Locking & context: an area is copied under vmap_lock and printed without, so
 * areas may come and go in between. Prompt only.
 * In Linux: vmalloc_info_show() in mm/vmalloc.c.
 * Watch it: (gdb) break vmallocinfo_show
 *           (gdb) km-vmalloc
 */

#include "internal.h"
#include <linux/kernel.h>
#include <linux/mm.h>
#include "../mm/vmap.h"

/* A copy of the first area that ends above @addr; false: none does. */
static bool read_area(unsigned long addr, struct vm_struct *copy)
{
	struct vm_struct *area;
	unsigned long flags;

	spin_lock_irqsave(&vmap_lock, flags);
	area = vmap_find_above(addr);
	if (area)
		*copy = *area;
	spin_unlock_irqrestore(&vmap_lock, flags);
	return area;
}

static void show_area(struct seq_file *m, const struct vm_struct *area)
{
	seq_printf(m, "0x%08lx-0x%08lx %7lu", vm_start(area), vm_end(area),
		   area->size);
	if (area->flags & VM_UNPURGED) {
		seq_printf(m, " unpurged vm_area\n");
		return;
	}
	if (area->caller)
		seq_printf(m, " %pS", area->caller);
	if (area->nr_pages)
		seq_printf(m, " pages=%u", area->nr_pages);
	if (area->phys_addr)
		seq_printf(m, " phys=%pa", &area->phys_addr);
	if (area->flags & VM_IOREMAP)
		seq_printf(m, " ioremap");
	if (area->flags & VM_ALLOC)
		seq_printf(m, " vmalloc");
	if (area->flags & VM_MAP)
		seq_printf(m, " vmap");
	if (area->flags & VM_USERMAP)
		seq_printf(m, " user");
	if (is_vmalloc_addr(area->pages))
		seq_printf(m, " vpages");
	seq_printf(m, "\n");
}

static int vmallocinfo_show(struct seq_file *m, void *v)
{
	struct vm_struct area;
	unsigned long addr;

	for (addr = 0; read_area(addr, &area); addr = vm_end(&area))
		show_area(m, &area);
	return 0;
}
PROC_SHOW(vmallocinfo, vmallocinfo_show, "areas of kernel addresses: vmalloc, "
	  "ioremap, vmap");

/* Pages of addresses that areas have, guard pages included. */
unsigned long vmalloc_used(void)
{
	unsigned long addr, pages = 0;
	struct vm_struct area;

	for (addr = 0; read_area(addr, &area); addr = vm_end(&area))
		pages += area.size >> PAGE_SHIFT;
	return pages;
}
