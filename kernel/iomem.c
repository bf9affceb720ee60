/*
 * iomem.c - what is where on a PC, before any driver has looked.
 *
 * The first entries of the two trees of kernel/resource.c: the memory map as it
 * was cleaned, the kernel's parts within RAM, and what every PC has had at the
 * same place since 1984: the VGA card's window, the BIOS, and the ports of the
 * chips on the board. The APICs' registers come from the MADT. What the kernel
 * drives itself is busy.
 *
 * Context: boot, one CPU; all of it stays for good.
 * Linux: arch/x86/kernel/setup.c, e820.c, probe_roms.c.
 * gdb: `km-iomem`, `p pc_ports`.
 */
#define pr_fmt(fmt) "iomem: " fmt

#include <linux/e820.h>
#include <linux/init.h>
#include <linux/ioport.h>
#include <linux/kernel.h>
#include <linux/memblock.h>
#include <linux/printk.h>
#include <linux/sprintf.h>
#include <asm/acpi.h>
#include <asm/page.h>
#include <asm/sections.h>

static struct resource kernel_parts[] = {
	{ .name = "Kernel code" },
	{ .name = "Kernel rodata" },
	{ .name = "Kernel data" },
	{ .name = "Kernel bss" },
};

static struct resource pc_memory[] = {
	{ .name = "Video RAM area", .start = 0xa0000, .end = 0xbffff },
	{ .name = "Video ROM", .start = 0xc0000, .end = 0xc7fff },
	{ .name = "System ROM", .start = 0xf0000, .end = 0xfffff },
};

static struct resource local_apic = { .name = "Local APIC" };
static struct resource io_apics[MAX_IO_APICS];

static struct resource pc_ports[] = {
	{ .name = "dma1", .start = 0x00, .end = 0x1f },
	{ .name = "pic1", .start = 0x20, .end = 0x21 },
	{ .name = "timer0", .start = 0x40, .end = 0x43 },
	{ .name = "keyboard", .start = 0x60, .end = 0x60 },
	{ .name = "keyboard", .start = 0x64, .end = 0x64 },
	{ .name = "rtc", .start = 0x70, .end = 0x77 },
	{ .name = "dma page reg", .start = 0x80, .end = 0x8f },
	{ .name = "pic2", .start = 0xa0, .end = 0xa1 },
	{ .name = "dma2", .start = 0xc0, .end = 0xdf },
	{ .name = "fpu", .start = 0xf0, .end = 0xff },
	{ .name = "vga+", .start = 0x3c0, .end = 0x3df },
	{ .name = "serial", .start = 0x3f8, .end = 0x3ff },
	{ .name = "PCI conf1", .start = 0xcf8, .end = 0xcff },
};

static void __init add(struct resource *root, struct resource *r,
		       unsigned long flags)
{
	r->flags = (root->flags & IORESOURCE_TYPE_BITS) | flags;
	if (insert_resource(root, r))
		pr_warn("no place for %s at %#llx\n", r->name, (u64)r->start);
}

static void __init add_kernel_part(int part, const char *start, const char *end)
{
	kernel_parts[part].start = __pa(start);
	kernel_parts[part].end = __pa(end) - 1;
	add(&iomem_resource, &kernel_parts[part], IORESOURCE_BUSY);
}

static void __init add_apics(void)
{
	static char names[MAX_IO_APICS][12];

	for (unsigned int i = 0; i < apic_config.nr_io_apics; i++) {
		snprintf(names[i], sizeof(names[i]), "IOAPIC %u", i);
		io_apics[i].name = names[i];
		io_apics[i].start = apic_config.io_apic[i].addr;
		io_apics[i].end = io_apics[i].start + 0x3ff;
		add(&iomem_resource, &io_apics[i], IORESOURCE_BUSY);
	}
	if (!apic_config.lapic)
		return;
	local_apic.start = apic_config.lapic;
	local_apic.end = local_apic.start + PAGE_SIZE - 1;
	add(&iomem_resource, &local_apic, IORESOURCE_BUSY);
}

void __init iomem_init(void)
{
	const struct e820_entry *e;
	struct resource *res = memblock_alloc_why(e820.nr * sizeof(*res), 8,
						  "iomem tree");

	for (e = e820.entry; e < e820.entry + e820.nr; e++, res++) {
		res->start = e->addr;
		res->end = e->addr + e->size - 1;
		res->name = e820_type_name(e->type);
		add(&iomem_resource, res, IORESOURCE_BUSY);
	}
	add_kernel_part(0, _text, _etext);
	add_kernel_part(1, __start_rodata, __end_rodata);
	add_kernel_part(2, _sdata, _edata);
	add_kernel_part(3, __bss_start, __bss_stop);
	for (unsigned int i = 0; i < ARRAY_SIZE(pc_memory); i++)
		add(&iomem_resource, &pc_memory[i], 0);
	for (unsigned int i = 0; i < ARRAY_SIZE(pc_ports); i++)
		add(&ioport_resource, &pc_ports[i], IORESOURCE_BUSY);
	add_apics();
}
