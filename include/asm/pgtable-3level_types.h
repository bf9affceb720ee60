/*
 * pgtable-3level_types.h - PAE: 512 entries of 64 bits a table; a middle
 * directory's entry covers 2 MB and four of those directories make the top.
 */
#ifndef _ASM_PGTABLE_3LEVEL_TYPES_H
#define _ASM_PGTABLE_3LEVEL_TYPES_H

typedef u64 pteval_t;

#define PGDIR_SHIFT	30
#define PTRS_PER_PGD	4
#define PMD_SHIFT	21
#define PTRS_PER_PMD	512
#define PTRS_PER_PTE	512
#define PTE_PFN_MASK	((pteval_t)0x000ffffffffff000ULL)

#endif
