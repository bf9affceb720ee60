/*
 * once_lite.h - code that runs the first time only; two CPUs at the same moment
 * may both take it for the first.
 */
#ifndef _LINUX_ONCE_LITE_H
#define _LINUX_ONCE_LITE_H

#include <linux/compiler.h>
#include <linux/types.h>

#define DO_ONCE_LITE(fn, ...)	DO_ONCE_LITE_IF(true, fn, ##__VA_ARGS__)
/* The value is that of @cond. */
#define DO_ONCE_LITE_IF(cond, fn, ...) ({				\
	static bool __once_done;					\
	bool __once_cond = !!(cond);					\
	if (unlikely(__once_cond && !__once_done)) {			\
		__once_done = true;					\
		fn(__VA_ARGS__);					\
	}								\
	unlikely(__once_cond); })

#endif
