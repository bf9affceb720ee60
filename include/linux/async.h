/*
 * async.h - work of the boot that the prompt doesn't wait for; kernel/async.c.
 *
 *	static void probe(void *data, async_cookie_t cookie)
 *	{ ... seconds ... }
 *
 *	static int __init floppy_init(void)
 *	{
 *		async_schedule(probe, NULL);
 *		return 0;
 *	}
 *	device_initcall(floppy_init);
 */
#ifndef _LINUX_ASYNC_H
#define _LINUX_ASYNC_H

#include <linux/types.h>

typedef u64 async_cookie_t;		/* its number, from 1 on */
typedef void (*async_func_t)(void *data, async_cookie_t cookie);

/*
 * async_schedule - have @func(@data) called by a thread, after the prompt
 * stands and after all that was scheduled before. Without memory for that it is
 * called at once. Returns its number. May sleep.
 */
async_cookie_t async_schedule(async_func_t func, void *data);

/*
 * async_synchronize_full - wait until all that was scheduled has been called
 * and is over; it begins at once, if it has not yet. In such a function itself
 * it returns at once. May sleep.
 */
void async_synchronize_full(void);

/*
 * async_settle - the same for who only wants nobody to come in between: with
 * probe=late it leaves alone what has not begun. May sleep.
 */
void async_settle(void);

/* From now on the thread may run, unless probe=late: the prompt says so, once. May
   sleep. */
void async_start(void);

#endif
