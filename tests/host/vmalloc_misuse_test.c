/*
 * vmalloc_misuse_test.c - areas that can't be made, areas that are ended
 * wrongly, and those that somebody forgot: refused, named, nothing lost.
 */
#include "host.h"
#include "boot_host.h"
#include <linux/cpumask.h>
#include <linux/kernel.h>
#include <linux/leftover.h>
#include <linux/shrinker.h>
#include <linux/vmalloc.h>
#include "../../mm/internal.h"
#include "../../mm/vmap.h"

#define FRAMES	(64 << 8)

/* Two CPUs: what vfree() ends waits for a flush. */
static void boot(void)
{
	host_map_pc(64 << 10);
	host_boot(&(struct host_setup) {
		.cmdline = "highmem=24M", .cpus = 2 });
	cpu_online_bits = 3;
}

static unsigned long settled_free(void)
{
	vm_unmap_aliases();
	shrink_slab(GFP_KERNEL);
	drain_all_pages();
	return nr_free_pages();
}

/* No hole: the area's description is given back, too. */
HOST_TEST(new_areas_need_a_hole)
{
	unsigned long free;
	struct vm_struct *all;

	boot();
	arch_local_irq_enable();
	all = get_vm_area(vmap_largest_hole() - 2 * PAGE_SIZE, VM_IOREMAP);
	CHECK(all);
	free = settled_free();
	host_log_clear();
	CHECK(!get_vm_area(PAGE_SIZE, VM_IOREMAP));
	CHECK(host_log_has("no room for 4 KB (largest hole: 4 KB)"));
	host_log_clear();
	for (u32 i = 0; i < 3000; i++)
		CHECK(!new_vm_area(PAGE_SIZE, PAGE_SIZE, VM_IOREMAP, 0,
				   GFP_KERNEL | __GFP_NOWARN, NULL));
	CHECK(!host_log_has("no room"));
	CHECK_EQ(settled_free(), free);
	free_vm_area(all);
	/* what never fits is no news */
	CHECK(!get_vm_area(VMALLOC_END - VMALLOC_START, VM_IOREMAP));
	CHECK(!get_vm_area(0xfffff000, VM_IOREMAP));
	CHECK(!get_vm_area(0xffffffff, VM_IOREMAP));
	CHECK(!get_vm_area(0, VM_IOREMAP));
	CHECK(!host_log_has("no room"));
}

/* An area that is ended leaves nothing, not even what described it. */
HOST_TEST(ended_areas_are_gone)
{
	struct vm_struct *area;
	unsigned long free;

	boot();
	arch_local_irq_enable();
	free_vm_area(get_vm_area(PAGE_SIZE, VM_IOREMAP));
	free = settled_free();
	for (u32 i = 0; i < 3000; i++) {
		free_vm_area(get_vm_area(PAGE_SIZE, VM_IOREMAP));
		area = get_vm_area(PAGE_SIZE, VM_IOREMAP);
		CHECK(remove_vm_area(area->addr) == area);
		kfree(area);
	}
	CHECK_EQ(settled_free(), free);
}

/* The caller's array has room for a pointer a page: the guard page has none. */
HOST_TEST(an_entry_for_each_page)
{
	pte_t *ptes[6] = { };
	struct vm_struct *area;

	boot();
	area = alloc_vm_area(3 * PAGE_SIZE, ptes);
	CHECK(area);
	for (u32 i = 0; i < 3; i++)
		CHECK(ptes[i] == lookup_address(vm_start(area) +
						i * PAGE_SIZE));
	for (u32 i = 3; i < ARRAY_SIZE(ptes); i++)
		CHECK(!ptes[i]);
	free_vm_area(area);
}

