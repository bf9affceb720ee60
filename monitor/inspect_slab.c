/*
 * slabinfo: every cache, in Linux's format (version 2.1).
 *
 * Model: one line a cache. active_objs are given out, num_objs are all that
 * its slabs hold. There are no per-CPU arrays yet, so the tunables are 0 and
 * no slab is shared. A slab counts as active when an object of it is in use.
 *
 * Invariants: num_objs = num_slabs * objperslab.
 * Locking & context: the list under slab_caches_lock, a cache's figures under
 * its own; only numbers are copied there, printing happens outside.
 * In Linux: slabinfo_show() and cache_show() in mm/slab_common.c.
 * Watch it: (gdb) break slabinfo_show
 *           (gdb) km-slab
 */

#include "internal.h"
#include <linux/kernel.h>
#include <linux/slab_def.h>
#include <linux/spinlock.h>
#include <linux/string.h>

static struct {
	char name[CACHE_NAMELEN];
	unsigned long slabs, empty, active;
	unsigned int size, num, order;
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
		seq_printf(m, " : tunables %4u %4u %4u", 0, 0, 0);
		seq_printf(m, " : slabdata %6lu %6lu %6u\n",
			   info.slabs - info.empty, info.slabs, 0);
	}
	return 0;
}
PROC_SHOW(slabinfo, slabinfo_show, "the caches of small objects");
