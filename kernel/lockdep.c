/*
 * lockdep.c - the lock checker of debug builds: finds a deadlock that could
 * happen the first time that its parts have happened, each by itself.
 *
 * Locks that are set up at one place form a class. Checked are:
 *
 *	order	A held, then B taken: an edge A -> B for good. If B's edges lead
 *		back to A, two CPUs can wait for each other.
 *	irqs	a class that interrupts (softirqs) take must always be taken with
 *		them off; nor may, with it held, one be taken that is not.
 *	owner	who gives back a lock holds it; who ends holds none; the same
 *		lock is not taken twice.
 *
 * Each thread carries the list of what it holds; an interrupt's locks stand
 * behind those of the thread that it stopped, and make no edges with them.
 * Taking a lock is checked BEFORE waiting for it, so a real deadlock is
 * reported too. Sleeping with a spinlock is might_sleep()'s matter; the report
 * names the locks.
 *
 * Tables are static; when they are full, later classes go unchecked and the
 * log says so. Price: about 300 instructions a lock and 50 KB, debug build
 * only.
 *
 * Invariants: edges and usage bits only grow; each finding is told once.
 * Locking: graph_lock over the tables, interrupts off; lockdep_busy keeps the
 * checker from checking itself (printk takes locks). Context: any.
 * Counterpart in Linux: kernel/locking/lockdep.c.
 * gdb:	p lock_classes[0]
 *	p init_task.lockdep
 */
#define pr_fmt(fmt) "lockdep: " fmt

#include <linux/bug.h>
#include <linux/export.h>
#include <linux/interrupt.h>
#include <linux/percpu.h>
#include <linux/printk.h>
#include <linux/sched.h>
#include <linux/string.h>
#include <asm/sections.h>
#include <asm/spinlock.h>
#include "lockdep.h"

#if CONFIG_LOCKDEP

enum { CTX_THREAD, CTX_SOFTIRQ, CTX_HARDIRQ };

#define NO_CLASS	(-1)

struct lock_class lock_classes[MAX_CLASSES];
struct lock_edge lock_edges[MAX_EDGES];
unsigned int nr_lock_classes, nr_lock_edges;
u8 lock_parent[MAX_CLASSES];
unsigned int lockdep_reports;

static arch_spinlock_t graph_lock;
static DEFINE_PER_CPU(int, lockdep_busy);

/* Enter the checker: false if this CPU is in it already. */
static bool checker_enter(unsigned long *flags)
{
	local_irq_save(*flags);
	if (!this_cpu_read(lockdep_busy)) {
		this_cpu_write(lockdep_busy, 1);
		return true;
	}
	local_irq_restore(*flags);
	return false;
}

static void checker_leave(unsigned long flags)
{
	this_cpu_write(lockdep_busy, 0);
	local_irq_restore(flags);
}

/* ---- classes ---- */

/*
 * What makes the class of a lock without a key: itself if it is static; for
 * others, on stacks and in copies of per-CPU data, the place of its name.
 */
static const void *key_of(const struct lockdep_map *map)
{
	const char *here = (const char *)map;

	if (map->key)
		return map->key;
	return here >= _sdata && here < _end ? (const void *)map : map->name;
}

static int find_class(const void *key)
{
	unsigned int i;

	for (i = 0; i < nr_lock_classes; i++)
		if (lock_classes[i].key == key)
			return i;
	return NO_CLASS;
}

/* A new class, with graph_lock. */
static int add_class(const void *key, const char *name)
{
	static bool told;

	if (nr_lock_classes == MAX_CLASSES) {
		if (!told)
			pr_warn("more than %u kinds of locks: the rest goes unchecked\n",
				MAX_CLASSES);
		told = true;
		return NO_CLASS;
	}
	lock_classes[nr_lock_classes].key = key;
	lock_classes[nr_lock_classes].name = name ? name : "(no name)";
	return nr_lock_classes++;
}

static int class_of(struct lockdep_map *map)
{
	const void *key;
	int class;

	if (likely(map->class))
		return map->class - 1;
	key = key_of(map);
	if (!key)			/* never set up: zeroes */
		return NO_CLASS;
	arch_spin_lock(&graph_lock);
	class = find_class(key);
	if (class == NO_CLASS)
		class = add_class(key, map->name);
	arch_spin_unlock(&graph_lock);
	map->class = class + 1;
	return class;
}

