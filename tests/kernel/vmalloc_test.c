/*
 * vmalloc_test.c - areas of addresses: sizes and forms, guard pages, and what
 * is refused. Where frames are many, scattered or few: vmalloc_squeeze_test.c.
 */
#include <linux/bottom_half.h>
#include <linux/highmem.h>
#include <linux/oops.h>
#include <linux/rcupdate.h>
#include <linux/uaccess.h>
#include <linux/vmalloc.h>
#include "stamp.h"

/* Each page of the area: mapped where the books say, to a frame of its own. */
static void check_frames(struct kunit *test, const void *p, unsigned long pages)
{
	struct vm_struct *area = find_vm_area(p);

	KUNIT_ASSERT_NOT_NULL(test, area);
	KUNIT_EXPECT_PTR_EQ(test, area->addr, p);
	KUNIT_EXPECT_EQ(test, area->size, (pages + 1) * PAGE_SIZE);
	KUNIT_EXPECT_EQ(test, get_vm_area_size(area), pages * PAGE_SIZE);
	KUNIT_EXPECT_EQ(test, area->nr_pages, pages);
	for (unsigned long i = 0; i < pages; i++) {
		struct page *page = vmalloc_to_page(p + i * PAGE_SIZE + 5);

		KUNIT_ASSERT_PTR_EQ(test, page, area->pages[i]);
		KUNIT_EXPECT_EQ(test, page_count(page), 1);
		KUNIT_EXPECT_EQ(test, page_to_pfn(page),
				vmalloc_to_pfn(p + i * PAGE_SIZE));
	}
	KUNIT_EXPECT_FALSE(test, is_mapped(p + pages * PAGE_SIZE));
}

static void vmalloc_sizes(struct kunit *test)
{
	static const unsigned long sizes[] = {
		1, 100, PAGE_SIZE - 1, PAGE_SIZE, PAGE_SIZE + 1, 7 * PAGE_SIZE,
		8 * PAGE_SIZE, 65 * PAGE_SIZE, 255 * PAGE_SIZE + 17,
		1100 * PAGE_SIZE,
	};
	unsigned long before = settled_free_pages();

	for (int i = 0; i < ARRAY_SIZE(sizes); i++) {
		unsigned long pages = DIV_ROUND_UP(sizes[i], PAGE_SIZE);
		void *p;

		if (pages > before / 2)
			break;			/* a small machine */
		p = vmalloc(sizes[i]);
		KUNIT_ASSERT_NOT_NULL(test, p);
		KUNIT_EXPECT_TRUE(test, is_vmalloc_addr(p));
		check_frames(test, p, pages);
		fill(p, pages, i * 10000);
		KUNIT_EXPECT_TRUE(test, is_filled(p, pages, i * 10000));
		vfree(p);
		vm_unmap_aliases();	/* till then a CPU may remember */
		KUNIT_EXPECT_FALSE(test, is_mapped(p));
	}
	KUNIT_EXPECT_EQ(test, settled_free_pages(), before);
	vfree(NULL);
}

/* High memory first, where the machine has some. */
static void vmalloc_highmem_first(struct kunit *test)
{
	struct zone *high = &zones[ZONE_HIGHMEM];
	void *p, *low;

	if (high->free_pages < high->pages_low + 64)
		kunit_skip(test, "no high memory");
	p = vmalloc(32 * PAGE_SIZE);
	low = vmalloc_32(32 * PAGE_SIZE);
	KUNIT_ASSERT_TRUE(test, p && low);
	for (int i = 0; i < 32; i++) {
		KUNIT_EXPECT_TRUE(test,
			PageHighMem(vmalloc_to_page(p + i * PAGE_SIZE)));
		KUNIT_EXPECT_FALSE(test,
			PageHighMem(vmalloc_to_page(low + i * PAGE_SIZE)));
	}
	vfree(p);
	vfree(low);
}

