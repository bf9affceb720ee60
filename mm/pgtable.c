/*
 * pgtable.c - the kernel's page tables: entries made, changed and taken away.
 *
 * A walk goes directory (addr bits 31-22) -> table (21-12) -> offset (11-0);
 * `pt ADDR` at the prompt draws it. The direct map was made at boot (paging.c).
 * Above it everything is mapped page by page: a page for a stack, a range for
 * vmalloc and ioremap, a fixed slot for a moment.
 *
 *	swapper_pg_dir --+	[768..] the kernel's part: the same in each
 *	a process's pgd -+----> directory, so it can run on any
 *	another's pgd ---+	   |
 *			      table --> frame	 entries exist once, in tables
 *						 that the directories share
 *
 * A table is made when the first address in its 4 MB is mapped. The directory
 * entry for it goes into every page directory at once, those on pgd_list, so
 * that no CPU ever faults for one that only its directory lacks: such a fault,
 * on the stack or in the handler itself, could not be served. Tables stay: one
 * is a frame for 4 MB, and taking it away would need all of this again.
 *
 * Every change of an entry is made by set_kernel_pte() (internal.h), every
 * change of a directory by set_kernel_pmd(). Forgetting what the CPUs remember
 * of an entry that was present is the caller's, or tlb.c's for the functions
 * that say so.
 *
 * Invariants: a table's frame is marked PG_table and never freed; all page
 * directories agree on the kernel's part.
 * Locking: pgd_lock for directory entries and pgd_list. An entry in a table
 * belongs to whoever owns the address (an area, a slot, a stack): no lock.
 * Context: process where a table may have to be made; else any.
 * Linux: mm/vmalloc.c, arch/x86/mm/fault.c (vmalloc_sync_all), pgtable.c,
 * pageattr.c. gdb: `km-pt 0xc0100000`, `monitor info tlb`.
 */
#include <linux/kernel.h>
#include <linux/module.h>
#include <linux/spinlock.h>
#include <asm/fixmap.h>
#include <asm/sections.h>
#include <asm/tlbflush.h>
#include "internal.h"

#define KERNEL_PGD_FIRST	pgd_index(PAGE_OFFSET)
#define KERNEL_PGD_PTRS		(PTRS_PER_PGD - KERNEL_PGD_FIRST)

struct mm_struct init_mm = {
	.pgd = swapper_pg_dir,
	.start_code = (unsigned long)_text,
	.end_code = (unsigned long)_etext,
	.start_data = (unsigned long)_sdata,
	.end_data = (unsigned long)_edata,
	.start_brk = (unsigned long)_end,
	.brk = (unsigned long)_end,
};
EXPORT_SYMBOL(init_mm);
unsigned long kernel_tables;

static LIST_HEAD(pgd_list);		/* directories beside swapper_pg_dir */
static DEFINE_SPINLOCK(pgd_lock);

/* The directory entry (or middle one) that covers @addr; NULL: no directory. */
static pmd_t *kernel_pmd(unsigned long addr)
{
	pgd_t *pgd = pgd_offset_k(addr);

	return pgd_present(*pgd) ? pmd_offset(pgd, addr) : NULL;
}

/*
 * lookup_address - the table entry that maps @addr, NULL where there is no
 * table or a large page. The entry itself may be empty. Any context.
 */
pte_t *lookup_address(unsigned long addr)
{
	pmd_t *pmd = kernel_pmd(addr);

	if (!pmd || !pmd_present(*pmd) || pmd_large(*pmd))
		return NULL;
	return pte_offset_kernel(pmd, addr);
}
EXPORT_SYMBOL(lookup_address);

/* ---- directories ---- */

/*
 * With a middle level the kernel's part of it is one table that all share. Else
 * swapper_pg_dir comes last: there others look, without the lock, whether a
 * table is there, and then use it through whatever directory they run on.
 */
void set_kernel_pmd(unsigned long addr, pmd_t entry)
{
	struct page *page;

	if (PTRS_PER_PMD == 1)
		list_for_each_entry(page, &pgd_list, lru) {
			pgd_t *pgd = lowmem_page_address(page);

			set_pmd(pmd_offset(pgd + pgd_index(addr), addr), entry);
		}
	set_pmd(kernel_pmd(addr), entry);
}

