/*
 * pgtable-2level.h - the folded middle level, and the stores that change a live
 * entry: one 32-bit store is atomic for the CPU's page walker.
 */
#ifndef _ASM_PGTABLE_2LEVEL_H
#define _ASM_PGTABLE_2LEVEL_H

struct mm_struct;

static inline bool pgd_present(pgd_t pgd)	{ return true; }

static inline pmd_t *pmd_offset(pgd_t *pgd, unsigned long addr)
{
	return (pmd_t *)pgd;
}

static inline void set_pmd(pmd_t *pmdp, pmd_t pmd)
{
	WRITE_ONCE(pmdp->pmd, pmd.pmd);
}

/* @addr is for ports that must know what they map; here the entry is enough. */
static inline void set_pte_at(struct mm_struct *mm, unsigned long addr,
			      pte_t *ptep, pte_t pte)
{
	WRITE_ONCE(ptep->pte, pte.pte);
}

static inline void pte_clear(struct mm_struct *mm, unsigned long addr,
			     pte_t *ptep)
{
	WRITE_ONCE(ptep->pte, 0);
}

#endif
