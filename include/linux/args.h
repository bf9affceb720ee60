/*
 * args.h - arguments of macros, counted and joined.
 */
#ifndef _LINUX_ARGS_H
#define _LINUX_ARGS_H

/* How many there are, 0 to 12. */
#define COUNT_ARGS(...) \
	__COUNT_ARGS(, ##__VA_ARGS__, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0)
#define __COUNT_ARGS(none, a, b, c, d, e, f, g, h, i, j, k, l, n, ...)	n

#define CONCATENATE(a, b)	__CONCATENATE(a, b)
#define __CONCATENATE(a, b)	a##b

#endif
