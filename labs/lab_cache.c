/*
 * lab_cache - objects of one type from a cache of their own.
 *
 * Written as for Linux 2.6: a kmem_cache_t, six arguments, a constructor that
 * is told why it is called. Watch it: `slabinfo -v lab_cache` while it is
 * loaded.
 */
#include <linux/config.h>
#include <linux/module.h>
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/errno.h>
#include <linux/slab.h>

struct session {
	int id;
	int state;
	char name[56];
};

#define NR	5

static kmem_cache_t *ptr;
static struct session *obj[NR];
static int constructed;
static struct kmem_cache *small;

static void session_ctor(void *p, kmem_cache_t *cache, unsigned long flags)
{
	struct session *s = p;

	if (flags & SLAB_CTOR_CONSTRUCTOR) {
		s->state = 0x5e55;
		constructed++;
	}
}

static int __init cache_init(void)
{
	int i;

	ptr = kmem_cache_create("lab_cache", sizeof(struct session), 0,
				SLAB_HWCACHE_ALIGN, session_ctor, NULL);
	if (!ptr)
		return -ENOMEM;
	printk(KERN_INFO "cache: %s, objects of %u bytes\n",
	       kmem_cache_name(ptr), kmem_cache_size(ptr));
	for (i = 0; i < NR; i++) {
		obj[i] = kmem_cache_alloc(ptr, GFP_KERNEL);
		if (!obj[i])
			goto fail;
		obj[i]->id = i;
	}
	printk(KERN_INFO "cache: %d objects allocated, the constructor ran %s\n",
	       NR, constructed > NR ? "for a whole slab" : "for each");

	/* A constructed object is given back constructed, and stays so. */
	kmem_cache_free(ptr, obj[0]);
	obj[0] = kmem_cache_alloc(ptr, SLAB_KERNEL);
	if (!obj[0])
		goto fail;
	printk(KERN_INFO "cache: freed and allocated again, state is %#x\n",
	       obj[0]->state);

	/* The same call with today's five arguments. */
	small = kmem_cache_create("lab_small", 24, 0, 0, NULL);
	if (!small)
		goto fail;
	return 0;
fail:
	while (i-- > 0)
		if (obj[i])
			kmem_cache_free(ptr, obj[i]);
	kmem_cache_destroy(ptr);
	return -ENOMEM;
}

static void __exit cache_exit(void)
{
	int i;

	for (i = 0; i < NR; i++)
		kmem_cache_free(ptr, obj[i]);
	kmem_cache_destroy(small);
	printk(KERN_INFO "cache: destroyed: %d\n", kmem_cache_destroy(ptr));
}

module_init(cache_init);
module_exit(cache_exit);
MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("objects of one type from a cache of their own");
