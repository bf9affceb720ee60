/*
 * highmem.c - an address for a page of high memory, as long as one likes: kmap.
 *
 * A frame above 896 MB (or above highmem='s edge) is in no permanent mapping.
 * One page table, the 4 MB at PKMAP_BASE, is kept for giving such frames an
 * address on demand: 1024 slots for perhaps a million frames.
 *
 *   pkmap_count  0  clean    no page; in no CPU's TLB
 *                1  idle     a page that nobody uses, still mapped
 *                n  in use   by n - 1
 *
 *        kmap            kunmap            kmap of the same page
 *   clean ----> in use  -------> idle -----------------------> in use
 *     ^                            |
 *     '------ flush, when no slot is clean any more: all CPUs forget
 *
 * To take a mapping away, every CPU must be told to drop it from its TLB. So
 * kunmap does not: it leaves the slot idle. Only when the last clean slot has
 * been used all idle ones are emptied, with one message to the CPUs. A page
 * that is mapped again before that finds its old address in page->virtual.
 *
 * With all 1024 in use the next caller sleeps. The first slot that is unmapped
 * goes to who has slept longest, straight into his hands: nobody overtakes.
 * Others who sleep for the same page have their address then, too.
 *
 * Invariants: a slot is in the list of clean ones exactly when its count is 0
 * and it is not in the middle of a flush or on its way to a sleeper;
 * page->virtual of a high page is the address of the slot that maps it, or
 * NULL; while somebody sleeps no slot is clean or idle.
 * Price: a pair takes about 80 instructions; to go round and round over more
 * pages than slots about 150, a 1024th of a flush included.
 * Locking: kmap_lock. It is given up for the flush, which waits for the other
 * CPUs: one of them may be waiting for the lock with interrupts off.
 * Context: kmap in threads that may sleep, kunmap in threads.
 * Linux: mm/highmem.c. gdb: `km-kmap`, `break kmap_high`.
 */
#include <linux/highmem.h>
#include <linux/init.h>
#include <linux/jiffies.h>
#include <linux/kernel.h>
#include <linux/list.h>
#include <linux/memblock.h>
#include <linux/module.h>
#include <linux/sched.h>
#include <linux/spinlock.h>
#include <asm/tlbflush.h>
#include "internal.h"
#include "kmap.h"

#define PKMAP_ADDR(slot)	(PKMAP_BASE + ((slot) << PAGE_SHIFT))
#define PKMAP_NR(addr)		(((addr) - PKMAP_BASE) >> PAGE_SHIFT)
#define NO_SLOT			LAST_PKMAP	/* the end of a list */

struct kmap_sleeper {
	struct list_head list;		/* in sleepers, the longest first */
	struct task_struct *task;
	struct page *page;		/* for what */
	int slot;			/* what it was given, -1: nothing yet, */
					/* NO_SLOT: the page has one by now */
};

static pte_t *pkmap_page_table;	/* maps the slots; NULL: no high memory */
static unsigned int pkmap_count[LAST_PKMAP];
static unsigned long pkmap_caller[LAST_PKMAP];	/* the last kmap of it */
static u16 next_slot[LAST_PKMAP];	/* links lists of empty slots */
static unsigned int clean_slots = NO_SLOT;	/* the clean ones */
static unsigned int nr_clean;
static unsigned int nr_flushes, nr_sleeps;
static unsigned long last_flush;	/* jiffies */
static LIST_HEAD(sleepers);
static DEFINE_SPINLOCK(kmap_lock);

/* ---- slots ---- */

static struct page *slot_page(unsigned int slot)
{
	return pfn_to_page(pte_pfn(pkmap_page_table[slot]));
}

static void fill_slot(unsigned int slot, struct page *page)
{
	set_kernel_pte(PKMAP_ADDR(slot), pkmap_page_table + slot,
		       pfn_pte(page_to_pfn(page), PAGE_KERNEL));
	pkmap_count[slot] = 1;
	page->virtual = (void *)PKMAP_ADDR(slot);
}

/* An idle slot loses its page. TLBs may still know it. */
static void empty_slot(unsigned int slot)
{
	pkmap_count[slot] = 0;
	slot_page(slot)->virtual = NULL;
	set_kernel_pte(PKMAP_ADDR(slot), pkmap_page_table + slot, __pte(0));
}

static void end_sleep(struct kmap_sleeper *sleeper, int slot)
{
	list_del(&sleeper->list);
	sleeper->slot = slot;
	wake_up_process(sleeper->task);
}

/* A slot for who has slept longest; false: nobody sleeps. */
static bool hand_over(unsigned int slot)
{
	struct kmap_sleeper *first =
		list_first_entry_or_null(&sleepers, struct kmap_sleeper, list);

	if (!first)
		return false;
	end_sleep(first, slot);
	return true;
}

