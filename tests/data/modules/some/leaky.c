/*
 * leaky.c - forgets one thing of each kind; `how` says what besides, or how its
 * init goes wrong.
 */
#include <linux/delay.h>
#include <linux/interrupt.h>
#include <linux/kthread.h>
#include <linux/mempool.h>
#include <linux/module.h>
#include <linux/percpu.h>
#include <linux/slab.h>
#include <linux/timer.h>
#include <linux/vmalloc.h>
#include <linux/workqueue.h>

enum { PLAIN, TIMER, IRQ, THREAD, FAILS, CRASHES, SPINS_ON };

static int how;
module_param(how, int, 0);

static struct timer_list timer;
static volatile int *nowhere = (int *)8;

static void tick(struct timer_list *t)
{
}

static irqreturn_t handler(int irq, void *dev)
{
	return IRQ_NONE;
}

static int thread(void *unused)
{
	while (!kthread_should_stop())
		msleep(10);
	return 0;
}

static noinline void forget_in_a_function(void)
{
	char *text = kstrdup("forgotten", GFP_KERNEL);

	text[0] = 'F';
}

/*
 * Of a caller's code; what asks in it is a line of this function all the same.
 */
static inline void forget_inlined(void)
{
	char *text = kvmalloc(200000, GFP_KERNEL);

	text[0] = 'f';
}

static noinline void forget_all(void)
{
	void *object = kzalloc(33, GFP_KERNEL);
	unsigned long pages = __get_free_pages(GFP_KERNEL, 2);
	void *area = vmalloc(10000);
	int __percpu *counter = alloc_percpu(int);
	void *fine = kmalloc(7, GFP_KERNEL);

	mempool_create_kmalloc_pool(2, 100);
	forget_in_a_function();
	forget_inlined();
	kfree(fine);
	if (!object || !pages || !area || !counter)
		pr_alert("no memory to forget\n");
}

static int __init leaky_init(void)
{
	forget_all();
	switch (how) {
	case TIMER:
		timer_setup(&timer, tick, 0);
		mod_timer(&timer, jiffies + 1000 * HZ);
		break;
	case IRQ:
		return request_irq(5, handler, 0, "leaky", NULL);
	case THREAD:
		kthread_run(thread, NULL, "leakyd");
		break;
	case FAILS:
		return -EIO;
	case CRASHES:
		*nowhere = 1;
		break;
	case SPINS_ON:
		preempt_disable();
		break;
	}
	return 0;
}

static void __exit leaky_exit(void)
{
}

module_init(leaky_init);
module_exit(leaky_exit);
MODULE_LICENSE("GPL");
