/*
 * shrinker.c - when memory runs low, those who hoard it are asked.
 *
 * A shrinker says how many objects it could give back and gives them. The page
 * allocator asks all of them when an allocation that may wait found nothing,
 * before it drains the per-CPU lists, where the pages arrive, and tries again.
 * The slab allocator's gives free objects in per-CPU arrays and empty slabs,
 * vmalloc's ended areas, the buffer cache's clean blocks.
 *
 * Invariants: who is in the list has functions that can be called; whoever is
 * in one of them is `shrinking`, or waits for the mutex.
 * Locking: one mutex over list and calls. Who allocates in a shrinker goes on
 * without; who comes while somebody else is shrinking waits for him, unless the
 * mask says that the caller may hold locks which a shrinker needs.
 * Context: process. Linux: mm/vmscan.c, mm/shrinker.c.
 * gdb: `break shrink_slab`, `km-shrinkers`.
 */
#include <linux/kernel.h>
#include <linux/leftover.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/sched.h>
#include <linux/shrinker.h>

static LIST_HEAD(shrinkers);
static DEFINE_MUTEX(shrinker_mutex);
static struct task_struct *shrinking;	/* who is in shrink_slab(), or NULL */

int (register_shrinker)(struct shrinker *shrinker)
{
	mutex_lock(&shrinker_mutex);
	list_add_tail(&shrinker->list, &shrinkers);
	mutex_unlock(&shrinker_mutex);
	return 0;
}
EXPORT_SYMBOL(register_shrinker);

void unregister_shrinker(struct shrinker *shrinker)
{
	mutex_lock(&shrinker_mutex);
	list_del(&shrinker->list);
	mutex_unlock(&shrinker_mutex);
}
EXPORT_SYMBOL(unregister_shrinker);

/* What tells one from another in reports. */
static void *function_of(const struct shrinker *shrinker)
{
	return shrinker->shrink ? (void *)shrinker->shrink :
				  (void *)shrinker->scan_objects;
}

/* Could be given back, as @shrinker counts. */
static unsigned long count_of(struct shrinker *shrinker, gfp_t gfp)
{
	struct shrink_control sc = { .gfp_mask = gfp };
	unsigned long count;

	if (shrinker->shrink)
		return max(shrinker->shrink(0, gfp), 0);
	count = shrinker->count_objects(shrinker, &sc);
	return count == SHRINK_EMPTY ? 0 : count;
}

/* 2.6's form: it says what is left, so the difference has been given back. */
static unsigned long do_shrink_old(struct shrinker *shrinker, gfp_t gfp)
{
	int before = count_of(shrinker, gfp), after;

	if (!before)
		return 0;
	after = shrinker->shrink(before, gfp);
	return after >= 0 && after < before ? before - after : 0;
}

/* All that @shrinker counts, a batch at a time; how many were given back. */
static unsigned long do_shrink(struct shrinker *shrinker, gfp_t gfp)
{
	struct shrink_control sc = { .gfp_mask = gfp };
	unsigned long left = count_of(shrinker, gfp);
	unsigned long batch = shrinker->batch ?: left, freed = 0, n;

	for (; left; left -= min(left, batch)) {
		sc.nr_to_scan = sc.nr_scanned = min(left, batch);
		n = shrinker->scan_objects(shrinker, &sc);
		if (n == SHRINK_STOP)
			break;
		freed += n;
	}
	return freed;
}

/*
 * May we wait for who is shrinking? GFP_NOFS and GFP_NOIO are there for this.
 */
static bool lock_shrinkers(gfp_t gfp)
{
	if (mutex_trylock(&shrinker_mutex))
		return true;
	if ((gfp & GFP_KERNEL) != GFP_KERNEL ||
	    READ_ONCE(shrinking) == current)
		return false;
	mutex_lock(&shrinker_mutex);
	return true;
}

unsigned long shrink_slab(gfp_t gfp)
{
	struct shrinker *shrinker;
	unsigned long freed = 0;

	if (!lock_shrinkers(gfp))
		return 0;
	WRITE_ONCE(shrinking, current);
	list_for_each_entry(shrinker, &shrinkers, list)
		freed += shrinker->shrink ? do_shrink_old(shrinker, gfp) :
					    do_shrink(shrinker, gfp);
	WRITE_ONCE(shrinking, NULL);
	mutex_unlock(&shrinker_mutex);
	return freed;
}
EXPORT_SYMBOL(shrink_slab);

unsigned int shrinker_callbacks(unsigned long start, unsigned long end,
				char *first)
{
	struct shrinker *shrinker;
	unsigned int n = 0;

	mutex_lock(&shrinker_mutex);
	list_for_each_entry(shrinker, &shrinkers, list) {
		void *fn = function_of(shrinker);

		if (leftover_is((unsigned long)fn, start, end) && !n++)
			snprintf(first, LEFTOVER_NAME, "%ps", fn);
	}
	mutex_unlock(&shrinker_mutex);
	return n;
}

bool shrinker_get_state(unsigned int nr, struct shrinker_state *state)
{
	struct shrinker *shrinker;
	bool found = false;

	mutex_lock(&shrinker_mutex);
	WRITE_ONCE(shrinking, current);
	list_for_each_entry(shrinker, &shrinkers, list) {
		if (nr--)
			continue;
		*state = (struct shrinker_state){
			.objects = count_of(shrinker, GFP_KERNEL),
			.fn = function_of(shrinker),
			.old = shrinker->shrink };
		found = true;
		break;
	}
	WRITE_ONCE(shrinking, NULL);
	mutex_unlock(&shrinker_mutex);
	return found;
}
