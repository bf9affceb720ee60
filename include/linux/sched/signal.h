/* sched/signal.h - signals of a thread, and the threads of a process. */
#include <linux/cred.h>
#include <linux/sched.h>
#include <linux/signal.h>
