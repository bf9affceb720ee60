/*
 * mempool.c - allocation that cannot fail: a reserve behind an allocator.
 *
 *   mempool_alloc()   1. the allocator, without waiting
 *                     2. the reserve:  [e][e][e][ ]   curr_nr of min_nr
 *                     3. asleep, until an element comes back
 *   mempool_free()    1. who sleeps longest  2. the reserve  3. the allocator
 *
 * For work that must go on when memory has run out, because it is what frees
 * memory, like writing a page to disk: min_nr elements are enough for one step
 * at a time, and each step gives its element back. An element goes straight
 * into the hands of the first who waits: nobody overtakes.
 *
 * Invariants: 0 <= curr_nr, owed and curr_nr + owed <= min_nr; while somebody
 * waits the reserve is empty; all pools there are stand in `mempools`.
 * Locking: pool->lock, interrupts off; the callbacks are called without it.
 * mempools_lock, outside of it, protects the list of pools. Context: any, with
 * the mask that fits; making, resizing and ending a pool may sleep.
 * Linux: mm/mempool.c. gdb: `break mempool_alloc`, `km-mempool`.
 */
#define pr_fmt(fmt) "mempool: " fmt

#include <linux/errno.h>
#include <linux/jiffies.h>
#include <linux/kernel.h>
#include <linux/leftover.h>
#include <linux/mempool.h>
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/printk.h>
#include <linux/sched.h>
#include <linux/slab.h>

/* Now and then one who waits asks the allocator again. */
#define RETRY_TICKS	(HZ / 2)

LIST_HEAD(mempools);
DEFINE_SPINLOCK(mempools_lock);

/* ---- the end and the beginning ---- */

static void list_pool(mempool_t *pool)
{
	unsigned long flags;

	spin_lock_irqsave(&mempools_lock, flags);
	list_add_tail(&pool->list, &mempools);
	spin_unlock_irqrestore(&mempools_lock, flags);
}

static void unlist_pool(mempool_t *pool)
{
	unsigned long flags;

	spin_lock_irqsave(&mempools_lock, flags);
	list_del(&pool->list);
	spin_unlock_irqrestore(&mempools_lock, flags);
}

static void free_reserve(mempool_t *pool)
{
	while (pool->curr_nr)
		pool->free(pool->elements[--pool->curr_nr], pool->pool_data);
	kfree(pool->elements);
	pool->elements = NULL;
}

static int init_pool(mempool_t *pool, int min_nr, mempool_alloc_t *alloc_fn,
		     mempool_free_t *free_fn, void *pool_data,
		     unsigned long caller)
{
	void *element;

	might_sleep();
	*pool = (mempool_t){ .min_nr = min_nr, .alloc = alloc_fn,
			     .free = free_fn, .pool_data = pool_data,
			     .caller = caller };
	spin_lock_init(&pool->lock);
	INIT_LIST_HEAD(&pool->waiters);
	pool->elements = min_nr < 0 ? NULL :
			 kmalloc_array(min_nr, sizeof(void *), GFP_KERNEL);
	if (!pool->elements)
		return -ENOMEM;
	while (pool->curr_nr < min_nr) {
		element = pool->alloc(GFP_KERNEL, pool_data);
		if (!element) {
			free_reserve(pool);
			return -ENOMEM;
		}
		pool->elements[pool->curr_nr++] = element;
	}
	list_pool(pool);
	return 0;
}

int mempool_init(mempool_t *pool, int min_nr, mempool_alloc_any alloc_fn,
		 mempool_free_t *free_fn, void *pool_data)
{
	return init_pool(pool, min_nr, alloc_fn.fn, free_fn, pool_data,
			 _RET_IP_);
}
EXPORT_SYMBOL(mempool_init);

mempool_t *mempool_create(int min_nr, mempool_alloc_any alloc_fn,
			  mempool_free_t *free_fn, void *pool_data)
{
	mempool_t *pool = kzalloc(sizeof(*pool), GFP_KERNEL);

	if (pool && init_pool(pool, min_nr, alloc_fn.fn, free_fn, pool_data,
			      _RET_IP_)) {
		kfree(pool);
		pool = NULL;
	}
	return pool;
}
EXPORT_SYMBOL(mempool_create);