/* Addresses that wait for a flush are no lack of addresses. */
HOST_TEST(what_waits_for_a_flush_is_had_back)
{
	struct vm_struct *most;
	void *p;

	boot();
	arch_local_irq_enable();
	most = get_vm_area(vmap_largest_hole() - 41 * PAGE_SIZE, VM_IOREMAP);
	CHECK(most);
	p = vmalloc(20 * PAGE_SIZE);
	CHECK(p);
	vfree(p);
	CHECK_EQ(vmap_nr_lazy(), 21);
	host_log_clear();
	p = vmalloc(30 * PAGE_SIZE);
	CHECK(p);
	CHECK_EQ(vmap_nr_lazy(), 0);
	CHECK(!host_log_has("no room"));
	vfree(p);
	free_vm_area(most);
}

/* No memory for a page table: the addresses are free again. */
HOST_TEST(vmap_needs_tables)
{
	static struct page *hog[FRAMES], *same[3000];
	unsigned long hole;
	u32 n = 0;

	boot();
	for (u32 i = 0; i < ARRAY_SIZE(same); i++)
		same[i] = mem_map;
	vunmap(vmap(same, 1, VM_MAP, PAGE_KERNEL));
	vm_unmap_aliases();
	hole = vmap_largest_hole();
	while ((hog[n] = alloc_page(GFP_HIGHUSER | __GFP_NOWARN)) ||
	       (hog[n] = alloc_page(GFP_KERNEL | __GFP_NOWARN)))
		n++;
	CHECK(!vmap(same, ARRAY_SIZE(same), VM_MAP, PAGE_KERNEL));
	CHECK(!alloc_vm_area(sizeof(same) / sizeof(*same) * PAGE_SIZE));
	CHECK_EQ(vmap_largest_hole(), hole);
	CHECK_EQ(vmap_check_tree(), 0);
	while (n)
		__free_page(hog[--n]);
	vunmap(vmap(same, ARRAY_SIZE(same), VM_MAP, PAGE_KERNEL));
}

static u32 nr_found;
static unsigned long bytes_found;

static void found(void *what, size_t size, unsigned long caller, void *arg)
{
	CHECK(arg == &nr_found);
	CHECK(spin_is_locked(&vmap_lock) && irqs_disabled());
	CHECK(vmap_find((unsigned long)what)->caller == (void *)caller);
	nr_found++;
	bytes_found += size;
}

static void expect_leftovers(unsigned long start, unsigned long end, u32 n,
			     u32 pages)
{
	nr_found = bytes_found = 0;
	vmalloc_leftovers(start, end, found, &nr_found);
	CHECK_EQ(nr_found, n);
	CHECK_EQ(bytes_found, pages * PAGE_SIZE);
}

static void *made_by(unsigned long caller, u32 pages)
{
	return __vmalloc_node(pages * PAGE_SIZE, PAGE_SIZE, GFP_KERNEL, 0,
			      (void *)caller);
}

/* What is impossible is told, unless the mask forbids it. */
HOST_TEST(failures_are_told)
{
	unsigned long more;

	boot();
	more = (num_physpages + 1) << PAGE_SHIFT;
	host_log_clear();
	CHECK(!__vmalloc(more, GFP_KERNEL | __GFP_NOWARN));
	CHECK(!__vmalloc(0, GFP_KERNEL | __GFP_NOWARN));
	CHECK(!host_log_has("bytes:"));
	CHECK(!vmalloc(more));
	CHECK(host_log_has("bytes: more than there is memory"));
	CHECK(!vmalloc(0));
	CHECK(host_log_has("0 bytes: nothing is asked for"));
}

/*
 * Frames below 16 MB are for whoever needs them: not for the list of an area's
 * frames, which is read by the kernel alone. What there is no memory for is
 * told, of the list as well.
 */
HOST_TEST(only_the_frames_are_as_asked)
{
	u32 pages = 1500;
	struct vm_struct *area;
	void *p;

	boot();
	arch_local_irq_enable();
	p = __vmalloc(pages << PAGE_SHIFT, GFP_KERNEL | __GFP_DMA);
	area = vmap_find((unsigned long)p);
	CHECK(area && is_vmalloc_addr(area->pages));
	for (u32 i = 0; i < pages; i++)
		CHECK(page_zonenum(area->pages[i]) == ZONE_DMA);
	CHECK(page_zonenum(vmalloc_to_page(area->pages)) != ZONE_DMA);
	while (alloc_page(GFP_HIGHUSER | __GFP_NOWARN))
		;
	host_log_clear();
	CHECK(!vmalloc(pages << PAGE_SHIFT));
	CHECK(host_log_has("6000 bytes: out of frames"));
	CHECK(host_log_has("6144000 bytes: no area"));
}

