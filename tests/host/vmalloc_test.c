/*
 * vmalloc_test.c - random areas beside a table of who owns which frame and
 * which address, on a machine that keeps every translation it used until it is
 * told to forget it.
 *
 * Checked for each page of a new area: the frame is nobody's; no translation is
 * left for the address; and none where the frame was mapped the last time. So
 * frames and addresses are reused only after the flush, whichever flush it was.
 */
#include "host.h"
#include "boot_host.h"
#include "model.h"
#include <linux/cpumask.h>
#include <linux/highmem.h>
#include <linux/kernel.h>
#include <linux/preempt.h>
#include <linux/slab_def.h>
#include <linux/string.h>
#include <linux/vmalloc.h>
#include "../../mm/internal.h"
#include "../../mm/vmap.h"

#define SLOTS		60
#define FRAMES		(64 << 8)
#define ADDRS		((0xC0000000 - 0x80000000) >> PAGE_SHIFT)

enum kind { NOTHING, VMALLOC, VMAP, AREA };

static struct slot {
	enum kind kind;
	u8 *p;
	u32 pages, stamp;
	struct page *frames[16];	/* vmap: ours */
} slots[SLOTS];

static u8 owned[FRAMES];		/* by a vmalloc area */
static u32 last_page[FRAMES];		/* where it was mapped last; 0: nowhere */
static u32 frame_at[ADDRS];		/* and which frame a page mapped last */
static u8 live[ADDRS];			/* pages of addresses in use */

static u32 page_of(const void *addr)
{
	return ((unsigned long)addr - PAGE_OFFSET) >> PAGE_SHIFT;
}

static u32 *word(struct slot *s, u32 i)
{
	return (u32 *)(s->p + i * PAGE_SIZE + s->stamp % 1000 * 4);
}

/* A page that has just become somebody's, at @addr. */
static void check_new_page(const void *addr, struct page *page, bool ours)
{
	u32 pfn = page_to_pfn(page), at = page_of(addr);

	CHECK_MSG(!host_translated((u32)addr), "%p: an old translation", addr);
	CHECK(!live[at]);
	live[at] = 1;
	if (!ours) {
		CHECK_MSG(!owned[pfn], "frame %#x has two owners", pfn);
		CHECK_EQ(page_count(page), 1);
		owned[pfn] = 1;
	}
	if (last_page[pfn] && !live[last_page[pfn]] &&
	    frame_at[last_page[pfn]] == pfn)
		CHECK_MSG(!host_translated(PAGE_OFFSET +
					   (last_page[pfn] << PAGE_SHIFT)),
			  "frame %#x is still reached at page %#x (%p)", pfn,
			  last_page[pfn], addr);
	last_page[pfn] = at;
	frame_at[at] = pfn;
}

static void check_guard(struct slot *s)
{
	void *guard = s->p + s->pages * PAGE_SIZE;

	CHECK(!live[page_of(guard)]);
	CHECK(!lookup_address((unsigned long)guard) ||
	      pte_none(*lookup_address((unsigned long)guard)));
}

/* Some pages of each area are used: their translations are held. */
static u32 stride(const struct slot *s)
{
	return 1 + s->pages / 4;
}

static void stamp_some(struct slot *s)
{
	for (u32 i = 0; i < s->pages; i += stride(s))
		*word(s, i) = s->stamp + i;
}

/* A long list of frames lies in an area of its own: noted, as it is used. */
static void note_list(const struct vm_struct *area)
{
	struct vm_struct *list = find_vm_area(area->pages);

	for (u32 i = 0; list && i < list->nr_pages; i++) {
		u32 at = page_of(list->addr) + i;

		frame_at[at] = page_to_pfn(list->pages[i]);
		last_page[frame_at[at]] = at;
	}
}

static void make_vmalloc(struct slot *s)
{
	bool zero = !host_below(6);

	s->pages = 1 + host_below(host_below(30) ? 12 : 1300);
	s->p = zero ? vzalloc(s->pages << PAGE_SHIFT) :
		__vmalloc(s->pages << PAGE_SHIFT, GFP_KERNEL | __GFP_NOWARN);
	if (!s->p) {
		CHECK(nr_free_pages() < 2000 + s->pages);
		return;
	}
	s->kind = VMALLOC;
	note_list(find_vm_area(s->p));
	for (u32 i = 0; i < s->pages; i++)
		check_new_page(s->p + i * PAGE_SIZE,
			       vmalloc_to_page(s->p + i * PAGE_SIZE), false);
	for (u32 i = 0; zero && i < s->pages; i += stride(s))
		CHECK_EQ(*word(s, i), 0);
}

static void make_vmap(struct slot *s)
{
	s->pages = 1 + host_below(ARRAY_SIZE(s->frames));
	for (u32 i = 0; i < s->pages; i++)
		s->frames[i] = alloc_page(GFP_HIGHUSER | __GFP_NOFAIL);
	s->p = vmap(s->frames, s->pages, VM_MAP, PAGE_KERNEL);
	CHECK(s->p);
	s->kind = VMAP;
	for (u32 i = 0; i < s->pages; i++) {
		CHECK(vmalloc_to_page(s->p + i * PAGE_SIZE) == s->frames[i]);
		check_new_page(s->p + i * PAGE_SIZE, s->frames[i], true);
	}
}

