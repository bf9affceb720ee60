/*
 * pgtable-3level.h - PAE: entries of 64 bits are stored in two halves, the half
 * with the present bit last when it is set and first when it is cleared, so
 * that the page walker never sees half an entry as present.
 */
#ifndef _ASM_PGTABLE_3LEVEL_H
#define _ASM_PGTABLE_3LEVEL_H

struct mm_struct;

static inline bool pgd_present(pgd_t pgd)
{
	return pgd_val(pgd) & _PAGE_PRESENT;
}

static inline pmd_t *pmd_offset(pgd_t *pgd, unsigned long addr)
{
	return (pmd_t *)__va((unsigned long)(pgd_val(*pgd) & PTE_PFN_MASK)) +
	       pmd_index(addr);
}

static inline void __set_entry(pteval_t *slot, pteval_t val)
{
	volatile u32 *half = (volatile u32 *)slot;

	half[0] = 0;
	barrier();
	half[1] = val >> 32;
	barrier();
	half[0] = (u32)val;
}

static inline void set_pmd(pmd_t *pmdp, pmd_t pmd)
{
	__set_entry(&pmdp->pmd, pmd.pmd);
}

static inline void set_pte_at(struct mm_struct *mm, unsigned long addr,
			      pte_t *ptep, pte_t pte)
{
	__set_entry(&ptep->pte, pte.pte);
}

static inline void pte_clear(struct mm_struct *mm, unsigned long addr,
			     pte_t *ptep)
{
	__set_entry(&ptep->pte, 0);
}

#endif
