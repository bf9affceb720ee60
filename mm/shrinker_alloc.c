/*
 * shrinker_alloc.c - shrinkers that are made on demand: 2.6's set_shrinker(),
 * which took only a function, and today's shrinker_alloc().
 *
 * Model: a struct shrinker by kmalloc, registered as any other (shrinker.c,
 * which lies below kmalloc and can't make them itself).
 *
 * Invariants: one that is not registered has an empty list entry.
 * Locking, context: shrinker.c's; may sleep.
 * Linux: mm/vmscan.c (2.6), mm/shrinker.c.
 * gdb: `break set_shrinker`, `p *shrinker`.
 */
#include <linux/export.h>
#include <linux/shrinker.h>
#include <linux/slab.h>

struct shrinker *set_shrinker(int seeks, shrinker_t shrink)
{
	struct shrinker *shrinker = kzalloc(sizeof(*shrinker), GFP_KERNEL);

	if (!shrinker)
		return NULL;
	shrinker->seeks = seeks;
	shrinker->shrink = shrink;
	register_shrinker(shrinker);
	return shrinker;
}
EXPORT_SYMBOL(set_shrinker);

void remove_shrinker(struct shrinker *shrinker)
{
	unregister_shrinker(shrinker);
	kfree(shrinker);
}
EXPORT_SYMBOL(remove_shrinker);

struct shrinker *shrinker_alloc(unsigned int flags, const char *fmt, ...)
{
	struct shrinker *shrinker = kzalloc(sizeof(*shrinker), GFP_KERNEL);

	if (shrinker) {
		INIT_LIST_HEAD(&shrinker->list);
		shrinker->seeks = DEFAULT_SEEKS;
	}
	return shrinker;
}
EXPORT_SYMBOL(shrinker_alloc);

void shrinker_register(struct shrinker *shrinker)
{
	register_shrinker(shrinker);
}
EXPORT_SYMBOL(shrinker_register);

void shrinker_free(struct shrinker *shrinker)
{
	if (!shrinker)
		return;
	if (!list_empty(&shrinker->list))
		unregister_shrinker(shrinker);
	kfree(shrinker);
}
EXPORT_SYMBOL(shrinker_free);
