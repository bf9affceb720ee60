/*
 * msr.h - model specific registers. An MSR that the CPU lacks is #GP: ask
 * boot_cpu_has(X86_FEATURE_MSR) and know the register.
 */
#ifndef _ASM_MSR_H
#define _ASM_MSR_H

#include <linux/types.h>
#include <asm/processor.h>

#define MSR_IA32_APICBASE	0x0000001b
#define MSR_IA32_CR_PAT		0x00000277
#define MSR_EFER		0xc0000080

static inline u64 rdmsrl(u32 msr)
{
	u64 val;

	asm volatile("rdmsr" : "=A" (val) : "c" (msr));
	return val;
}

static inline void wrmsrl(u32 msr, u64 val)
{
	asm volatile("wrmsr" : : "c" (msr), "A" (val) : "memory");
}

#define rdtscl(val)	((val) = (u32)rdtsc())
#define rdtscll(val)	((val) = rdtsc())

#endif