void __lockdep_init_map(struct lockdep_map *map, const char *name,
			const struct lock_class_key *key)
{
	map->key = key;
	map->name = name;
	map->class = 0;
}
EXPORT_SYMBOL(__lockdep_init_map);

/* ---- the graph ---- */

static bool has_edge(unsigned int from, unsigned int to)
{
	return lock_classes[from].after[to / 32] >> to % 32 & 1;
}

/*
 * Walk all that can be reached from @from, breadth first; stop at a class that
 * @found likes, and return it. lock_parent[] tells the way. With graph_lock.
 */
static int find_path(unsigned int from, bool (*found)(unsigned int, void *),
		     void *arg)
{
	static u8 queue[MAX_CLASSES];
	static unsigned long seen[CLASS_WORDS];
	unsigned int head = 0, tail = 0, i, next;

	memset(seen, 0, sizeof(seen));
	seen[from / 32] |= 1UL << from % 32;
	queue[tail++] = from;
	lock_parent[from] = from;
	while (head < tail) {
		from = queue[head++];
		if (found(from, arg))
			return from;
		for (i = 0; i < CLASS_WORDS; i++) {
			unsigned long new = lock_classes[from].after[i] &
					    ~seen[i];

			seen[i] |= new;
			for (; new; new &= new - 1) {
				next = i * 32 + __builtin_ctzl(new);
				lock_parent[next] = from;
				queue[tail++] = next;
			}
		}
	}
	return NO_CLASS;
}

static bool is_class(unsigned int class, void *wanted)
{
	return class == *(unsigned int *)wanted;
}

static bool has_usage(unsigned int class, void *bits)
{
	return lock_classes[class].usage & *(unsigned int *)bits;
}

/* One that irqs of kind @in take leads to one taken with them on? */
static void check_irq_paths(enum lock_usage in, bool in_read)
{
	unsigned int in_bit = in + (in_read ? USAGE_READ : 0);
	unsigned int on = in == IN_HARDIRQ ? HARDIRQ_ON : SOFTIRQ_ON;
	unsigned int on_write = 1U << on, bits, i;
	int to;

	/* a reader in an interrupt does no harm to other readers */
	bits = on_write | (in_read ? 0 : 1U << (on + USAGE_READ));
	for (i = 0; i < nr_lock_classes; i++) {
		if (!(lock_classes[i].usage >> in_bit & 1) ||
		    lock_classes[i].told)
			continue;
		to = find_path(i, has_usage, &bits);
		if (to == NO_CLASS)
			continue;
		lock_classes[i].told = true;
		report_irq_unsafe(i, to, in, in_read,
				  !(lock_classes[to].usage & on_write));
	}
}

static void check_all_irq_paths(void)
{
	check_irq_paths(IN_HARDIRQ, false);
	check_irq_paths(IN_HARDIRQ, true);
	check_irq_paths(IN_SOFTIRQ, false);
	check_irq_paths(IN_SOFTIRQ, true);
}

/* @wanted is taken at @ip with @held held, for the first time. */
static void new_edge(const struct held_lock *held, unsigned int wanted,
		     unsigned long ip)
{
	unsigned int from = held->class;

	if (find_path(wanted, is_class, &from) != NO_CLASS)
		report_order(held, wanted, ip);
	lock_classes[from].after[wanted / 32] |= 1UL << wanted % 32;
	if (nr_lock_edges < MAX_EDGES)
		lock_edges[nr_lock_edges++] = (struct lock_edge){
			.from = from, .to = wanted,
			.from_ip = held->ip, .to_ip = ip,
		};
	check_all_irq_paths();
}

/* ---- taking and giving back ---- */

static unsigned int this_context(void)
{
	return in_irq() ? CTX_HARDIRQ :
	       in_serving_softirq() ? CTX_SOFTIRQ : CTX_THREAD;
}

/* Note where @class is taken; @off: interrupts were off. */
static void note_usage(unsigned int class, const struct held_lock *h, bool off)
{
	unsigned int shift = h->mode & LOCK_SHARED ? USAGE_READ : 0, bits = 0, i;
	struct lock_class *c = &lock_classes[class];

	if (h->context == CTX_HARDIRQ)
		bits = 1U << IN_HARDIRQ;
	else if (h->context == CTX_SOFTIRQ)
		bits = 1U << IN_SOFTIRQ;
	if (!off)
		bits |= 1U << HARDIRQ_ON;
	if (!off && !in_softirq() && !in_irq())
		bits |= 1U << SOFTIRQ_ON;
	bits = bits << shift & ~c->usage;
	if (likely(!bits))
		return;
	arch_spin_lock(&graph_lock);
	c->usage |= bits;
	for (i = 0; i < 2 * NR_USAGES; i++)
		if (bits >> i & 1)
			c->usage_ip[i] = h->ip;
	check_all_irq_paths();
	arch_spin_unlock(&graph_lock);
}

