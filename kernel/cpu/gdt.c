/*
 * gdt.c - the segment descriptors, one table a CPU.
 *
 * Segments do nothing here but give %fs a base: everything else is flat. The
 * linked copy of the table serves from head.S on, with base 0 in %fs, so that
 * CPU 0 uses the linked per-CPU variables; cpu_set_percpu_base() moves a CPU to
 * a table and variables of its own. The TSS tells the CPU which stack to take
 * on the way in from ring 3; threads are not switched with it.
 *
 * Invariant: %fs base + &var is this CPU's var, from the first C function on.
 * Context: each CPU for itself, interrupts off; no lock.
 * Counterpart in Linux: arch/x86/kernel/cpu/common.c (gdt_page).
 * gdb:	p/x gdt
 *	monitor info registers		(FS base, GDT, TR)
 */
#include <linux/percpu.h>
#include <linux/build_bug.h>
#include <asm/desc.h>

DEFINE_PER_CPU_ALIGNED(struct desc_struct[GDT_ENTRIES], gdt) = {
	[GDT_ENTRY_KERNEL_CS] = DESC_INIT(0, 0xfffff, DESC_CODE, DESC_FLAT),
	[GDT_ENTRY_KERNEL_DS] = DESC_INIT(0, 0xfffff, DESC_DATA, DESC_FLAT),
	[GDT_ENTRY_USER_CS] = DESC_INIT(0, 0xfffff, DESC_CODE | DESC_USER,
					DESC_FLAT),
	[GDT_ENTRY_USER_DS] = DESC_INIT(0, 0xfffff, DESC_DATA | DESC_USER,
					DESC_FLAT),
	[GDT_ENTRY_PERCPU] = DESC_INIT(0, 0xfffff, DESC_DATA, DESC_FLAT),
};

DEFINE_PER_CPU_ALIGNED(struct tss_struct, cpu_tss) = {
	.ss0 = __KERNEL_DS,
	.io_bitmap_base = sizeof(struct tss_struct),
};

static void load_gdt(struct desc_struct *table)
{
	struct desc_ptr ptr = {
		.size = GDT_ENTRIES * sizeof(*table) - 1,
		.address = (unsigned long)table,
	};

	asm volatile("lgdt %0" : : "m" (ptr));
}

/*
 * Load this CPU's %fs with the per-CPU area at @offset from the linked copy,
 * through the GDT that lies in that area. @cpu is the calling CPU.
 */
void cpu_set_percpu_base(unsigned int cpu, unsigned long offset)
{
	struct desc_struct *table =
		(struct desc_struct *)((unsigned long)&gdt + offset);

	table[GDT_ENTRY_PERCPU] = (struct desc_struct)
		DESC_INIT(offset, 0xfffff, DESC_DATA, DESC_FLAT);
	load_gdt(table);
	asm volatile("movl %0,%%fs" : : "r" (__KERNEL_PERCPU) : "memory");
}

void set_tss_desc(struct desc_struct *desc, const struct tss_struct *tss)
{
	*desc = (struct desc_struct)DESC_INIT((unsigned long)tss,
					      sizeof(*tss) - 1, DESC_TSS, 0);
}

void tss_init(void)
{
	struct desc_struct *table = *this_cpu_ptr(&gdt);

	BUILD_BUG_ON(sizeof(struct tss_struct) != 104);
	set_tss_desc(&table[GDT_ENTRY_TSS], this_cpu_ptr(&cpu_tss));
	load_TR(__TSS);
}