static void vmalloc_zeroed(struct kunit *test)
{
	char *p;

	for (int round = 0; round < 4; round++) {
		p = vmalloc(20 * PAGE_SIZE);
		KUNIT_ASSERT_NOT_NULL(test, p);
		memset(p, 0xa5, 20 * PAGE_SIZE);
		vfree(p);
		p = round % 2 ? vmalloc_user(20 * PAGE_SIZE - 7) :
				vzalloc(20 * PAGE_SIZE - 7);
		KUNIT_ASSERT_NOT_NULL(test, p);
		KUNIT_EXPECT_NULL(test, memchr_inv(p, 0, 20 * PAGE_SIZE));
		KUNIT_EXPECT_EQ(test, !!(find_vm_area(p)->flags & VM_USERMAP),
				round % 2);
		vfree(p);
	}
}

/* Callers of all ages. */
static void vmalloc_forms(struct kunit *test)
{
	void *(*taken)(unsigned long, gfp_t) = __vmalloc;
	void *p[6];

	p[0] = __vmalloc(5000, GFP_KERNEL | __GFP_HIGHMEM, PAGE_KERNEL);
	p[1] = __vmalloc(5000, GFP_KERNEL | __GFP_ZERO);
	p[2] = taken(5000, GFP_KERNEL);
	p[3] = __vmalloc_node(5000, 1 << 16, GFP_KERNEL, NUMA_NO_NODE,
			      vmalloc_forms);
	p[4] = __vmalloc(5000, GFP_KERNEL | __GFP_ZERO, PAGE_KERNEL_RO);
	p[5] = __vmalloc(5000, GFP_KERNEL | GFP_DMA);
	for (int i = 0; i < ARRAY_SIZE(p); i++) {
		KUNIT_ASSERT_NOT_NULL(test, p[i]);
		check_frames(test, p[i], 2);
	}
	KUNIT_EXPECT_NULL(test, memchr_inv(p[1], 0, 2 * PAGE_SIZE));
	KUNIT_EXPECT_EQ(test, (unsigned long)p[3] % (1 << 16), 0ul);
	KUNIT_EXPECT_PTR_EQ(test, find_vm_area(p[3])->caller,
			    (void *)vmalloc_forms);
	KUNIT_EXPECT_NULL(test, memchr_inv(p[4], 0, 2 * PAGE_SIZE));
	KUNIT_EXPECT_NE(test, copy_to_kernel_nofault(p[4], "x", 1), 0l);
	KUNIT_EXPECT_EQ(test, page_zonenum(vmalloc_to_page(p[5])), ZONE_DMA);
	for (int i = 0; i < ARRAY_SIZE(p); i++)
		vfree(p[i]);
}

/* The same frames at two places, and one place read-only. */
static void vmap_twice(struct kunit *test)
{
	struct page *pages[3];
	u32 *a, *b;

	for (int i = 0; i < 3; i++) {
		pages[i] = alloc_page(GFP_HIGHUSER);
		KUNIT_ASSERT_NOT_NULL(test, pages[i]);
	}
	swap(pages[0], pages[2]);
	a = vmap(pages, 3, VM_MAP, PAGE_KERNEL);
	b = vmap(pages, 3, 0, PAGE_KERNEL_RO);
	KUNIT_ASSERT_TRUE(test, a && b && a != b);
	fill(a, 3, 0x896);
	KUNIT_EXPECT_TRUE(test, is_filled(b, 3, 0x896));
	KUNIT_EXPECT_NE(test, copy_to_kernel_nofault(b, "x", 1), 0l);
	KUNIT_EXPECT_PTR_EQ(test, vmalloc_to_page(b), pages[0]);
	vunmap(a);
	KUNIT_EXPECT_FALSE(test, is_mapped(a));
	KUNIT_EXPECT_TRUE(test, is_filled(b, 3, 0x896));
	vunmap(b);
	vunmap(NULL);
	KUNIT_EXPECT_NULL(test, vmalloc_to_page(b));
	for (int i = 0; i < 3; i++) {
		KUNIT_EXPECT_EQ(test, page_count(pages[i]), 1);
		__free_page(pages[i]);
	}
	pages[1] = NULL;
	KUNIT_EXPECT_NULL(test, vmap(pages + 1, 1, VM_MAP, PAGE_KERNEL));
	KUNIT_EXPECT_NULL(test, vmap(pages, 0, VM_MAP, PAGE_KERNEL));
}