/* An empty slot that no TLB knows finds somebody who needs it, or is clean. */
static void give_slot(unsigned int slot)
{
	if (hand_over(slot))
		return;
	next_slot[slot] = clean_slots;
	clean_slots = slot;
	nr_clean++;
}

static unsigned int take_clean_slot(void)
{
	unsigned int slot = clean_slots;

	clean_slots = next_slot[slot];
	nr_clean--;
	return slot;
}

/* Empty all idle slots: a list of them, highest first, *@lowest the last. */
static unsigned int empty_idle(unsigned int *lowest)
{
	unsigned int list = NO_SLOT;

	for (unsigned int slot = 0; slot < LAST_PKMAP; slot++) {
		if (pkmap_count[slot] != 1)
			continue;
		if (list == NO_SLOT)
			*lowest = slot;
		empty_slot(slot);
		next_slot[slot] = list;
		list = slot;
	}
	return list;
}

/* All idle slots become clean, the lowest next to go; false: there is none. */
static bool flush_idle(void) __releases(kmap_lock) __acquires(kmap_lock)
{
	unsigned int lowest = 0, slot = empty_idle(&lowest), next;

	if (slot == NO_SLOT)
		return false;
	spin_unlock(&kmap_lock);
	flush_tlb_kernel_range(PKMAP_ADDR(lowest), PKMAP_ADDR(slot + 1));
	spin_lock(&kmap_lock);
	for (; slot != NO_SLOT; slot = next) {
		next = next_slot[slot];
		give_slot(slot);
	}
	nr_flushes++;
	last_flush = jiffies;
	return true;
}

/* @page, for which more than one may have slept, has an address. */
static void wake_others(struct page *page)
{
	struct kmap_sleeper *s, *next;

	list_for_each_entry_safe(s, next, &sleepers, list)
		if (s->page == page)
			end_sleep(s, NO_SLOT);
}

/*
 * Sleep until somebody unmaps his, and have all CPUs forget it: he was perhaps
 * where they can't be waited for. Or until another has mapped @page.
 */
static noinline void sleep_for_slot(struct page *page)
	__releases(kmap_lock) __acquires(kmap_lock)
{
	struct kmap_sleeper me = { .task = current, .page = page, .slot = -1 };

	nr_sleeps++;
	list_add_tail(&me.list, &sleepers);
	while (me.slot < 0) {
		set_current_state(TASK_UNINTERRUPTIBLE);
		spin_unlock(&kmap_lock);
		schedule();
		spin_lock(&kmap_lock);
	}
	__set_current_state(TASK_RUNNING);
	if (me.slot == NO_SLOT)
		return;
	spin_unlock(&kmap_lock);
	flush_tlb_one_kernel(PKMAP_ADDR(me.slot));
	spin_lock(&kmap_lock);
	if (page->virtual)
		give_slot(me.slot);
	else
		fill_slot(me.slot, page);
	wake_others(page);
}

/*
 * A page without an address gets one. Flush and sleep give the lock up: another
 * may have mapped it afterwards.
 */
static noinline void map_new_page(struct page *page)
{
	while (!page->virtual) {
		if (likely(nr_clean))
			fill_slot(take_clean_slot(), page);
		else if (!flush_idle())
			sleep_for_slot(page);
	}
}

/* ---- the interface ---- */

void *kmap_high(struct page *page)
{
	unsigned int slot;
	void *addr;

	spin_lock(&kmap_lock);
	if (unlikely(!page->virtual))
		map_new_page(page);
	addr = page->virtual;
	slot = PKMAP_NR((unsigned long)addr);
	pkmap_count[slot]++;
	pkmap_caller[slot] = _RET_IP_;
	spin_unlock(&kmap_lock);
	return addr;
}
EXPORT_SYMBOL(kmap_high);

/*
 * From where one can't sleep, even if there was no need to this time. A low
 * page is no reason to fail; nor is the boot, when nobody else runs.
 */
void *kmap_refused(struct page *page)
{
	bool high = PageHighMem(page);

	if (system_state < SYSTEM_RUNNING)
		return high ? kmap_high(page) : page_address(page);
	kmap_bugs++;
	context_bug(high ? "kmap may sleep: refused here" :
		    "kmap may sleep, and must not be called here", _RET_IP_);
	return high ? NULL : page_address(page);
}
EXPORT_SYMBOL(kmap_refused);

void kunmap_high(struct page *page)
{
	unsigned int slot;

	if (unlikely(in_interrupt())) {
		kmap_bugs++;
		context_bug("kunmap belongs to threads: refused here", _RET_IP_);
		return;
	}
	spin_lock(&kmap_lock);
	slot = PKMAP_NR((unsigned long)page->virtual);
	if (unlikely(slot >= LAST_PKMAP || pkmap_count[slot] < 2)) {
		spin_unlock(&kmap_lock);
		kunmap_wrong(page, slot < LAST_PKMAP ? pkmap_caller[slot] : 0,
			     _RET_IP_);
		return;
	}
	pkmap_count[slot]--;
	if (unlikely(!list_empty(&sleepers)) && pkmap_count[slot] == 1) {
		empty_slot(slot);
		hand_over(slot);
	}
	spin_unlock(&kmap_lock);
}
EXPORT_SYMBOL(kunmap_high);

