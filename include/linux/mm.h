/*
 * mm.h - page frames: from frame number to struct page to address and back,
 * reference counts, and what to know about memory as a whole.
 */
#ifndef _LINUX_MM_H
#define _LINUX_MM_H

#include <linux/types.h>
#include <linux/kernel.h>
#include <linux/instruction_pointer.h>
#include <linux/bug.h>
#include <linux/errno.h>
#include <linux/string.h>
#include <linux/atomic.h>
#include <linux/spinlock.h>
#include <linux/percpu.h>
#include <linux/list.h>
#include <linux/mm_types.h>
#include <linux/mmzone.h>
#include <linux/page-flags.h>
#include <linux/gfp.h>
#include <asm/pgtable.h>

#define PAGE_ALIGNED(addr)	(!((unsigned long)(addr) & ~PAGE_MASK))
#define nth_page(page, n)	((page) + (n))
#define page_to_virt(page)	lowmem_page_address(page)
#define page_to_nid(page)	((void)(page), 0)
#define untagged_addr(addr)	(addr)
#define pfn_to_page(pfn)	(mem_map + (pfn))
#define page_to_pfn(page)	((unsigned long)((page) - mem_map))
#define page_to_phys(page)	PFN_PHYS(page_to_pfn(page))

/* Of an address in the direct map only: virt_addr_valid(). */
#define virt_to_page(addr)	pfn_to_page(__pa(addr) >> PAGE_SHIFT)

static inline struct zone *page_zone(const struct page *page)
{
	return &zones[page->flags >> PAGE_ZONE_SHIFT];
}

#define page_zonenum(page)	((enum zone_type)((page)->flags >> PAGE_ZONE_SHIFT))
/* The last zone, so a comparison of the whole word does. */
#define PageHighMem(page) \
	((page)->flags >= (unsigned long)ZONE_HIGHMEM << PAGE_ZONE_SHIFT)

/* The page's kernel address; of a high page NULL unless kmap gave it one. */
static inline void *page_address(const struct page *page)
{
	return page->virtual;
}

/* Its address in the direct map, for a page known not to be high. */
static inline void *lowmem_page_address(const struct page *page)
{
	return __va(page_to_pfn(page) << PAGE_SHIFT);
}

static inline struct page *compound_head(struct page *page)
{
	return PageTail(page) ? page->first_page : page;
}

#define compound_order(page)	(PageHead(page) ? __page_order(page) : 0)

/* The bytes of the block that @page heads. */
#define page_size(page)	(PAGE_SIZE << compound_order(page))

static inline struct page *virt_to_head_page(const void *addr)
{
	return compound_head(virt_to_page(addr));
}

static inline int page_count(struct page *page)
{
	return atomic_read(&compound_head(page)->_count);
}

#define page_ref_count(page)	atomic_read(&(page)->_count)
#define page_mapcount(page)	(atomic_read(&(page)->_mapcount) + 1)
#define page_mapped(page)	(page_mapcount(page) > 0)
#define page_private(page)	((page)->private)
#define set_page_private(page, v)	((page)->private = (v))

/*
 * One more reference to an allocated page, or to the compound block it is in;
 * put_page drops it, and frees with the last. Any context.
 */
void get_page(struct page *page);
void put_page(struct page *page);
#define put_page_testzero(page)	atomic_dec_and_test(&(page)->_count)

/* The smallest order whose block holds @size bytes. */
static inline unsigned int get_order(unsigned long size)
{
	return size <= PAGE_SIZE ? 0 : fls((size - 1) >> PAGE_SHIFT);
}

#define get_num_physpages()	num_physpages
/*
 * Is memory to be filled with zeroes as it is given out, and as it comes back?
 */
bool want_init_on_alloc(gfp_t gfp);
bool want_init_on_free(void);

unsigned long nr_free_pages(void);		/* all zones */
unsigned long nr_free_buffer_pages(void);	/* DMA and NORMAL */
unsigned long nr_free_pagecache_pages(void);

