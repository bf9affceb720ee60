/*
 * leftover.h - what somebody who goes has left behind, told by where his code
 * is.
 * For the module loader: kernel/module_leak.c.
 */
#ifndef _LINUX_LEFTOVER_H
#define _LINUX_LEFTOVER_H

#include <linux/init.h>
#include <linux/list.h>
#include <linux/types.h>

struct module;

#define LEFTOVER_NAME	64

/*
 * What will call code between @start and @end: how many, and the first one's
 * name in @first, of LEFTOVER_NAME bytes. May sleep.
 */
typedef unsigned int (leftover_fn)(unsigned long start, unsigned long end,
				   char *first);

leftover_fn irq_callbacks;		/* kernel/irq.c */
leftover_fn timer_callbacks;		/* kernel/timer.c */
leftover_fn kthread_callbacks;		/* kernel/kthread.c */
leftover_fn work_callbacks;		/* kernel/workqueue.c */
leftover_fn shrinker_callbacks;		/* mm/shrinker.c */

/* Who lies above the loader tells it at boot: @what is there, in words. */
struct leftover_kind {
	const char *what;
	leftover_fn *count;
	struct list_head list;
};
void leftover_register(struct leftover_kind *kind);

#define LEFTOVER_KIND(_name, _what, _count)				\
	static struct leftover_kind _name = {				\
		.what = _what, .count = _count };			\
	static int __init _name##_register(void)			\
	{								\
		leftover_register(&_name);				\
		return 0;						\
	}								\
	subsys_initcall(_name##_register)

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

/*
 * For a record of who has registered something: an address of his that lasts as
 * long as he does, also where @caller is code of his init, which goes.
 */
unsigned long leftover_home(unsigned long caller);

/*
 * Whose running code @addr is in; NULL: no module's. kernel/module_symbols.c.
 */
struct module *module_of(unsigned long addr);

static inline bool leftover_is(unsigned long addr, unsigned long start,
			       unsigned long end)
{
	return addr >= start && addr < end;
}

#endif