void kmap_flush_unused(void)
{
	might_sleep();
	spin_lock(&kmap_lock);
	flush_idle();
	spin_unlock(&kmap_lock);
}
EXPORT_SYMBOL(kmap_flush_unused);

void __kunmap_local(unsigned long addr)
{
	struct page *page;

	if (addr >= FIXADDR_BASE)
		kunmap_atomic((void *)addr);
	else if ((page = kmap_to_page((void *)addr)))
		kunmap_high(page);
}
EXPORT_SYMBOL(__kunmap_local);

struct page *kmap_to_page(const void *vaddr)
{
	unsigned long addr = (unsigned long)vaddr;
	pte_t *pte;

	if (virt_addr_valid(addr))
		return virt_to_page(addr);
	pte = addr < PKMAP_BASE ? NULL : lookup_address(addr);
	if (WARN(!pte || !pte_present(*pte) || !pfn_valid(pte_pfn(*pte)),
		 "kmap_to_page: %p is not mapped by kmap\n", vaddr))
		return NULL;
	return pfn_to_page(pte_pfn(*pte));
}
EXPORT_SYMBOL(kmap_to_page);

/* ---- boot and inspection ---- */

/* The table for the slots, where there is high memory. */
void __init kmap_init(void)
{
	if (!populated_zone(&zones[ZONE_HIGHMEM]))
		return;
	pkmap_page_table = memblock_alloc_why(PAGE_SIZE, PAGE_SIZE,
					      "kmap's page table");
	set_kernel_pmd(PKMAP_BASE, pfn_pmd(PFN_DOWN(__pa(pkmap_page_table)),
					   __pgprot(_PAGE_TABLE)));
	for (unsigned int slot = LAST_PKMAP; slot--; )
		give_slot(slot);
}

struct page *kmap_get_slot(unsigned int slot, unsigned int *users,
			   unsigned long *caller)
{
	struct page *page = NULL;

	spin_lock(&kmap_lock);
	if (slot < LAST_PKMAP && pkmap_count[slot]) {
		page = slot_page(slot);
		*users = pkmap_count[slot] - 1;
		*caller = pkmap_caller[slot];
	}
	spin_unlock(&kmap_lock);
	return page;
}

void kmap_get_state(struct kmap_state *state)
{
	struct kmap_sleeper *s;

	spin_lock(&kmap_lock);
	*state = (struct kmap_state){
		.clean = nr_clean, .flushes = nr_flushes, .sleeps = nr_sleeps,
		.flushed_at = last_flush, .bugs = kmap_bugs };
	for (unsigned int slot = 0; slot < LAST_PKMAP; slot++) {
		state->used += pkmap_count[slot] > 1;
		state->idle += pkmap_count[slot] == 1;
	}
	list_for_each_entry(s, &sleepers, list)
		state->sleepers++;
	spin_unlock(&kmap_lock);
}

/* For an oops: no lock, as its holder may be who has failed. */
void kmap_describe(unsigned long addr)
{
	unsigned int slot = PKMAP_NR(addr), count = pkmap_count[slot];

	if (!count)
		pr_alert("slot %u of kmap: clean, last mapped by %pS\n", slot,
			 (void *)pkmap_caller[slot]);
	else
		pr_alert("slot %u of kmap: %u users, last mapped by %pS\n", slot,
			 count - 1, (void *)pkmap_caller[slot]);
}

/* Is a slot as its count says? */
static bool slot_is_sound(unsigned int slot)
{
	pte_t pte = pkmap_page_table[slot];

	if (!pkmap_count[slot])
		return pte_none(pte);
	return pte_present(pte) && PageHighMem(slot_page(slot)) &&
	       slot_page(slot)->virtual == (void *)PKMAP_ADDR(slot);
}

int kmap_check(void)
{
	unsigned int filled = 0, slot;
	int faults = 0;

	if (!pkmap_page_table)
		return 0;
	spin_lock(&kmap_lock);
	for (slot = 0; slot < LAST_PKMAP; slot++) {
		filled += pkmap_count[slot] != 0;
		if (!slot_is_sound(slot)) {
			pr_err("kmap: slot %u: count %u, entry %#llx\n", slot,
			       pkmap_count[slot],
			       (u64)pte_val(pkmap_page_table[slot]));
			faults++;
		}
	}
	/* Each is filled, or clean; not both, and not neither. */
	for (slot = clean_slots; slot != NO_SLOT; slot = next_slot[slot])
		filled++;
	faults += filled != LAST_PKMAP;
	spin_unlock(&kmap_lock);
	return faults;
}
