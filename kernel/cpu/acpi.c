/*
 * acpi.c - how many CPUs, and who brings interrupts: the firmware's MADT.
 *
 *	"RSD PTR " in the BIOS area --> RSDT --> tables, one of them "APIC":
 *	MADT: local APIC address, then entries of (type, length, ...):
 *		0 a CPU		1 an IO-APIC	2 an ISA line wired elsewhere
 *		5 the local APIC's address, if it needs more than 32 bits
 *
 * Tables lie in reserved memory anywhere below 4 GB, often above the direct
 * map, so each is looked at through early_memremap()'s window, one at a time.
 * Nothing is believed: checksums, lengths and counts are tested first, and an
 * entry that makes no sense is left out. No tables: one CPU, and the PIC.
 *
 * Invariant: CPU 0 is the CPU that boots, whatever the order in the table.
 * Context: boot, one CPU, interrupts off.
 * Counterpart in Linux: arch/x86/kernel/acpi/boot.c, drivers/acpi/tables.c.
 * gdb:	p/x apic_config
 *	p/t cpu_possible_bits
 */
#define pr_fmt(fmt) "acpi: " fmt

#include <linux/cpumask.h>
#include <linux/errno.h>
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/kstrtox.h>
#include <linux/mm.h>
#include <linux/printk.h>
#include <linux/string.h>
#include <asm/acpi.h>
#include <asm/cpufeature.h>
#include <asm/processor.h>
#include <asm/smp.h>

#define EBDA_SEGMENT	0x40e		/* where the BIOS notes its own area */
#define EBDA_SEARCH	1024
#define BIOS_START	0xe0000
#define BIOS_END	0x100000
#define TABLE_MAX	(NR_FIX_BTMAPS / 2 * PAGE_SIZE)
#define RSDT_ENTRIES	64
#define NO_APIC_ID	0xff		/* as ID: everybody */

struct acpi_rsdp {
	char signature[8];		/* "RSD PTR " */
	u8 checksum;			/* all 20 bytes add up to 0 */
	char oem[6];
	u8 revision;
	u32 rsdt;
} __packed;

struct acpi_header {
	char signature[4];
	u32 length;			/* with this header */
	u8 revision;
	u8 checksum;			/* all bytes add up to 0 */
	char oem[6], oem_table[8];
	u32 oem_revision;
	char creator[4];
	u32 creator_revision;
} __packed;

struct acpi_madt {
	struct acpi_header header;
	u32 lapic;
	u32 flags;
} __packed;

/* One entry; what follows the first two bytes depends on the type. */
struct madt_entry {
	u8 type;
	u8 length;			/* with these two bytes */
	union {
		struct {
			u8 acpi_id, apic_id;
			u32 flags;	/* bit 0: it can be used */
		} __packed cpu;
		struct {
			u8 id, reserved;
			u32 addr, gsi_base;
		} __packed io_apic;
		struct {
			u8 bus, source;
			u32 gsi;
			u16 flags;
		} __packed override;
		struct {
			u16 reserved;
			u64 addr;
		} __packed lapic;
	};
} __packed;

enum { MADT_CPU, MADT_IO_APIC, MADT_OVERRIDE, MADT_LAPIC = 5 };

#define FITS(e, kind)	((e)->length >= 2 + sizeof((e)->kind))

struct apic_config apic_config;

static bool acpi_off __initdata, nolapic __initdata;
static unsigned int maxcpus __initdata = NR_CPUS;
static unsigned int one_more __initdata = NO_APIC_ID;
static unsigned int nr_cpus __initdata = 1;
static unsigned int cpus_left_out __initdata;

static int __init acpi_setup(char *arg)
{
	if (!arg || strcmp(arg, "off"))
		return -EINVAL;
	acpi_off = true;
	return 0;
}
early_param("acpi", acpi_setup);

static int __init nolapic_setup(char *arg)
{
	nolapic = true;
	return 0;
}
early_param("nolapic", nolapic_setup);

/* 0 means 1, as the CPU that reads this is there; too many is no mistake. */
static int __init maxcpus_setup(char *arg)
{
	unsigned int n;
	int err = arg ? kstrtouint(arg, 0, &n) : -EINVAL;

	if (!err)
		maxcpus = clamp(n, 1U, (unsigned int)NR_CPUS);
	return err;
}
early_param("maxcpus", maxcpus_setup);

/*
 * A CPU that the table forgot; or one that is not there, to see what happens.
 */
static int __init madt_cpu_setup(char *arg)
{
	unsigned int id;
	int err = arg ? kstrtouint(arg, 0, &id) : -EINVAL;

	if (!err && id >= NO_APIC_ID)
		err = -EINVAL;
	if (!err)
		one_more = id;
	return err;
}
early_param("madt_cpu", madt_cpu_setup);

static bool __init sum_is_zero(const void *start, size_t size)
{
	const u8 *p = start;
	u8 sum = 0;

	while (size--)
		sum += *p++;
	return !sum;
}

/* The physical address of the RSDT, if its pointer is in [@from, @to). */
static u32 __init search_rsdp(unsigned long from, unsigned long to)
{
	const struct acpi_rsdp *r;

	for (; from + sizeof(*r) <= to; from += 16) {
		r = __va(from);
		if (!memcmp(r->signature, "RSD PTR ", 8) &&
		    sum_is_zero(r, sizeof(*r)))
			return r->rsdt;
	}
	return 0;
}

/*
 * First in the BIOS's own area at the end of the low 640 KB, then in its ROM.
 */
