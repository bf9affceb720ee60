/*
 * pat.c - the page attribute table: which kinds of caching a page may have.
 *
 * A page-table entry has three bits for caching (PAT, PCD, PWT); they are an
 * index into the eight entries of an MSR. The CPU starts with a table that is
 * what PCD and PWT meant before there was a PAT; it lacks write-combining. Ours
 * puts that in the place of write-through, which moves up:
 *
 *	index	0   1   2    3   4   5   6    7
 *	was	WB  WT  UC-  UC  WB  WT  UC-  UC
 *	is	WB  WC  UC-  UC  WB  WT  UC-  UC
 *
 * Every CPU must have the same table, or one page would be cached in two ways.
 * While it changes nothing may stay in cache or TLB that was fetched by the old
 * one: caching off, caches written back, TLB emptied, before and after.
 *
 * Context: each CPU for itself when it starts, interrupts off. `nopat` on the
 * command line leaves the MSR alone.
 * Counterpart in Linux: arch/x86/mm/pat/memtype.c.
 * gdb:	p pat_enabled
 *	monitor info registers
 */
#define pr_fmt(fmt) "pat: " fmt

#include <linux/export.h>
#include <linux/init.h>
#include <linux/printk.h>
#include <linux/types.h>
#include <asm/cpufeature.h>
#include <asm/msr.h>
#include <asm/pgtable_types.h>
#include <asm/processor.h>
#include <asm/setup.h>
#include <asm/tlbflush.h>

/* What an entry of the table says. */
#define UC		0x00ULL		/* uncached */
#define WC		0x01ULL		/* write-combining */
#define WT		0x04ULL		/* write-through */
#define WB		0x06ULL		/* write-back */
#define UC_MINUS	0x07ULL		/* uncached, unless an MTRR says WC */

#define PAT_VALUE (WB << 0 | WC << 8 | UC_MINUS << 16 | UC << 24 | \
		   WB << 32 | WT << 40 | UC_MINUS << 48 | UC << 56)

bool pat_enabled;
EXPORT_SYMBOL(pat_enabled);

static bool nopat;

static int __init nopat_setup(char *arg)
{
	nopat = true;
	return 0;
}
early_param("nopat", nopat_setup);

void pat_init(void)
{
	unsigned long cr0 = read_cr0();

	if (nopat || !boot_cpu_has(X86_FEATURE_PAT) ||
	    !boot_cpu_has(X86_FEATURE_MSR))
		return;
	write_cr0((cr0 | X86_CR0_CD) & ~X86_CR0_NW);
	wbinvd();
	__flush_tlb_all();
	wrmsrl(MSR_IA32_CR_PAT, PAT_VALUE);
	wbinvd();
	__flush_tlb_all();
	write_cr0(cr0);
	pat_enabled = true;
}
