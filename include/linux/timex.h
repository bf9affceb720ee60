/* timex.h - get_cycles(), where Linux's callers look for it. */
#ifndef _LINUX_TIMEX_H
#define _LINUX_TIMEX_H

#include <linux/timekeeping.h>

typedef u64 cycles_t;

#endif