pgd_t *pgd_alloc(void)
{
	pgd_t *pgd = (pgd_t *)get_zeroed_page(GFP_KERNEL);
	unsigned long flags;

	if (!pgd)
		return NULL;
	__SetPageTable(virt_to_page(pgd));
	spin_lock_irqsave(&pgd_lock, flags);
	memcpy(pgd + KERNEL_PGD_FIRST, swapper_pg_dir + KERNEL_PGD_FIRST,
	       KERNEL_PGD_PTRS * sizeof(pgd_t));
	list_add(&virt_to_page(pgd)->lru, &pgd_list);
	spin_unlock_irqrestore(&pgd_lock, flags);
	return pgd;
}

void pgd_free(pgd_t *pgd)
{
	unsigned long flags;

	spin_lock_irqsave(&pgd_lock, flags);
	list_del(&virt_to_page(pgd)->lru);
	spin_unlock_irqrestore(&pgd_lock, flags);
	__ClearPageTable(virt_to_page(pgd));
	free_page((unsigned long)pgd);
}

/* A cleared table for the kernel's part of the directory; NULL: no memory. */
static pte_t *pte_alloc_one_kernel(void)
{
	pte_t *table = (pte_t *)get_zeroed_page(GFP_KERNEL);

	if (table)
		__SetPageTable(virt_to_page(table));
	return table;
}

static void pte_free_kernel(pte_t *table)
{
	__ClearPageTable(virt_to_page(table));
	free_page((unsigned long)table);
}

/*
 * Hang @table into all directories at @addr, in place of nothing (or of a
 * @large page), unless somebody else was faster.
 */
static void pmd_install(unsigned long addr, pte_t *table, bool large)
{
	pmd_t *pmd = kernel_pmd(addr);
	unsigned long flags;

	spin_lock_irqsave(&pgd_lock, flags);
	if (large ? pmd_large(*pmd) : !pmd_present(*pmd)) {
		set_kernel_pmd(addr, pfn_pmd(PFN_DOWN(__pa(table)),
					     __pgprot(_PAGE_TABLE)));
		kernel_tables++;
		table = NULL;
	}
	spin_unlock_irqrestore(&pgd_lock, flags);
	if (table)
		pte_free_kernel(table);
}

/* There is no table for @addr, or none is needed. */
static noinline pte_t *new_table(unsigned long addr)
{
	pmd_t *pmd = kernel_pmd(addr);
	pte_t *table;

	if (!pmd || pmd_present(*pmd))
		return NULL;
	table = pte_alloc_one_kernel();
	if (!table)
		return NULL;
	pmd_install(addr, table, false);
	return lookup_address(addr);
}

pte_t *pte_alloc_kernel(unsigned long addr)
{
	return lookup_address(addr) ? : new_table(addr);
}

/*
 * Replace the large page that covers @addr by a table of small ones that say
 * the same, so that one of them can be changed. 0 when it is small already.
 */
int split_large_page(unsigned long addr)
{
	pmd_t *pmd = kernel_pmd(addr);
	pgprot_t prot;
	pte_t *table;

	if (!pmd || !pmd_present(*pmd))
		return -EINVAL;
	if (!pmd_large(*pmd))
		return 0;
	table = pte_alloc_one_kernel();
	if (!table)
		return -ENOMEM;
	prot = __pgprot(pmd_val(*pmd) & ~PTE_PFN_MASK & ~(pteval_t)_PAGE_PSE);
	addr &= PMD_MASK;
	for (int i = 0; i < PTRS_PER_PTE; i++)
		set_kernel_pte(addr + i * PAGE_SIZE, table + i,
			       pfn_pte(pmd_pfn(*pmd) + i, prot));
	pmd_install(addr, table, true);
	flush_tlb_all();
	return 0;
}

/* ---- ranges ---- */

/* As far as one table reaches: entries next to each other. */
static __always_inline unsigned long table_end(unsigned long addr,
					       unsigned long end)
{
	unsigned long last = addr | ~PMD_MASK;

	return last < end - 1 ? last + 1 : end;
}

/*
 * Fill @n empty entries from @pte on, for @addr and what follows: with @pages'
 * frames, or with those from @pfn on. Fewer, if something was in the way.
 */