/* Another lock of the same class, or the same one again. */
static void check_same_class(const struct held_lock *held,
			     const struct held_lock *h)
{
	bool readers = held->mode & h->mode & LOCK_SHARED;

	if (held->map == h->map ? readers && in_interrupt() :
				  readers || h->mode & LOCK_NESTED)
		return;
	arch_spin_lock(&graph_lock);
	report_same_class(held, h->class, h->ip);
	arch_spin_unlock(&graph_lock);
}

/* Waiting for @h's lock with @held held: may that end badly? */
static void check_pair(const struct held_lock *held, const struct held_lock *h)
{
	if (held->context != h->context)
		return;
	if (held->class == h->class) {
		check_same_class(held, h);
	} else if (unlikely(!has_edge(held->class, h->class))) {
		arch_spin_lock(&graph_lock);
		new_edge(held, h->class, h->ip);
		arch_spin_unlock(&graph_lock);
	}
}

/* Where @map stands among what the thread holds; -1: nowhere. */
static int held_index(const struct lockdep_map *map)
{
	int i;

	for (i = current->lockdep.depth - 1; i >= 0; i--)
		if (current->lockdep.held[i].map == map)
			break;
	return i;
}

/* A spinlock that we hold ourselves: nobody will ever give it back. */
static bool spins_for_ever(const struct held_lock *h)
{
	int i = held_index(h->map);

	return i >= 0 && preempt_count() &&
	       !(current->lockdep.held[i].mode & h->mode & LOCK_SHARED);
}

/* Check @h, which is wanted, against all that is held. */
static void check_held(const struct held_lock *h)
{
	unsigned int i;

	for (i = 0; i < current->lockdep.depth; i++)
		check_pair(&current->lockdep.held[i], h);
}

void __lock_acquire(struct lockdep_map *map, unsigned int mode,
		    unsigned long ip)
{
	struct lockdep_task *mine;
	struct held_lock *h;
	unsigned long flags;
	bool stuck = false;
	int class;

	if (!checker_enter(&flags))
		return;
	class = class_of(map);
	mine = &current->lockdep;
	if (class == NO_CLASS || mine->depth == MAX_HELD)
		goto out;
	h = &mine->held[mine->depth];
	*h = (struct held_lock){ .map = map, .ip = ip, .class = class,
				 .context = this_context(), .mode = mode };
	note_usage(class, h, irqs_disabled_flags(flags));
	if (!(mode & LOCK_TRY)) {
		check_held(h);
		stuck = spins_for_ever(h);
	}
	mine->depth++;
out:
	checker_leave(flags);
	BUG_ON_MSG(stuck, "deadlock: %s/%d waits for a spinlock that it holds",
		   current->comm, current->pid);
}
EXPORT_SYMBOL(__lock_acquire);

void __lock_release(struct lockdep_map *map, unsigned long ip)
{
	struct lockdep_task *mine;
	unsigned long flags;
	int i;

	if (!checker_enter(&flags))
		return;
	mine = &current->lockdep;
	i = held_index(map);
	if (i >= 0) {
		mine->depth--;
		for (; i < mine->depth; i++)
			mine->held[i] = mine->held[i + 1];
	} else if (map->class && mine->depth < MAX_HELD) {
		report_not_held(map, ip);
	}
	checker_leave(flags);
}
EXPORT_SYMBOL(__lock_release);

bool __lock_is_held(const struct lockdep_map *map)
{
	return held_index(map) >= 0;
}
EXPORT_SYMBOL(__lock_is_held);

void lockdep_check_none_held(const char *when)
{
	unsigned long flags;

	if (!current->lockdep.depth || !checker_enter(&flags))
		return;
	report_still_held(when);
	current->lockdep.depth = 0;
	checker_leave(flags);
}

void lockdep_forget_held(void)
{
	current->lockdep.depth = 0;
	this_cpu_write(lockdep_busy, 0);
}

#endif
