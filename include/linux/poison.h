/*
 * poison.h - values that mark memory nobody may use. A pointer with one of
 * these in an oops says what went wrong; km-* and dump_page know them too.
 */
#ifndef K896_LINUX_POISON_H
#define K896_LINUX_POISON_H

/* In the first pages, which are never mapped: using one faults at once. */
#define LIST_POISON1	((void *)0x100)	/* ->next after list_del() */
#define LIST_POISON2	((void *)0x122)	/* ->prev after list_del() */

#define PAGE_POISON	0xaa		/* every byte of a freed page */
#define POISON_INUSE	0x5a		/* slab object: given out, untouched */
#define POISON_FREE	0x6b		/* slab object: free */
#define POISON_END	0xa5		/* slab object: its last byte */
#define POOL_POISON_FREED	0xa7		/* dma_pool block: free (dma_debug) */
#define POOL_POISON_ALLOCATED	0xa9	/* the same: given out, untouched */
#define POISON_FREE_INITMEM 0xcc	/* __init memory after the boot */
#define SLUB_RED_INACTIVE 0xbb		/* red zone of a free object */
#define SLUB_RED_ACTIVE	0xcc		/* red zone of a live object */

#endif