/* Areas that their owner maps by himself. */
static void area_functions(struct kunit *test)
{
	struct vm_struct *area = get_vm_area(3 * PAGE_SIZE - 1, VM_IOREMAP);
	struct page *page = alloc_page(GFP_KERNEL);
	pte_t *ptes[3];

	KUNIT_ASSERT_TRUE(test, area && page);
	KUNIT_EXPECT_EQ(test, area->size, 4 * PAGE_SIZE);
	KUNIT_EXPECT_FALSE(test, is_mapped(area->addr));
	KUNIT_EXPECT_PTR_EQ(test, find_vm_area(area->addr + 9000), area);
	KUNIT_ASSERT_EQ(test, 0, ioremap_page_range((unsigned long)area->addr +
			PAGE_SIZE, (unsigned long)area->addr + 2 * PAGE_SIZE,
			page_to_phys(page), PAGE_KERNEL));
	*(u32 *)(area->addr + PAGE_SIZE) = 0x896;
	KUNIT_EXPECT_EQ(test, *(u32 *)page_address(page), 0x896u);
	KUNIT_EXPECT_NULL(test, remove_vm_area(area->addr + PAGE_SIZE));
	KUNIT_EXPECT_PTR_EQ(test, remove_vm_area(area->addr), area);
	KUNIT_EXPECT_FALSE(test, is_mapped(area->addr + PAGE_SIZE));
	KUNIT_EXPECT_NULL(test, remove_vm_area(area->addr));
	kfree(area);

	area = alloc_vm_area(3 * PAGE_SIZE, ptes);
	KUNIT_ASSERT_NOT_NULL(test, area);
	for (int i = 0; i < 3; i++)
		KUNIT_EXPECT_PTR_EQ(test, ptes[i], lookup_address(
				(unsigned long)area->addr + i * PAGE_SIZE));
	free_vm_area(area);
	area = alloc_vm_area(PAGE_SIZE);
	KUNIT_ASSERT_NOT_NULL(test, area);
	free_vm_area(area);
	KUNIT_EXPECT_NULL(test, get_vm_area(0, VM_MAP));
	KUNIT_EXPECT_NULL(test, get_vm_area(~0UL, VM_MAP));
	__free_page(page);
}

static void vmalloc_refused(struct kunit *test)
{
	unsigned long before = settled_free_pages(), warned;
	void *p;

	KUNIT_EXPECT_NULL(test, vmalloc(0));
	KUNIT_EXPECT_NULL(test, vmalloc(~0UL));
	KUNIT_EXPECT_NULL(test, vmalloc(1UL << 31));
	KUNIT_EXPECT_NULL(test, __vmalloc(VMALLOC_END - VMALLOC_START,
					  GFP_KERNEL | __GFP_NOWARN));
	p = vmalloc(PAGE_SIZE);
	KUNIT_ASSERT_NOT_NULL(test, p);
	warned = warn_count;
	local_bh_disable();		/* as in a softirq */
	KUNIT_EXPECT_NULL(test, vmalloc(PAGE_SIZE));
	KUNIT_EXPECT_NULL(test, get_vm_area(PAGE_SIZE, VM_MAP));
	KUNIT_EXPECT_EQ(test, warn_count - warned, 2ul);
	vfree(p);			/* this may be done there */
	local_bh_enable();
	KUNIT_EXPECT_EQ(test, warn_count - warned, 2ul);
	KUNIT_EXPECT_EQ(test, settled_free_pages(), before);
}

