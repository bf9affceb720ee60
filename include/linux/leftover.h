/*
 * leftover.h - what somebody who goes has left behind, told by where his code is.
 * For the module loader: kernel/module_leak.c.
 */
#ifndef _LINUX_LEFTOVER_H
#define _LINUX_LEFTOVER_H

#include <linux/types.h>

#define LEFTOVER_NAME	64

/*
 * What will call code between @start and @end: how many, and the first one's name
 * in @first, of LEFTOVER_NAME bytes. May sleep.
 */
typedef unsigned int (leftover_fn)(unsigned long start, unsigned long end,
				   char *first);

leftover_fn irq_callbacks;		/* kernel/irq.c */
leftover_fn timer_callbacks;		/* kernel/timer.c */
leftover_fn kthread_callbacks;		/* kernel/kthread.c */
leftover_fn work_callbacks;		/* kernel/workqueue.c */
leftover_fn shrinker_callbacks;		/* mm/shrinker.c */

/*
 * What that code made and is still there: @found is called for each, with a
 * spinlock held and interrupts off, or with a mutex.
 */
typedef void (leftover_found)(void *what, size_t size, unsigned long caller,
			      void *arg);
typedef void (leftover_each)(unsigned long start, unsigned long end,
			     leftover_found *found, void *arg);

leftover_each vmalloc_leftovers;	/* mm/vmalloc.c: areas */
leftover_each mempool_leftovers;	/* mm/mempool.c: pools */
leftover_each dmapool_leftovers;	/* mm/dmapool.c: pools */

static inline bool leftover_is(unsigned long addr, unsigned long start,
			       unsigned long end)
{
	return addr >= start && addr < end;
}

#endif
