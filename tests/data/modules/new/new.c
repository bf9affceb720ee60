// SPDX-License-Identifier: MIT
/* new.c - a module as it is written for 6.x. */
#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <linux/module.h>
#include <linux/slab.h>
#include <linux/highmem.h>
#include <linux/percpu.h>
#include <linux/workqueue.h>
#include <linux/timer.h>
#include <linux/completion.h>
#include <linux/rcupdate.h>
#include <linux/cleanup.h>
#include <linux/sched.h>

static unsigned int rows = 5;
module_param(rows, uint, 0444);
MODULE_PARM_DESC(rows, "rows of the table");

struct row {
	u64 value;
	struct rcu_head rcu;
};

static struct kmem_cache *cache;
static DEFINE_PER_CPU(unsigned long, hits);
static DECLARE_COMPLETION(ticked);

static void row_ctor(void *obj)
{
	memset(obj, 0, sizeof(struct row));
}

static void work_fn(struct work_struct *work)
{
	this_cpu_inc(hits);
}
static DECLARE_WORK(work, work_fn);

static void tick(struct timer_list *timer)
{
	this_cpu_inc(hits);
	complete(&ticked);
}
static DEFINE_TIMER(timer, tick);

static int show_page(void)
{
	struct page *page = alloc_page(GFP_HIGHUSER | __GFP_ZERO);
	u8 *addr;

	if (!page)
		return -ENOMEM;
	addr = kmap_local_page(page);
	memset(addr, 'n', PAGE_SIZE);
	pr_alert("the page says %c\n", addr[PAGE_SIZE - 1]);
	kunmap_local(addr);
	__free_page(page);
	return 0;
}

static int __init new_init(void)
{
	unsigned long sum = 0;
	u32 *table __free(kvfree) = NULL;
	struct row *row;
	int cpu, ret;

	cache = kmem_cache_create("new_rows", sizeof(struct row), 0,
				  SLAB_HWCACHE_ALIGN, row_ctor);
	if (!cache)
		return -ENOMEM;

	table = kvcalloc(rows, sizeof(*table), GFP_KERNEL);
	row = kzalloc(sizeof(*row), GFP_KERNEL);
	ret = table && row ? show_page() : -ENOMEM;
	if (ret) {
		kfree(row);
		kmem_cache_destroy(cache);
		return ret;
	}
	kfree_rcu(row, rcu);

	queue_work(system_wq, &work);
	flush_work(&work);
	mod_timer(&timer, jiffies + 1);
	wait_for_completion(&ticked);
	for_each_possible_cpu(cpu)
		sum += per_cpu(hits, cpu);
	pr_alert("%u rows, first %u, hits %lu\n", rows, table[0], sum);
	return 0;
}

static void __exit new_exit(void)
{
	timer_delete_sync(&timer);
	kmem_cache_destroy(cache);
	pr_alert("gone\n");
}

module_init(new_init);
module_exit(new_exit);
MODULE_LICENSE("Dual MIT/GPL");
MODULE_DESCRIPTION("as in 6.x");
