/* mm.h - address spaces of threads. */
#include <linux/sched.h>
