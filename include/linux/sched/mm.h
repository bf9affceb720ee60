/*
 * mm.h - what a thread's allocations may do, for as long as it says so.
 *
 *	flags = memalloc_nofs_save();		(we hold what a shrinker needs)
 *	... GFP_KERNEL means GFP_NOFS here, in all that is called, too ...
 *	memalloc_nofs_restore(flags);
 *
 * Pairs nest. They count when memory is short, in what is asked then.
 */
#ifndef _LINUX_SCHED_MM_H
#define _LINUX_SCHED_MM_H

#include <linux/gfp.h>
#include <linux/sched.h>

#define __MEMALLOC_SCOPE(name, bit)					\
static inline unsigned int memalloc_##name##_save(void)		\
{									\
	unsigned int before = current->flags & (bit);			\
									\
	current->flags |= (bit);					\
	return before;							\
}									\
static inline void memalloc_##name##_restore(unsigned int before)	\
{									\
	current->flags = (current->flags & ~(bit)) | before;		\
}

__MEMALLOC_SCOPE(nofs, PF_MEMALLOC_NOFS)
__MEMALLOC_SCOPE(noio, PF_MEMALLOC_NOIO)
__MEMALLOC_SCOPE(noreclaim, PF_MEMALLOC)

/* @gfp as it is meant just now. */
static inline gfp_t current_gfp_context(gfp_t gfp)
{
	unsigned int flags = READ_ONCE(current->flags);

	if (flags & PF_MEMALLOC_NOIO)
		return gfp & ~(__GFP_IO | __GFP_FS);
	return flags & PF_MEMALLOC_NOFS ? gfp & ~__GFP_FS : gfp;
}

#endif
