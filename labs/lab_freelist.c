/*
 * lab_freelist - a free list of one's own, and why the slab layer is better.
 *
 * Both keep objects for the next user. The list's are lost to everybody else:
 * the kernel doesn't know of it. The cache's empty slabs it can have back.
 */
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/list.h>
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/slab.h>

#define NR	200
#define SIZE	1024

struct object {
	struct list_head list;
	char data[SIZE - sizeof(struct list_head)];
};

static LIST_HEAD(free_list);
static struct kmem_cache *cache;
static void *objects[NR];

/* Whoever frees one puts it here for the next. */
static void own_free(struct object *o)
{
	list_add(&o->list, &free_list);
}

static int fill_list(void)
{
	int i;

	for (i = 0; i < NR; i++) {
		struct object *o = kmalloc(sizeof(*o), GFP_KERNEL);

		if (!o)
			return -ENOMEM;
		own_free(o);
	}
	return 0;
}

static void empty_list(void)
{
	struct object *o, *next;

	list_for_each_entry_safe(o, next, &free_list, list) {
		list_del(&o->list);
		kfree(o);
	}
}

static int __init freelist_init(void)
{
	unsigned long before;
	int i;

	if (fill_list())
		goto fail;
	pr_info("freelist: %d KB on a list of our own: nobody else can use them\n",
		NR * SIZE / 1024);

	cache = kmem_cache_create("lab_free", SIZE, 0, 0, NULL);
	if (!cache)
		goto fail;
	for (i = 0; i < NR; i++)
		objects[i] = kmem_cache_alloc(cache, GFP_KERNEL);
	for (i = 0; i < NR; i++)
		if (objects[i])
			kmem_cache_free(cache, objects[i]);
	before = nr_free_pages();
	kmem_cache_shrink(cache);
	pr_info("freelist: as many objects freed to a cache: kmem_cache_shrink() gave pages back: %s\n",
		nr_free_pages() > before ? "yes" : "no");
	return 0;
fail:
	empty_list();
	return -ENOMEM;
}

static void __exit freelist_exit(void)
{
	empty_list();
	kmem_cache_destroy(cache);
	pr_info("freelist: bye\n");
}

module_init(freelist_init);
module_exit(freelist_exit);
MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("a free list of one's own, and why the slab layer is better");
