/*
 * vmap_tree_test.c - the tree of areas beside a sorted array that is searched
 * from its beginning: the same hole for every request, and the tree's rules.
 */
#include "host.h"
#include "boot_host.h"
#include <linux/kernel.h>
#include <linux/log2.h>
#include <linux/string.h>
#include "../../mm/vmap.h"

#define MOST	12000

static struct vm_struct *sorted[MOST];	/* the reference: all areas, by address */
static u32 nr;

/* Where the hole below sorted[i] (or the end) begins. */
static unsigned long hole_start(u32 i)
{
	return i ? vm_end(sorted[i - 1]) : VMALLOC_START;
}

static unsigned long hole_end(u32 i)
{
	return i < nr ? vm_start(sorted[i]) : VMALLOC_END;
}

/* The place in the array where an area of @bytes goes, or -1. */
static int first_fit(unsigned long bytes)
{
	for (u32 i = 0; i <= nr; i++)
		if (hole_end(i) - hole_start(i) >= bytes)
			return i;
	return -1;
}

static void insert(unsigned long pages, unsigned long align)
{
	struct vm_struct *area = host_malloc(sizeof(*area));
	unsigned long bytes = pages << PAGE_SHIFT;
	int i = first_fit(bytes + align - PAGE_SIZE);
	unsigned long want = i < 0 ? 0 : ALIGN(hole_start(i), align);

	memset(area, 0xa5, sizeof(*area));
	area->size = bytes;
	if (i < 0 || nr == MOST) {
		if (i < 0)
			CHECK_EQ(vmap_insert(area, align), -ENOMEM);
		host_free(area);
		return;
	}
	CHECK_EQ(vmap_insert(area, align), 0);
	CHECK_EQ(vm_start(area), want);
	memmove(sorted + i + 1, sorted + i, (nr - i) * sizeof(*sorted));
	sorted[i] = area;
	nr++;
}

static void erase(u32 i)
{
	struct vm_struct *area = sorted[i];

	vmap_erase(area);
	memmove(sorted + i, sorted + i + 1, (nr - i - 1) * sizeof(*sorted));
	nr--;
	host_free(area);
}

/* Lookups at and around the edges of an area. */
static void look_at(u32 i)
{
	struct vm_struct *area = sorted[i];
	struct vm_struct *next = i + 1 < nr ? sorted[i + 1] : NULL;
	unsigned long end = vm_end(area);

	CHECK(vmap_find(vm_start(area)) == area);
	CHECK(vmap_find(end - 1) == area);
	CHECK(vmap_find_above(end - 1) == area);
	CHECK(vmap_find_above(end) == next);
	CHECK(vmap_find(end) == (next && vm_start(next) == end ? next : NULL));
	CHECK(vmap_find_above(hole_start(i)) == area);
}

static unsigned long largest_hole(void)
{
	unsigned long most = 0;

	for (u32 i = 0; i <= nr; i++)
		most = max(most, hole_end(i) - hole_start(i));
	return most;
}

HOST_TEST(the_lowest_hole_each_time)
{
	host_boot_pc(64, NULL);
	CHECK(!vmap_find(VMALLOC_START) && !vmap_find_above(0));
	for (u32 n = host_rounds(60000, 10000000); n; n--) {
		bool grow = host_below(1000) < (n / 5000 % 2 ? 600 : 400);

		if (!nr || (grow && nr < 600))
			insert(1 + host_below(host_below(8) ? 20 : 5000),
			       PAGE_SIZE << (host_below(8) ? 0 : host_below(11)));
		else
			erase(host_below(nr));
		if (nr)
			look_at(host_below(nr));
		if (n % 1000 == 0) {
			CHECK_EQ(vmap_check_tree(), 0);
			CHECK_EQ(vmap_largest_hole(), largest_hole());
		}
	}
	while (nr)
		erase(host_below(nr));
	CHECK_EQ(vmap_check_tree(), 0);
	CHECK_EQ(vmap_largest_hole(), VMALLOC_END - VMALLOC_START);
}

/* Steps from the root to the deepest of all. */
static u32 height(void)
{
	u32 most = 0;

	for (u32 i = 0; i < nr; i++) {
		struct rb_node *node;
		u32 depth = 0;

		for (node = &sorted[i]->rb; node; node = rb_parent(node))
			depth++;
		most = max(most, depth);
	}
	return most;
}

HOST_TEST(ten_thousand_areas_stay_flat)
{
	host_boot_pc(64, NULL);
	for (u32 i = 0; i < 10000; i++)
		insert(2, PAGE_SIZE);
	CHECK_EQ(nr, 10000);
	CHECK_MSG(height() <= 2 * 14, "%u", height());
	for (u32 i = 0; i < 5000; i++)
		erase(host_below(nr));
	for (u32 i = 0; i < 5000; i++)
		insert(1 + host_below(4), PAGE_SIZE);
	CHECK_EQ(vmap_check_tree(), 0);
	CHECK_MSG(height() <= 2 * 14, "%u", height());
	host_note("10000 areas: %u steps to the deepest", height());
}

HOST_TEST(no_hole_is_told)
{
	host_boot_pc(64, NULL);
	insert((VMALLOC_END - VMALLOC_START) >> PAGE_SHIFT, PAGE_SIZE);
	CHECK_EQ(nr, 1);
	CHECK_EQ(vmap_largest_hole(), 0);
	insert(1, PAGE_SIZE);
	CHECK_EQ(nr, 1);
	erase(0);
	insert(1, PAGE_SIZE);
	insert(1, 1 << 20);
	CHECK_EQ(vm_start(sorted[1]) % (1 << 20), 0);
	CHECK_EQ(vmap_check_tree(), 0);
}

/* What vmap_check_tree() is for; the last hole is below an area of 0 bytes. */
HOST_TEST(the_checker_counts_faults)
{
	struct vm_struct *a, *last;
	unsigned long max;

	host_boot_pc(64, NULL);
	for (u32 i = 0; i < 20; i++)
		insert(3, PAGE_SIZE);
	for (u32 i = 0; i < nr; i++)
		erase(i);			/* every other one */
	CHECK_EQ(vmap_check_tree(), 0);
	a = sorted[4];
	a->gap += PAGE_SIZE;
	CHECK_EQ(vmap_check_tree(), 1);
	a->gap -= PAGE_SIZE;
	max = a->max_gap;
	a->max_gap = VMALLOC_END;
	CHECK(vmap_check_tree() > 0);
	a->max_gap = max;
	a->addr++;				/* it, and the gap behind it */
	a->gap++;
	CHECK_EQ(vmap_check_tree(), 2);
	a->addr--;
	a->gap--;
	a->size++;
	CHECK_EQ(vmap_check_tree(), 2);
	a->size--;
	CHECK_EQ(vmap_check_tree(), 0);
	a->size += 4 * PAGE_SIZE;		/* over the next one */
	sorted[5]->gap -= 4 * PAGE_SIZE;
	CHECK(vmap_check_tree() > 0);
	sorted[5]->gap += 4 * PAGE_SIZE;
	a->size -= 4 * PAGE_SIZE;
	last = rb_entry(rb_next(&sorted[nr - 1]->rb), struct vm_struct, rb);
	CHECK_EQ(vm_start(last), VMALLOC_END);
	last->size = PAGE_SIZE;
	CHECK_EQ(vmap_check_tree(), 1);
	last->size = 0;
	CHECK_EQ(vmap_check_tree(), 0);
}
