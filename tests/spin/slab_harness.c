/*
 * slab_harness.c - mm/slab*.c with one cache of at most SLABS slabs of NUM
 * objects on CPUS CPUs, whose arrays hold LIMIT and move BATCH at a time: the
 * steps. Compiled with the kernel's headers, linked with the checker.
 *
 * A slab has 2^ORDER pages, so that a cache keeps just one empty slab. Where
 * the code under test has interrupts on and takes no lock, another step may
 * come in between: spin_window() is called from local_irq_save() and from the
 * places where the page allocator works (slab_world.c).
 */
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/sched.h>
#include "../../mm/slab.h"
#include "slab_world.h"

#define KEEP		(SLAB_KEEP_PAGES >> ORDER)

int printf(const char *fmt, ...);
static int other_step, window_nr;	/* who comes in between, and when */

/* How many objects the slabs hold; in slabs of which some are out: @partial. */
static int held(bool partial)
{
	int n = 0;

	for (int i = 0; i < OBJECTS; i++) {
		struct page *slab = &pages[i / NUM * FRAMES];

		if (PageSlab(slab) && (slab->inuse || !partial))
			n += test_bit(i % NUM, slab_bitmap(&cache, slab));
	}
	return n;
}

static void do_alloc(int cpu, bool refuse)
{
	bool waiting, page = false;
	unsigned int *obj;
	unsigned long slabs = cache.nr_slabs, empty = cache.nr_empty;
	int i, all = held(false), partial = held(true);

	waiting = arrays[cpu].array.avail;
	for (int s = 0; s < SLABS; s++)
		page |= pages_free(s);
	no_page = refuse;
	obj = kmem_cache_alloc(&cache, GFP_ATOMIC);
	no_page = false;
	if (obj) {
		i = index_of(obj);
		if (i < 0 || used[i] || *obj != CONSTRUCTED) {
			broken("what was given out is in use, or not constructed");
			return;
		}
		used[i] = true;
	}
	if (other_step != NOBODY)
		return;				/* it may have taken all */
	if (!obj && (waiting || all || (page && !refuse)))
		broken("refused although there is one");
	if (cache.nr_slabs > slabs && (waiting || all))
		broken("a new slab without need");
	if (cache.nr_slabs == slabs && cache.nr_empty < empty &&
	    partial >= (LIMIT ? BATCH : 1))
		broken("an empty slab before a partial one");
}

static void do_free(int i)
{
	unsigned long bad = vm_event_states.pgbad;
	unsigned long empty = cache.nr_empty;
	bool right = used[i];

	used[i] = false;
	kmem_cache_free(&cache, object(i));
	if (vm_event_states.pgbad - bad != !right)
		broken("a free that is wrong was not reported, or one that is right was");
	if (other_step == NOBODY && cache.nr_empty > max(empty, KEEP + 0ul))
		broken("hoards empty slabs");
}

static void do_shrink(bool all_cpus)
{
	if (!all_cpus)
		preempt_disable();
	kmem_cache_shrink(&cache);
	if (!all_cpus)
		preempt_enable();
	if (other_step == NOBODY && cache.nr_empty)
		broken("keeps empty slabs");
	for (int cpu = 0; cpu < CPUS && other_step == NOBODY; cpu++)
		if (arrays[cpu].array.avail && (all_cpus || cpu == cpu_number))
			broken("keeps objects in an array");
}

static int cpu_of(int step)
{
	return step < SHRINK ? step % CPUS : step == SHRINK ? 0 :
	       (step - FREE(0, 0)) / OBJECTS;
}

static void run(int step)
{
	cpu_number = cpu_of(step);
	if (step < ALLOC_NO_PAGE(0))
		do_alloc(cpu_number, false);
	else if (step < SHRINK_ATOMIC(0))
		do_alloc(cpu_number, true);
	else if (step <= SHRINK)
		do_shrink(step == SHRINK);
	else
		do_free((step - FREE(0, 0)) % OBJECTS);
}

/*
 * May @step come in between? While interrupts are off here only on another CPU,
 * and nobody who waits for this one. Not a free of what is free meanwhile.
 */
static bool may_come(int step)
{
	if (!(spin_eflags & X86_EFLAGS_IF) &&
	    (step == SHRINK || cpu_of(step) == cpu_number))
		return false;
	return step < FREE(0, 0) || used[(step - FREE(0, 0)) % OBJECTS];
}

/* The step that was chosen comes in, at the window that was chosen. */
void spin_window(void)
{
	int cpu = cpu_number, count = __preempt_count;
	unsigned long eflags = spin_eflags;
	bool refuse = no_page;

	if (spin_is_locked(&cache.lock))
		broken("the lock is held where others may come");
	if (other_step == NOBODY || window_nr-- != 0 || !may_come(other_step))
		return;
	__preempt_count = PREEMPT_NO_RESCHED;
	spin_eflags = X86_EFLAGS_IF;
	no_page = false;
	run(other_step);
	no_page = refuse;
	spin_eflags = eflags;
	__preempt_count = count;
	cpu_number = cpu;
}

/* Objects in the array of @cpu. */
static unsigned int waiting(int cpu)
{
	unsigned int n = 0;

	for (int i = 0; i < OBJECTS; i++)
		n += spin_key[i] >= WAITING + cpu * LIMIT &&
		     spin_key[i] < WAITING + (cpu + 1) * LIMIT;
	return n;
}

/* Does @step leave the array of its CPU, or might it, if others come? */
static bool is_slow(int step)
{
	unsigned int n = waiting(cpu_of(step));

	return step < SHRINK_ATOMIC(0) ? !n : step <= SHRINK || n + 1 >= LIMIT;
}

static bool possible(int step)
{
	return step < FREE(0, 0) ||
	       spin_key[(step - FREE(0, 0)) % OBJECTS] == IN_USE;
}

/* Else nothing happens, or what another step does as well. */
static bool is_worth(int step, int other)
{
	if (step >= STEPS)
		return false;
	if (other == NOBODY)
		return possible(step) || (step < FREE(1, 0) &&
			spin_key[step - FREE(0, 0)] != ABSENT);
	if (!possible(step) || !possible(other) || !is_slow(step))
		return false;
	return step < FREE(0, 0) || other < FREE(0, 0) ||
	       (step - other) % OBJECTS != 0;
}

static int other_of(int process)
{
	return process ? (process - 1) / WINDOWS : NOBODY;
}

int spin_worth(int step, int process)
{
	return is_worth(step, other_of(process));
}

int spin_step(int step, int process)
{
	other_step = other_of(process);
	window_nr = (process - 1) % WINDOWS;
	map_memory();
	build();
	rule = NULL;
	run(step);
	window_nr = -1;			/* what looks at it is alone */
	settle();
	if (rule)
		printf("%s: step %d, with %d at %d\n", rule, step,
		       other_step, (process - 1) % WINDOWS);
	return rule != NULL;
}
