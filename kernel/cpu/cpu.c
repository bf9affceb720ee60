/*
 * cpu.c - which CPU this is, and the modes we want it in.
 *
 * cpu_init() is the first C of the boot: it asks CPUID, turns on what paging
 * is going to use (WP: ring 0 honours read-only pages; PSE: 4 MB pages; PGE:
 * kernel entries survive a reload of CR3), and loads the IDT, so that a fault
 * from here on is readable. head.S has made sure that CPUID exists.
 *
 * Invariant: a bit of CR4 is set only if CPUID has the feature.
 * Context: boot CPU, interrupts off; boot_cpu_data is read-only afterwards.
 * Counterpart in Linux: arch/x86/kernel/cpu/common.c.
 * gdb:	p boot_cpu_data
 *	p/x $cr4
 */
#define pr_fmt(fmt) "cpu: " fmt

#include <linux/export.h>
#include <linux/init.h>
#include <linux/printk.h>
#include <linux/string.h>
#include <asm/cpufeature.h>
#include <asm/processor.h>
#include <asm/setup.h>
#include <asm/traps.h>

#define CPUID_EXTENDED	0x80000000	/* highest extended leaf */

struct cpuinfo_x86 boot_cpu_data;
EXPORT_SYMBOL(boot_cpu_data);

/* Family, model and stepping have a second field each for larger numbers. */
static void __init decode_signature(struct cpuinfo_x86 *c, u32 sig)
{
	c->x86 = sig >> 8 & 0xf;
	c->x86_model = sig >> 4 & 0xf;
	c->x86_stepping = sig & 0xf;
	if (c->x86 == 6 || c->x86 == 0xf)
		c->x86_model += (sig >> 16 & 0xf) << 4;
	if (c->x86 == 0xf)
		c->x86 += sig >> 20 & 0xff;
}

/* The brand string: 48 bytes from three leaves, often padded in front. */
static void __init read_brand(struct cpuinfo_x86 *c)
{
	u32 *word = (u32 *)c->x86_model_id;
	char *s = c->x86_model_id;
	u32 leaf;

	for (leaf = 2; leaf <= 4; leaf++, word += 4)
		cpuid(CPUID_EXTENDED + leaf, word, word + 1, word + 2,
		      word + 3);
	while (*s == ' ')
		s++;
	memmove(c->x86_model_id, s, strlen(s) + 1);
}

static void __init identify_cpu(struct cpuinfo_x86 *c)
{
	u32 *cap = c->x86_capability;
	u32 *vendor = (u32 *)c->x86_vendor_id;
	u32 eax, ebx, ecx, edx;

	cpuid(0, &eax, vendor, vendor + 2, vendor + 1);
	c->cpuid_level = eax;
	cpuid(1, &eax, &ebx, cap + 1, cap);
	decode_signature(c, eax);
	c->x86_phys_bits = boot_cpu_has(X86_FEATURE_PAE) ? 36 : 32;

	/* A CPU without extended leaves answers with some basic one. */
	cpuid(CPUID_EXTENDED, &eax, &ebx, &ecx, &edx);
	if (eax >> 16 != CPUID_EXTENDED >> 16)
		return;
	if (eax >= CPUID_EXTENDED + 1)
		cpuid(CPUID_EXTENDED + 1, &ebx, &ecx, cap + 3, cap + 2);
	if (eax >= CPUID_EXTENDED + 4)
		read_brand(c);
	if (eax >= CPUID_EXTENDED + 8) {
		cpuid(CPUID_EXTENDED + 8, &eax, &ebx, &ecx, &edx);
		c->x86_phys_bits = eax & 0xff;
	}
}

void __init cpu_init(void)
{
	struct cpuinfo_x86 *c = &boot_cpu_data;
	unsigned long cr4 = 0;

	idt_init();
	identify_cpu(c);
	if (cpu_has_pse)
		cr4 |= X86_CR4_PSE;
	if (cpu_has_pge)
		cr4 |= X86_CR4_PGE;
	if (cr4)			/* else the register may not exist */
		write_cr4(read_cr4() | cr4);
	write_cr0(read_cr0() | X86_CR0_WP);
	pr_info("%s, family %u model %u stepping %u, %u address bits%s%s%s\n",
		c->x86_model_id[0] ? c->x86_model_id : c->x86_vendor_id,
		c->x86, c->x86_model, c->x86_stepping, c->x86_phys_bits,
		cpu_has_pse ? ", PSE" : "", cpu_has_pge ? ", PGE" : "",
		cpu_has_tsc ? ", TSC" : "");
}
