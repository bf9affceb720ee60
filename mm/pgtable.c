/*
 * pgtable.c - the kernel's page tables: built at boot, changed here only.
 *
 * The direct map takes 4 MB pages where the CPU has them: one directory entry
 * and one TLB entry instead of 1024. The first 16 MB keep the small pages that
 * head.S gave them, as kernel text and rodata there are read-only and the page
 * below the boot stack is unmapped. Above the direct map everything is mapped
 * page by page with map_kernel_page(), by vmalloc, stacks and fixed slots.
 *
 * A walk goes directory (addr bits 31-22) -> table (21-12) -> offset (11-0);
 * `pt ADDR` at the prompt draws it.
 *
 * Invariants: a table's frame is marked PG_table and never freed while a
 * directory points to it; an entry is present only when its frame is the
 * mapper's; an entry that was present is flushed on all CPUs when it changes.
 * Locking: init_mm.page_table_lock for what is outside the direct map.
 * Linux: arch/x86/mm/init_32.c, pgtable_32.c, pageattr.c.
 * gdb: `km-pt 0xc0100000`, `monitor info tlb`.
 */
#define pr_fmt(fmt) "pgtable: " fmt

#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/memblock.h>
#include <linux/module.h>
#include <linux/printk.h>
#include <linux/sched.h>
#include <linux/spinlock.h>
#include <asm/cpufeature.h>
#include <asm/fixmap.h>
#include <asm/sections.h>
#include <asm/setup.h>
#include <asm/tlbflush.h>
#include "internal.h"

struct mm_struct init_mm = { .pgd = swapper_pg_dir };
pteval_t __kernel_global;

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

void __set_fixmap(enum fixed_addresses idx, phys_addr_t phys, pgprot_t prot)
{
	unsigned long addr = __fix_to_virt(idx);
	pte_t *pte = fixmap_pte(idx);

	if (pgprot_val(prot))
		set_pte_at(&init_mm, addr, pte, pfn_pte(PFN_DOWN(phys), prot));
	else
		pte_clear(&init_mm, addr, pte);
	__flush_tlb_one(addr);
}

static bool early_window_open __initdata;

void *__init early_memremap(phys_addr_t phys, unsigned long size)
{
	unsigned long offset = offset_in_page((unsigned long)phys);
	unsigned long pages = PFN_UP((u64)offset + size);
	unsigned int slot = FIX_BTMAP_BEGIN;

	if (!size || pages > NR_FIX_BTMAPS || early_window_open ||
	    (u64)phys + size > 1ULL << 32)
		return NULL;
	early_window_open = true;
	for (unsigned long i = 0; i < pages; i++)
		set_fixmap(slot - i, phys - offset + PFN_PHYS(i));
	return (void *)(__fix_to_virt(slot) + offset);
}

void __init early_memunmap(void *addr, unsigned long size)
{
	unsigned long pages = PFN_UP((u64)offset_in_page(addr) + size);

	for (unsigned long i = 0; i < pages; i++)
		clear_fixmap(FIX_BTMAP_BEGIN - i);
	early_window_open = false;
}

/* Small pages for the table's worth of frames from @pfn on. */
static void __init fill_table(pte_t *table, unsigned long addr,
			      unsigned long pfn)
{
	for (int i = 0; i < PTRS_PER_PTE; i++, pfn++, addr += PAGE_SIZE)
		if (pfn < max_low_pfn)
			set_pte_at(&init_mm, addr, table + i,
				   pfn_pte(pfn, PAGE_KERNEL));
		else
			pte_clear(&init_mm, addr, table + i);
}

/* One directory entry's worth of the direct map. */
static void __init map_low_block(unsigned long pfn)
{
	unsigned long addr = (unsigned long)pfn_to_kaddr(pfn);
	pmd_t *pmd = kernel_pmd(addr);
	bool whole = pfn + PTRS_PER_PTE <= max_low_pfn;
	pte_t *table;

	if (pmd_present(*pmd)) {
		fill_table(pmd_page_vaddr(*pmd), addr, pfn);
	} else if (cpu_has_pse && whole) {
		set_pmd(pmd, pfn_pmd(pfn, PAGE_KERNEL_LARGE));
	} else {
		table = memblock_alloc_why(PAGE_SIZE, PAGE_SIZE, "page tables");
		fill_table(table, addr, pfn);
		set_pmd(pmd, pfn_pmd(PFN_DOWN(__pa(table)),
				     __pgprot(_PAGE_TABLE)));
	}
}

