/*
 * ioremap_test.c - addresses for what is no RAM: offsets, sizes, caching, the
 * accessors; what is refused; claims of address ranges.
 */
#include <linux/errno.h>
#include <linux/io.h>
#include <linux/ioport.h>
#include <linux/uaccess.h>
#include <linux/vmalloc.h>
#include <asm/apic.h>
#include "mm_test.h"

/* The text screen's memory: a device that every PC has, with bytes to spare. */
#define VIDEO		0xb8000
#define SPARE		0xbf000		/* beyond what the console shows */

static pte_t entry_of(const volatile void __iomem *addr)
{
	return *lookup_address((unsigned long __force)addr);
}

static unsigned long caching(const volatile void __iomem *addr)
{
	return pte_val(entry_of(addr)) & (_PAGE_PAT | _PAGE_PCD | _PAGE_PWT);
}

/* Any offset and size: the same bytes as in the direct map, no page too few. */
static void ioremap_offsets(struct kunit *test)
{
	static const struct { unsigned int offset, size, pages; } cases[] = {
		{ 0, 1, 1 }, { 0, 4096, 1 }, { 1, 4096, 2 }, { 4095, 1, 1 },
		{ 4095, 2, 2 }, { 0x500, 0x40, 1 }, { 4, 8192, 3 },
	};

	for (int i = 0; i < ARRAY_SIZE(cases); i++) {
		unsigned int offset = cases[i].offset;
		u8 __iomem *p = ioremap(VIDEO + offset, cases[i].size);
		struct vm_struct *area;

		KUNIT_ASSERT_TRUE(test, p != NULL);
		KUNIT_EXPECT_EQ(test, offset_in_page((unsigned long __force)p),
				(unsigned long)offset_in_page(offset));
		KUNIT_EXPECT_EQ(test, pte_pfn(entry_of(p)),
				(unsigned long)(VIDEO + offset) >> PAGE_SHIFT);
		area = find_vm_area((void __force *)p);
		KUNIT_ASSERT_NOT_NULL(test, area);
		KUNIT_EXPECT_EQ(test, get_vm_area_size(area),
				cases[i].pages * PAGE_SIZE);
		KUNIT_EXPECT_EQ(test, area->flags, (unsigned long)VM_IOREMAP);
		KUNIT_EXPECT_EQ(test, (u64)area->phys_addr,
				(u64)(VIDEO + offset) & ~0xfffULL);
		iounmap(p);
		KUNIT_EXPECT_NULL(test, find_vm_area((void __force *)p));
	}
}

static void ioremap_caching(struct kunit *test)
{
	void __iomem *p[5];

	p[0] = ioremap(SPARE, 8);
	p[1] = ioremap_nocache(SPARE, 8);
	p[2] = ioremap_cache(SPARE, 8);
	p[3] = ioremap_wc(SPARE, 8);
	p[4] = ioremap_wt(SPARE, 8);
	for (int i = 0; i < ARRAY_SIZE(p); i++)
		KUNIT_ASSERT_TRUE(test, p[i] != NULL);
	KUNIT_EXPECT_EQ(test, caching(p[0]), (unsigned long)
			(_PAGE_PCD | _PAGE_PWT));
	KUNIT_EXPECT_EQ(test, caching(p[1]), caching(p[0]));
	KUNIT_EXPECT_EQ(test, caching(p[2]), 0ul);
	KUNIT_EXPECT_EQ(test, caching(p[3]), (unsigned long)
			(pat_enabled ? _PAGE_PWT : _PAGE_PCD));
	KUNIT_EXPECT_EQ(test, caching(p[4]), (unsigned long)
			(_PAGE_PWT | (pat_enabled ? _PAGE_PAT : 0)));
	for (int i = 0; i < ARRAY_SIZE(p); i++)
		iounmap(p[i]);
}

