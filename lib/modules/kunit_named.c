/*
 * kunit_named.c - things of a test case that can be found again.
 *
 * Model: a list of them hangs on the case; each is also an action at its end,
 * which takes it off the list and gives up the case's reference.
 *
 * Invariants: a resource is on the list exactly as long as its action is noted.
 * Locking, context: kunit_lock over the list; what the user's functions need.
 * Linux: lib/kunit/resource.c.
 * gdb: `break kunit_add_resource`, `p *res`.
 */
#include <kunit/resource.h>
#include <linux/slab.h>
#include <linux/spinlock.h>

static DEFINE_SPINLOCK(kunit_lock);

static void release(struct kref *kref)
{
	struct kunit_resource *res = container_of(kref, struct kunit_resource,
						  refcount);

	if (res->free)
		res->free(res);
	if (res->should_kfree)
		kfree(res);
}

void kunit_put_resource(struct kunit_resource *res)
{
	kref_put(&res->refcount, release);
}

/* The end of the case: */
static void leave(void *ctx)
{
	struct kunit_resource *res = ctx;
	unsigned long flags;

	spin_lock_irqsave(&kunit_lock, flags);
	list_del(&res->node);
	spin_unlock_irqrestore(&kunit_lock, flags);
	kunit_put_resource(res);
}

int kunit_add_resource(struct kunit *test, kunit_resource_init_t init,
		       kunit_resource_free_t free, struct kunit_resource *res,
		       void *data)
{
	unsigned long flags;
	int error = 0;

	res->free = free;
	res->test = test;
	kref_init(&res->refcount);
	res->data = data;
	if (init)
		error = init(res, data);
	if (error)
		goto fail;
	spin_lock_irqsave(&kunit_lock, flags);
	list_add(&res->node, &test->named);
	spin_unlock_irqrestore(&kunit_lock, flags);
	return kunit_add_action_or_reset(test, leave, res);
fail:
	if (res->should_kfree)
		kfree(res);
	return error;
}

int kunit_add_named_resource(struct kunit *test, kunit_resource_init_t init,
			     kunit_resource_free_t free,
			     struct kunit_resource *res, const char *name,
			     void *data)
{
	struct kunit_resource *taken;

	if (!name)
		return -EINVAL;
	taken = kunit_find_named_resource(test, name);
	if (taken) {
		kunit_put_resource(taken);
		return -EEXIST;
	}
	res->name = name;
	res->should_kfree = false;
	return kunit_add_resource(test, init, free, res, data);
}

struct kunit_resource *
kunit_alloc_and_get_resource(struct kunit *test, kunit_resource_init_t init,
			     kunit_resource_free_t free, gfp_t gfp, void *data)
{
	struct kunit_resource *res = kzalloc(sizeof(*res), gfp);

	if (!res)
		return NULL;
	res->should_kfree = true;
	if (kunit_add_resource(test, init, free, res, data))
		return NULL;
	kunit_get_resource(res);
	return res;
}

void *kunit_alloc_resource(struct kunit *test, kunit_resource_init_t init,
			   kunit_resource_free_t free, gfp_t gfp, void *data)
{
	struct kunit_resource *res;

	res = kunit_alloc_and_get_resource(test, init, free, gfp, data);
	if (!res)
		return NULL;
	data = res->data;
	kunit_put_resource(res);
	return data;
}

struct kunit_resource *kunit_find_resource(struct kunit *test,
					   kunit_resource_match_t match,
					   void *data)
{
	struct kunit_resource *res, *found = NULL;
	unsigned long flags;

	spin_lock_irqsave(&kunit_lock, flags);
	list_for_each_entry(res, &test->named, node) {
		if (!match(test, res, data))
			continue;
		kunit_get_resource(res);
		found = res;
		break;
	}
	spin_unlock_irqrestore(&kunit_lock, flags);
	return found;
}

bool kunit_resource_name_match(struct kunit *test, struct kunit_resource *res,
			       void *name)
{
	return res->name && !strcmp(res->name, name);
}

void kunit_remove_resource(struct kunit *test, struct kunit_resource *res)
{
	kunit_release_action(test, leave, res);
}

int kunit_destroy_resource(struct kunit *test, kunit_resource_match_t match,
			   void *data)
{
	struct kunit_resource *res = kunit_find_resource(test, match, data);

	if (!res)
		return -ENOENT;
	kunit_remove_resource(test, res);
	kunit_put_resource(res);
	return 0;
}
