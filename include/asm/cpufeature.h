/*
 * cpufeature.h - what CPUID says this CPU can do.
 *
 * A feature is a number: word * 32 + bit. Word 0 is leaf 1's EDX, word 1 leaf
 * 1's ECX, word 2 leaf 0x80000001's EDX, word 3 its ECX.
 */
#ifndef _ASM_CPUFEATURE_H
#define _ASM_CPUFEATURE_H

#define X86_FEATURE_FPU		(0 * 32 + 0)
#define X86_FEATURE_DE		(0 * 32 + 2)
#define X86_FEATURE_PSE		(0 * 32 + 3)	/* 4 MB pages */
#define X86_FEATURE_TSC		(0 * 32 + 4)	/* rdtsc */
#define X86_FEATURE_MSR		(0 * 32 + 5)
#define X86_FEATURE_PAE		(0 * 32 + 6)	/* 36-bit addresses */
#define X86_FEATURE_MCE		(0 * 32 + 7)
#define X86_FEATURE_CX8		(0 * 32 + 8)	/* cmpxchg8b */
#define X86_FEATURE_APIC	(0 * 32 + 9)
#define X86_FEATURE_SEP		(0 * 32 + 11)	/* sysenter */
#define X86_FEATURE_MTRR	(0 * 32 + 12)
#define X86_FEATURE_PGE		(0 * 32 + 13)	/* global pages */
#define X86_FEATURE_CMOV	(0 * 32 + 15)
#define X86_FEATURE_PAT		(0 * 32 + 16)
#define X86_FEATURE_PSE36	(0 * 32 + 17)
#define X86_FEATURE_CLFLUSH	(0 * 32 + 19)
#define X86_FEATURE_MMX		(0 * 32 + 23)
#define X86_FEATURE_FXSR	(0 * 32 + 24)
#define X86_FEATURE_XMM		(0 * 32 + 25)	/* SSE */
#define X86_FEATURE_XMM2	(0 * 32 + 26)	/* SSE2: mfence, clflush */
#define X86_FEATURE_HT		(0 * 32 + 28)
#define X86_FEATURE_XMM3	(1 * 32 + 0)
#define X86_FEATURE_X2APIC	(1 * 32 + 21)
#define X86_FEATURE_HYPERVISOR	(1 * 32 + 31)
#define X86_FEATURE_NX		(2 * 32 + 20)
#define X86_FEATURE_LM		(2 * 32 + 29)	/* 64-bit mode */
#define NCAPINTS		4

#ifndef __ASSEMBLY__

#include <linux/types.h>

struct cpuinfo_x86 {
	u8 x86;				/* family */
	u8 x86_model;
	u8 x86_stepping;
	u8 x86_phys_bits;		/* width of a physical address */
	int cpuid_level;		/* highest basic leaf */
	u32 x86_capability[NCAPINTS];	/* by X86_FEATURE_ number */
	char x86_vendor_id[13];		/* "GenuineIntel" */
	char x86_model_id[49];		/* brand string; may be empty */
};

extern struct cpuinfo_x86 boot_cpu_data;

static inline bool boot_cpu_has(unsigned int feature)
{
	return boot_cpu_data.x86_capability[feature / 32] >> feature % 32 & 1;
}

#define cpu_has_pse	boot_cpu_has(X86_FEATURE_PSE)
#define cpu_has_pge	boot_cpu_has(X86_FEATURE_PGE)
#define cpu_has_tsc	boot_cpu_has(X86_FEATURE_TSC)
#define cpu_has_pae	boot_cpu_has(X86_FEATURE_PAE)

#endif /* __ASSEMBLY__ */
#endif