/* Whether the pool is whole and idle; if not, @caller is told so. */
static bool may_end(mempool_t *pool, unsigned long caller)
{
	if (!pool->owed && list_empty(&pool->waiters))
		return true;
	pr_alert("BUG: a pool ends with %d of %d elements in its reserve%s, by %pS\n",
		 pool->curr_nr, pool->min_nr, list_empty(&pool->waiters) ?
		 "" : " and somebody waiting", (void *)caller);
	dump_stack();
	return false;
}

void mempool_exit(mempool_t *pool)
{
	if (!pool->elements || !may_end(pool, _RET_IP_))
		return;
	unlist_pool(pool);
	free_reserve(pool);
}
EXPORT_SYMBOL(mempool_exit);

void mempool_destroy(mempool_t *pool)
{
	might_sleep();
	if (!pool || !may_end(pool, _RET_IP_))
		return;
	unlist_pool(pool);
	free_reserve(pool);
	kfree(pool);
}
EXPORT_SYMBOL(mempool_destroy);

/* ---- another size ---- */

/* One element less or more in the reserve; false: it has the right size. */
static bool approach_size(mempool_t *pool)
{
	void *surplus = NULL, *more = NULL;
	unsigned long flags;

	spin_lock_irqsave(&pool->lock, flags);
	if (pool->curr_nr > pool->min_nr)
		surplus = pool->elements[--pool->curr_nr];
	spin_unlock_irqrestore(&pool->lock, flags);
	if (surplus) {
		pool->free(surplus, pool->pool_data);
		return true;
	}
	if (READ_ONCE(pool->curr_nr) >= pool->min_nr)
		return false;
	more = pool->alloc(GFP_KERNEL, pool->pool_data);
	mempool_free(more, pool);
	return more;
}

int (mempool_resize)(mempool_t *pool, int new_min_nr)
{
	int room = max(new_min_nr, pool->min_nr);
	void **elements, **old;
	unsigned long flags;

	might_sleep();
	elements = new_min_nr < 0 ? NULL :
		   kmalloc_array(room, sizeof(void *), GFP_KERNEL);
	if (!elements)
		return -ENOMEM;
	spin_lock_irqsave(&pool->lock, flags);
	old = pool->elements;
	memcpy(elements, old, pool->curr_nr * sizeof(void *));
	pool->elements = elements;
	pool->min_nr = new_min_nr;
	pool->owed = min(pool->owed, max(new_min_nr - pool->curr_nr, 0));
	spin_unlock_irqrestore(&pool->lock, flags);
	kfree(old);
	while (approach_size(pool))
		;
	return 0;
}
EXPORT_SYMBOL(mempool_resize);

/* ---- taking and giving ---- */

/* An element of the reserve, if it has one. With pool->lock. */
static void *take_reserved(mempool_t *pool)
{
	if (!pool->curr_nr)
		return NULL;
	pool->owed++;
	return pool->elements[--pool->curr_nr];
}

/* Sleep until an element is ours, or the allocator has one again. */
static noinline void *wait_for_element(mempool_t *pool, gfp_t gfp)
{
	struct mempool_waiter me = { .task = current };
	unsigned long flags;
	void *element;

	spin_lock_irqsave(&pool->lock, flags);
	element = take_reserved(pool);
	if (element) {			/* one has come back meanwhile */
		spin_unlock_irqrestore(&pool->lock, flags);
		return element;
	}
	list_add_tail(&me.list, &pool->waiters);
	while (!me.element) {
		set_current_state(TASK_UNINTERRUPTIBLE);
		spin_unlock_irqrestore(&pool->lock, flags);
		schedule_timeout(RETRY_TICKS);
		element = READ_ONCE(me.element) ? NULL :
			  pool->alloc(gfp, pool->pool_data);
		spin_lock_irqsave(&pool->lock, flags);
		if (element && !me.element) {
			me.element = element;
			list_del(&me.list);
			element = NULL;
		}
	}
	spin_unlock_irqrestore(&pool->lock, flags);
	mempool_free(element, pool);	/* one from each: too many */
	return me.element;
}

