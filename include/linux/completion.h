/*
 * completion.h - wait until somebody says that it is done; kernel/completion.c.
 *
 * complete() counts: said before the wait it is not lost. The one that waits
 * may let the structure go as soon as it returns.
 */
#ifndef _LINUX_COMPLETION_H
#define _LINUX_COMPLETION_H

#include <linux/wait.h>

struct completion {
	unsigned int done;		/* not yet waited for; ~0: for good */
	wait_queue_head_t wait;		/* its lock protects both */
};

#define COMPLETION_INITIALIZER(work) \
	{ .done = 0, .wait = __WAIT_QUEUE_HEAD_INITIALIZER((work).wait) }
#define DECLARE_COMPLETION(work) \
	struct completion work = COMPLETION_INITIALIZER(work)
#define DECLARE_COMPLETION_ONSTACK(work)	DECLARE_COMPLETION(work)

void init_completion(struct completion *x);
#define reinit_completion(x)	do { (x)->done = 0; } while (0)
#define INIT_COMPLETION(x)	reinit_completion(&(x))

/* Wait for one complete(). May sleep. */
void wait_for_completion(struct completion *x);
/* 0; -ERESTARTSYS for a signal. */
int wait_for_completion_interruptible(struct completion *x);
/* 0: only a SIGKILL would come first, and nobody is killed. */
#define wait_for_completion_killable(x)	({ wait_for_completion(x); 0; })
/* What is left of @jiffies, at least 1; 0: it did not come; -ERESTARTSYS. */
unsigned long wait_for_completion_timeout(struct completion *x,
					  unsigned long jiffies);
long wait_for_completion_interruptible_timeout(struct completion *x,
					       unsigned long jiffies);
/* Take one without waiting; is there one? Any context. */
bool try_wait_for_completion(struct completion *x);
bool completion_done(struct completion *x);

/* Let one waiter go; let all go, now and in future. Any context. */
void complete(struct completion *x);
void complete_all(struct completion *x);
/* A thread's last words: complete(@x), if any, and no more of it runs. */
void complete_and_exit(struct completion *x, long code) __noreturn;

#endif