void set_memory_prot(unsigned long addr, unsigned long npages, pgprot_t prot)
{
	unsigned long end = addr + npages * PAGE_SIZE, at;

	for (at = addr; at != end; at += PAGE_SIZE) {
		pte_t *pte = lookup_address(at);

		BUG_ON(!pte);
		set_pte_at(&init_mm, at, pte, pfn_pte(pte_pfn(*pte), prot));
	}
	flush_tlb_kernel_range(addr, end);
}

static void __init protect(const char *start, const char *end, pgprot_t prot)
{
	set_memory_prot((unsigned long)start, (end - start) >> PAGE_SHIFT, prot);
}

/* What head.S mapped beyond the RAM of a small machine: not ours. */
static void __init unmap_boot_rest(void)
{
	unsigned long pfn = ALIGN(max_low_pfn, PTRS_PER_PTE);

	for (; pfn < BOOT_MAP_TABLES * PTRS_PER_PTE; pfn += PTRS_PER_PTE)
		set_pmd(kernel_pmd((unsigned long)pfn_to_kaddr(pfn)),
			__pmd(0));
}

/*
 * The whole direct map; text and rodata read-only; nothing below PAGE_OFFSET:
 * the identity map that head.S needed goes, and a NULL pointer faults.
 */
void __init paging_init(void)
{
	if (cpu_has_pge)
		__kernel_global = _PAGE_GLOBAL;
	for (unsigned long pfn = 0; pfn < max_low_pfn; pfn += PTRS_PER_PTE)
		map_low_block(pfn);
	unmap_boot_rest();
	for (unsigned long addr = 0; addr < PAGE_OFFSET; addr += PMD_SIZE) {
		pmd_t *pmd = kernel_pmd(addr);

		if (!pmd || !pmd_present(*pmd))
			break;
		set_pmd(pmd, __pmd(0));
	}
	protect(_text, _etext, PAGE_KERNEL_RO);
	protect(__start_rodata, __end_rodata, PAGE_KERNEL_RO);
	protect(init_stack_guard, init_stack_guard + PAGE_SIZE, __pgprot(0));
	protect(irq_stack_guard, irq_stack_guard + PAGE_SIZE, __pgprot(0));
	protect(df_stack_guard, df_stack_guard + PAGE_SIZE, __pgprot(0));
	__flush_tlb_all();
	memblock_set_current_limit(PFN_PHYS(max_low_pfn));
	init_task.active_mm = &init_mm;
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

/* Hang @table into @pmd, unless somebody else was faster. */
static void pmd_install(pmd_t *pmd, pte_t *table, bool replace)
{
	pmd_t entry = pfn_pmd(PFN_DOWN(__pa(table)), __pgprot(_PAGE_TABLE));
	unsigned long flags;

	spin_lock_irqsave(&init_mm.page_table_lock, flags);
	if (replace ? pmd_large(*pmd) : !pmd_present(*pmd)) {
		set_pmd(pmd, entry);
		table = NULL;
	}
	spin_unlock_irqrestore(&init_mm.page_table_lock, flags);
	if (table)
		pte_free_kernel(table);
}

int map_kernel_page(unsigned long addr, unsigned long pfn, pgprot_t prot)
{
	pmd_t *pmd = kernel_pmd(addr);
	unsigned long flags;
	pte_t *pte;
	int err = 0;

	if (!pmd || addr < PAGE_OFFSET)
		return -EINVAL;
	if (!pmd_present(*pmd)) {
		pte_t *table = pte_alloc_one_kernel();

		if (!table)
			return -ENOMEM;
		pmd_install(pmd, table, false);
	}
	pte = lookup_address(addr);
	spin_lock_irqsave(&init_mm.page_table_lock, flags);
	if (!pte || !pte_none(*pte))
		err = -EBUSY;
	else
		set_pte_at(&init_mm, addr, pte, pfn_pte(pfn, prot));
	spin_unlock_irqrestore(&init_mm.page_table_lock, flags);
	return err;
}

void unmap_kernel_page(unsigned long addr)
{
	pte_t *pte = lookup_address(addr);
	unsigned long flags;

	if (WARN_ON(!pte || pte_none(*pte)))
		return;
	spin_lock_irqsave(&init_mm.page_table_lock, flags);
	pte_clear(&init_mm, addr, pte);
	spin_unlock_irqrestore(&init_mm.page_table_lock, flags);
	flush_tlb_kernel_range(addr, addr + PAGE_SIZE);
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
		set_pte_at(&init_mm, addr + i * PAGE_SIZE, table + i,
			   pfn_pte(pmd_pfn(*pmd) + i, prot));
	pmd_install(pmd, table, true);
	flush_tlb_all();
	return 0;
}
