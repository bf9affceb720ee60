/*
 * highmem.c - an address for a page of high memory, for a moment.
 *
 * A frame above 896 MB (or above highmem='s edge) is in no permanent mapping.
 * kmap_atomic() puts it into one of this CPU's fixed slots: a page-table store
 * and a one-page TLB flush. The slots form a small stack per CPU, so that an
 * interrupt may map while the code it came upon has something mapped:
 *
 *   FIX_KMAP_BEGIN + cpu * KM_TYPE_NR + KM_STACK + depth
 *
 * Preemption is off while anything is mapped: the slot belongs to the CPU.
 * Linux: arch/x86/mm/highmem_32.c. gdb: `p kmap_depth`, `km-pt ADDR`.
 */
#include <linux/highmem.h>
#include <linux/kernel.h>
#include <linux/module.h>
#include <linux/percpu.h>
#include <asm/tlbflush.h>
#include "internal.h"

static DEFINE_PER_CPU(int, kmap_depth);

/* The fixmap slot of level @depth on this CPU. */
static __always_inline unsigned int kmap_slot(int depth)
{
	return FIX_KMAP_BEGIN + smp_processor_id() * KM_TYPE_NR +
	       KM_STACK + depth;
}

void *kmap_atomic(struct page *page)
{
	unsigned long addr;
	pte_t *pte;
	int depth;

	preempt_disable();
	if (!PageHighMem(page))
		return lowmem_page_address(page);
	depth = this_cpu_inc_return(kmap_depth) - 1;
	BUG_ON(depth >= KM_STACK_SLOTS);
	addr = fix_to_virt(kmap_slot(depth));
	pte = fixmap_pte(kmap_slot(depth));
	set_kernel_pte(addr, pte, pfn_pte(page_to_pfn(page), PAGE_KERNEL));
	__flush_tlb_one(addr);
	return (void *)addr;
}
EXPORT_SYMBOL(kmap_atomic);

/* The entry stays until the slot is used again: nobody may look at it. */
void kunmap_atomic(const void *addr)
{
	unsigned long page_addr = (unsigned long)addr & PAGE_MASK;

	if (page_addr >= FIXADDR_BASE) {
		int depth = this_cpu_dec_return(kmap_depth);

		if (WARN(depth < 0 || page_addr != fix_to_virt(kmap_slot(depth)),
			 "kunmap_atomic: %p is not the last mapping of this CPU, by %pS\n",
			 addr, (void *)_RET_IP_))
			this_cpu_inc(kmap_depth);
	}
	preempt_enable();
}
EXPORT_SYMBOL(kunmap_atomic);

void copy_highpage(struct page *to, struct page *from)
{
	void *src = kmap_atomic(from);
	void *dst = kmap_atomic(to);

	copy_page(dst, src);
	kunmap_atomic(dst);
	kunmap_atomic(src);
}
EXPORT_SYMBOL(copy_highpage);