static void make_area(struct slot *s)
{
	struct vm_struct *area;

	s->pages = 1 + host_below(ARRAY_SIZE(s->frames));
	area = get_vm_area(s->pages << PAGE_SHIFT, VM_IOREMAP);
	CHECK(area);
	s->p = area->addr;
	s->kind = AREA;
	for (u32 i = 0; i < s->pages; i++) {
		s->frames[i] = alloc_page(GFP_HIGHUSER | __GFP_NOFAIL);
		CHECK_EQ(map_kernel_page((unsigned long)s->p + i * PAGE_SIZE,
				 page_to_pfn(s->frames[i]), PAGE_KERNEL), 0);
		check_new_page(s->p + i * PAGE_SIZE, s->frames[i], true);
	}
}

/* The owner's frames again: no CPU reaches them where they were. */
static void give_frames(struct slot *s)
{
	for (u32 i = 0; i < s->pages; i++) {
		CHECK(!host_translated((u32)s->p + i * PAGE_SIZE));
		__free_page(s->frames[i]);
	}
}

static void end_slot(struct slot *s)
{
	for (u32 i = 0; i < s->pages; i++) {
		struct page *page = vmalloc_to_page(s->p + i * PAGE_SIZE);

		if (i % stride(s) == 0)
			CHECK_EQ(*word(s, i), s->stamp + i);
		owned[page_to_pfn(page)] = 0;
		live[page_of(s->p + i * PAGE_SIZE)] = 0;
	}
	switch (s->kind) {
	case VMALLOC:
		vfree(s->p);
		break;
	case VMAP:
		vunmap(s->p);
		give_frames(s);
		break;
	default:
		kfree(remove_vm_area(s->p));
		give_frames(s);
	}
	s->kind = NOTHING;
}

static void make_slot(struct slot *s)
{
	s->stamp = host_rand();
	switch (host_below(6)) {
	case 0:
		make_vmap(s);
		break;
	case 1:
		make_area(s);
		break;
	default:
		make_vmalloc(s);
	}
	if (s->kind == NOTHING)
		return;
	check_guard(s);
	stamp_some(s);
}

/* Frames that nobody has; those that became tables stay tables. */
static unsigned long settled_free_pages(void)
{
	struct kmem_cache *cache;

	vm_unmap_aliases();
	for (u32 round = 0; round < 2; round++)	/* then what described slabs */
		list_for_each_entry(cache, &slab_caches, list)
			kmem_cache_shrink(cache);
	model_drain();
	return nr_free_pages() + kernel_tables;
}

static void random_areas(u32 rounds)
{
	unsigned long free = settled_free_pages();

	for (u32 n = rounds; n; n--) {
		struct slot *s = &slots[host_below(SLOTS)];

		host_become_cpu(host_below(2));
		if (s->kind)
			end_slot(s);
		else
			make_slot(s);
		if (n % 1000 == 0)
			CHECK_EQ(vmap_check_tree(), 0);
	}
	for (u32 i = 0; i < SLOTS; i++)
		if (slots[i].kind)
			end_slot(&slots[i]);
	CHECK_EQ(settled_free_pages(), free);
	CHECK_EQ(host_warnings, 0);
}

static void boot(bool others)
{
	host_map_pc(64 << 10);
	host_boot(&(struct host_setup) {
		.cmdline = "highmem=24M", .cpus = 2 });
	cpu_online_bits = others ? 3 : 1;
}

HOST_TEST(random_areas_flushed_at_once)
{
	boot(false);
	random_areas(host_rounds(6000, 3000000));
}

HOST_TEST(random_areas_flushed_lazily)
{
	boot(true);
	random_areas(host_rounds(12000, 7000000));
}

/*
 * How much is left when the request comes; it fails at another place each time.
 */
static void with_frames_left(u32 left)
{
	static struct page *hog[FRAMES];
	unsigned long free = settled_free_pages();
	u32 n = 0, pages = 20 + host_below(40);
	void *p;

	while ((hog[n] = alloc_page(GFP_HIGHUSER | __GFP_NOWARN)))
		n++;
	for (u32 i = 0; i < left; i++)
		__free_page(hog[--n]);
	p = __vmalloc(pages << PAGE_SHIFT, GFP_KERNEL | __GFP_NOWARN);
	if (p)
		CHECK(left >= pages);
	else		/* what it had got is free again, not waiting */
		CHECK_EQ(vmap_nr_lazy(), 0);
	vfree(p);
	while (n)
		__free_page(hog[--n]);
	CHECK_EQ(settled_free_pages(), free);
	CHECK_EQ(vmap_check_tree(), 0);
}

HOST_TEST(what_fails_leaves_nothing)
{
	boot(true);
	arch_local_irq_enable();
	for (u32 left = 0; left < host_rounds(70, 400); left++)
		with_frames_left(left);
	CHECK_EQ(host_warnings, 0);
}
