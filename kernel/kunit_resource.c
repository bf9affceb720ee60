/*
 * kunit_resource.c - what a test case must not forget.
 *
 * Model: a list of actions, each a function and its argument, called at the
 * end of the case in reverse order: what was made last goes first. Memory for
 * a case is kmalloc() plus the action that frees it.
 *
 * Invariants: an action is called once, or removed.
 * Locking, context: process context, from within a case.
 * Linux: lib/kunit/resource.c, test.c.
 * gdb: `break kunit_cleanup`, `print test->resources`.
 */
#include <linux/export.h>
#include <linux/slab.h>
#include "kunit.h"

struct action {
	struct list_head node;		/* in test->resources */
	kunit_action_t *func;
	void *ctx;
};

int kunit_add_action(struct kunit *test, kunit_action_t *func, void *ctx)
{
	struct action *a = kmalloc(sizeof(*a), GFP_KERNEL);

	if (!a)
		return -ENOMEM;
	a->func = func;
	a->ctx = ctx;
	list_add(&a->node, &test->resources);
	return 0;
}
EXPORT_SYMBOL(kunit_add_action);

int kunit_add_action_or_reset(struct kunit *test, kunit_action_t *func,
			      void *ctx)
{
	int err = kunit_add_action(test, func, ctx);

	if (err)
		func(ctx);
	return err;
}
EXPORT_SYMBOL(kunit_add_action_or_reset);

/* Take the newest action of this kind off the list; false: there is none. */
static bool take_action(struct kunit *test, kunit_action_t *func, void *ctx)
{
	struct action *a;

	list_for_each_entry(a, &test->resources, node) {
		if (a->func == func && a->ctx == ctx) {
			list_del(&a->node);
			kfree(a);
			return true;
		}
	}
	return false;
}

void kunit_remove_action(struct kunit *test, kunit_action_t *func, void *ctx)
{
	take_action(test, func, ctx);
}
EXPORT_SYMBOL(kunit_remove_action);

void kunit_release_action(struct kunit *test, kunit_action_t *func, void *ctx)
{
	if (take_action(test, func, ctx))
		func(ctx);
}
EXPORT_SYMBOL(kunit_release_action);

void kunit_cleanup(struct kunit *test)
{
	while (!list_empty(&test->resources)) {
		struct action *a = list_first_entry(&test->resources,
						    struct action, node);

		list_del(&a->node);
		a->func(a->ctx);
		kfree(a);
	}
}
EXPORT_SYMBOL(kunit_cleanup);

static void free_memory(void *ptr)
{
	kfree(ptr);
}

void *kunit_kmalloc_array(struct kunit *test, size_t n, size_t size,
			  gfp_t gfp)
{
	void *ptr = kmalloc_array(n, size, gfp);

	if (ptr && kunit_add_action_or_reset(test, free_memory, ptr))
		return NULL;
	return ptr;
}
EXPORT_SYMBOL(kunit_kmalloc_array);

void kunit_kfree(struct kunit *test, const void *ptr)
{
	if (ptr)
		kunit_release_action(test, free_memory, (void *)ptr);
}
EXPORT_SYMBOL(kunit_kfree);
