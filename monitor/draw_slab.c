/*
 * slabinfo -v CACHE: its slabs, a character an object.
 *
 * Model: an object is in one of three places. The state byte says whether it
 * is in use, the bitmap whether its slab holds it; what neither says waits in
 * a CPU's array (or is on its way there).
 *
 *	slab frame 0x7ea4, objects from 0xc7ea4000: 31 of 31 out, 1 in use
 *	     0 |#aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa|
 *
 * A slab is full when it holds nothing itself, also if all of its objects wait
 * in arrays: so lists change only where objects come and go by the batch.
 *
 * Invariants: # + a is the slab's inuse.
 * Locking & context: each slab is copied under slab_caches_lock and the
 * cache's own, and printed outside: one slab's line is true of one moment, the
 * next slab's of a later one. Prompt only, the copy is static.
 * In Linux: nothing; crash's `kmem -S` draws as much.
 * Watch it: (gdb) break draw_cache
 *           (gdb) km-slab kmalloc-64
 */

#include "internal.h"
#include <linux/bitops.h>
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/slab_def.h>
#include <linux/spinlock.h>
#include <linux/string.h>

#define ROW	64		/* objects a line */
#define SLABS	8		/* slabs of a list that are drawn */
#define MARKS	1024		/* no slab has so many objects */

static struct {
	unsigned int object_size, num, order, colours, limit, batch;
	bool off_slab;
	unsigned long count;		/* slabs on the list */
	unsigned long pfn;		/* of the slab looked at */
	const void *s_mem;		/* its first object */
	unsigned int inuse, users;	/* objects out, of them in use */
	char mark[MARKS];		/* where each is */
} seen;

enum { FULL, PARTIAL, EMPTY, LISTS };
static const char *const list_name[] = { "full", "partial", "empty" };

/*
 * cache_arg_name - the i-th cache, oldest first; NULL behind the last
 *
 * The name is the cache's own: good while that lives.
 */
const char *cache_arg_name(int i)
{
	const char *name = NULL;
	struct kmem_cache *c;
	unsigned long flags;

	spin_lock_irqsave(&slab_caches_lock, flags);
	list_for_each_entry(c, &slab_caches, list) {
		if (i--)
			continue;
		name = c->name;
		break;
	}
	spin_unlock_irqrestore(&slab_caches_lock, flags);
	return name;
}

static void copy_cache(const struct kmem_cache *c)
{
	seen.object_size = c->object_size;
	seen.num = min(c->num, MARKS);
	seen.order = c->order;
	seen.colours = c->colours;
	seen.off_slab = c->mgmt_cache;
	seen.limit = c->array[0]->limit;
	seen.batch = c->array[0]->batch;
}

static void copy_slab(const struct kmem_cache *c, const struct page *slab)
{
	const unsigned long *held = slab_bitmap(c, slab);

	seen.pfn = page_to_pfn(slab);
	seen.s_mem = slab->s_mem;
	seen.inuse = slab->inuse;
	seen.users = 0;
	for (unsigned int nr = 0; nr < seen.num; nr++) {
		bool used = slab->slab_state[nr] == OBJ_IN_USE;

		seen.users += used;
		seen.mark[nr] = used ? '#' : test_bit(nr, held) ? '.' : 'a';
	}
}

/* Copies slab @nr of a list; the list's length. Under the cache's lock. */
static void copy_list(struct kmem_cache *c, int which, unsigned long nr)
{
	struct list_head *list = which == FULL ? &c->full :
				 which == PARTIAL ? &c->partial : &c->empty;
	struct page *slab;

	seen.count = 0;
	list_for_each_entry(slab, list, lru)
		if (seen.count++ == nr)
			copy_slab(c, slab);
}

/* Looks at slab @nr of list @which; false: there is no such cache. */
static bool look(const char *name, int which, unsigned long nr)
{
	struct kmem_cache *c;
	unsigned long flags;
	bool found = false;

	spin_lock_irqsave(&slab_caches_lock, flags);
	list_for_each_entry(c, &slab_caches, list) {
		if (strcmp(c->name, name))
			continue;
		copy_cache(c);
		spin_lock(&c->lock);
		copy_list(c, which, nr);
		spin_unlock(&c->lock);
		found = true;
		break;
	}
	spin_unlock_irqrestore(&slab_caches_lock, flags);
	return found;
}

static void draw_slab(void)
{
	say("    slab frame 0x%lx, objects from 0x%08lx: %u of %u out, %u in "
	    "use\n", seen.pfn, (unsigned long)seen.s_mem, seen.inuse, seen.num,
	    seen.users);
	for (unsigned int nr = 0; nr < seen.num; nr += ROW)
		say("      %4u |%.*s|\n", nr,
		    (int)min(seen.num - nr, (unsigned int)ROW),
		    seen.mark + nr);
}

static void draw_list(const char *name, int which)
{
	unsigned long nr = 0;

	look(name, which, 0);
	say("  %s: %lu slab%s\n", list_name[which], seen.count,
	    seen.count == 1 ? "" : "s");
	for (; nr < SLABS && look(name, which, nr) && nr < seen.count; nr++)
		draw_slab();
	if (nr < seen.count)
		say("    and %lu more\n", seen.count - nr);
}

/* draw_cache - arrays and slabs of the cache @name; 0, or -ENOENT */
int draw_cache(const char *name)
{
	const char *near;

	if (!look(name, FULL, 0)) {
		near = suggest(name, cache_arg_name);
		say("there is no cache `%.40s`", name);
		say(near ? "; did you mean %s?\n" : ": `slabinfo` lists them\n",
		    near);
		return -ENOENT;
	}
	say("cache %s: objects of %u bytes, %u in a slab of %lu KB, %u colour"
	    "%s,\n  bitmap and state bytes %s\n", name, seen.object_size,
	    seen.num, PAGE_SIZE >> 10 << seen.order, seen.colours,
	    seen.colours == 1 ? "" : "s", seen.off_slab ? "off the slab" :
	    "at the slab's end");
	if (seen.limit)
		say("  a CPU's array: at most %u, moved %u at a time\n",
		    seen.limit, seen.batch);
	for (int which = FULL; which < LISTS; which++)
		draw_list(name, which);
	say("# in use, a in a CPU's array, . held by the slab\n");
	return 0;
}