/* Each width, and blocks at every alignment; nothing beside them is touched. */
static void ioremap_accessors(struct kunit *test)
{
	u8 __iomem *p = ioremap(SPARE, 256);
	u8 *direct = __va(SPARE), in[64], out[64];

	KUNIT_ASSERT_TRUE(test, p != NULL);
	writel(0x12345678, p);
	KUNIT_EXPECT_EQ(test, readl(p), 0x12345678u);
	KUNIT_EXPECT_EQ(test, readw(p + 2), (u16)0x1234);
	KUNIT_EXPECT_EQ(test, readb(p + 1), (u8)0x56);
	writew(0xabcd, p + 2);
	writeb_relaxed(0xef, p);
	KUNIT_EXPECT_EQ(test, readl_relaxed(p), 0xabcd56efu);
	KUNIT_EXPECT_EQ(test, ioread32(p), 0xabcd56efu);
	iowrite16(0x1111, p);
	KUNIT_EXPECT_EQ(test, *(u16 *)direct, (u16)0x1111);
	for (int i = 0; i < 64; i++)
		in[i] = i + 1;
	for (int from = 0; from < 4; from++)
		for (int to = 0; to < 4; to++)
			for (int n = 0; n < 20; n++) {
				memset_io(p, 0xee, 64);
				memcpy_toio(p + to + 4, in + from, n);
				KUNIT_EXPECT_EQ(test, memcmp(direct + to + 4,
						in + from, n), 0);
				KUNIT_EXPECT_NULL(test, memchr_inv(direct, 0xee,
								   to + 4));
				KUNIT_EXPECT_NULL(test, memchr_inv(direct + to +
						4 + n, 0xee, 60 - to - n));
				memset(out, 0xcc, 64);
				memcpy_fromio(out + from + 4, p + to + 4, n);
				KUNIT_EXPECT_EQ(test, memcmp(out + from + 4,
						in + from, n), 0);
				KUNIT_EXPECT_NULL(test, memchr_inv(out, 0xcc,
								   from + 4));
			}
	memset_io(p, 0, 256);
	iounmap(p);
}

/* A port and device memory through the same functions. */
static void ioremap_ports(struct kunit *test)
{
	void __iomem *pic = ioport_map(0x20, 2);

	KUNIT_ASSERT_TRUE(test, pic != NULL);
	KUNIT_EXPECT_EQ(test, ioread8(pic + 1), inb(0x21));
	ioport_unmap(pic);
	KUNIT_EXPECT_TRUE(test, ioport_map(0xffff, 2) == NULL);
	KUNIT_EXPECT_TRUE(test, ioport_map(0xffff, 1) != NULL);
	KUNIT_EXPECT_TRUE(test, ioport_map(2, ~0u) == NULL);
	KUNIT_EXPECT_TRUE(test, ioport_map(~0ul, 1) == NULL);
	KUNIT_EXPECT_TRUE(test, ioport_map(~0ul - 0x1f, 0x40) == NULL);
}

/* The APIC's registers are the same from both addresses. */
static void ioremap_apic(struct kunit *test)
{
	u32 __iomem *apic;

	if (!apic_active)
		kunit_skip(test, "no APIC here");
	apic = ioremap(pte_val(*lookup_address(__fix_to_virt(FIX_APIC_BASE))) &
		       PTE_PFN_MASK, PAGE_SIZE);
	KUNIT_ASSERT_TRUE(test, apic != NULL);
	preempt_disable();
	KUNIT_EXPECT_EQ(test, readl(apic + APIC_SVR / 4), apic_read(APIC_SVR));
	preempt_enable();
	iounmap(apic);
}

