/*
 * kfree_rcu.c - tells RCU how memory is freed.
 *
 * Locks and RCU lie below mm and know nothing of kvfree(); this file lies above
 * both and hands it down, once, at boot. Linux: kfree_rcu in mm/slab_common.c.
 * gdb: `p rcu_free_object`.
 */
#include <linux/init.h>
#include <linux/rcupdate.h>
#include <linux/slab.h>

static void free_object(void *object)
{
	kvfree(object);
}

static int __init kfree_rcu_init(void)
{
	rcu_free_object = free_object;
	return 0;
}
core_initcall(kfree_rcu_init);
