/*
 * pgtable_types.h - what one entry of a page table says.
 *
 *   31            12 11  9 8 7 6 5 4   3   2 1 0
 *  +----------------+-----+-+-+-+-+---+---+-+-+-+
 *  | frame number   | own |G|S|D|A|PCD|PWT|U|W|P|     S: 4 MB page (directory)
 *  +----------------+-----+-+-+-+-+---+---+-+-+-+        or PAT (table)
 *
 * pte_t, pmd_t and pgd_t are opaque: read them through the accessors of
 * <asm/pgtable.h>, which serve both table formats (2 levels, and PAE's 3).
 */
#ifndef _ASM_PGTABLE_TYPES_H
#define _ASM_PGTABLE_TYPES_H

#define _PAGE_PRESENT	0x001
#define _PAGE_RW	0x002
#define _PAGE_USER	0x004
#define _PAGE_PWT	0x008	/* write through */
#define _PAGE_PCD	0x010	/* not cached */
#define _PAGE_ACCESSED	0x020	/* set by the CPU on any access */
#define _PAGE_DIRTY	0x040	/* set by the CPU on a write */
#define _PAGE_PSE	0x080	/* in a directory: a 4 MB page (PAE: 2 MB) */
#define _PAGE_PAT	0x080	/* in a table: third bit of the PAT index */
#define _PAGE_PAT_LARGE	0x1000	/* the same of a 4 MB page */
#define _PAGE_GLOBAL	0x100	/* survives a reload of CR3 */

#ifndef __ASSEMBLY__

#include <linux/types.h>

#if CONFIG_X86_PAE
#include <asm/pgtable-3level_types.h>
#else
#include <asm/pgtable-2level_types.h>
#endif

typedef struct { pteval_t pte; } pte_t;
typedef struct { pteval_t pmd; } pmd_t;
typedef struct { pteval_t pgd; } pgd_t;
typedef struct { pteval_t pgprot; } pgprot_t;

#define __pte(x)	((pte_t) { (x) })
#define __pmd(x)	((pmd_t) { (x) })
#define __pgd(x)	((pgd_t) { (x) })
#define __pgprot(x)	((pgprot_t) { (x) })
#define pte_val(x)	((x).pte)
#define pmd_val(x)	((x).pmd)
#define pgd_val(x)	((x).pgd)
#define pgprot_val(x)	((x).pgprot)

#define _PAGE_TABLE	(_PAGE_PRESENT | _PAGE_RW | _PAGE_USER | \
			 _PAGE_ACCESSED | _PAGE_DIRTY)
/*
 * Accessed and dirty are set beforehand: the CPU then never writes the entry.
 */
#define __PAGE_KERNEL	(_PAGE_PRESENT | _PAGE_RW | _PAGE_ACCESSED | _PAGE_DIRTY)

/* _PAGE_GLOBAL where this CPU has it, found out at boot. */
extern pteval_t __kernel_global;

#define PAGE_KERNEL		__pgprot(__PAGE_KERNEL | __kernel_global)
#define PAGE_KERNEL_RO		__pgprot((__PAGE_KERNEL & ~_PAGE_RW) | \
					 __kernel_global)
#define pgprot_noncached(prot) \
	__pgprot(pgprot_val(prot) | _PAGE_PCD | _PAGE_PWT)
#define PAGE_KERNEL_LARGE	__pgprot(__PAGE_KERNEL | _PAGE_PSE | \
					 __kernel_global)
#define PAGE_KERNEL_NOCACHE	__pgprot(__PAGE_KERNEL | _PAGE_PCD | \
					 _PAGE_PWT | __kernel_global)

/*
 * How the CPU may cache a page. Two or three bits of the entry choose one of
 * the types that the PAT register lists (kernel/cpu/pat.c):
 *
 *   bits		PAT PCD PWT	with our PAT	on a CPU without
 *			 0   0   0	write-back	write-back
 *			 0   0   1	write-combining	write-through
 *			 0   1   0	uncached-	uncached-
 *			 0   1   1	uncached	uncached
 *			 1   0   1	write-through
 */
enum page_cache_mode {
	_PAGE_CACHE_MODE_WB,	/* reads and writes cached: memory */
	_PAGE_CACHE_MODE_WC,	/* writes gathered: a frame buffer */
	_PAGE_CACHE_MODE_WT,	/* reads cached, writes go through */
	_PAGE_CACHE_MODE_UC	/* each access as programmed: registers */
};

/* The PAT is ours: set on this and every CPU. Else PCD and PWT must do. */
extern bool pat_enabled;

/* PAGE_KERNEL with that caching; what there is not becomes less caching. */
static inline pgprot_t cachemode_prot(enum page_cache_mode mode)
{
	pteval_t bits = _PAGE_PCD | _PAGE_PWT;

	if (mode == _PAGE_CACHE_MODE_WB)
		bits = 0;
	else if (mode == _PAGE_CACHE_MODE_WC)
		bits = pat_enabled ? _PAGE_PWT : _PAGE_PCD;
	else if (mode == _PAGE_CACHE_MODE_WT)
		bits = pat_enabled ? _PAGE_PAT | _PAGE_PWT : _PAGE_PWT;
	return __pgprot(__PAGE_KERNEL | __kernel_global | bits);
}

#endif /* __ASSEMBLY__ */
#endif