static void ioremap_refused(struct kunit *test)
{
	unsigned long before = settled_free_pages();
	struct page *page = alloc_page(GFP_HIGHUSER);

	KUNIT_ASSERT_NOT_NULL(test, page);
	KUNIT_EXPECT_TRUE(test, !ioremap(0, 4096));
	KUNIT_EXPECT_TRUE(test, !ioremap(VIDEO, 0));
	KUNIT_EXPECT_TRUE(test, !ioremap(page_to_phys(page), 4096));
	KUNIT_EXPECT_TRUE(test, !ioremap(0x9e000, 0x4000));	/* its end */
	KUNIT_EXPECT_TRUE(test, !ioremap_wc(1ULL << 36, 4096));
	KUNIT_EXPECT_TRUE(test, !ioremap(0xfffff000, 0x2000));	/* wraps */
	KUNIT_EXPECT_TRUE(test, !ioremap(0xc0000000, 0x3fff0000));
	__free_page(page);
	KUNIT_EXPECT_EQ(test, settled_free_pages(), before);
}

static void iounmap_misused(struct kunit *test)
{
	char __iomem *p = ioremap(SPARE, 8192);
	void *memory = vmalloc(4096);

	KUNIT_ASSERT_TRUE(test, p && memory);
	iounmap(NULL);
	iounmap(p + PAGE_SIZE);			/* not the beginning */
	writeb(1, p);				/* still there */
	iounmap((void __iomem __force *)memory);	/* not an ioremap */
	*(char *)memory = 1;
	vfree(memory);
	iounmap(p);
	iounmap(p);				/* twice */
	iounmap((void __iomem __force *)__va(VIDEO));
}

static void memremap_kinds(struct kunit *test)
{
	struct page *page = alloc_page(GFP_KERNEL), *high;
	u8 *p;

	KUNIT_ASSERT_NOT_NULL(test, page);
	KUNIT_EXPECT_PTR_EQ(test, memremap(page_to_phys(page), 100, MEMREMAP_WB),
			    page_address(page));
	memunmap(page_address(page));
	KUNIT_EXPECT_NULL(test, memremap(page_to_phys(page), 100, MEMREMAP_WC));
	KUNIT_EXPECT_NULL(test, memremap(0x9e000, 0x4000, MEMREMAP_WB));
	KUNIT_EXPECT_NULL(test, memremap(SPARE, 100, 0));
	__free_page(page);
	p = memremap(SPARE + 10, 100, MEMREMAP_WT);
	KUNIT_ASSERT_NOT_NULL(test, p);
	p[0] = 0x5a;
	KUNIT_EXPECT_EQ(test, *((u8 *)__va(SPARE) + 10), (u8)0x5a);
	memunmap(p);
	high = alloc_page(GFP_HIGHUSER);
	KUNIT_ASSERT_NOT_NULL(test, high);
	if (PageHighMem(high))
		KUNIT_EXPECT_NULL(test, memremap(page_to_phys(high), 100,
						 MEMREMAP_WB));
	__free_page(high);
}

/* Of a stack or a vmalloc area it would be a lie: reported. */
static void virt_to_phys_of_no_memory(struct kunit *test)
{
	char *memory = kmalloc(16, GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, memory);
	KUNIT_EXPECT_EQ(test, virt_to_phys(memory),
			(unsigned long)memory - PAGE_OFFSET);
	KUNIT_EXPECT_PTR_EQ(test, phys_to_virt(virt_to_phys(memory)),
			    (void *)memory);
	kfree(memory);
	memory = vmalloc(16);
	KUNIT_ASSERT_NOT_NULL(test, memory);
	virt_to_phys(memory);			/* a warning */
	vfree(memory);
}

/* ---- claims ---- */

#define NOWHERE	0xe8000000ULL		/* no RAM, no device */

