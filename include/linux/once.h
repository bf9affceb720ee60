/*
 * once.h - code that runs the first time only.
 */
#ifndef _LINUX_ONCE_H
#define _LINUX_ONCE_H

#include <linux/atomic.h>
#include <linux/once_lite.h>

/* Call fn(arguments) the first time, on whichever CPU: true then. */
#define DO_ONCE(fn, ...) ({						\
	static int __once_done;						\
	bool __once_now = !xchg(&__once_done, 1);			\
	if (__once_now)							\
		fn(__VA_ARGS__);					\
	__once_now; })
#define get_random_once(buf, n)	DO_ONCE(get_random_bytes, (buf), (n))

#endif
