/*
 * cpuinfo, version, cmdline: what this is and how it was started.
 *
 * Model: cpuinfo prints struct cpuinfo_x86, one "name<TAB>: value" a line as
 * Linux does; the flags are named from one table, by feature number.
 *
 * Invariants: facts of the boot CPU; all CPUs are taken to be alike.
 * Locking & context: constant after the boot, no lock.
 * In Linux: show_cpuinfo() in arch/x86/kernel/cpu/proc.c.
 * Watch it: (gdb) break cpuinfo_show
 *           (gdb) p boot_cpu_data
 */

#include "internal.h"
#include <asm/bootinfo.h>
#include <asm/cpufeature.h>
#include <linux/cpumask.h>
#include <linux/kernel.h>

/* clang says its name in __VERSION__, gcc doesn't, sparse has none. */
#if defined(__clang__)
#define COMPILER	__VERSION__
#elif defined(__VERSION__)
#define COMPILER	"gcc " __VERSION__
#else
#define COMPILER	"unknown compiler"
#endif

static const struct {
	unsigned char feature;
	const char *name;
} flags[] = {
	{ X86_FEATURE_FPU, "fpu" }, { X86_FEATURE_DE, "de" },
	{ X86_FEATURE_PSE, "pse" }, { X86_FEATURE_TSC, "tsc" },
	{ X86_FEATURE_MSR, "msr" }, { X86_FEATURE_PAE, "pae" },
	{ X86_FEATURE_MCE, "mce" }, { X86_FEATURE_CX8, "cx8" },
	{ X86_FEATURE_APIC, "apic" }, { X86_FEATURE_SEP, "sep" },
	{ X86_FEATURE_MTRR, "mtrr" }, { X86_FEATURE_PGE, "pge" },
	{ X86_FEATURE_CMOV, "cmov" }, { X86_FEATURE_PAT, "pat" },
	{ X86_FEATURE_PSE36, "pse36" }, { X86_FEATURE_CLFLUSH, "clflush" },
	{ X86_FEATURE_MMX, "mmx" }, { X86_FEATURE_FXSR, "fxsr" },
	{ X86_FEATURE_XMM, "sse" }, { X86_FEATURE_XMM2, "sse2" },
	{ X86_FEATURE_HT, "ht" }, { X86_FEATURE_XMM3, "pni" },
	{ X86_FEATURE_X2APIC, "x2apic" },
	{ X86_FEATURE_HYPERVISOR, "hypervisor" },
	{ X86_FEATURE_NX, "nx" }, { X86_FEATURE_LM, "lm" },
};

static void show_cpu(struct seq_file *m, unsigned int cpu)
{
	const struct cpuinfo_x86 *c = &boot_cpu_data;
	int i;

	seq_printf(m, "processor\t: %u\nvendor_id\t: %s\ncpu family\t: %u\n",
		   cpu, c->x86_vendor_id, c->x86);
	seq_printf(m, "model\t\t: %u\nmodel name\t: %s\nstepping\t: %u\n",
		   c->x86_model, c->x86_model_id[0] ? c->x86_model_id :
		   "unknown", c->x86_stepping);
	seq_printf(m, "cpuid level\t: %d\nwp\t\t: %s\nflags\t\t:",
		   c->cpuid_level, "yes");
	for (i = 0; i < ARRAY_SIZE(flags); i++)
		if (boot_cpu_has(flags[i].feature))
			seq_printf(m, " %s", flags[i].name);
	seq_printf(m, "\naddress sizes\t: %u bits physical, 32 bits "
		   "virtual\n\n",
		   c->x86_phys_bits);
}

static int cpuinfo_show(struct seq_file *m, void *v)
{
	unsigned int cpu;

	for_each_online_cpu(cpu)
		show_cpu(m, cpu);
	return 0;
}
PROC_SHOW(cpuinfo, cpuinfo_show, "the CPUs and their features");

static int version_show(struct seq_file *m, void *v)
{
	seq_printf(m, "k896 (%s) SMP PREEMPT%s\n", COMPILER,
		   CONFIG_DEBUG ? " DEBUG" : "");
	return 0;
}
PROC_SHOW(version, version_show, "kernel, compiler and kind of build");

static int cmdline_show(struct seq_file *m, void *v)
{
	seq_printf(m, "%s\n", boot_info.cmdline);
	return 0;
}
PROC_SHOW(cmdline, cmdline_show, "the kernel's command line");
