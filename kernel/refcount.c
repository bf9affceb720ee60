/*
 * refcount.c - counts of references that notice two mistakes.
 *
 * Model: an atomic number. 0: nobody holds the object any more. Below 0: it
 * went wrong once and was put far away from 0, where it stays (saturated), so
 * that nobody ever frees the object.
 *
 * Invariants: only who holds a reference passes it on; 0 is left by set alone.
 * Locking, context: none; any context.
 * Linux: lib/refcount.c, include/linux/refcount.h.
 * gdb: `break refcount_wrong`, `p $1->refs.counter`.
 */
#include <linux/export.h>
#include <linux/refcount.h>

static void refcount_wrong(refcount_t *r, const char *what)
{
	refcount_set(r, REFCOUNT_SATURATED);
	WARN_ONCE(1, "refcount: %s\n", what);
}

bool refcount_add_not_zero(int i, refcount_t *r)
{
	int old = atomic_read(&r->refs);

	do {
		if (!old)
			return false;
	} while (!atomic_try_cmpxchg(&r->refs, &old, old + i));
	if (unlikely(old < 0 || old + i < 0))
		refcount_wrong(r, "saturated: the object leaks");
	return true;
}
EXPORT_SYMBOL(refcount_add_not_zero);

void refcount_add(int i, refcount_t *r)
{
	int old = atomic_fetch_add(i, &r->refs);

	if (unlikely(!old))
		refcount_wrong(r, "one more of what was let go: use after free");
	else if (unlikely(old < 0 || old + i < 0))
		refcount_wrong(r, "saturated: the object leaks");
}
EXPORT_SYMBOL(refcount_add);

bool refcount_sub_and_test(int i, refcount_t *r)
{
	int old = atomic_fetch_sub(i, &r->refs);

	if (old == i && i > 0)
		return true;
	if (unlikely(old < i))
		refcount_wrong(r, "let go too often: use after free");
	return false;
}
EXPORT_SYMBOL(refcount_sub_and_test);

void refcount_dec(refcount_t *r)
{
	if (unlikely(atomic_fetch_sub(1, &r->refs) <= 1))
		refcount_wrong(r, "the last one is gone and nobody frees: a leak");
}
EXPORT_SYMBOL(refcount_dec);

bool refcount_dec_if_one(refcount_t *r)
{
	int one = 1;

	return atomic_try_cmpxchg(&r->refs, &one, 0);
}
EXPORT_SYMBOL(refcount_dec_if_one);

bool refcount_dec_not_one(refcount_t *r)
{
	int old = atomic_read(&r->refs);

	do {
		if (old == 1)
			return false;
		if (unlikely(old <= 0)) {
			refcount_wrong(r, "let go too often: use after free");
			return true;
		}
	} while (!atomic_try_cmpxchg(&r->refs, &old, old - 1));
	return true;
}
EXPORT_SYMBOL(refcount_dec_not_one);
