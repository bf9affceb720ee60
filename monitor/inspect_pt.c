/*
 * pt ADDR: what the CPU does with an address, drawn bit by bit.
 *
 * Model: the CPU cuts a virtual address into indices and an offset. The first
 * index picks an entry of the page directory; that entry is either a 4 MB
 * page (bit PS) or says where a page table is, of which the second index
 * picks an entry; that says which frame. frame + offset = physical address.
 *
 *	31         22 21         12 11           0
 *	| directory  |   table     |   offset    |
 *	      |             |             |
 *	 CR3->[PDE]------->[PTE]------> frame + offset
 *
 * Invariants: only reads; an entry is copied once and that copy explained. A
 * level that is folded away (the middle one, without PAE) is not drawn.
 * Locking & context: reads live tables without a lock: kernel tables are
 * never freed. Prompt only.
 * In Linux: dump_pagetable() in arch/x86/mm/fault.c, and lookup_address().
 * Watch it: (gdb) break pt_cmd
 *           (gdb) p/x swapper_pg_dir[addr >> 22]
 */

#include "internal.h"
#include <asm/fixmap.h>
#include <asm/pgtable.h>
#include <asm/processor.h>
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/mm.h>

/* The names and meanings of the low bits; [0] when clear, [1] when set. */
static const struct {
	pteval_t bit;
	const char *name;
	const char *means[2];
} bits[] = {
	{ _PAGE_PRESENT, "P", { "not present: any access faults", "present" } },
	{ _PAGE_RW, "R/W", { "read-only (ring 0 too: CR0.WP)", "writable" } },
	{ _PAGE_USER, "U/S", { "kernel only", "user mode may use it" } },
	{ _PAGE_PWT, "PWT", { "caching, bit 0", "caching, bit 0" } },
	{ _PAGE_PCD, "PCD", { "caching, bit 1", "caching, bit 1" } },
	{ _PAGE_ACCESSED, "A", { "not accessed yet", "accessed" } },
	{ _PAGE_DIRTY, "D", { "not written yet", "written" } },
	{ _PAGE_PSE, "PS", { "points to a page table", "is a 4 MB page" } },
	{ _PAGE_GLOBAL, "G", { "leaves the TLB with CR3", "global: stays in "
		"the TLB when CR3 changes" } },
};

static void say_bits(unsigned long v, int from, int to)
{
	for (; from >= to; from--)
		say("%lu%s", v >> from & 1, from % 4 == 0 && from > to ? " "
		    "" : "");
}

/* The address in binary, cut where the CPU cuts it, the indices below. */
static void draw_address(unsigned long addr)
{
	say("  0x%08lx = ", addr);
	say_bits(addr, 31, PGDIR_SHIFT);
	if (PMD_SHIFT != PGDIR_SHIFT) {
		say(" | ");
		say_bits(addr, PGDIR_SHIFT - 1, PMD_SHIFT);
	}
	say(" | ");
	say_bits(addr, PMD_SHIFT - 1, PAGE_SHIFT);
	say(" | ");
	say_bits(addr, PAGE_SHIFT - 1, 0);
	say("\n               dir %-9lu|", pgd_index(addr));
	if (PMD_SHIFT != PGDIR_SHIFT)
		say(" middle %-6lu|", pmd_index(addr));
	say(" table %-7lu| offset 0x%03lx\n", pte_index(addr),
	    offset_in_page(addr));
}

/* What the three bits choose: kernel/cpu/pat.c's table, or the CPU's first. */
static const char *caching(pteval_t val, bool table_entry)
{
	static const char *const kinds[] = {
		"write-back", "write-through", "uncached, but for an MTRR",
		"uncached",
	};
	pteval_t pat = table_entry ? _PAGE_PAT : _PAGE_PAT_LARGE;
	bool pwt_alone = (val & (_PAGE_PWT | _PAGE_PCD | pat)) == _PAGE_PWT;

	if (pat_enabled && pwt_alone)
		return "write-combining";
	return kinds[(val & _PAGE_PCD ? 2 : 0) + (val & _PAGE_PWT ? 1 : 0)];
}

/* One entry: its frame, and every bit that means something at its level. */
static void draw_entry(const char *name, unsigned long index, const void *at,
		       pteval_t val, bool table_entry)
{
	bool leaf = table_entry || (val & _PAGE_PSE);
	int i;

	say("\n  %s %lu, at %px: 0x%08llx\n", name, index, at,
	    (unsigned long long)val);
	if (!(val & _PAGE_PRESENT)) {
		say("    P   0  %s%s\n", bits[0].means[0],
		    val ? "" : " (the entry is empty)");
		return;
	}
	say("    frame  0x%05lx = physical 0x%08llx\n",
	    (unsigned long)((val & PTE_PFN_MASK) >> PAGE_SHIFT),
	    (unsigned long long)(val & PTE_PFN_MASK));
	for (i = 0; i < ARRAY_SIZE(bits); i++) {
		int set = !!(val & bits[i].bit);

		if (!leaf && bits[i].bit & (_PAGE_DIRTY | _PAGE_GLOBAL))
			continue;
		if (table_entry && bits[i].bit == _PAGE_PAT)
			say("    PAT %d  caching, bit 2\n", set);
		else
			say("    %-3s %d  %s\n", bits[i].name, set,
			    bits[i].means[set]);
	}
	if (leaf)
		say("    cached as: %s\n", caching(val, table_entry));
}

static void say_result(unsigned long addr, u64 phys, const char *how)
{
	unsigned long pfn = phys >> PAGE_SHIFT;

	say("\n  physical address 0x%08llx = %s\n", phys, how);
	if (pfn_valid(pfn))
		say("  frame 0x%lx: see `page 0x%lx`\n", pfn, pfn);
	else
		say("  frame 0x%lx has no struct page: not RAM, a "
		    "device\n", pfn);
}

static int walk(unsigned long addr)
{
	pgd_t *pgd = pgd_offset_k(addr);
	pmd_t *pmd = pmd_offset(pgd, addr), pmdval;
	pte_t *ptep, pte;
	unsigned long in_page;

	say("\n  CR3 = 0x%08lx: the page directory, at %px\n", read_cr3(),
	    swapper_pg_dir);
	if (!pgd_present(*pgd))
		return 0;
	pmdval = *pmd;
	draw_entry("PDE", PMD_SHIFT == PGDIR_SHIFT ? pgd_index(addr) :
		   pmd_index(addr), pmd, pmd_val(pmdval), false);
	if (!pmd_present(pmdval))
		return 0;
	if (pmd_large(pmdval)) {
		in_page = addr & ~PMD_MASK;
		say_result(addr, PFN_PHYS(pmd_pfn(pmdval)) + in_page,
			   "4 MB page + the low 22 bits of the address");
		return 0;
	}
	ptep = pte_offset_kernel(pmd, addr);
	pte = *ptep;
	draw_entry("PTE", pte_index(addr), ptep, pte_val(pte), true);
	if (pte_present(pte))
		say_result(addr, PFN_PHYS(pte_pfn(pte)) + offset_in_page(addr),
			   "frame + the 12 bits of offset");
	return 0;
}

static int pt_cmd(int argc, char **argv)
{
	unsigned long addr;

	if (argc != 2)
		return usage("pt");
	if (parse_addr(argv[1], &addr))
		return -EINVAL;
	draw_address(addr);
	say("  in: %s\n", address_area(addr));
	return walk(addr);
}
MONITOR_CMD(pt, "ADDR", "the page-table walk of an address, bit by bit\n"
	    "  ADDR is a number or a symbol: pt 0xc0100000, pt start_kernel+4",
	    pt_cmd);