/* Reported, and nothing happens to the area. */
static void vmalloc_misuse(struct kunit *test)
{
	u32 *p = vmalloc(3 * PAGE_SIZE), *low = kmalloc(64, GFP_KERNEL), *map;
	struct page *page = alloc_page(GFP_KERNEL);
	static struct vm_struct copy;
	unsigned long warned;

	KUNIT_ASSERT_TRUE(test, p && low && page);
	map = vmap(&page, 1, VM_MAP, PAGE_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, map);
	fill(p, 3, 77);
	warned = warn_count;
	vfree((void *)p + PAGE_SIZE);
	vfree((void *)p + 4);
	vfree(low);
	vfree((void *)VMALLOC_END - PAGE_SIZE);
	vfree(map);
	vunmap(p);
	vunmap((void *)map + 1);
	copy = *find_vm_area(map);
	free_vm_area(&copy);			/* it looks like the area's */
	KUNIT_EXPECT_EQ(test, warn_count - warned, 8ul);
	KUNIT_EXPECT_TRUE(test, is_filled(p, 3, 77));
	KUNIT_EXPECT_TRUE(test, is_mapped(map));
	vfree(p);
	vfree(p);
	vunmap(map);
	vunmap(map);
	KUNIT_EXPECT_EQ(test, warn_count - warned, 10ul);
	kfree(low);
	__free_page(page);
}

struct with_rcu {
	struct rcu_head rcu;
	char rest[3 * PAGE_SIZE];
};

static void kvmalloc_family(struct kunit *test)
{
	unsigned long before = settled_free_pages();
	struct with_rcu *r[2];
	void *p;

	p = kvmalloc(100, GFP_KERNEL);
	KUNIT_EXPECT_TRUE(test, p && !is_vmalloc_addr(p));
	kvfree(p);
	p = kvzalloc(3 * KMALLOC_MAX_SIZE, GFP_KERNEL);
	KUNIT_ASSERT_TRUE(test, p && is_vmalloc_addr(p));
	KUNIT_EXPECT_NULL(test, memchr_inv(p, 0, 3 * KMALLOC_MAX_SIZE));
	kvfree(p);
	p = kvcalloc(300, 1000, GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, p);
	KUNIT_EXPECT_NULL(test, memchr_inv(p, 0, 300 * 1000));
	kvfree(p);
	KUNIT_EXPECT_NULL(test, kvmalloc_array(1 << 20, 1 << 20, GFP_KERNEL));
	KUNIT_EXPECT_NULL(test, kvmalloc(3 * KMALLOC_MAX_SIZE, GFP_ATOMIC));
	r[0] = kvmalloc(sizeof(*r[0]), GFP_KERNEL);
	r[1] = vmalloc(sizeof(*r[1]));
	KUNIT_ASSERT_TRUE(test, r[0] && r[1]);
	kvfree_rcu(r[0], rcu);
	kvfree_rcu(r[1], rcu);
	kvfree_rcu(vmalloc(1));
	kvfree(NULL);
	rcu_barrier();
	KUNIT_EXPECT_EQ(test, settled_free_pages(), before);
}

static struct kunit_case vmalloc_cases[] = {
	KUNIT_CASE(vmalloc_sizes),
	KUNIT_CASE(vmalloc_highmem_first),
	KUNIT_CASE(vmalloc_zeroed),
	KUNIT_CASE(vmalloc_forms),
	KUNIT_CASE(vmap_twice),
	KUNIT_CASE(area_functions),
	KUNIT_CASE(vmalloc_refused),
	KUNIT_CASE(vmalloc_misuse),
	KUNIT_CASE(kvmalloc_family),
	{}
};

static struct kunit_suite vmalloc_suite = {
	.name = "vmalloc", .test_cases = vmalloc_cases,
};
kunit_test_suite(vmalloc_suite);
