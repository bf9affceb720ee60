/*
 * kmap_types.h - the per-CPU slots of kmap_atomic.
 *
 * The first generation of callers names its slot, so that two uses that can
 * nest have different names; the second pushes on a small stack of slots.
 */
#ifndef _ASM_KMAP_TYPES_H
#define _ASM_KMAP_TYPES_H

enum km_type {
	KM_BOUNCE_READ,
	KM_SKB_SUNRPC_DATA,
	KM_SKB_DATA_SOFTIRQ,
	KM_USER0,
	KM_USER1,
	KM_BIO_SRC_IRQ,
	KM_BIO_DST_IRQ,
	KM_PTE0,
	KM_PTE1,
	KM_IRQ0,
	KM_IRQ1,
	KM_SOFTIRQ0,
	KM_SOFTIRQ1,
	KM_GAP,			/* never mapped: the stack's floor */
	KM_STACK,		/* first slot of the untyped stack */
	KM_STACK_LAST = KM_STACK + 7,
	KM_TYPE_NR
};

#define KM_STACK_SLOTS	(KM_STACK_LAST - KM_STACK + 1)

#endif
