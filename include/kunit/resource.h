/*
 * kunit/resource.h - what belongs to a case and goes when it ends: found again
 * by its name or by a function of the user's, and counted. (For memory and
 * plain actions <kunit/test.h> is enough.) lib/modules/kunit_named.c.
 */
#ifndef K896_KUNIT_RESOURCE_H
#define K896_KUNIT_RESOURCE_H

#include <kunit/test.h>
#include <linux/kref.h>

struct kunit_resource;
typedef int (*kunit_resource_init_t)(struct kunit_resource *, void *);
typedef void (*kunit_resource_free_t)(struct kunit_resource *);
typedef bool (*kunit_resource_match_t)(struct kunit *,
				       struct kunit_resource *, void *);

struct kunit_resource {
	void *data;			/* the user's */
	const char *name;		/* NULL: has none */
	kunit_resource_free_t free;	/* NULL: nothing to do */
	struct kref refcount;
	bool should_kfree;		/* the struct is kmalloc()'s */
	struct list_head node;		/* in kunit's list of named things */
	struct kunit *test;
};

/*
 * The user's @res, or a new one with @data, becomes the case's: @init (may be
 * NULL) fills in ->data from @data, @free is called when nobody has it any
 * more. 0, -EINVAL without a name or -EEXIST with one that is taken, -ENOMEM,
 * or what
 * @init said. From a case.
 */
int kunit_add_resource(struct kunit *test, kunit_resource_init_t init,
		       kunit_resource_free_t free, struct kunit_resource *res,
		       void *data);
int kunit_add_named_resource(struct kunit *test, kunit_resource_init_t init,
			     kunit_resource_free_t free,
			     struct kunit_resource *res, const char *name,
			     void *data);
/* A new one by kmalloc: its ->data, or itself with a reference. NULL: none. */
void *kunit_alloc_resource(struct kunit *test, kunit_resource_init_t init,
			   kunit_resource_free_t free, gfp_t gfp, void *data);
struct kunit_resource *
kunit_alloc_and_get_resource(struct kunit *test, kunit_resource_init_t init,
			     kunit_resource_free_t free, gfp_t gfp,
			     void *data);

/* The youngest that matches, with a reference, or NULL. Any context. */
struct kunit_resource *kunit_find_resource(struct kunit *test,
					   kunit_resource_match_t match,
					   void *data);
bool kunit_resource_name_match(struct kunit *test, struct kunit_resource *res,
			       void *name);
static inline bool kunit_resource_instance_match(struct kunit *test,
						 struct kunit_resource *res,
						 void *data)
{
	return res->data == data;
}
#define kunit_find_named_resource(test, name) \
	kunit_find_resource(test, kunit_resource_name_match, (void *)(name))

#define kunit_get_resource(res)	kref_get(&(res)->refcount)
void kunit_put_resource(struct kunit_resource *res);
/* The case gives up its own reference now. 0, -ENOENT: nothing matches. */
void kunit_remove_resource(struct kunit *test, struct kunit_resource *res);
int kunit_destroy_resource(struct kunit *test, kunit_resource_match_t match,
			   void *data);
#define kunit_destroy_named_resource(test, name) \
	kunit_destroy_resource(test, kunit_resource_name_match, (void *)(name))

#endif