static noinline struct vm_struct *ask(void)
{
	struct vm_struct *area = get_vm_area(PAGE_SIZE, VM_IOREMAP);

	CHECK(area);
	return area;
}

/* The caller is who called: not his caller, nor somebody in between. */
HOST_TEST(an_area_knows_who_asked)
{
	struct vm_struct *area;

	boot();
	area = ask();
	CHECK(area->caller > (void *)ask &&
	      area->caller < (void *)an_area_knows_who_asked);
	free_vm_area(area);
}

/*
 * Whose areas are still there, once his code goes; not those that end already.
 */
HOST_TEST(what_somebody_has_left)
{
	void *p[4];

	boot();
	p[0] = made_by(0x1000, 1);
	p[1] = made_by(0x1fff, 2);
	p[2] = made_by(0x2000, 4);
	p[3] = made_by(0x0fff, 8);
	expect_leftovers(0x1000, 0x2000, 2, 3);
	expect_leftovers(0x0000, 0x3000, 4, 15);
	expect_leftovers(0x3000, 0x4000, 0, 0);
	vfree(p[0]);
	expect_leftovers(0x1000, 0x2000, 1, 2);
	expect_leftovers(0x2000, 0x2001, 1, 4);
	for (int i = 1; i < 4; i++)
		vfree(p[i]);
	expect_leftovers(0x0000, 0x3000, 0, 0);
}

#define SAID(words, misuse)						\
	do {								\
		int warned = host_warnings;				\
									\
		host_log_clear();					\
		misuse;							\
		CHECK_EQ(host_warnings, warned + 1);			\
		CHECK_MSG(host_log_has(words), "%s", host_log());	\
		CHECK_EQ(vmap_check_tree(), 0);				\
	} while (0)

/* Each wrong end is refused, and told apart from the others. */
HOST_TEST(wrong_ends_are_named)
{
	struct page *page;
	struct vm_struct *area;
	char *p, *mapped;

	boot();
	page = alloc_page(GFP_KERNEL);
	p = vmalloc(3 * PAGE_SIZE);
	mapped = vmap(&page, 1, VM_MAP, PAGE_KERNEL);
	area = get_vm_area(PAGE_SIZE, VM_IOREMAP);
	SAID("inside an area", vfree(p + PAGE_SIZE));
	SAID("inside an area", vunmap(p + 1));
	SAID("12288 bytes", vfree(p + 4));
	SAID("vfree() ends it", vunmap(p));
	SAID("vunmap() ends it", vfree(mapped));
	SAID("somebody else's", vfree(area->addr));
	SAID("not an address of vmalloc's", vfree(page_address(page)));
	SAID("no area is there", vfree((char *)area->addr + (16 << 20)));
	CHECK(!host_log_has("the area:"));
	vfree(p);
	SAID("double free", vfree(p));
	CHECK(vmalloc_to_page(mapped) == page);
	CHECK(!vmalloc_to_page(mapped + PAGE_SIZE));
	CHECK(!vmalloc_to_page(page_address(page)));
	CHECK_EQ(vmalloc_to_pfn(mapped), page_to_pfn(page));
	CHECK_EQ(vmalloc_to_pfn(mapped + PAGE_SIZE), 0);
	CHECK(!lookup_address(VMALLOC_END - PAGE_SIZE));
	CHECK_EQ(vmalloc_to_pfn((void *)(VMALLOC_END - PAGE_SIZE)), 0);
	CHECK(!vmalloc_to_page((void *)(VMALLOC_END - PAGE_SIZE)));
	vunmap(mapped);
	free_vm_area(area);
	vfree(NULL);
	vunmap(NULL);
	__free_page(page);
}
