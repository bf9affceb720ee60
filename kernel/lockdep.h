/*
 * lockdep.h - what the two files of the lock checker share: kernel/lockdep.c
 * finds out, kernel/lockdep_report.c tells.
 */
#ifndef KERNEL_LOCKDEP_H
#define KERNEL_LOCKDEP_H

#include <linux/lockdep.h>

#define MAX_CLASSES	256
#define MAX_EDGES	1024
#define CLASS_WORDS	(MAX_CLASSES / 32)

/* Where a lock is taken, of which some pairs exclude each other. */
enum lock_usage {
	IN_SOFTIRQ,		/* a softirq takes it */
	IN_HARDIRQ,		/* an interrupt takes it */
	SOFTIRQ_ON,		/* it is taken where a softirq may come */
	HARDIRQ_ON,		/* it is taken where an interrupt may come */
	NR_USAGES,
	USAGE_READ = NR_USAGES,	/* added: for reading only */
};

struct lock_class {
	const void *key;		/* what makes it one */
	const char *name;		/* of its first lock */
	u8 usage;			/* a bit each, and USAGE_READ later */
	bool told;			/* one report about its use is enough */
	unsigned long usage_ip[2 * NR_USAGES];	/* where that was first */
	unsigned long after[CLASS_WORDS]; /* classes taken with this held */
};

/* The first time that `to` was taken with `from` held. */
struct lock_edge {
	u8 from, to;			/* numbers of classes */
	unsigned long from_ip, to_ip;	/* where each was taken */
};

extern struct lock_class lock_classes[MAX_CLASSES];
extern struct lock_edge lock_edges[MAX_EDGES];
extern unsigned int nr_lock_classes, nr_lock_edges;
/* After find_path(): the class before each one on the way. */
extern u8 lock_parent[MAX_CLASSES];

/*
 * The reports. Under the checker's own lock, interrupts off. @from and @to are
 * the ends of a path that find_path() has just found.
 */
void report_order(const struct held_lock *held, unsigned int wanted,
		  unsigned long ip);
void report_same_class(const struct held_lock *held, unsigned int wanted,
		       unsigned long ip);
void report_irq_unsafe(unsigned int from, unsigned int to,
		       enum lock_usage in_irq, bool in_read, bool on_read);
void report_not_held(const struct lockdep_map *map, unsigned long ip);
void report_still_held(const char *when);

#endif
