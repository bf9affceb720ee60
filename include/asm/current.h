/* current.h - the thread that runs. */
#include <linux/sched.h>
