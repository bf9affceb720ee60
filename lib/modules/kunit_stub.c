/*
 * kunit_stub.c - functions that stand in for others while a case runs.
 *
 * Model: each is a resource of the case whose data says which for which.
 *
 * Invariants, locking: those of kunit_named.c. Context: from the case.
 * Linux: lib/kunit/static_stub.c.
 * gdb: `break __kunit_static_stub`, `info symbol fn`.
 */
#include <kunit/static_stub.h>
#include <linux/slab.h>

struct stub {
	void *fn, *by;
};

static void forget(struct kunit_resource *res)
{
	kfree(res->data);
}

static bool is_for(struct kunit *test, struct kunit_resource *res, void *fn)
{
	return res->free == forget && ((struct stub *)res->data)->fn == fn;
}

void *__kunit_static_stub(struct kunit *test, void *fn)
{
	struct kunit_resource *res = kunit_find_resource(test, is_for, fn);
	void *by = res ? ((struct stub *)res->data)->by : NULL;

	if (res)
		kunit_put_resource(res);
	return by;
}

void __kunit_deactivate_static_stub(struct kunit *test, void *fn)
{
	kunit_destroy_resource(test, is_for, fn);
}

void __kunit_activate_static_stub(struct kunit *test, void *fn, void *by)
{
	struct stub *stub = kmalloc(sizeof(*stub), GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, stub);
	*stub = (struct stub){ fn, by };
	__kunit_deactivate_static_stub(test, fn);
	if (kunit_alloc_resource(test, NULL, forget, GFP_KERNEL, stub))
		return;
	KUNIT_FAIL_AND_ABORT(test, "no memory for a stub\n");
}
