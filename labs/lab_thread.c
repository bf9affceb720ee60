/*
 * lab_thread - a kernel thread: code with a stack and no address space.
 *
 * Watch it: `ps` while it is loaded.
 */
#include <linux/completion.h>
#include <linux/delay.h>
#include <linux/err.h>
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/kthread.h>
#include <linux/module.h>
#include <linux/sched.h>

static struct task_struct *task;
static DECLARE_COMPLETION(looked);
static int rounds;

static int lab_thread(void *data)
{
	pr_info("thread: %s runs, mm is %s, active_mm %s\n", current->comm,
		current->mm ? "set" : "NULL",
		current->active_mm ? "is borrowed" : "is NULL");
	complete(&looked);
	while (!kthread_should_stop()) {
		rounds++;
		msleep_interruptible(20);
	}
	return 7;
}

static int __init thread_init(void)
{
	task = kthread_run(lab_thread, NULL, "lab_thread");
	if (IS_ERR(task))
		return PTR_ERR(task);
	wait_for_completion(&looked);
	pr_info("thread: init runs in another one: %s\n",
		current == task ? "no" : "yes");
	return 0;
}

static void __exit thread_exit(void)
{
	int ret = kthread_stop(task);

	pr_info("thread: stopped after some rounds: %s, it returned %d\n",
		rounds ? "yes" : "no", ret);
}

module_init(thread_init);
module_exit(thread_exit);
MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("a kernel thread: code with a stack and no address space");
