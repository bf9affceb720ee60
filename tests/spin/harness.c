/*
 * harness.c - mm/buddy.c on a memory of NR_FRAMES frames, FIRST .. END of which
 * are one zone. Compiled with the kernel's headers, linked with the checker.
 *
 * The checker stores many states, so each is packed into a key. Before a step
 * mem_map and the zone are built from it, afterwards a new one is made of them;
 * and it is proved each time that nothing was left out: built again from the
 * new key, every byte of both must be as the allocator left it, list pointers
 * apart: those must make sound lists of just the free blocks. A list's order is
 * left open, so that all orders are covered: any block may turn out to be the
 * first.
 *
 * The frames beyond are reserved, as behind the end of a real mem_map.
 */
#include <linux/kernel.h>
#include <linux/mm.h>
#include "../../mm/internal.h"
#include "bytes.h"
#include "harness.h"

#define ORDERS		5		/* 0 .. 4: all that 16 frames can have */
#define GIVEN		1		/* nibbles: GIVEN + order, FREE + order */
#define FREE		(GIVEN + ORDERS)

static struct memory {
	struct page pages[2 * NR_FRAMES];
	struct zone zone;
} before, after;

unsigned char spin_key[KEY_SIZE];
struct zone zones[MAX_NR_ZONES];
static struct page pages[2 * NR_FRAMES];
struct page *mem_map = pages;
static unsigned char owner[2 * NR_FRAMES];	/* GIVEN + order, at the first */
static int reports;

static struct zone *const zone = &zones[ZONE_NORMAL];
#define NORMAL	((unsigned long)ZONE_NORMAL << PAGE_ZONE_SHIFT)

int printk(const char *fmt, ...)
{
	reports++;
	return 0;
}

void dump_page(const struct page *page, const char *reason)
{
	reports++;
}

void bug_report(const char *file, int line, const char *fmt, ...)
{
	__builtin_trap();
}

static void save(struct memory *to)
{
	copy(to->pages, pages, sizeof(pages));
	copy(&to->zone, zone, sizeof(*zone));
}

/* ---- key and state ---- */

static unsigned int get(unsigned int i)
{
	return spin_key[i / 2] >> (i % 2 * 4) & 15;
}

static void put(unsigned int i, unsigned int value)
{
	spin_key[i / 2] = (spin_key[i / 2] & (i % 2 ? 0x0f : 0xf0)) |
			  value << (i % 2 * 4);
}

static void make_key(void)
{
	for (int i = 0; i < NR_FRAMES; i++)
		put(i, PageBuddy(&pages[i]) ? FREE + page_order(&pages[i]) :
		    owner[i]);
}

static void build(void)
{
	zone_init_free_lists(zone);
	for (int i = 0; i < 2 * NR_FRAMES; i++) {
		pages[i].flags = NORMAL;
		pages[i].lru.next = pages[i].lru.prev = NULL;
		owner[i] = 0;
		if (i < FIRST || i >= END)
			pages[i].flags |= 1UL << PG_reserved;
	}
	for (int i = FIRST; i < END; i++) {
		unsigned int kind = get(i);

		if (kind >= GIVEN && kind < FREE) {
			owner[i] = kind;
			pages[i].flags |= (kind - GIVEN) << PAGE_ORDER_SHIFT;
		} else if (kind >= FREE) {
			pages[i].flags |= 1UL << PG_buddy |
					  (kind - FREE) << PAGE_ORDER_SHIFT;
			list_add_tail(&pages[i].lru,
				      &zone->free_area[kind - FREE].free_list);
			zone->free_area[kind - FREE].nr_free++;
			zone->nonempty |= 1UL << (kind - FREE);
			zone->free_pages += 1UL << (kind - FREE);
		}
	}
}

void spin_reset(void)
{
	zone->zone_start_pfn = FIRST;
	zone->spanned_pages = END - FIRST;
	build();
	for (int i = FIRST; i < END; i++)
		__free_one_page(zone, &pages[i], 0);
	make_key();
}

/* ---- rules ---- */

