/*
 * idr.c - numbers for things.
 *
 * Model: an xarray with the thing at its number; a number without a thing holds
 * a mark that lookups take for nothing.
 *
 * Invariants, locking, context: those of the xarray.
 * Linux: lib/idr.c.
 * gdb: `p idr->xa`, `break idr_alloc`.
 */
#include <linux/errno.h>
#include <linux/export.h>
#include <linux/idr.h>
#include <linux/kernel.h>
#include <linux/slab.h>

void idr_init(struct idr *idr)
{
	xa_init_flags(&idr->xa, XA_FLAGS_ALLOC);
	idr->next = 0;
}
EXPORT_SYMBOL(idr_init);

void idr_destroy(struct idr *idr)
{
	xa_destroy(&idr->xa);
	idr->next = 0;
}
EXPORT_SYMBOL(idr_destroy);

int idr_alloc_u32(struct idr *idr, void *ptr, u32 *id, unsigned long max,
		  gfp_t gfp)
{
	int error = xa_alloc(&idr->xa, id, ptr, XA_LIMIT(*id, max), gfp);

	return error == -EBUSY ? -ENOSPC : error;
}
EXPORT_SYMBOL(idr_alloc_u32);

int idr_alloc(struct idr *idr, void *ptr, int start, int end, gfp_t gfp)
{
	u32 id = start;
	int error;

	if (WARN_ON_ONCE(start < 0))
		return -EINVAL;
	error = idr_alloc_u32(idr, ptr, &id, end > 0 ? end - 1 : INT_MAX, gfp);
	return error ? : (int)id;
}
EXPORT_SYMBOL(idr_alloc);

int idr_alloc_cyclic(struct idr *idr, void *ptr, int start, int end, gfp_t gfp)
{
	u32 id = max_t(u32, start, idr->next);
	u32 max = end > 0 ? end - 1 : INT_MAX;
	int error = -ENOSPC;

	if (WARN_ON_ONCE(start < 0))
		return -EINVAL;
	if (id <= max)
		error = idr_alloc_u32(idr, ptr, &id, max, gfp);
	if (error == -ENOSPC && id > (u32)start) {
		id = start;
		error = idr_alloc_u32(idr, ptr, &id, max, gfp);
	}
	if (error)
		return error;
	idr->next = id + 1;
	return id;
}
EXPORT_SYMBOL(idr_alloc_cyclic);

void *idr_replace(struct idr *idr, void *ptr, unsigned long id)
{
	void *old = xa_load(&idr->xa, id);

	if (!old)
		return ERR_PTR(-ENOENT);
	return xa_store(&idr->xa, id, ptr, GFP_NOWAIT);
}
EXPORT_SYMBOL(idr_replace);

int idr_for_each(const struct idr *idr,
		 int (*fn)(int id, void *ptr, void *data), void *data)
{
	unsigned long id;
	void *ptr;
	int result;

	xa_for_each((struct xarray *)&idr->xa, id, ptr) {
		result = fn(id, ptr, data);
		if (result)
			return result;
	}
	return 0;
}
EXPORT_SYMBOL(idr_for_each);

void *idr_get_next(struct idr *idr, int *id)
{
	unsigned long at = *id;
	void *ptr = xa_find(&idr->xa, &at, INT_MAX, XA_PRESENT);

	if (ptr)
		*id = at;
	return ptr;
}
EXPORT_SYMBOL(idr_get_next);

int idr_pre_get(struct idr *idr, gfp_t gfp)
{
	void *probe = kmalloc(512, gfp);

	kfree(probe);
	return probe != NULL;
}
EXPORT_SYMBOL(idr_pre_get);

int idr_get_new_above(struct idr *idr, void *ptr, int start, int *id)
{
	int got = idr_alloc(idr, ptr, start, 0, GFP_NOWAIT | __GFP_NOWARN);

	if (got < 0)
		return got == -ENOMEM ? -EAGAIN : got;
	*id = got;
	return 0;
}
EXPORT_SYMBOL(idr_get_new_above);

int ida_alloc_range(struct ida *ida, unsigned int min, unsigned int max,
		    gfp_t gfp)
{
	u32 id;
	int error;

	if ((int)min < 0)
		return -ENOSPC;
	error = xa_alloc(&ida->xa, &id, NULL,
			 XA_LIMIT(min, min_t(u32, max, INT_MAX)), gfp);
	return error == -EBUSY ? -ENOSPC : error ? : (int)id;
}
EXPORT_SYMBOL(ida_alloc_range);

void ida_free(struct ida *ida, unsigned int id)
{
	WARN(xa_insert(&ida->xa, id, NULL, GFP_NOWAIT) != -EBUSY,
	     "ida: %u was not given out\n", id);
	xa_erase(&ida->xa, id);
}
EXPORT_SYMBOL(ida_free);
