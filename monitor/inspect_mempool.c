/*
 * mempool: every pool, what its reserve holds, and who waits for it.
 *
 * Model: one line a pool, from the list that mm/mempool.c keeps. A pool has no
 * name: it is known by who made it and by what its elements come from. Below
 * it those who sleep for an element, in the order in which they are served.
 *
 *	pool        reserve  waiting  its elements              made by
 *	0xc7e950c0   0 of 3        2  cache demo-element        demo_pool
 *	    waits: 14 asker-1, 15 asker-2
 *
 * Invariants: where somebody waits the reserve is 0.
 * Locking & context: a pool is copied under mempools_lock and its own, and
 * printed outside. The copy is static: prompt only.
 * In Linux: nothing; crash's `mempool_t` by hand.
 * Watch it: (gdb) break mempool_show
 *           (gdb) km-mempool
 */

#include "internal.h"
#include <linux/kernel.h>
#include <linux/mempool.h>
#include <linux/sched.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <linux/string.h>

#define SHOWN	8		/* waiters that are named */

static struct {
	mempool_t *pool;
	int min_nr, curr_nr, waiting;
	mempool_alloc_t *alloc;
	void *data;
	unsigned long caller;
	char cache[32];			/* of a slab pool */
	struct {
		int pid;
		char comm[TASK_COMM_LEN];
	} waiter[SHOWN];
} seen;

static void copy_waiters(mempool_t *pool)
{
	struct mempool_waiter *w;

	seen.waiting = 0;
	list_for_each_entry(w, &pool->waiters, list) {
		if (seen.waiting < SHOWN) {
			seen.waiter[seen.waiting].pid = w->task->pid;
			strscpy(seen.waiter[seen.waiting].comm, w->task->comm,
				TASK_COMM_LEN);
		}
		seen.waiting++;
	}
}

static void copy_pool(mempool_t *pool)
{
	seen.pool = pool;
	seen.min_nr = pool->min_nr;
	seen.curr_nr = pool->curr_nr;
	seen.alloc = pool->alloc;
	seen.data = pool->pool_data;
	seen.caller = pool->caller;
	if (seen.alloc == mempool_alloc_slab)
		strscpy(seen.cache, kmem_cache_name(seen.data),
			sizeof(seen.cache));
	copy_waiters(pool);
}

/* Copies the i-th pool; false: there are no more. */
static bool look(int i)
{
	mempool_t *pool;
	unsigned long flags;
	bool found = false;

	spin_lock_irqsave(&mempools_lock, flags);
	list_for_each_entry(pool, &mempools, list) {
		if (i--)
			continue;
		spin_lock(&pool->lock);
		copy_pool(pool);
		spin_unlock(&pool->lock);
		found = true;
		break;
	}
	spin_unlock_irqrestore(&mempools_lock, flags);
	return found;
}

/* What its elements come from. */
static const char *source(void)
{
	static char text[48];

	if (seen.alloc == mempool_alloc_slab)
		snprintf(text, sizeof(text), "cache %s", seen.cache);
	else if (seen.alloc == mempool_kmalloc)
		snprintf(text, sizeof(text), "kmalloc(%zu)", (size_t)seen.data);
	else if (seen.alloc == mempool_kzalloc)
		snprintf(text, sizeof(text), "kzalloc(%zu)", (size_t)seen.data);
	else if (seen.alloc == mempool_alloc_pages)
		snprintf(text, sizeof(text), "alloc_pages(%lu)",
			 (unsigned long)seen.data);
	else
		snprintf(text, sizeof(text), "%ps", seen.alloc);
	return text;
}

static void show_waiters(struct seq_file *m)
{
	int named = min(seen.waiting, SHOWN);

	for (int i = 0; i < named; i++)
		seq_printf(m, "%s%d %s", i ? ", " : "    waits: ",
			   seen.waiter[i].pid, seen.waiter[i].comm);
	if (seen.waiting > named)
		seq_printf(m, " and %d more", seen.waiting - named);
	if (named)
		seq_printf(m, "\n");
}

static int mempool_show(struct seq_file *m, void *v)
{
	int i;

	for (i = 0; look(i); i++) {
		if (!i)
			seq_printf(m, "pool        reserve  waiting  its "
				   "elements              made by\n");
		seq_printf(m, "0x%08lx %2d of %-2d %8d  %-24s  %ps\n",
			   (unsigned long)seen.pool, seen.curr_nr,
			   seen.min_nr, seen.waiting, source(),
			   (void *)seen.caller);
		show_waiters(m);
	}
	if (!i)
		seq_printf(m, "there are no pools now; `demo mempool` makes "
			   "one\n");
	return 0;
}
PROC_SHOW(mempool, mempool_show,
	  "pools that never fail: reserve, and who waits\n"
	  "  reserve: elements it has, of those it shall have. Who waits is "
	  "served in\n  the order shown.");
