/* sched/signal.h - signals of a thread. */
#include <linux/sched.h>
#include <linux/signal.h>
