/*
 * kmalloc, kfree by hand.
 *
 * Model: a table of the objects taken here. kfree of an address that is the
 * start of an object in use, but not by this table, is refused: it would
 * succeed, and take somebody's memory away. All other mistakes go to kfree
 * itself, whose report is worth seeing: an object freed before, the middle of
 * one, an address that kmalloc never gave.
 *
 * Invariants: an entry with live set was given by kmalloc and not yet freed.
 * Locking & context: prompt only. (Between the look at the state byte and the
 * kfree the object may be taken by somebody: the price of playing with fire.)
 * In Linux: nothing; a module would do the same.
 * Watch it: (gdb) break kmalloc
 *           (gdb) p objects
 */

#include "internal.h"
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/slab_def.h>

static struct {
	void *p;			/* what kmalloc gave, NULL: no entry */
	unsigned long size;		/* what was asked for */
	bool live;			/* not freed yet */
	char text[sizeof("0x12345678")];	/* p, as it is typed */
} objects[64];

static int find(const void *p)
{
	int i;

	for (i = 0; i < ARRAY_SIZE(objects); i++)
		if (objects[i].p == p)
			return i;
	return -1;
}

/* held_object_name - the i-th object held, for Tab; NULL behind the last */
const char *held_object_name(int i)
{
	for (int at = 0; at < ARRAY_SIZE(objects); at++)
		if (objects[at].live && i-- == 0)
			return objects[at].text;
	return NULL;
}

static int list_objects(void)
{
	int i, n = 0;

	for (i = 0; i < ARRAY_SIZE(objects); i++) {
		if (!objects[i].live)
			continue;
		say("  %s, %lu bytes asked for, %zu usable: kfree %s\n",
		    objects[i].text, objects[i].size, ksize(objects[i].p),
		    objects[i].text);
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

/* One clear line on why there was nothing. */
static int say_nothing(unsigned long size, gfp_t gfp)
{
	say("NULL\n");
	if (size > KMALLOC_MAX_SIZE) {
		say("  the largest class has %d bytes; beyond that see "
		    "alloc_pages\n", KMALLOC_MAX_SIZE);
		return -EINVAL;
	}
	if (gfp & __GFP_HIGHMEM) {
		say("  kmalloc gives an address, and high memory has none: "
		    "see alloc_pages\n");
		return -EINVAL;
	}
	say("  no object, and no pages for a new slab: see `slabinfo` and "
	    "`buddyinfo`\n");
	return -ENOMEM;
}

static void note(int i, void *p, unsigned long size)
{
	objects[i].p = p;
	objects[i].size = size;
	objects[i].live = true;
	snprintf(objects[i].text, sizeof(objects[i].text), "0x%08lx",
		 (unsigned long)p);
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
	if (!p)
		return say_nothing(size, gfp);
	if (ZERO_OR_NULL_PTR(p)) {
		say("ZERO_SIZE_PTR: no memory, but no failure\n");
		return 0;
	}
	known = find(p);
	note(known >= 0 ? known : i, p, size);
	say("0x%08lx, %zu bytes usable, frame 0x%lx\n", (unsigned long)p,
	    ksize(p), page_to_pfn(virt_to_page(p)));
	return 0;
}
MONITOR_CMD(kmalloc, "[N [GFP]]", "allocate N bytes\n"
	    "  kmalloc 100                  an object of 128 bytes\n"
	    "  kmalloc 100 GFP_DMA          below 16 MB\n"
	    "  kmalloc 0                    ZERO_SIZE_PTR\n"
	    "  kmalloc                      list what is held",
	    kmalloc_cmd);

/* The number of the object in use that starts at @p, or -1. */
static int object_in_use(const void *p)
{
	struct page *slab;
	int nr;

	if (!virt_addr_valid(p))
		return -1;
	slab = virt_to_head_page(p);
	if (!PageSlab(slab))
		return -1;
	nr = slab_object_nr(slab->slab_cache, slab, p);
	return nr >= 0 && slab->slab_state[nr] == OBJ_IN_USE ? nr : -1;
}

/* kfree would take it, but it is not, or not any more, this table's. */
static int refuse(const void *p, int nr)
{
	say("0x%08lx is object %d of cache %s, and in use by somebody who is "
	    "not this prompt:\nnot freed\n", (unsigned long)p, nr,
	    virt_to_head_page(p)->slab_cache->name);
	return -EPERM;
}

static int kfree_cmd(int argc, char **argv)
{
	unsigned long addr;
	int i, nr;
	void *p;

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
	nr = object_in_use(p);
	if (nr >= 0 && (i < 0 || !objects[i].live))
		return refuse(p, nr);
	kfree(p);
	if (nr < 0) {
		say("not freed: the report says why; nothing is lost\n");
		return -EINVAL;
	}
	objects[i].live = false;
	say("kfree(0x%08lx): %lu bytes given back\n", addr, objects[i].size);
	return 0;
}
MONITOR_CMD(kfree, "ADDR", "free what kmalloc gave\n"
	    "  What is not an object in use goes to kfree itself, whose report "
	    "is\n"
	    "  worth seeing; objects that others use are left to them. Tab "
	    "knows\n"
	    "  what is held.",
	    kfree_cmd);
