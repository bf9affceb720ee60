/*
 * kmalloc, kfree by hand.
 *
 * Model: a table of the objects taken here. kfree of an address that is not
 * in it is refused if the object is in use (it is somebody else's); all other
 * mistakes go to kfree itself, whose report is worth seeing: an object of the
 * table that was freed before, an address that kmalloc never gave.
 *
 * Invariants: an entry with live set was given by kmalloc and not yet freed.
 * Locking & context: prompt only.
 * In Linux: nothing; a module would do the same.
 * Watch it: (gdb) break kmalloc
 *           (gdb) p objects
 */

#include "internal.h"
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/slab.h>

static struct {
	void *p;			/* what kmalloc gave, NULL: no entry */
	unsigned long size;		/* what was asked for */
	bool live;			/* not freed yet */
} objects[64];

static int find(const void *p)
{
	int i;

	for (i = 0; i < ARRAY_SIZE(objects); i++)
		if (objects[i].p == p)
			return i;
	return -1;
}

static int list_objects(void)
{
	int i, n = 0;

	for (i = 0; i < ARRAY_SIZE(objects); i++) {
		if (!objects[i].live)
			continue;
		say("  0x%08lx, %lu bytes asked for, %zu usable\n",
		    (unsigned long)objects[i].p, objects[i].size,
		    ksize(objects[i].p));
		n++;
	}
	if (!n)
		say("no objects are held; take one: kmalloc N [GFP]\n");
	return 0;
}

static int free_entry(void)
{
	int i;

	for (i = 0; i < ARRAY_SIZE(objects); i++)
		if (!objects[i].live)
			return i;
	return -1;
}

static int kmalloc_cmd(int argc, char **argv)
{
	gfp_t gfp = GFP_KERNEL;
	unsigned long size;
	int i, known;
	void *p;

	if (argc == 1)
		return list_objects();
	if (argc > 3)
		return usage("kmalloc");
	if (parse_ulong(argv[1], ~0ul, &size) ||
	    (argc == 3 && gfp_parse(argv[2], &gfp)))
		return -EINVAL;
	i = free_entry();
	if (i < 0 || gfp & __GFP_NOFAIL) {
		say(i < 0 ? "64 objects are held: kfree some first\n" :
		    "__GFP_NOFAIL could wait for ever: not at the prompt\n");
		return -EINVAL;
	}
	p = kmalloc(size, gfp);
	say("kmalloc(%lu, %pGg) = ", size, &gfp);
	if (!p) {
		say("NULL\n");
		return -ENOMEM;
	}
	if (ZERO_OR_NULL_PTR(p)) {
		say("ZERO_SIZE_PTR: no memory, but no failure\n");
		return 0;
	}
	known = find(p);
	i = known >= 0 ? known : i;
	objects[i].p = p;
	objects[i].size = size;
	objects[i].live = true;
	say("0x%08lx, %zu bytes usable, frame 0x%lx\n", (unsigned long)p,
	    ksize(p), page_to_pfn(virt_to_page(p)));
	return 0;
}
MONITOR_CMD(kmalloc, "[N [GFP]]", "allocate N bytes, or list what is held",
	    kmalloc_cmd);

static int kfree_cmd(int argc, char **argv)
{
	static struct vm_event_state was, is;
	unsigned long addr;
	void *p;
	int i;

	if (argc != 2)
		return usage("kfree");
	if (parse_addr(argv[1], &addr))
		return -EINVAL;
	p = (void *)addr;
	if (ZERO_OR_NULL_PTR(p)) {
		kfree(p);
		say("kfree(0x%lx): nothing to free, and no mistake\n", addr);
		return 0;
	}
	i = find(p);
	if (i < 0 && virt_addr_valid(p) &&
	    PageSlab(virt_to_head_page(p))) {
		say("0x%08lx was not given by kmalloc at this prompt: not "
		    "freed\n",
		    addr);
		return -EPERM;
	}
	if (i < 0 && virt_addr_valid(p) && page_count(virt_to_page(p))) {
		say("0x%08lx is in use by the kernel itself: not "
		    "freed\n", addr);
		return -EPERM;
	}
	all_vm_events(&was);
	kfree(p);
	all_vm_events(&is);
	if (is.pgbad != was.pgbad || i < 0 || !objects[i].live) {
		say("not freed: see the report\n");
		return -EINVAL;
	}
	objects[i].live = false;
	say("kfree(0x%08lx): %lu bytes given back\n", addr, objects[i].size);
	return 0;
}
MONITOR_CMD(kfree, "ADDR", "free what kmalloc gave", kfree_cmd);
