/*
 * sleep.c - waiting for a time to pass.
 *
 * schedule_timeout() sets a timer that wakes this thread, and schedules: what
 * comes first, the timer or another wake-up, ends the wait. The timer lies on
 * the thread's stack, so it is gone for certain before the return.
 *
 * No locks of its own. Context: process; sleeps. Linux: kernel/time/timer.c.
 * gdb: `break schedule_timeout`, `p *(struct timer_list *)timer`.
 */
#include <linux/delay.h>
#include <linux/export.h>
#include <linux/interrupt.h>
#include <linux/jiffies.h>
#include <linux/sched.h>
#include <linux/timer.h>

struct sleeper {
	struct timer_list timer;
	struct task_struct *task;	/* to wake */
};

static void wake_sleeper(struct timer_list *timer)
{
	struct sleeper *s = from_timer(s, timer, timer);

	wake_up_process(s->task);
}

long schedule_timeout(long jiffies_left)
{
	struct sleeper s = { .task = current };
	unsigned long end = jiffies + jiffies_left;

	if (jiffies_left == MAX_SCHEDULE_TIMEOUT) {
		schedule();
		return jiffies_left;
	}
	if (WARN(jiffies_left < 0, "schedule_timeout(%ld)\n", jiffies_left)) {
		__set_current_state(TASK_RUNNING);
		return 0;
	}
	if (unlikely(in_irq() || in_serving_softirq())) {
		context_bug("an interrupt wants to sleep: not done", _RET_IP_);
		__set_current_state(TASK_RUNNING);
		return 0;
	}
	timer_setup(&s.timer, wake_sleeper, 0);
	mod_timer(&s.timer, end);
	schedule();
	del_timer_sync(&s.timer);
	return max((long)(end - jiffies), 0L);
}
EXPORT_SYMBOL(schedule_timeout);

long schedule_timeout_interruptible(long jiffies_left)
{
	set_current_state(TASK_INTERRUPTIBLE);
	return schedule_timeout(jiffies_left);
}
EXPORT_SYMBOL(schedule_timeout_interruptible);

long schedule_timeout_uninterruptible(long jiffies_left)
{
	set_current_state(TASK_UNINTERRUPTIBLE);
	return schedule_timeout(jiffies_left);
}
EXPORT_SYMBOL(schedule_timeout_uninterruptible);

/* One tick more: the one that runs now is over in less than a tick. */
void msleep(unsigned int msecs)
{
	long left = msecs_to_jiffies(msecs) + 1;

	might_sleep();
	while (left)
		left = schedule_timeout_uninterruptible(left);
}
EXPORT_SYMBOL(msleep);

unsigned long msleep_interruptible(unsigned int msecs)
{
	long left = msecs_to_jiffies(msecs) + 1;

	might_sleep();
	while (left && !signal_pending(current))
		left = schedule_timeout_interruptible(left);
	return jiffies_to_msecs(left);
}
EXPORT_SYMBOL(msleep_interruptible);
