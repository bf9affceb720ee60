/*
 * slabinfo: every cache, in Linux's format (version 2.1); -w what its classes
 * waste; -v CACHE draws it (draw_slab.c).
 *
 * Model: one line a cache. active_objs are in users' hands; num_objs are all
 * that its slabs have. The tunables are those of a per-CPU array: objects it
 * holds at most, and how many move at a time; 0 where a cache has none, as
 * those for DMA. Linux counts what waits in an array as active, we do not. A
 * slab counts as active when it does not hold all of its objects itself.
 *
 * Invariants: num_objs = num_slabs * objperslab.
 * Locking & context: the list under slab_caches_lock, a cache's figures under
 * its own; only numbers are copied there, printing happens outside.
 * In Linux: slabinfo_show() and cache_show() in mm/slab_common.c.
 * Watch it: (gdb) break slabinfo_show
 *           (gdb) km-slab
 */

#include "internal.h"
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/slab_def.h>
#include <linux/spinlock.h>
#include <linux/string.h>

static struct {
	char name[CACHE_NAMELEN];
	unsigned long slabs, empty, active;
	unsigned int size, num, order, limit, batch;
	bool off_slab;
} info;				/* one reader: the prompt */

/* Copy the figures of cache number @i; false behind the last. */
static bool read_cache(int i)
{
	struct kmem_cache *c;
	unsigned long flags;
	bool found = false;

	spin_lock_irqsave(&slab_caches_lock, flags);
	list_for_each_entry(c, &slab_caches, list) {
		if (i--)
			continue;
		spin_lock(&c->lock);
		info.slabs = c->nr_slabs;
		info.empty = c->nr_empty;
		info.active = slab_nr_active(c);
		spin_unlock(&c->lock);
		info.size = c->size;
		info.num = c->num;
		info.order = c->order;
		info.off_slab = c->mgmt_cache;
		info.limit = c->array[0]->limit;
		info.batch = c->array[0]->batch;
		strscpy(info.name, c->name, sizeof(info.name));
		found = true;
		break;
	}
	spin_unlock_irqrestore(&slab_caches_lock, flags);
	return found;
}

static int slabinfo_show(struct seq_file *m, void *v)
{
	int i;

	seq_printf(m, "slabinfo - version: 2.1\n"
		   "# name            <active_objs> <num_objs> <objsize> "
		   "<objperslab> <pagesperslab> : tunables <limit> "
		   "<batchcount> "
		   "<sharedfactor> : slabdata <active_slabs> <num_slabs> "
		   "<sharedavail>\n");
	for (i = 0; read_cache(i); i++) {
		seq_printf(m, "%-17s %6lu %6lu %6u %4u %4d", info.name,
			   info.active, info.slabs * info.num, info.size,
			   info.num, 1 << info.order);
		seq_printf(m, " : tunables %4u %4u %4u", info.limit,
			   info.batch, 0);
		seq_printf(m, " : slabdata %6lu %6lu %6u\n",
			   info.slabs - info.empty, info.slabs, 0);
	}
	return 0;
}

/*
 * A class of kmalloc: what of a slab its objects fill, and what of an object
 * lies idle, if all sizes from the class below on are asked for equally often.
 */
static void say_waste(unsigned int below)
{
	unsigned long bytes = PAGE_SIZE << info.order;
	unsigned int idle = info.size - below - 1;	/* at worst */

	say("%-13s %6u %6u %6u %7u %7lu.%lu%% %-5s %6u.%u %7u\n", info.name,
	    below + 1, info.size, 1 << info.order, info.num,
	    info.num * info.size * 100ul / bytes,
	    info.num * info.size * 1000ul / bytes % 10,
	    info.off_slab ? "off" : "in it", idle / 2, idle % 2 * 5, idle);
}

static int show_waste(void)
{
	unsigned long used = 0, slabs = 0;
	unsigned int below = 0;
	int i;

	say("class           from     to  pages objects   usable  books    idle"
	    "   worst\n");
	for (i = 0; read_cache(i); i++) {
		if (strncmp(info.name, "kmalloc-", 8))
			continue;
		say_waste(below);
		below = info.size;
		used += info.active * info.size;
		slabs += info.slabs * (PAGE_SIZE << info.order);
	}
	say("usable: of a slab's bytes, by its objects; books: bitmap and "
	    "state bytes,\n  in the slab or off it; idle: bytes behind a "
	    "request, on average, if the\n  sizes of a class are asked for "
	    "equally often\n");
	say("now: %lu KB of these are in use, the slabs are %lu KB\n",
	    used >> 10, slabs >> 10);
	return 0;
}

static int slabinfo_cmd(int argc, char **argv)
{
	if (argc == 2 && strcmp(argv[1], "-w") == 0)
		return show_waste();
	if (argc == 3 && strcmp(argv[1], "-v") == 0)
		return draw_cache(argv[2]);
	return usage("slabinfo");
}
PROC_CMD(slabinfo, "[-v CACHE | -w]", slabinfo_show,
	 "the caches of small objects\n"
	 "  -v draws the slabs of one, object by object; -w says what each\n"
	 "  class of kmalloc wastes.", slabinfo_cmd);
