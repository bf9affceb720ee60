/*
 * old.c - a module as it was written for 2.6.10: what it includes, what it
 * calls and with which arguments is of that time.
 */
#include <linux/config.h>
#include <linux/module.h>
#include <linux/moduleparam.h>
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/slab.h>
#include <linux/mempool.h>
#include <linux/highmem.h>
#include <linux/interrupt.h>
#include <linux/workqueue.h>
#include <linux/smp_lock.h>
#include <asm/semaphore.h>
#include <asm/uaccess.h>
#include <asm/system.h>

static int objects = 3;
module_param(objects, int, S_IRUGO);
MODULE_PARM_DESC(objects, "how many objects to hold");

struct thing {
	int number;
	struct list_head list;
};

static kmem_cache_t *cachep;
static mempool_t *pool;
static LIST_HEAD(things);
static DECLARE_MUTEX(lock);
static spinlock_t count_lock = SPIN_LOCK_UNLOCKED;
static int constructed, worked;

static void thing_ctor(void *obj, kmem_cache_t *cache, unsigned long flags)
{
	if ((flags & (SLAB_CTOR_VERIFY | SLAB_CTOR_CONSTRUCTOR)) ==
	    SLAB_CTOR_CONSTRUCTOR) {
		memset(obj, 0, sizeof(struct thing));
		constructed++;
	}
}

static void work_fn(void *data)
{
	spin_lock(&count_lock);
	worked += (int)data;
	spin_unlock(&count_lock);
}

static DECLARE_WORK(work, work_fn, (void *)41);

static void tasklet_fn(unsigned long data)
{
	worked += data;
}

static DECLARE_TASKLET(tasklet, tasklet_fn, 1);

static int show_page(void)
{
	struct page *page = alloc_page(GFP_HIGHUSER);
	char *addr;
	int first;

	if (!page)
		return -ENOMEM;
	addr = kmap_atomic(page, KM_USER0);
	memset(addr, 'o', PAGE_SIZE);
	first = addr[PAGE_SIZE - 1];
	kunmap_atomic(addr, KM_USER0);
	__free_page(page);
	printk(KERN_ALERT "old: the page said %c\n", first);
	return 0;
}

static void drop_things(void)
{
	struct list_head *pos, *next;

	list_for_each_safe(pos, next, &things) {
		list_del(pos);
		mempool_free(list_entry(pos, struct thing, list), pool);
	}
}

static int __init old_init(void)
{
	int i, err = -ENOMEM;

	cachep = kmem_cache_create("old_things", sizeof(struct thing), 0,
				   SLAB_HWCACHE_ALIGN, thing_ctor, NULL);
	if (!cachep)
		return err;
	pool = mempool_create(2, mempool_alloc_slab, mempool_free_slab, cachep);
	if (!pool)
		goto no_pool;
	if (mempool_resize(pool, 4, GFP_KERNEL))
		goto no_thing;
	if (down_interruptible(&lock)) {
		err = -ERESTARTSYS;
		goto no_thing;
	}
	for (i = 0; i < objects; i++) {
		struct thing *thing = mempool_alloc(pool, SLAB_KERNEL);

		thing->number = i;
		list_add_tail(&thing->list, &things);
	}
	up(&lock);
	err = show_page();
	if (err)
		goto no_page;
	schedule_work(&work);
	flush_scheduled_work();
	tasklet_schedule(&tasklet);
	tasklet_kill(&tasklet);
	printk(KERN_ALERT "old: %d objects, constructed %s, worked %d\n",
	       objects, constructed >= objects ? "all" : "some", worked);
	return 0;

no_page:
	drop_things();
no_thing:
	mempool_destroy(pool);
no_pool:
	kmem_cache_destroy(cachep);
	return err;
}

static void __exit old_exit(void)
{
	drop_things();
	mempool_destroy(pool);
	if (kmem_cache_destroy(cachep))
		printk(KERN_ALERT "old: objects are left\n");
	printk(KERN_ALERT "old: gone\n");
}

module_init(old_init);
module_exit(old_exit);
MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("as in 2.6.10");
