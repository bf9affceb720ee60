/*
 * fixmap.h - virtual pages whose address is known when the kernel is compiled
 * and whose frame is chosen later. Slot 0 is the highest page below
 * FIXADDR_TOP.
 */
#ifndef _ASM_FIXMAP_H
#define _ASM_FIXMAP_H

#include <asm/pgtable.h>
#include <asm/kmap_types.h>

#define NR_FIX_BTMAPS	64	/* pages that early_memremap can hold */
#define MAX_IO_APICS	8

enum fixed_addresses {
	FIX_HOLE,				/* never mapped */
	FIX_APIC_BASE,				/* the local APIC's registers */
	FIX_IO_APIC_BASE_0,
	FIX_IO_APIC_BASE_END = FIX_IO_APIC_BASE_0 + MAX_IO_APICS - 1,
	FIX_KMAP_BEGIN,				/* kmap_atomic: CPU x km_type */
	FIX_KMAP_END = FIX_KMAP_BEGIN + CONFIG_NR_CPUS * KM_TYPE_NR - 1,
	FIX_BTMAP_END,				/* early_memremap */
	FIX_BTMAP_BEGIN = FIX_BTMAP_END + NR_FIX_BTMAPS - 1,
	__end_of_fixed_addresses
};

#define __fix_to_virt(idx)	(FIXADDR_TOP - ((unsigned long)(idx) << PAGE_SHIFT))
#define __virt_to_fix(addr)	((FIXADDR_TOP - ((addr) & PAGE_MASK)) >> PAGE_SHIFT)
#define FIXADDR_START		__fix_to_virt(__end_of_fixed_addresses - 1)
#define FIXADDR_SIZE		(FIXADDR_TOP - FIXADDR_START)

static __always_inline unsigned long fix_to_virt(unsigned int idx)
{
	return __fix_to_virt(idx);
}

/* The one table behind the fixmap, wired in by boot/head.S. */
extern pte_t fixmap_pg_table[];

static inline pte_t *fixmap_pte(unsigned int idx)
{
	return fixmap_pg_table + pte_index(__fix_to_virt(idx));
}

/*
 * Map slot @idx to @phys with protection @prot, or clear it with prot 0.
 * Any context; flushes this CPU only: a slot belongs to one CPU or to the boot.
 */
void __set_fixmap(enum fixed_addresses idx, phys_addr_t phys, pgprot_t prot);
#define set_fixmap(idx, phys)	__set_fixmap(idx, phys, PAGE_KERNEL)
#define clear_fixmap(idx)	__set_fixmap(idx, 0, __pgprot(0))

/*
 * A window of the fixmap onto @size bytes at @phys, before the direct map
 * stands: NULL when it would need more than NR_FIX_BTMAPS pages, reach beyond
 * 4 GB, or a window is open already. One at a time; close it with
 * early_memunmap.
 */
void *early_memremap(phys_addr_t phys, unsigned long size);
void early_memunmap(void *addr, unsigned long size);

#endif
