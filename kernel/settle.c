/*
 * settle.c - is anything lost? To be asked before and after.
 *
 * Memory that nobody uses waits in many places for the next need: stacks of
 * threads that ended, what RCU's readers may still see, arrays of objects,
 * empty slabs, lists of pages. All of it goes home first, so that what is
 * counted is what somebody holds.
 *
 * Locking: slab_caches_lock for the walk over the caches. Context: process.
 * Linux: nothing. gdb: `break settled_free_pages`, `km-zones`.
 */
#include <linux/async.h>
#include <linux/kthread.h>
#include <linux/mm.h>
#include <linux/rcupdate.h>
#include <linux/settle.h>
#include <linux/shrinker.h>
#include <linux/slab_def.h>
#include <linux/spinlock.h>

unsigned long settled_free_pages(void)
{
	async_settle();
	kthread_drain_cache();
	rcu_barrier();
	shrink_slab(GFP_KERNEL);
	rcu_barrier();			/* slabs, of caches that ask for it */
	shrink_slab(GFP_KERNEL);	/* what described those slabs */
	drain_all_pages();
	return nr_free_pages() + kernel_tables;
}

unsigned long slab_objects_in_use(void)
{
	struct kmem_cache *cache;
	unsigned long flags, sum = 0;

	spin_lock_irqsave(&slab_caches_lock, flags);
	list_for_each_entry(cache, &slab_caches, list)
		sum += slab_nr_active(cache);
	spin_unlock_irqrestore(&slab_caches_lock, flags);
	return sum;
}