/* Mark the frames of a block; false when one was marked already. */
static bool mark(unsigned char *seen, int pfn, int order)
{
	for (int i = pfn; i < pfn + (1 << order); i++) {
		if (i < FIRST || i >= END || seen[i])
			return false;
		seen[i] = 1;
	}
	return !(pfn & ((1 << order) - 1));
}

/* Every frame is free or given out, once. */
static int misplaced(void)
{
	unsigned char seen[2 * NR_FRAMES] = { 0 };
	unsigned long frames = 0;

	for (int i = FIRST; i < END; i++) {
		struct page *page = &pages[i];

		if (owner[i] && !mark(seen, i, owner[i] - GIVEN))
			return 2;	/* given out twice, or badly aligned */
		if (owner[i] && page_order(page) != owner[i] - GIVEN)
			return 3;	/* the order of a block is forgotten */
		if (PageBuddy(page)) {
			if (!mark(seen, i, page_order(page)))
				return 4;	/* free twice, or given out */
			frames += 1UL << page_order(page);
		}
	}
	for (int i = FIRST; i < END; i++)
		if (!seen[i])
			return 5;	/* neither free nor given out: lost */
	return frames == zone->free_pages ? 0 : 6;
}

/* Each list is a ring of free blocks of its order, as many as it says. */
static bool lists_sound(void)
{
	for (int order = 0; order < MAX_ORDER; order++) {
		struct list_head *head = &zone->free_area[order].free_list;
		struct list_head *at = head;
		u32 n = zone->free_area[order].nr_free;

		do {
			if (at->next->prev != at)
				return false;
			at = at->next;
			if (at != head && !PageBuddy(list_entry(at, struct page,
								lru)))
				return false;
		} while (at != head && n--);
		if (at != head || n)
			return false;
	}
	return true;
}

/* For a comparison: lists were looked at, forget them. */
static void forget_lists(void)
{
	for (int i = 0; i < NR_FRAMES; i++)
		pages[i].lru.next = pages[i].lru.prev = NULL;
	for (int order = 0; order < MAX_ORDER; order++)
		INIT_LIST_HEAD(&zone->free_area[order].free_list);
}

/* The rules of buddy.c itself, those above, and that the key is complete. */
static int settle(void)
{
	int rule;

	reports = 0;
	if (!lists_sound() || buddy_check_zone(zone) || reports)
		return 1;
	rule = misplaced();
	if (rule)
		return rule;
	forget_lists();
	save(&before);
	make_key();
	build();
	forget_lists();
	save(&after);
	return same(&before, &after, sizeof(before)) ? 0 : 8;
}

/* Is there an aligned block of @order whose frames are all free? */
static bool possible(int order)
{
	unsigned char used[2 * NR_FRAMES] = { 0 };
	int pfn, i;

	for (i = FIRST; i < END; i++)
		if (owner[i])
			mark(used, i, owner[i] - GIVEN);
	for (pfn = 0; pfn + (1 << order) <= NR_FRAMES; pfn += 1 << order) {
		for (i = pfn; i < pfn + (1 << order); i++)
			if (used[i] || i < FIRST || i >= END)
				break;
		if (i == pfn + (1 << order))
			return true;
	}
	return false;
}

/* Move block number @nr of the list that serves @order to its head. */
static bool put_first(int order, int nr)
{
	unsigned long fitting = zone->nonempty >> order;
	struct list_head *head, *at;

	if (!fitting)
		return nr == 0;		/* the request will be refused: once */
	head = &zone->free_area[order + __ffs(fitting)].free_list;
	for (at = head->next; nr && at != head; nr--)
		at = at->next;
	if (at == head)
		return false;
	list_move(at, head);
	return true;
}

int spin_alloc(int order, int first)
{
	struct page *page;

	build();
	if (!put_first(order, first))
		return 0;
	page = __rmqueue(zone, order);
	if (page)
		owner[page - pages] = GIVEN + order;
	else if (possible(order))
		return 7;		/* refused although there is one */
	return settle();
}

int spin_free(int pfn)
{
	unsigned int order;

	build();
	if (!owner[pfn])
		return 0;
	order = owner[pfn] - GIVEN;
	owner[pfn] = 0;
	__free_one_page(zone, &pages[pfn], order);
	return settle();
}
