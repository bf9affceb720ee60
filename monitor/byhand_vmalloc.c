/*
 * vmalloc, vfree by hand.
 *
 * Model: an area knows who made it, so no table is kept: those that name
 * vmalloc_cmd() are the prompt's own. vfree of somebody else's area is refused;
 * it would succeed, and take somebody's memory away. All other mistakes go to
 * vfree() itself, whose report is worth seeing.
 *
 * Locking & context: prompt only, where nobody else frees the prompt's areas.
 * In Linux: nothing; a module would do the same.
 * Watch it: (gdb) break vmalloc_cmd
 *           (gdb) km-vmalloc
 */

#include "internal.h"
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include "../mm/vmap.h"

static int vmalloc_cmd(int argc, char **argv);

static bool is_ours(const struct vm_struct *area)
{
	return area->caller == vmalloc_cmd;
}

/* The first of the prompt's areas that ends above @addr, or NULL. */
static struct vm_struct *next_area(unsigned long addr)
{
	struct vm_struct *area;
	unsigned long flags;

	spin_lock_irqsave(&vmap_lock, flags);
	while ((area = vmap_find_above(addr)) &&
	       (!is_ours(area) || area->flags & VM_UNPURGED))
		addr = vm_end(area);
	spin_unlock_irqrestore(&vmap_lock, flags);
	return area;
}

/* held_area_name - the i-th area held, for Tab; NULL behind the last */
const char *held_area_name(int i)
{
	static char text[sizeof("0x12345678")];
	struct vm_struct *area = next_area(0);

	while (area && i--)
		area = next_area(vm_end(area));
	if (!area)
		return NULL;
	snprintf(text, sizeof(text), "0x%08lx", vm_start(area));
	return text;
}

static int list_areas(void)
{
	struct vm_struct *area = next_area(0);

	if (!area)
		say("no areas are held; take one: vmalloc N [GFP]\n");
	for (; area; area = next_area(vm_end(area)))
		say("  0x%08lx, %zu bytes: vfree 0x%08lx\n", vm_start(area),
		    get_vm_area_size(area), vm_start(area));
	return 0;
}

static int vmalloc_cmd(int argc, char **argv)
{
	gfp_t gfp = GFP_KERNEL | __GFP_HIGHMEM;
	struct vm_struct *area;
	unsigned long size;
	void *p;

	if (argc == 1)
		return list_areas();
	if (argc > 3)
		return usage("vmalloc");
	if (parse_ulong(argv[1], ~0ul, &size) ||
	    (argc == 3 && gfp_parse(argv[2], &gfp)))
		return -EINVAL;
	if (gfp & __GFP_NOFAIL) {
		say("__GFP_NOFAIL could wait for ever: not at the prompt\n");
		return -EINVAL;
	}
	p = __vmalloc_node(size, PAGE_SIZE, gfp, 0, vmalloc_cmd);
	say("vmalloc(%lu, %pGg) = ", size, &gfp);
	if (!p) {
		say("NULL\n  the report says why: see `vmallocinfo`, "
		    "`meminfo`\n");
		return -ENOMEM;
	}
	area = find_vm_area(p);
	say("0x%08lx, %u pages, the first in frame 0x%lx of %s\n",
	    vm_start(area), area->nr_pages, vmalloc_to_pfn(p),
	    page_zone(vmalloc_to_page(p))->name);
	return 0;
}
MONITOR_CMD(vmalloc, "[N [GFP]]", "allocate N bytes of scattered frames\n"
	    "  vmalloc 20000                five pages, of high memory if there "
	    "is some\n"
	    "  vmalloc 20000 GFP_DMA        below 16 MB\n"
	    "  vmalloc                      list what is held",
	    vmalloc_cmd);

static int vfree_cmd(int argc, char **argv)
{
	struct vm_struct *area;
	unsigned long addr;
	bool ours;

	if (argc != 2)
		return usage("vfree");
	if (parse_addr(argv[1], &addr))
		return -EINVAL;
	area = find_vm_area((void *)addr);
	ours = area && is_ours(area) && vm_start(area) == addr;
	if (area && !is_ours(area)) {
		say("0x%08lx is in an area of %pS, who is not this prompt: not "
		    "freed\n", addr, area->caller);
		return -EPERM;
	}
	vfree((void *)addr);
	if (addr && !ours) {
		say("not freed: the report says why; nothing is lost\n");
		return -EINVAL;
	}
	say("vfree(0x%lx): %s\n", addr, ours ? "given back" :
	    "nothing to free, and no mistake");
	return 0;
}
MONITOR_CMD(vfree, "ADDR", "free what vmalloc gave\n"
	    "  What is not an area goes to vfree() itself, whose report is "
	    "worth\n"
	    "  seeing; areas that others use are left to them. Tab knows what "
	    "is held.",
	    vfree_cmd);
