/*
 * paging.c - the direct map, built at boot.
 *
 * The direct map takes 4 MB pages where the CPU has them: one directory entry
 * and one TLB entry instead of 1024. The first 16 MB keep the small pages that
 * head.S gave them, as kernel text and rodata there are read-only and the page
 * below the boot stack is unmapped. What is below PAGE_OFFSET goes: a NULL
 * pointer faults.
 *
 * Invariant: after paging_init() every frame below max_low_pfn is mapped at
 * PAGE_OFFSET + its address, and nothing else is, but the fixmap.
 * Locking: none. Context: boot, one CPU; no allocator yet, so tables come from
 * memblock. There is one page directory, and what others find there later is
 * made here.
 * Linux: arch/x86/mm/init_32.c, early_ioremap.c.
 * gdb: `break paging_init`, `monitor info mem`.
 */
#include <linux/export.h>
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/memblock.h>
#include <linux/sched.h>
#include <asm/cpufeature.h>
#include <asm/fixmap.h>
#include <asm/sections.h>
#include <asm/setup.h>
#include <asm/tlbflush.h>
#include "internal.h"

pteval_t __kernel_global;
EXPORT_SYMBOL(__kernel_global);

static pmd_t *low_pmd(unsigned long addr)
{
	return pmd_offset(pgd_offset_k(addr), addr);
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
			set_kernel_pte(addr, table + i,
				       pfn_pte(pfn, PAGE_KERNEL));
		else
			set_kernel_pte(addr, table + i, __pte(0));
}

/* One directory entry's worth of the direct map. */
static void __init map_low_block(unsigned long pfn)
{
	unsigned long addr = (unsigned long)pfn_to_kaddr(pfn);
	pmd_t *pmd = low_pmd(addr);
	bool whole = pfn + PTRS_PER_PTE <= max_low_pfn;
	pte_t *table;

	if (pmd_present(*pmd)) {
		fill_table(pmd_page_vaddr(*pmd), addr, pfn);
	} else if (cpu_has_pse && whole) {
		set_kernel_pmd(addr, pfn_pmd(pfn, PAGE_KERNEL_LARGE));
	} else {
		table = memblock_alloc_why(PAGE_SIZE, PAGE_SIZE, "page tables");
		fill_table(table, addr, pfn);
		set_kernel_pmd(addr, pfn_pmd(PFN_DOWN(__pa(table)),
					     __pgprot(_PAGE_TABLE)));
	}
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
		set_kernel_pmd((unsigned long)pfn_to_kaddr(pfn), __pmd(0));
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
		if (!pgd_present(*pgd_offset_k(addr)) ||
		    !pmd_present(*low_pmd(addr)))
			break;
		set_kernel_pmd(addr, __pmd(0));
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
