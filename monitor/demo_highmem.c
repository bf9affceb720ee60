/*
 * demo highmem: a page without an address, and three ways to give it one.
 *
 * Model: a high page is mapped with kmap_atomic, with kmap and, after the slots
 * have all been used, with kmap again; the data stays, the addresses change.
 *
 * Invariants: gives back all it takes, also when a step fails.
 * Locking & context: prompt only; others may take slots meanwhile.
 * In Linux: Documentation/vm/highmem, mm/highmem.c.
 * Watch it: (gdb) break kmap_high
 *           (gdb) km-kmap
 */

#include "internal.h"
#include <linux/errno.h>
#include <linux/highmem.h>
#include <linux/kernel.h>
#include <linux/math64.h>
#include <linux/percpu.h>
#include <linux/string.h>
#include <asm/processor.h>

#define ROUNDS	1000

static void say_page(const char *when, struct page *page)
{
	say("  %-32s page_address(page) is ", when);
	if (page_address(page))
		say("%p\n", page_address(page));
	else
		say("NULL\n");
}

static void temporary(struct page *page)
{
	char *first, *again;

	say("\n1. kmap_atomic: an address on this CPU, for a moment.\n\n");
	first = kmap_atomic(page);
	strcpy(first, "high memory can be written to");
	say("  kmap_atomic(page)                %p \"%s\"\n", first, first);
	again = kmap_atomic(page);
	say("  once more, nested                %p \"%s\"\n", again, again);
	kunmap_atomic(again);
	kunmap_atomic(first);
	first = kmap_atomic(page, KM_USER0);
	say("  kmap_atomic(page, KM_USER0)      %p, a slot with a name\n",
	    first);
	kunmap_atomic(first, KM_USER0);
	say_page("struct page says nothing of it:", page);
	say("\nNo lock and no sleep: one page-table entry, one invlpg. In between\n"
	    "this CPU may do nothing else: preemption is off.\n");
}

static void permanent(struct page *page)
{
	char *addr;

	say("\n2. kmap: an address for as long as you like, on all CPUs.\n\n");
	addr = kmap(page);
	say("  kmap(page)                       %p \"%s\"\n", addr, addr);
	say_page("while it is mapped:", page);
	kunmap(page);
	say_page("after kunmap(page):", page);
	say("\nStill there? To take a mapping away all CPUs must be told, so\n"
	    "kunmap leaves it idle. Whoever maps the page again gets it back for\n"
	    "almost nothing.\n");
}

/* Map other pages until the idle slots are emptied: was ours among them? */
static int use_all_slots(struct page *page)
{
	unsigned int mapped = 0, flushes;
	struct kmap_state s;
	struct page *other, *chain = NULL;

	kmap_get_state(&s);
	flushes = s.flushes;
	while (s.flushes == flushes && mapped <= LAST_PKMAP) {
		other = alloc_page(GFP_HIGHUSER | __GFP_NOWARN);
		if (!other)
			break;
		other->private = (unsigned long)chain;
		chain = other;
		kmap(other);
		kunmap(other);
		mapped++;
		kmap_get_state(&s);
	}
	while ((other = chain)) {
		chain = (struct page *)other->private;
		__free_page(other);
	}
	if (s.flushes == flushes) {
		say("  (too little high memory to use up the slots)\n");
		return 0;
	}
	say("  %u other pages later no slot was clean: all idle ones were emptied,\n"
	    "  with one message to the CPUs.\n\n", mapped);
	say_page("after the flush:", page);
	return page_address(page) ? -EIO : 0;
}

static int lazily(struct page *page)
{
	int err;
	char *addr;

	say("\n3. What ends an idle mapping.\n\n");
	err = use_all_slots(page);
	addr = kmap(page);
	say("  kmap(page) again                 %p \"%s\"\n", addr, addr);
	kunmap(page);
	return err;
}

static u64 kmap_cost(struct page *page)
{
	u64 start = rdtsc();

	for (int i = 0; i < ROUNDS; i++) {
		kmap(page);
		kunmap(page);
	}
	return div_u64(rdtsc() - start, ROUNDS);
}

static u64 atomic_cost(struct page *page)
{
	u64 start = rdtsc();

	for (int i = 0; i < ROUNDS; i++)
		kunmap_atomic(kmap_atomic(page));
	return div_u64(rdtsc() - start, ROUNDS);
}

static void costs(struct page *high)
{
	struct page *low = alloc_page(GFP_KERNEL);

	say("\nThe price of a pair, in ticks of the clock:\n\n"
	    "                 high page   low page\n");
	say("  kmap           %9llu", kmap_cost(high));
	say("  %9llu\n", low ? kmap_cost(low) : 0);
	say("  kmap_atomic    %9llu", atomic_cost(high));
	say("  %9llu\n", low ? atomic_cost(low) : 0);
	if (low)
		__free_page(low);
}

static int demo_highmem(void)
{
	struct page *page = alloc_page(GFP_HIGHUSER);
	int err = 0;

	if (!page)
		return -ENOMEM;
	say("The kernel's gigabyte of addresses maps %lu MB of RAM for good. What\n"
	    "lies above is high memory: pages that can be allocated and counted,\n"
	    "but have no address.\n\n",
	    ((unsigned long)high_memory - PAGE_OFFSET) >> 20);
	say("  alloc_page(GFP_HIGHUSER) gave frame 0x%lx, of zone %s\n",
	    page_to_pfn(page), page_zone(page)->name);
	if (PageHighMem(page)) {
		kmap_flush_unused();	/* another demo may have run */
		say_page("so far:", page);
		temporary(page);
		permanent(page);
		err = lazily(page);
		costs(page);
	} else {
		say("\nThis machine has no high memory. Boot it with highmem=64M, or\n"
		    "with 1 GB. Code that calls kmap all the same works: a low page\n"
		    "has an address, %p, and kmap returns it: %p.\n",
		    page_address(page), kmap(page));
		kunmap(page);
	}
	__free_page(page);
	say("\nTry: kmap; zoneinfo; alloc_pages 0 GFP_HIGHUSER; pt 0xff800000\n");
	return err;
}
DEMO(highmem, "pages without an address, and how to get at them", demo_highmem);
