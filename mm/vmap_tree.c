/*
 * vmap_tree.c - which kernel addresses are taken, and where a hole is.
 *
 * All areas are in one tree, by address. Each knows the gap below it, the free
 * bytes between the area before and itself, and the largest gap in its subtree
 * (max_gap). So the lowest hole of n bytes is found by walking down once: left
 * where a gap that large is on the left, else here, else right.
 *
 *	   gap   area   gap      area      gap        end
 *	|.......|#####|.....|##############|.........|
 *	^ start                                      ^ an area of 0 bytes
 *
 * An area of no bytes at the very end makes the last hole a gap like the
 * others. A new area goes to the lower end of its gap: areas stay packed at the
 * bottom, where few tables serve them.
 *
 * Price: a hole, an insertion, a removal are each a walk of the tree's height,
 * at most 2 log2(n + 1): 27 steps with 10,000 areas.
 * Invariants: sorted, no two overlap; gap = addr - end of the one before;
 * max_gap = the largest gap of the node and of all below it.
 * Locking: vmap_lock, with interrupts off, as areas are freed and looked up in
 * interrupts too. It is never held while page tables are written. Context: any.
 * Linux: vmap_area and its augmented free tree in mm/vmalloc.c, and
 * unmapped_area() of mm/mmap.c for the gaps.
 * gdb: `km-vmalloc`, `p vmap_root`.
 */
#include <linux/kernel.h>
#include <linux/printk.h>
#include <linux/rbtree_augmented.h>
#include <linux/spinlock.h>
#include "vmap.h"

DEFINE_SPINLOCK(vmap_lock);

static struct rb_root vmap_root = RB_ROOT;
static struct vm_struct vmap_end;	/* 0 bytes, behind all others */
static unsigned long vmap_start;	/* the first address */

#define area_of(node)	rb_entry(node, struct vm_struct, rb)
#define own_gap(area)	((area)->gap)

RB_DECLARE_CALLBACKS_MAX(static, gaps, struct vm_struct, rb, unsigned long,
			 max_gap, own_gap)

static unsigned long max_gap_of(const struct rb_node *node)
{
	return node ? area_of(node)->max_gap : 0;
}

void vmap_tree_init(unsigned long start, unsigned long end)
{
	vmap_start = start;
	vmap_end.addr = (void *)end;
	vmap_end.gap = vmap_end.max_gap = end - start;
	rb_link_node(&vmap_end.rb, NULL, &vmap_root.rb_node);
	rb_insert_augmented(&vmap_end.rb, &vmap_root, &gaps);
}

/* The lowest area with a gap of @bytes below it, or NULL. */
static struct vm_struct *lowest_gap(unsigned long bytes)
{
	struct rb_node *node = vmap_root.rb_node;

	if (max_gap_of(node) < bytes)
		return NULL;
	for (;;) {
		if (max_gap_of(node->rb_left) >= bytes)
			node = node->rb_left;
		else if (area_of(node)->gap >= bytes)
			return area_of(node);
		else
			node = node->rb_right;
	}
}

/* Into the tree, right before @next; the gaps of both are set. */
static void link_before(struct vm_struct *area, struct vm_struct *next)
{
	struct rb_node *parent = &next->rb, **link = &next->rb.rb_left;

	while (*link) {
		parent = *link;
		link = &parent->rb_right;
	}
	area->max_gap = area->gap;
	rb_link_node(&area->rb, parent, link);
	gaps.propagate(parent, &next->rb);
	gaps.propagate(&next->rb, NULL);
	rb_insert_augmented(&area->rb, &vmap_root, &gaps);
}

/*
 * For an alignment the hole is asked for as much larger as the alignment may
 * take: one that would fit only by luck is passed over. (No sum overflows:
 * sizes and addresses lie in the kernel's last gigabyte.)
 */
int vmap_insert(struct vm_struct *area, unsigned long align)
{
	unsigned long slack = align - PAGE_SIZE, hole;
	struct vm_struct *next = lowest_gap(area->size + slack);

	if (!next)
		return -ENOMEM;
	hole = vm_start(next) - next->gap;
	area->addr = (void *)ALIGN(hole, align);
	area->gap = vm_start(area) - hole;
	next->gap = vm_start(next) - vm_end(area);
	link_before(area, next);
	return 0;
}

/* Its bytes and the gap below it fall to the gap below the next one. */
void vmap_erase(struct vm_struct *area)
{
	struct vm_struct *next = area_of(rb_next(&area->rb));

	rb_erase_augmented(&area->rb, &vmap_root, &gaps);
	next->gap += area->size + area->gap;
	gaps.propagate(&next->rb, NULL);
}

struct vm_struct *vmap_find_above(unsigned long addr)
{
	struct rb_node *node = vmap_root.rb_node;
	struct vm_struct *best = NULL;

	while (node) {
		struct vm_struct *area = area_of(node);

		if (addr >= vm_end(area)) {
			node = node->rb_right;
			continue;
		}
		best = area;
		if (addr >= vm_start(area))
			break;
		node = node->rb_left;
	}
	return best == &vmap_end ? NULL : best;
}

struct vm_struct *vmap_find(unsigned long addr)
{
	struct rb_node *node = vmap_root.rb_node;

	while (node) {
		struct vm_struct *area = area_of(node);

		if (addr - vm_start(area) < area->size)
			return area;
		node = addr < vm_start(area) ? node->rb_left : node->rb_right;
	}
	return NULL;
}

unsigned long vmap_largest_hole(void)
{
	return max_gap_of(vmap_root.rb_node);
}

static bool gap_is_sound(const struct vm_struct *area, unsigned long below)
{
	unsigned long max = max(area->gap, max(max_gap_of(area->rb.rb_left),
					       max_gap_of(area->rb.rb_right)));

	return vm_start(area) >= below && !offset_in_page(vm_start(area)) &&
	       !offset_in_page(area->size) &&
	       area->gap == vm_start(area) - below && area->max_gap == max;
}

int vmap_check_tree(void)
{
	unsigned long below = vmap_start;
	struct rb_node *node;
	int faults = 0;

	for (node = rb_first(&vmap_root); node; node = rb_next(node)) {
		const struct vm_struct *area = area_of(node);

		if (!gap_is_sound(area, below)) {
			pr_err("vmalloc: area %#lx-%#lx, gap %#lx (largest below %#lx), behind %#lx: not sound\n",
			       vm_start(area), vm_end(area), area->gap,
			       area->max_gap, below);
			faults++;
		}
		below = vm_end(area);
	}
	return faults + (below != vm_start(&vmap_end));
}
