/*
 * pgtable-2level_types.h - the classic format: 1024 entries of 32 bits a table;
 * a directory entry covers 4 MB. The middle level is folded into the directory.
 */
#ifndef _ASM_PGTABLE_2LEVEL_TYPES_H
#define _ASM_PGTABLE_2LEVEL_TYPES_H

typedef u32 pteval_t;

#define PGDIR_SHIFT	22
#define PTRS_PER_PGD	1024
#define PMD_SHIFT	22
#define PTRS_PER_PMD	1
#define PTRS_PER_PTE	1024
#define PTE_PFN_MASK	((pteval_t)0xfffff000U)

#endif
