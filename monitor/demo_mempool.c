/*
 * demo mempool: an allocator fails, a pool does not.
 *
 * Model: a pool of three elements stands before an allocator that can be
 * switched off. While it works the reserve is not touched; when it fails the
 * reserve is used up; then an atomic caller gets NULL, and three threads fall
 * asleep and are served in the order in which they came.
 *
 * Invariants: held[] is what the prompt has taken, NULL elsewhere. On every
 * way out first the elements go back, so that no thread sleeps any more, then
 * the threads end, then the pool.
 * Locking & context: prompt only, and three threads that it starts.
 * In Linux: mm/mempool.c.
 * Watch it: (gdb) break wait_for_element
 *           (gdb) km-mempool
 */

#include "internal.h"
#include <linux/delay.h>
#include <linux/err.h>
#include <linux/errno.h>
#include <linux/jiffies.h>
#include <linux/kernel.h>
#include <linux/kthread.h>
#include <linux/mempool.h>
#include <linux/sched.h>
#include <linux/wait.h>

#define RESERVE	3
#define BEFORE	2	/* taken while the allocator works */
#define ASKERS	3
#define PATIENCE	(2 * HZ)	/* ticks until something is wrong */

static mempool_t *pool;
static bool exhausted;			/* the allocator has nothing */
static void *held[BEFORE + RESERVE];
static struct task_struct *askers[ASKERS];
static int served[ASKERS];		/* the askers, as they were served */
static atomic_t nr_served;
static DECLARE_WAIT_QUEUE_HEAD(somebody_served);

static void *moody_alloc(gfp_t gfp, void *size)
{
	return READ_ONCE(exhausted) ? NULL : mempool_kmalloc(gfp, size);
}

static int no_memory(const char *what)
{
	say("\nNo memory for %s: all is given back, and the demo ends.\n",
	    what);
	return -ENOMEM;
}

static int take(int i, gfp_t gfp)
{
	held[i] = mempool_alloc(pool, gfp);
	if (!held[i])
		return no_memory("an element");
	say("  mempool_alloc(pool, %pGg) = 0x%p   reserve %d of %d\n", &gfp,
	    held[i], pool->curr_nr, pool->min_nr);
	return 0;
}

static void give(int i)
{
	mempool_free(held[i], pool);
	held[i] = NULL;
}

/* A function of its own: by its name the pool is known. */
static noinline bool demo_pool(void)
{
	pool = mempool_create(RESERVE, moody_alloc, mempool_kfree,
			      (void *)256);
	return pool;
}

static int show_reserve(void)
{
	if (!demo_pool())
		return no_memory("a pool");
	say("A pool has a reserve, filled when it is made, in front of an\n"
	    "allocator; here one that gives 256 bytes of kmalloc's, until it\n"
	    "is told to fail:\n\n");
	if (show("mempool"))
		return -EIO;
	say("\nAs long as the allocator gives, the reserve is not touched:"
	    "\n\n");
	for (int i = 0; i < BEFORE; i++)
		if (take(i, GFP_KERNEL))
			return -ENOMEM;
	return pool->curr_nr == RESERVE ? 0 :
	       no_memory("an element: so the reserve gave it");
}

static int show_failure(void)
{
	void *none;

	WRITE_ONCE(exhausted, true);
	say("\nNow the allocator fails. The reserve serves, also those who may\n"
	    "not sleep:\n\n");
	for (int i = BEFORE; i < BEFORE + RESERVE; i++)
		if (take(i, GFP_ATOMIC))
			return -ENOMEM;
	none = mempool_alloc(pool, GFP_ATOMIC);
	say("\nIt is used up. Who may not sleep gets nothing now:\n\n"
	    "  mempool_alloc(pool, GFP_ATOMIC) = 0x%p\n", none);
	mempool_free(none, pool);
	return none ? -EIO : 0;
}

/* A thread of its own: asks once, and keeps what it got until it is ended. */
static int asker(void *number)
{
	void *element = mempool_alloc(pool, GFP_KERNEL);

	served[atomic_fetch_add(1, &nr_served)] = (long)number;
	wake_up(&somebody_served);
	while (!kthread_should_stop())
		msleep(1);
	mempool_free(element, pool);
	return 0;
}

static int waiting(void)
{
	struct mempool_waiter *w;
	unsigned long flags;
	int n = 0;

	spin_lock_irqsave(&pool->lock, flags);
	list_for_each_entry(w, &pool->waiters, list)
		n++;
	spin_unlock_irqrestore(&pool->lock, flags);
	return n;
}

/* One after the other, so that it is known who came first. */
static int start_askers(void)
{
	for (long i = 0; i < ASKERS; i++) {
		struct task_struct *task;
		unsigned long late;

		task = kthread_run(asker, (void *)i, "asker-%ld", i + 1);
		if (IS_ERR(task))
			return no_memory("a thread");
		askers[i] = task;
		late = jiffies + PATIENCE;
		while (waiting() <= i && time_before(jiffies, late))
			msleep(1);
		if (waiting() <= i)
			return -EIO;
	}
	return 0;
}

static int show_waiters(void)
{
	int error;

	atomic_set(&nr_served, 0);
	error = start_askers();
	if (error)
		return error;
	say("\nWho may sleep does, and never gets NULL. Three threads ask, one"
	    "\nafter the other:\n\n");
	if (show("mempool"))
		return -EIO;
	say("\nEach element that comes back goes straight to the one who waits"
	    "\nlongest; nobody can overtake:\n\n");
	for (int i = 0; i < ASKERS; i++) {
		say("  mempool_free(0x%p, pool)   ", held[i]);
		give(i);
		if (!wait_event_timeout(somebody_served,
					atomic_read(&nr_served) > i,
					PATIENCE))
			return -EIO;
		say("asker-%d goes on\n", served[i] + 1);
		if (served[i] != i)
			return -EIO;
	}
	return 0;
}

static void end_askers(void)
{
	for (int i = 0; i < ASKERS; i++) {
		if (askers[i])
			kthread_stop(askers[i]);
		askers[i] = NULL;
	}
}

/* The way out, from any step. */
static void end(void)
{
	if (!pool)
		return;
	WRITE_ONCE(exhausted, false);
	for (int i = 0; i < ARRAY_SIZE(held); i++)
		give(i);
	end_askers();
	mempool_destroy(pool);
	pool = NULL;
}

static void show_refill(void)
{
	say("\nNobody waits any more. What comes back now fills the reserve;\n"
	    "when that is full, the rest goes to the allocator:\n\n");
	for (int i = ASKERS; i < BEFORE + RESERVE; i++) {
		say("  mempool_free(0x%p, pool)   ", held[i]);
		give(i);
		say("reserve %d of %d\n", pool->curr_nr, pool->min_nr);
	}
	end_askers();
	say("  and three by the threads         reserve %d of %d\n",
	    pool->curr_nr, pool->min_nr);
}

static int demo_mempool(void)
{
	int error;

	exhausted = false;
	error = show_reserve();
	if (!error)
		error = show_failure();
	if (!error)
		error = show_waiters();
	if (!error)
		show_refill();
	end();
	if (error)
		return error;
	say("\nFive elements served eight users, as each gave his back: that is\n"
	    "the bargain. A pool is for work that frees memory, like writing a\n"
	    "page to disk, and so must go on when there is none.\n\n"
	    "Try: mempool; ktest mempool; demo slab\n");
	return 0;
}
DEMO(mempool, "an allocator fails, a pool does not", demo_mempool);