static inline unsigned long totalram_pages(void)
{
	struct zone *zone;
	unsigned long sum = 0;

	for_each_zone(zone)
		sum += zone->managed_pages;
	return sum;
}

struct sysinfo;
void si_meminfo(struct sysinfo *si);

/*
 * Everything struct page says of @page, in words, with @reason: for reports.
 * Any context. Survives a bogus pointer.
 */
void dump_page(const struct page *page, const char *reason);
/* The same for an address: its area, entry, page and object. Any context. */
void describe_address(unsigned long addr);
/* The part of the address space that @addr is in, in words. Any context. */
const char *address_area(unsigned long addr);

/*
 * How many pages were asked for, given and refused since boot, over all CPUs.
 */
struct vm_event_state {
	unsigned long pgalloc;		/* blocks allocated */
	unsigned long pgfree;		/* blocks freed */
	unsigned long pgfail;		/* requests that got nothing */
	unsigned long pgbad;		/* bad frees, caught */
};

DECLARE_PER_CPU(struct vm_event_state, vm_event_states);
void all_vm_events(struct vm_event_state *sum);

/* The boot's steps, in the order that start_kernel() takes them. */
void find_low_pfn_range(void);	/* where the direct map ends */
#ifndef MODULE			/* names that a module may have */
void paging_init(void);		/* the direct map, read-only text */
void mem_init(void);		/* mem_map, zones, free lists */
#endif
unsigned long free_reserved_area(void *start, void *end, int poison,
				 const char *name);

/*
 * Kernel addresses above the direct map (mm/pgtable.c). Whoever owns a range
 * maps it: with the frames of @pages, one after the other; with those from
 * @phys on (they need no struct page); or a single page. All or nothing: 0,
 * -ENOMEM without memory for a table, -EBUSY where something is mapped, -EINVAL
 * below PAGE_OFFSET or for a NULL in @pages. Ranges are whole pages, one at
 * least. Process context.
 */
int map_kernel_range(unsigned long addr, unsigned long size, pgprot_t prot,
		     struct page **pages);
int ioremap_page_range(unsigned long addr, unsigned long end,
		       phys_addr_t phys, pgprot_t prot);
int map_kernel_page(unsigned long addr, unsigned long pfn, pgprot_t prot);
/*
 * And take the mappings away; what was not mapped may be in between. The TLBs
 * of all CPUs are flushed (interrupts on), or left to the caller: noflush, any
 * context, returns how many pages were mapped. unmap_kernel_page warns where
 * nothing was.
 */
void unmap_kernel_range(unsigned long addr, unsigned long size);
unsigned long unmap_kernel_range_noflush(unsigned long addr,
					 unsigned long size);
void unmap_kernel_page(unsigned long addr);
/*
 * lookup_address: the table entry for an address, NULL where there is no table
 * or a large page; split_large_page makes small ones of that (0, or -ENOMEM).
 * set_memory_prot changes @npages small pages that are mapped; what they held
 * in the TLBs is flushed.
 */
pte_t *lookup_address(unsigned long addr);
int split_large_page(unsigned long addr);
void set_memory_prot(unsigned long addr, unsigned long npages, pgprot_t prot);
/* Frames that became tables since boot; they stay tables. */
extern unsigned long kernel_tables;
/*
 * A page directory with the kernel's part filled in, now and later: an entry
 * that is made for the kernel reaches it at once. NULL: no memory. Process
 * context. Free it when no CPU uses it.
 */
pgd_t *pgd_alloc(void);
void pgd_free(pgd_t *pgd);

/* One-page stacks with a guard page below (mm/stack.c). */
void *alloc_stack(const char *owner);
void free_stack(void *stack);
const char *stack_owner_of(unsigned long addr, bool *guard);
unsigned int stack_used(const void *stack);
void refill_stack(void *stack);

/* Linux has is_vmalloc_addr() and vmalloc_to_page() in this header. */
#include <linux/vmalloc.h>
/* And kvmalloc(). */
#include <linux/slab.h>

/* What drivers look for here. */
#ifdef MODULE
#include <linux/vma.h>
#endif

#endif
