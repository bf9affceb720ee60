/*
 * slab_world.c - what mm/slab*.c finds around it: pages that run out, CPUs that
 * are played one after the other, and nobody to read reports. What is missing
 * is never called: no instrument is on, no cache is for RCU, no lock is taken
 * twice.
 */
#include <linux/cpumask.h>
#include <linux/kernel.h>
#include <linux/kmemleak.h>
#include <linux/mm.h>
#include <linux/sched.h>
#include "../../mm/internal.h"
#include "../../mm/slab.h"
#include "slab_world.h"

#define GARBAGE		0xdeadbeefU

struct page pages[SLABS * FRAMES];
const char *rule;
int reports;
bool no_page;

unsigned long spin_eflags = X86_EFLAGS_IF;
int cpu_number, __preempt_count = PREEMPT_NO_RESCHED;
volatile unsigned long jiffies;
unsigned long cpu_possible_bits = (1UL << CPUS) - 1;
struct vm_event_state vm_event_states;
struct page *mem_map = pages;
unsigned long max_low_pfn = SLABS * FRAMES;
void *high_memory = (void *)(PAGE_OFFSET + SLABS * FRAMES * PAGE_SIZE);
unsigned int mm_hooks;

void broken(const char *what)
{
	rule = rule ?: what;
}

int printk(const char *fmt, ...)
{
	return 0;
}

void dump_page(const struct page *page, const char *reason)
{
	reports++;
}

void dump_stack(void)
{
}

void dump_stack_lvl(const char *level)
{
}

void kmemleak_free(const void *obj)
{
}

int on_each_cpu(smp_call_func_t fn, void *info, int wait)
{
	int me = cpu_number;

	for (int cpu = 0; cpu < CPUS; cpu++) {
		unsigned long flags;

		local_irq_save(flags);
		cpu_number = cpu;
		fn(info);
		cpu_number = me;
		local_irq_restore(flags);
	}
	return 0;
}

/* ---- pages ---- */

/* Page @slab as the page allocator hands it out, and as it wants it back. */
void fresh_pages(int slab)
{
	struct page *head = &pages[slab * FRAMES];

	for (int i = 0; i < FRAMES; i++) {
		head[i] = (struct page){
			.flags = i ? 1UL << PG_tail :
				 1UL << PG_head | ORDER << PAGE_ORDER_SHIFT,
			.virtual = __va((unsigned long)(head + i - pages)
					<< PAGE_SHIFT),
		};
		atomic_set(&head[i]._mapcount, -1);
		if (i)
			head[i].first_page = head;
	}
	atomic_set(&head->_count, 1);
}

bool pages_free(int slab)
{
	return !atomic_read(&pages[slab * FRAMES]._count);
}

unsigned int *object(int i)
{
	return pages[i / NUM * FRAMES].virtual + i % NUM * SIZE;
}

struct page *alloc_pages(gfp_t gfp, unsigned int order)
{
	spin_window();
	if (order != ORDER || !(gfp & __GFP_COMP))
		broken("a slab's pages are asked for wrongly");
	for (int slab = 0; slab < SLABS && !no_page; slab++) {
		if (!pages_free(slab))
			continue;
		fresh_pages(slab);
		for (int i = 0; i < NUM; i++)
			*object(slab * NUM + i) = GARBAGE;
		return &pages[slab * FRAMES];
	}
	return NULL;
}

void __free_pages(struct page *page, unsigned int order)
{
	spin_window();
	if (order != ORDER || (page - pages) % FRAMES || PageSlab(page) ||
	    page->mapping || atomic_read(&page->_count) != 1 ||
	    atomic_read(&page->_mapcount) != -1)
		broken("pages go back in a state in which they may not");
	atomic_set(&page->_count, 0);
}

void ctor(void *obj)
{
	if (spin_is_locked(&cache.lock))
		broken("a constructor is called with the lock held");
	*(unsigned int *)obj = CONSTRUCTED;
}

void *mmap(void *at, size_t n, int prot, int flags, int fd, long offset);

/* At its address; readable, writable; private, fixed, anonymous. */
void map_memory(void)
{
	static bool done;

	if (!done && mmap((void *)PAGE_OFFSET, max_low_pfn * PAGE_SIZE, 3,
			  0x32, -1, 0) != (void *)PAGE_OFFSET)
		__builtin_trap();
	done = true;
}