static void region_claims(struct kunit *test)
{
	struct resource *r = request_mem_region(NOWHERE, 0x1000, "test-a");

	KUNIT_ASSERT_NOT_NULL(test, r);
	KUNIT_EXPECT_STREQ(test, r->name, "test-a");
	KUNIT_EXPECT_NULL(test, request_mem_region(NOWHERE, 0x1000, "test-b"));
	KUNIT_EXPECT_NULL(test, request_mem_region(NOWHERE - 1, 2, "test-b"));
	KUNIT_EXPECT_NULL(test, request_mem_region(NOWHERE + 0xfff, 2,
						   "test-b"));
	KUNIT_EXPECT_EQ(test, check_mem_region(NOWHERE, 1), -EBUSY);
	KUNIT_EXPECT_EQ(test, check_mem_region(NOWHERE + 0x1000, 1), 0);
	release_mem_region(NOWHERE, 0x800);	/* not what was claimed */
	KUNIT_EXPECT_EQ(test, check_mem_region(NOWHERE, 1), -EBUSY);
	release_mem_region(NOWHERE, 0x1000);
	release_mem_region(NOWHERE, 0x1000);	/* twice */
	KUNIT_EXPECT_EQ(test, check_mem_region(NOWHERE, 0x1000), 0);
}

/* RAM is busy, and nobody can release what the boot has put in. */
static void region_taken_from_the_beginning(struct kunit *test)
{
	KUNIT_EXPECT_NULL(test, request_mem_region(0x100000, 0x1000, "test"));
	KUNIT_EXPECT_NULL(test, request_region(0x20, 2, "test"));
	release_region(0x20, 2);
	KUNIT_EXPECT_NULL(test, request_region(0x20, 1, "test"));
	KUNIT_EXPECT_NULL(test, request_region(0x10000, 1, "test"));
	KUNIT_EXPECT_EQ(test, check_region(0x10000, 1), -EBUSY);
	KUNIT_EXPECT_NULL(test, request_region(0x300, 0, "test"));
	KUNIT_EXPECT_EQ(test, check_region(0x300, 0), -EBUSY);
	KUNIT_ASSERT_NOT_NULL(test, request_region(0x300, 8, "test"));
	release_region(0x300, 8);
}

/* A claim goes under what the bus has there. */
static void region_within_a_device(struct kunit *test)
{
	static struct resource window = { .name = "test-window" };
	static struct resource bar = { .name = "test-bar" };
	struct resource *claim;

	window.start = NOWHERE;
	window.end = NOWHERE + 0xffff;
	bar.start = NOWHERE + 0x1000;
	bar.end = NOWHERE + 0x1fff;
	KUNIT_ASSERT_EQ(test, insert_resource(&iomem_resource, &window), 0);
	KUNIT_ASSERT_EQ(test, insert_resource(&iomem_resource, &bar), 0);
	claim = request_mem_region(bar.start, 0x1000, "test-driver");
	KUNIT_ASSERT_NOT_NULL(test, claim);
	KUNIT_EXPECT_PTR_EQ(test, claim->parent, &bar);
	KUNIT_EXPECT_PTR_EQ(test, bar.parent, &window);
	KUNIT_EXPECT_PTR_EQ(test, find_resource(&iomem_resource, bar.start,
			    bar.end, "test-driver"), claim);
	KUNIT_EXPECT_NULL(test, request_mem_region(bar.start - 1, 4, "across"));
	release_mem_region(bar.start, 0x1000);
	KUNIT_EXPECT_EQ(test, release_resource(&bar), 0);
	KUNIT_EXPECT_EQ(test, release_resource(&window), 0);
	KUNIT_EXPECT_EQ(test, release_resource(&window), -EINVAL);
}

static struct kunit_case ioremap_cases[] = {
	KUNIT_CASE(ioremap_offsets),
	KUNIT_CASE(ioremap_caching),
	KUNIT_CASE(ioremap_accessors),
	KUNIT_CASE(ioremap_ports),
	KUNIT_CASE(ioremap_apic),
	KUNIT_CASE(ioremap_refused),
	KUNIT_CASE(iounmap_misused),
	KUNIT_CASE(memremap_kinds),
	KUNIT_CASE(virt_to_phys_of_no_memory),
	KUNIT_CASE(region_claims),
	KUNIT_CASE(region_taken_from_the_beginning),
	KUNIT_CASE(region_within_a_device),
	{}
};

static struct kunit_suite ioremap_suite = {
	.name = "ioremap", .test_cases = ioremap_cases,
};
kunit_test_suite(ioremap_suite);
