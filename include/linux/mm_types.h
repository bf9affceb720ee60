/*
 * mm_types.h - struct page, of which there is one for every page frame.
 *
 * 36 bytes a frame. The same words serve different owners:
 *
 *  word       free block  allocated  slab         table  anon  file  tail of a
 *             (head)                                                compound
 *  flags      Buddy,order order      Slab         Table  flags ...   Tail
 *  _count     0           users      1            1      users users 0
 *  _mapcount  -1          -1         objects out  -1     maps-1      -1
 *  private    -           caller's   first object -      swap  bufs  -
 *  mapping    -           NULL       cache        -      anon  file  head page
 *  index      -           -          state bytes  -      pgoff pgoff -
 *  lru        free list   caller's   slab list    pgds   LRU   LRU   -
 *  virtual    address in the direct map; for high memory NULL, or kmap's
 */
#ifndef _LINUX_MM_TYPES_H
#define _LINUX_MM_TYPES_H

#include <linux/types.h>
#include <linux/spinlock_types.h>
#include <asm/pgtable_types.h>

struct address_space;
struct kmem_cache;

struct page {
	unsigned long flags;		/* PG_*, the block's order, the zone */
	union {
		atomic_t _count;	/* references; 0: free, or a tail */
		atomic_t _refcount;	/* today's name */
	};
	union {
		atomic_t _mapcount;	/* page-table entries, minus 1 */
		unsigned int inuse;	/* slab: objects given out */
	};
	union {
		unsigned long private;	/* the owner's */
		void *s_mem;		/* slab: its first object */
	};
	union {
		struct address_space *mapping;	/* file or anonymous owner */
		struct kmem_cache *slab_cache;	/* slab: its cache */
		struct page *first_page;	/* compound tail: the head */
	};
	union {
		pgoff_t index;		/* place in the file or area */
		u8 *slab_state;		/* slab: a byte an object (slab.c) */
	};
	union {
		struct list_head lru;	/* free list, slab list, LRU */
		struct rcu_head rcu_head; /* slab: on its way back */
	};
	void *virtual;			/* kernel address, NULL: none */
};

/* An address space. The kernel's own is init_mm; processes come later. */
struct mm_struct {
	pgd_t *pgd;			/* the top table */
	spinlock_t page_table_lock;	/* protects the entries */
	/* Where what is. Of the kernel its image; a process has the rest. */
	unsigned long start_code, end_code, start_data, end_data;
	unsigned long start_brk, brk;	/* the heap grows from the image's end */
	unsigned long start_stack, arg_start, arg_end, env_start, env_end;
	struct vm_area_struct *mmap;	/* its areas by address, vm_next */
	int map_count;			/* how many */
	unsigned long total_vm;		/* their pages */
};

extern struct mm_struct init_mm;

#endif
