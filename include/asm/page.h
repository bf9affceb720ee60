/*
 * page.h - the page frame's size, and the direct map's arithmetic:
 * virtual = physical + PAGE_OFFSET, for the first 896 MB and nothing else.
 */
#ifndef _ASM_PAGE_H
#define _ASM_PAGE_H

#define PAGE_SHIFT	12

#ifdef __ASSEMBLY__
#define PAGE_SIZE	4096
#define PAGE_OFFSET	0xC0000000
#else

#include <linux/types.h>

#define PAGE_SIZE	(1UL << PAGE_SHIFT)
#define PAGE_MASK	(~(PAGE_SIZE - 1))
#define PAGE_OFFSET	0xC0000000UL

/* The direct map ends here at the latest: 896 MB. Above lies ZONE_HIGHMEM. */
#define MAXMEM		(896UL << 20)
#define MAXMEM_PFN	(MAXMEM >> PAGE_SHIFT)

#define PAGE_ALIGN(addr)	(((addr) + PAGE_SIZE - 1) & PAGE_MASK)
#define offset_in_page(p)	((unsigned long)(p) & ~PAGE_MASK)

#define __pa(x)		((unsigned long)(x) - PAGE_OFFSET)
#define __va(x)		((void *)((unsigned long)(x) + PAGE_OFFSET))

extern void *high_memory;	/* where the direct map ends */
/* Is @addr in the direct map? */
#define virt_addr_valid(addr) \
	((unsigned long)(addr) >= PAGE_OFFSET && \
	 (unsigned long)(addr) < (unsigned long)high_memory)

/* Frame numbers. A physical address has 64 bits, a frame number 32. */
#define PFN_DOWN(x)	((unsigned long)((x) >> PAGE_SHIFT))
#define PFN_UP(x)	((unsigned long)(((x) + PAGE_SIZE - 1) >> PAGE_SHIFT))
#define PFN_PHYS(pfn)	((phys_addr_t)(pfn) << PAGE_SHIFT)
#define PHYS_PFN(phys)	((unsigned long)((phys) >> PAGE_SHIFT))
#define pfn_to_kaddr(pfn)	__va((pfn) << PAGE_SHIFT)

/* 1024 rounds of a string instruction: the fill itself is the price. */
static inline void clear_page(void *page)
{
	unsigned long words = PAGE_SIZE / 4;

	asm volatile("rep; stosl" : "+D" (page), "+c" (words)
		     : "a" (0) : "memory");
}

static inline void copy_page(void *to, const void *from)
{
	unsigned long words = PAGE_SIZE / 4;

	asm volatile("rep; movsl" : "+D" (to), "+S" (from), "+c" (words)
		     : : "memory");
}

#endif /* __ASSEMBLY__ */
#endif