static u32 __init find_rsdt(void)
{
	unsigned long ebda = *(const u16 *)__va(EBDA_SEGMENT) << 4;
	u32 rsdt = 0;

	if (ebda >= 0x400 && ebda < 0xa0000)
		rsdt = search_rsdp(ebda, ebda + EBDA_SEARCH);
	return rsdt ? rsdt : search_rsdp(BIOS_START, BIOS_END);
}

static void __init unmap_table(const struct acpi_header *t)
{
	early_memunmap((void *)t, t->length);
}

/* The table at @phys if it is a @signature and whole, else NULL. */
static const struct acpi_header *__init map_table(phys_addr_t phys,
						  const char *signature)
{
	const struct acpi_header *t = early_memremap(phys, sizeof(*t));
	u32 length;
	bool wanted;

	if (!t)
		return NULL;
	length = t->length;
	wanted = !memcmp(t->signature, signature, sizeof(t->signature));
	early_memunmap((void *)t, sizeof(*t));
	if (!wanted)
		return NULL;
	if (length < sizeof(*t) || length > TABLE_MAX) {
		pr_warn("table %s of %u bytes: ignored\n", signature, length);
		return NULL;
	}
	t = early_memremap(phys, length);
	if (!t) {
		pr_warn("table %s reaches beyond 4 GB: ignored\n", signature);
		return NULL;
	}
	if (sum_is_zero(t, length) && t->length == length)
		return t;
	pr_warn("table %s has a wrong checksum: ignored\n", signature);
	early_memunmap((void *)t, length);
	return NULL;
}

static const struct acpi_madt *__init find_madt(void)
{
	static u32 table[RSDT_ENTRIES] __initdata;
	const struct acpi_header *t;
	unsigned int i, n;
	u32 rsdt = find_rsdt();

	t = rsdt ? map_table(rsdt, "RSDT") : NULL;
	if (!t)
		return NULL;
	n = min_t(u32, (t->length - sizeof(*t)) / sizeof(u32), RSDT_ENTRIES);
	memcpy(table, t + 1, n * sizeof(u32));
	unmap_table(t);
	for (i = 0; i < n; i++) {
		t = map_table(table[i], "APIC");
		if (!t)
			continue;
		if (t->length >= sizeof(struct acpi_madt))
			return (const struct acpi_madt *)t;
		unmap_table(t);
	}
	return NULL;
}

static void __init add_cpu(u8 apic_id)
{
	unsigned int cpu;

	for (cpu = 0; cpu < nr_cpus; cpu++)
		if (apic_config.apic_id[cpu] == apic_id)
			return;			/* CPU 0, or said twice */
	if (nr_cpus >= maxcpus || !trampoline_phys) {
		cpus_left_out++;
		return;
	}
	apic_config.apic_id[nr_cpus] = apic_id;
	__set_bit(nr_cpus, &cpu_possible_bits);
	nr_cpus++;
}

static void __init add_io_apic(u32 addr, u32 gsi_base)
{
	unsigned int n = apic_config.nr_io_apics;

	if (!addr || offset_in_page(addr) > PAGE_SIZE - 0x20 ||
	    n == MAX_IO_APICS) {
		pr_warn("IO-APIC at %#x: ignored\n", addr);
		return;
	}
	apic_config.io_apic[n].addr = addr;
	apic_config.io_apic[n].gsi_base = gsi_base;
	apic_config.nr_io_apics++;
}

static void __init add_entry(const struct madt_entry *e)
{
	if (e->type == MADT_CPU && FITS(e, cpu)) {
		if (e->cpu.flags & 1)
			add_cpu(e->cpu.apic_id);
	} else if (e->type == MADT_IO_APIC && FITS(e, io_apic)) {
		add_io_apic(e->io_apic.addr, e->io_apic.gsi_base);
	} else if (e->type == MADT_OVERRIDE && FITS(e, override)) {
		if (e->override.source >= NR_IRQS_LEGACY)
			return;
		apic_config.isa[e->override.source].gsi = e->override.gsi;
		apic_config.isa[e->override.source].flags = e->override.flags;
	} else if (e->type == MADT_LAPIC && FITS(e, lapic)) {
		apic_config.lapic = e->lapic.addr;
	}
}

static void __init read_madt(const struct acpi_madt *madt)
{
	const struct madt_entry *e;
	u32 at, length = madt->header.length;

	apic_config.lapic = madt->lapic;
	for (at = sizeof(*madt); at + 2 <= length; at += e->length) {
		e = (const void *)madt + at;
		if (e->length < 2 || at + e->length > length) {
			pr_warn("MADT: an entry of %u bytes, the rest is "
				"ignored\n", e->length);
			break;
		}
		add_entry(e);
	}
}

static u8 __init boot_apic_id(void)
{
	u32 eax, ebx, ecx, edx;

	cpuid(1, &eax, &ebx, &ecx, &edx);
	return ebx >> 24;
}

void __init acpi_find_cpus(void)
{
	const struct acpi_madt *madt;
	unsigned int irq;

	for (irq = 0; irq < NR_IRQS_LEGACY; irq++)
		apic_config.isa[irq].gsi = irq;
	if (acpi_off || nolapic || !boot_cpu_has(X86_FEATURE_APIC))
		return;
	apic_config.apic_id[0] = boot_apic_id();
	madt = find_madt();
	if (!madt)
		return;
	read_madt(madt);
	unmap_table(&madt->header);
	if (one_more != NO_APIC_ID)
		add_cpu(one_more);
	pr_info("%u CPU%s, %u IO-APIC%s\n", nr_cpus, nr_cpus == 1 ? "" : "s",
		apic_config.nr_io_apics,
		apic_config.nr_io_apics == 1 ? "" : "s");
	if (cpus_left_out)
		pr_warn("%u more CPU%s not used\n", cpus_left_out,
			cpus_left_out == 1 ? " is" : "s are");
}
