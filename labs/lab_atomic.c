/*
 * lab_atomic - GFP_ATOMIC where one can't sleep: a timer.
 *
 * A timer's function runs in a softirq, on top of whatever was running. It must
 * not wait, so it asks with GFP_ATOMIC, and must do without if there is
 * nothing.
 */
#include <linux/completion.h>
#include <linux/hardirq.h>
#include <linux/init.h>
#include <linux/jiffies.h>
#include <linux/kernel.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/timer.h>

static struct timer_list timer;
static DECLARE_COMPLETION(done);
static void *from_timer_fn;
static int atomic_there;

static void lab_timer(struct timer_list *t)
{
	atomic_there = in_interrupt() != 0;
	from_timer_fn = kmalloc(64, GFP_ATOMIC);
	complete(&done);
}

static int __init atomic_init(void)
{
	void *p = kmalloc(64, GFP_KERNEL);

	pr_info("atomic: init may sleep: GFP_KERNEL, %s\n",
		p ? "given" : "NULL");
	kfree(p);
	timer_setup(&timer, lab_timer, 0);
	mod_timer(&timer, jiffies + 2);
	wait_for_completion(&done);
	pr_info("atomic: a timer runs in interrupt context: %s; GFP_ATOMIC, %s\n",
		atomic_there ? "yes" : "no", from_timer_fn ? "given" : "NULL");
	return 0;
}

static void __exit atomic_exit(void)
{
	del_timer_sync(&timer);
	kfree(from_timer_fn);
	pr_info("atomic: bye\n");
}

module_init(atomic_init);
module_exit(atomic_exit);
MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("GFP_ATOMIC where one can't sleep: a timer");
