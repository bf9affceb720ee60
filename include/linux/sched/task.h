/* task.h - references to a thread. */
#include <linux/sched.h>
