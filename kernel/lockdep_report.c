/*
 * lockdep_report.c - what the lock checker tells: each report shows both
 * chains, the locks that are taken now and those that were taken before in a
 * way that does not fit, each with the place where.
 *
 * Called with the checker's lock and interrupts off; printk and everything
 * below it is not checked meanwhile. Counterpart in Linux: the print_*
 * functions of kernel/locking/lockdep.c. gdb: `break report_order`, `p
 * lockdep_reports`.
 */
#define pr_fmt(fmt) "lockdep: " fmt

#include <linux/interrupt.h>
#include <linux/panic.h>
#include <linux/printk.h>
#include <linux/sched.h>
#include "lockdep.h"

#if CONFIG_LOCKDEP

static const char *name(unsigned int class)
{
	return lock_classes[class].name;
}

static void begin(const char *what)
{
	lockdep_reports++;
	pr_alert("report %u: %s (%s/%d, preempt_count %#x)\n",
		 lockdep_reports, what, current->comm, current->pid,
		 preempt_count());
}

static void print_held(const char *level)
{
	const struct lockdep_task *mine = &current->lockdep;
	unsigned int i;

	printk("%s%s/%d holds %u lock%s%s\n", level, current->comm,
	       current->pid, mine->depth, mine->depth == 1 ? "" : "s",
	       mine->depth ? ", the oldest first:" : "");
	for (i = 0; i < mine->depth; i++)
		printk("%s  %s%s, taken at %pS\n", level,
		       name(mine->held[i].class),
		       mine->held[i].mode & LOCK_SHARED ? " (reading)" : "",
		       (void *)mine->held[i].ip);
}

static void end(void)
{
	print_held(KERN_ALERT);
	dump_stack();
}

void lockdep_print_held(void)
{
	if (current->lockdep.depth)
		print_held(KERN_ALERT);
}

static const struct lock_edge *find_edge(unsigned int from, unsigned int to)
{
	unsigned int i;

	for (i = 0; i < nr_lock_edges; i++)
		if (lock_edges[i].from == from && lock_edges[i].to == to)
			return &lock_edges[i];
	return NULL;
}

/* Backwards along lock_parent[], each step with its two places. */
static void print_path(unsigned int to)
{
	const struct lock_edge *e;
	unsigned int from;

	for (; (from = lock_parent[to]) != to; to = from) {
		e = find_edge(from, to);
		if (e)
			printk(KERN_ALERT "  %s at %pS, held since %s at %pS\n",
			       name(to), (void *)e->to_ip, name(from),
			       (void *)e->from_ip);
		else
			printk(KERN_ALERT "  %s, with %s held\n", name(to),
			       name(from));
	}
}

void report_order(const struct held_lock *held, unsigned int wanted,
		  unsigned long ip)
{
	begin("locks in the wrong order");
	printk(KERN_ALERT "now: %s is wanted at %pS,\n", name(wanted),
	       (void *)ip);
	printk(KERN_ALERT "     with %s held since %pS\n", name(held->class),
	       (void *)held->ip);
	printk(KERN_ALERT "before, the other way round (newest first):\n");
	print_path(held->class);
	end();
}

void report_same_class(const struct held_lock *held, unsigned int wanted,
		       unsigned long ip)
{
	if (lock_classes[wanted].told)
		return;
	lock_classes[wanted].told = true;
	begin("a lock is taken twice, or two of one kind");
	printk(KERN_ALERT "now: %s is wanted at %pS,\n", name(wanted),
	       (void *)ip);
	printk(KERN_ALERT "     with %s held since %pS\n", name(held->class),
	       (void *)held->ip);
	end();
}

void report_irq_unsafe(unsigned int from, unsigned int to,
		       enum lock_usage in_irq, bool in_read, bool on_read)
{
	bool hard = in_irq == IN_HARDIRQ;
	enum lock_usage on = hard ? HARDIRQ_ON : SOFTIRQ_ON;

	begin(hard ? "a lock of interrupts is not safe from them" :
		     "a lock of softirqs is not safe from them");
	printk(KERN_ALERT "%s: taken in %s at %pS\n", name(from),
	       hard ? "an interrupt" : "a softirq",
	       (void *)lock_classes[from].usage_ip[in_irq +
						   (in_read ? USAGE_READ : 0)]);
	printk(KERN_ALERT "%s: taken with %s on at %pS\n", name(to),
	       hard ? "interrupts" : "softirqs",
	       (void *)lock_classes[to].usage_ip[on +
						 (on_read ? USAGE_READ : 0)]);
	if (from != to)
		printk(KERN_ALERT "the way from one to the other (newest first):\n");
	print_path(to);
	end();
}

void report_not_held(const struct lockdep_map *map, unsigned long ip)
{
	begin("a lock is given back by one who does not hold it");
	printk(KERN_ALERT "%s, at %pS\n", map->name ? map->name : "(no name)",
	       (void *)ip);
	end();
}

void report_still_held(const char *when)
{
	begin(when);
	end();
}

#endif
