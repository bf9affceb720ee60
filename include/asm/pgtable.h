/*
 * pgtable.h - page-table entries and the address map of the kernel.
 *
 * The walk is always pgd -> pmd -> pte, as in Linux; with two levels the middle
 * one is the directory entry itself. Counterpart:
 * arch/x86/include/asm/pgtable.h.
 */
#ifndef _ASM_PGTABLE_H
#define _ASM_PGTABLE_H

#include <asm/page.h>
#include <asm/pgtable_types.h>

#define PGDIR_SIZE	(1UL << PGDIR_SHIFT)
#define PMD_SIZE	(1UL << PMD_SHIFT)
#define PMD_MASK	(~(PMD_SIZE - 1))

/*
 * Above the direct map, bottom up (each area starts where the one before
 * leaves room for a fault):
 *   high_memory + 8 MB .. VMALLOC_END	vmalloc, ioremap, modules
 *   STACK_BASE .. STACK_END		kernel stacks: a guard page, a stack, ...
 *   PKMAP_BASE .. + 4 MB		the slots of kmap
 *   FIXADDR_BASE .. FIXADDR_TOP	fixed slots: kmap_atomic, APICs, early maps
 */
#define VMALLOC_OFFSET	(8UL << 20)
#define VMALLOC_START	(((unsigned long)high_memory + VMALLOC_OFFSET) & \
			 ~(VMALLOC_OFFSET - 1))
#define VMALLOC_END	(STACK_BASE - 2 * PAGE_SIZE)
#define STACK_BASE	0xFF000000UL
#define STACK_END	0xFF800000UL
#define PKMAP_BASE	0xFF800000UL
#define LAST_PKMAP	PTRS_PER_PTE	/* 1024; with PAE 512 */
#define FIXADDR_BASE	0xFFC00000UL
#define FIXADDR_TOP	0xFFFFF000UL

#define MODULES_VADDR	VMALLOC_START	/* there is no area of their own */
#define MODULES_END	VMALLOC_END
#define TASK_SIZE	PAGE_OFFSET	/* what is below is a process's */

#define pgd_index(addr)	(((addr) >> PGDIR_SHIFT) & (PTRS_PER_PGD - 1))
#define pmd_index(addr)	(((addr) >> PMD_SHIFT) & (PTRS_PER_PMD - 1))
#define pte_index(addr)	(((addr) >> PAGE_SHIFT) & (PTRS_PER_PTE - 1))

extern pgd_t swapper_pg_dir[];

#define pgd_offset_k(addr)	(swapper_pg_dir + pgd_index(addr))

static inline bool pte_none(pte_t pte)	  { return !pte_val(pte); }
static inline bool pte_present(pte_t pte) { return pte_val(pte) & _PAGE_PRESENT; }
static inline bool pte_write(pte_t pte)	  { return pte_val(pte) & _PAGE_RW; }
static inline bool pte_dirty(pte_t pte)	  { return pte_val(pte) & _PAGE_DIRTY; }
static inline bool pte_young(pte_t pte)	  { return pte_val(pte) & _PAGE_ACCESSED; }

static inline unsigned long pte_pfn(pte_t pte)
{
	return (pte_val(pte) & PTE_PFN_MASK) >> PAGE_SHIFT;
}

static inline pte_t pfn_pte(unsigned long pfn, pgprot_t prot)
{
	return __pte(((pteval_t)pfn << PAGE_SHIFT) | pgprot_val(prot));
}

static inline pte_t pte_wrprotect(pte_t pte)
{
	return __pte(pte_val(pte) & ~(pteval_t)_PAGE_RW);
}

static inline pte_t pte_mkwrite(pte_t pte)
{
	return __pte(pte_val(pte) | _PAGE_RW);
}

static inline bool pmd_none(pmd_t pmd)	  { return !pmd_val(pmd); }
static inline bool pmd_present(pmd_t pmd) { return pmd_val(pmd) & _PAGE_PRESENT; }
static inline bool pmd_large(pmd_t pmd)	  { return pmd_val(pmd) & _PAGE_PSE; }

static inline unsigned long pmd_pfn(pmd_t pmd)
{
	return (pmd_val(pmd) & PTE_PFN_MASK) >> PAGE_SHIFT;
}

static inline pmd_t pfn_pmd(unsigned long pfn, pgprot_t prot)
{
	return __pmd(((pteval_t)pfn << PAGE_SHIFT) | pgprot_val(prot));
}

static inline pte_t *pmd_page_vaddr(pmd_t pmd)
{
	return __va((unsigned long)(pmd_val(pmd) & PTE_PFN_MASK));
}

static inline pte_t *pte_offset_kernel(pmd_t *pmd, unsigned long addr)
{
	return pmd_page_vaddr(*pmd) + pte_index(addr);
}

#if CONFIG_X86_PAE
#include <asm/pgtable-3level.h>
#else
#include <asm/pgtable-2level.h>
#endif

#endif
