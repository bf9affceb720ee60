/*
 * kthread.h - threads of the kernel: no address space of their own, one page
 * of stack. See kernel/kthread.c.
 */
#ifndef _LINUX_KTHREAD_H
#define _LINUX_KTHREAD_H

#include <linux/err.h>
#include <linux/sched.h>

/*
 * A thread that will run @fn(@data), stopped until the first wake_up_process(),
 * on the CPU that has the least to do; kthread_run wakes it at once.
 * ERR_PTR(-ENOMEM). @fn may return (the thread then ends by itself, and nobody
 * may kthread_stop it without a reference) or wait until kthread_should_stop().
 * May sleep.
 */
__printf(3, 4)
struct task_struct *kthread_create(int (*fn)(void *data), void *data,
				   const char *fmt, ...);
#define kthread_create_on_node(fn, data, node, ...) \
	((void)(node), kthread_create(fn, data, __VA_ARGS__))
#define kthread_run(fn, data, ...)					\
({									\
	struct task_struct *__k = kthread_create(fn, data, __VA_ARGS__);	\
	if (!IS_ERR(__k))						\
		wake_up_new_task(__k);					\
	__k;								\
})

/*
 * Before the first wake-up: let it run on @cpu only, or on those of @mask. Any
 * context. Later: set_cpus_allowed_ptr.
 */
void kthread_bind(struct task_struct *task, unsigned int cpu);
void kthread_bind_mask(struct task_struct *task, const struct cpumask *mask);
/*
 * Tell @task to stop, wait until it has, return what its function returned
 * (-EINTR when it never ran). May sleep.
 */
int kthread_stop(struct task_struct *task);
/* In the thread: has somebody called kthread_stop? */
bool kthread_should_stop(void);
/*
 * Free the stacks of dead threads that are kept for new ones, also of those
 * that have said they are done and still stand on theirs: waits for them. May
 * sleep.
 */
void kthread_drain_cache(void);

#define kthread_complete_and_exit(x, code)	complete_and_exit(x, code)
#define kthread_create_on_cpu(fn, data, cpu, fmt)			\
({									\
	struct task_struct *__on = kthread_create(fn, data, fmt, cpu);	\
	if (!IS_ERR(__on))						\
		kthread_bind(__on, cpu);				\
	__on;								\
})

#endif