void *mempool_alloc(mempool_t *pool, gfp_t gfp)
{
	gfp_t may_fail = (gfp & ~__GFP_NOFAIL) | __GFP_NOWARN;
	gfp_t at_once = (may_fail & ~__GFP_WAIT) | __GFP_NOMEMALLOC;
	void *element = pool->alloc(at_once, pool->pool_data);
	unsigned long flags;

	if (gfp & __GFP_WAIT)
		might_sleep();
	WARN_ONCE(gfp & __GFP_ZERO, "mempool_alloc with __GFP_ZERO, by %pS\n",
		  (void *)_RET_IP_);
	if (likely(element))
		return element;
	spin_lock_irqsave(&pool->lock, flags);
	element = take_reserved(pool);
	spin_unlock_irqrestore(&pool->lock, flags);
	if (element || !(gfp & __GFP_WAIT))
		return element;
	return wait_for_element(pool, may_fail);
}
EXPORT_SYMBOL(mempool_alloc);

/* To the first who waits, or into the reserve; false: nobody needs it. */
static noinline bool refill_pool(mempool_t *pool, void *element)
{
	struct mempool_waiter *first;
	unsigned long flags;
	bool taken = true;

	spin_lock_irqsave(&pool->lock, flags);
	first = list_first_entry_or_null(&pool->waiters, struct mempool_waiter,
					 list);
	if (first) {
		list_del(&first->list);
		first->element = element;
		wake_up_process(first->task);
	} else if (pool->curr_nr < pool->min_nr) {
		pool->elements[pool->curr_nr++] = element;
		pool->owed -= pool->owed > 0;
	} else {
		taken = false;
	}
	spin_unlock_irqrestore(&pool->lock, flags);
	return taken;
}

/*
 * A full reserve is seen without the lock: who takes from it afterwards brings
 * an element back, too, and nobody waits while it is not empty. (Where there is
 * no reserve at all, who waits asks the allocator now and then.)
 */
void mempool_free(void *element, mempool_t *pool)
{
	if (unlikely(!element))
		return;
	smp_rmb();			/* as fresh as the element is */
	if (unlikely(READ_ONCE(pool->curr_nr) < pool->min_nr) &&
	    refill_pool(pool, element))
		return;
	pool->free(element, pool->pool_data);
}
EXPORT_SYMBOL(mempool_free);

/* ---- ready-made callbacks ---- */

void *mempool_alloc_slab(gfp_t gfp, void *cache)
{
	return kmem_cache_alloc(cache, gfp);
}
EXPORT_SYMBOL(mempool_alloc_slab);

void mempool_free_slab(void *element, void *cache)
{
	kmem_cache_free(cache, element);
}
EXPORT_SYMBOL(mempool_free_slab);

void *mempool_kmalloc(gfp_t gfp, void *size)
{
	return kmalloc((size_t)size, gfp);
}
EXPORT_SYMBOL(mempool_kmalloc);

void *mempool_kzalloc(gfp_t gfp, void *size)
{
	return kzalloc((size_t)size, gfp);
}
EXPORT_SYMBOL(mempool_kzalloc);

void mempool_kfree(void *element, void *size)
{
	kfree(element);
}
EXPORT_SYMBOL(mempool_kfree);

void *mempool_alloc_pages(gfp_t gfp, void *order)
{
	return alloc_pages(gfp, (unsigned long)order);
}
EXPORT_SYMBOL(mempool_alloc_pages);

void mempool_free_pages(void *element, void *order)
{
	__free_pages(element, (unsigned long)order);
}
EXPORT_SYMBOL(mempool_free_pages);

void mempool_leftovers(unsigned long start, unsigned long end,
		       leftover_found *found, void *arg)
{
	mempool_t *pool;
	unsigned long flags;

	spin_lock_irqsave(&mempools_lock, flags);
	list_for_each_entry(pool, &mempools, list)
		if (leftover_is(pool->caller, start, end))
			found(pool, pool->min_nr * sizeof(void *),
			      pool->caller, arg);
	spin_unlock_irqrestore(&mempools_lock, flags);
}
