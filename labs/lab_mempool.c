/*
 * lab_mempool - a reserve of structures for when memory has run out.
 *
 * The structure is the notes' example, a struct cdev. Both ways to make a pool:
 * on a cache, and with functions of one's own, which say when they are called.
 * Watch it: `mempool` while it is loaded.
 */
#include<linux/slab.h>
#include<linux/mempool.h>
#include <linux/cdev.h>
#include <linux/gfp.h>
#include <linux/init.h>
#include <linux/module.h>

static int min_nr = 4;
module_param(min_nr, int, 0444);
MODULE_PARM_DESC(min_nr, "elements the pool keeps back");

static struct kmem_cache *cache;
static mempool_t *mem, *own;
static int made, given_back;

static void *lab_alloc(int gfp_mask, void *pool_data)
{
	made++;
	return kmalloc((unsigned long)pool_data, gfp_mask);
}

static void lab_free(void *element, void *pool_data)
{
	given_back++;
	kfree(element);
}

static int __init pool_init(void)
{
	struct cdev *a, *b;

	cache = kmem_cache_create("lab_cdev", sizeof(struct cdev), 0, 0, NULL);
	if (!cache)
		return -ENOMEM;
	mem = mempool_create(min_nr, mempool_alloc_slab, mempool_free_slab,
			     cache);
	if (!mem)
		goto no_pool;
	pr_info("mempool: %d of %d elements in reserve\n", mem->curr_nr,
		mem->min_nr);

	own = mempool_create(2, lab_alloc, lab_free, (void *)64);
	if (!own)
		goto no_own;
	pr_info("mempool: two elements made at once: %d calls of alloc_fn\n",
		made);

	a = mempool_alloc(mem, GFP_KERNEL);
	b = mempool_alloc(own, GFP_KERNEL);
	pr_info("mempool: with memory at hand the reserve is not touched: %d, and alloc_fn was called: %d\n",
		mem->curr_nr, made);
	mempool_free(a, mem);
	mempool_free(b, own);

	if (mempool_resize(mem, 2 * min_nr, GFP_KERNEL))
		goto no_resize;
	pr_info("mempool: resized, %d of %d in reserve\n", mem->curr_nr,
		mem->min_nr);
	return 0;
no_resize:
	mempool_destroy(own);
no_own:
	mempool_destroy(mem);
no_pool:
	kmem_cache_destroy(cache);
	return -ENOMEM;
}

static void __exit pool_exit(void)
{
	mempool_destroy(own);
	mempool_destroy(mem);
	kmem_cache_destroy(cache);
	pr_info("mempool: %d made, %d given back\n", made, given_back);
}

module_init(pool_init);
module_exit(pool_exit);
MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("a reserve of structures for when memory has run out");