static __always_inline unsigned long
fill_entries(pte_t *pte, unsigned long n, unsigned long addr, bool scattered,
	     struct page **pages, unsigned long pfn, pgprot_t prot)
{
	unsigned long i;

	for (i = 0; i < n; i++, addr += PAGE_SIZE) {
		if (unlikely(!pte_none(pte[i]) || (scattered && !pages[i])))
			break;
		set_kernel_pte(addr, pte + i,
			       pfn_pte(scattered ? page_to_pfn(pages[i]) :
					pfn + i, prot));
	}
	return i;
}

/* Why a range could be mapped no further than to @addr. */
static noinline int map_error(unsigned long addr)
{
	pmd_t *pmd = kernel_pmd(addr);
	pte_t *pte = lookup_address(addr);

	if (pte)
		return pte_none(*pte) ? -EINVAL : -EBUSY;
	return pmd && pmd_present(*pmd) ? -EBUSY : -ENOMEM;
}

/* All of @addr to @end, or nothing of it. */
static __always_inline int
map_range(unsigned long addr, unsigned long end, bool scattered,
	  struct page **pages, unsigned long pfn, pgprot_t prot)
{
	unsigned long at = addr, done, n;
	int err;

	if (unlikely(addr < PAGE_OFFSET))
		return -EINVAL;
	do {
		pte_t *pte = pte_alloc_kernel(at);

		n = (table_end(at, end) - at) >> PAGE_SHIFT;
		done = pte ? fill_entries(pte, n, at, scattered, pages, pfn,
					  prot) : 0;
		at += done << PAGE_SHIFT;
		pages += done;
		pfn += done;
	} while (likely(done == n) && at != end);
	if (likely(done == n))
		return 0;
	err = map_error(at);
	unmap_kernel_range(addr, at - addr);
	return err;
}

int map_kernel_range(unsigned long addr, unsigned long size, pgprot_t prot,
		     struct page **pages)
{
	return map_range(addr, addr + size, true, pages, 0, prot);
}
EXPORT_SYMBOL(map_kernel_range);

int ioremap_page_range(unsigned long addr, unsigned long end,
		       phys_addr_t phys, pgprot_t prot)
{
	return map_range(addr, end, false, NULL, PFN_DOWN(phys), prot);
}
EXPORT_SYMBOL(ioremap_page_range);

int map_kernel_page(unsigned long addr, unsigned long pfn, pgprot_t prot)
{
	return map_range(addr, addr + PAGE_SIZE, false, NULL, pfn, prot);
}

unsigned long unmap_kernel_range_noflush(unsigned long addr,
					 unsigned long size)
{
	unsigned long end = addr + size, stop, count = 0;

	for (; addr != end; addr = stop) {
		pte_t *pte = lookup_address(addr);

		stop = table_end(addr, end);
		for (; pte && addr != stop; addr += PAGE_SIZE, pte++) {
			count += !pte_none(*pte);
			set_kernel_pte(addr, pte, __pte(0));
		}
	}
	return count;
}

void unmap_kernel_range(unsigned long addr, unsigned long size)
{
	if (unmap_kernel_range_noflush(addr, size))
		flush_tlb_kernel_range(addr, addr + size);
}
EXPORT_SYMBOL(unmap_kernel_range);

void unmap_kernel_page(unsigned long addr)
{
	pte_t *pte = lookup_address(addr);

	if (!WARN_ON(!pte || pte_none(*pte)))
		unmap_kernel_range(addr, PAGE_SIZE);
}

void set_memory_prot(unsigned long addr, unsigned long npages, pgprot_t prot)
{
	unsigned long end = addr + npages * PAGE_SIZE, at;

	for (at = addr; at != end; at += PAGE_SIZE) {
		pte_t *pte = lookup_address(at);

		BUG_ON(!pte);
		set_kernel_pte(at, pte, pfn_pte(pte_pfn(*pte), prot));
	}
	flush_tlb_kernel_range(addr, end);
}

/* ---- fixed slots ---- */

void __set_fixmap(enum fixed_addresses idx, phys_addr_t phys, pgprot_t prot)
{
	unsigned long addr = __fix_to_virt(idx);
	pte_t entry = pgprot_val(prot) ? pfn_pte(PFN_DOWN(phys), prot) :
					 __pte(0);

	set_kernel_pte(addr, fixmap_pte(idx), entry);
	__flush_tlb_one(addr);
}
