/*
 * tlb_test.c - changed entries are forgotten by every CPU before frame or
 * address serve somebody else; page directories agree.
 *
 * The stale reader: while one thread makes, frees and makes areas again,
 * threads on all CPUs read them, also after they were freed. A reader keeps
 * interrupts off from before it takes an address until it has done with it; so
 * no flush can complete in between that began after the area was freed. What it
 * may see is the stamp of just that area, or a fault; anything else is somebody
 * else's memory. tlb_hammer=N makes it N areas; without it some hundreds.
 */
#include <linux/cpumask.h>
#include <linux/fault-inject.h>
#include <linux/highmem.h>
#include <linux/init.h>
#include <linux/irqflags.h>
#include <linux/kstrtox.h>
#include <linux/ktime.h>
#include <linux/percpu.h>
#include <linux/sched.h>
#include <linux/slab.h>
#include <linux/smp.h>
#include <linux/timekeeping.h>
#include <linux/uaccess.h>
#include <linux/vmalloc.h>
#include <asm/tlbflush.h>
#include "mm_test.h"
#include "../../mm/internal.h"
#include "team.h"

static struct tlb_event_state events_of(int cpu)
{
	return tlb_events_cpu(cpu);
}

/* Two frames, each with its name in the first word. */
static void two_frames(struct kunit *test, struct page *pages[2])
{
	for (u32 i = 0; i < 2; i++) {
		pages[i] = alloc_page(GFP_KERNEL);
		KUNIT_ASSERT_NOT_NULL(test, pages[i]);
		*(u32 *)page_address(pages[i]) = 0xaa00 + i;
	}
}

static DEFINE_PER_CPU(u32, word_seen);
static volatile u32 *word_at;

static void look(void *unused)
{
	this_cpu_write(word_seen, *word_at);
}

/* An entry changed behind the CPUs' backs, then each kind of flush. */
static void tlb_flush_kinds(struct kunit *test)
{
	struct vm_struct *area = alloc_vm_area(40 * PAGE_SIZE);
	struct page *pages[2];
	unsigned long addr;
	int cpu;

	two_frames(test, pages);
	KUNIT_ASSERT_NOT_NULL(test, area);
	addr = (unsigned long)area->addr + 3 * PAGE_SIZE;
	word_at = (u32 *)addr;
	KUNIT_ASSERT_EQ(test, 0, map_kernel_page(addr, page_to_pfn(pages[0]),
						 PAGE_KERNEL));
	for (u32 kind = 0; kind < 3; kind++) {
		u32 next = (kind + 1) % 2;

		on_each_cpu(look, NULL, 1);
		set_kernel_pte(addr, lookup_address(addr),
			   pfn_pte(page_to_pfn(pages[next]), PAGE_KERNEL));
		if (kind == 0)
			flush_tlb_one_kernel(addr);
		else if (kind == 1)
			flush_tlb_kernel_range(addr - 3 * PAGE_SIZE,
					       addr + 37 * PAGE_SIZE);
		else
			flush_tlb_all();
		on_each_cpu(look, NULL, 1);
		for_each_online_cpu(cpu)
			KUNIT_EXPECT_EQ(test, per_cpu(word_seen, cpu),
					0xaa00 + next);
	}
	free_vm_area(area);
	for (u32 i = 0; i < 2; i++)
		__free_page(pages[i]);
}

static void tlb_flushes_are_counted(struct kunit *test)
{
	struct tlb_event_state before, after;
	int me, cpu, others = num_online_cpus() - 1;

	preempt_disable();
	me = smp_processor_id();
	before = events_of(me);
	flush_tlb_kernel_range(VMALLOC_END, VMALLOC_END + 3);
	after = events_of(me);
	preempt_enable();
	KUNIT_EXPECT_GE(test, after.local_one - before.local_one, 1ul);
	KUNIT_EXPECT_EQ(test, after.remote - before.remote, (ulong)!!others);
	for_each_online_cpu(cpu) {
		before = events_of(cpu);
		flush_tlb_kernel_range(VMALLOC_START, VMALLOC_END);
		after = events_of(cpu);
		KUNIT_EXPECT_GE(test, after.local_all - before.local_all, 1ul);
	}
}

/* What was never mapped is in no TLB: taking it away disturbs nobody. */
static void tlb_no_needless_flush(struct kunit *test)
{
	struct vm_struct *area = alloc_vm_area(4 * PAGE_SIZE);
	struct tlb_event_state before, after;

	KUNIT_ASSERT_NOT_NULL(test, area);
	preempt_disable();
	before = events_of(smp_processor_id());
	unmap_kernel_range((unsigned long)area->addr, 4 * PAGE_SIZE);
	after = events_of(smp_processor_id());
	preempt_enable();
	KUNIT_EXPECT_EQ(test, after.remote, before.remote);
	KUNIT_EXPECT_EQ(test, after.local_all, before.local_all);
	free_vm_area(area);
}

/* The kernel's entries as another directory has them; interrupts off. */
static u32 read_through(pgd_t *pgd, const volatile u32 *addr)
{
	unsigned long flags, old;
	u32 word;

	local_irq_save(flags);
	old = read_cr3();
	write_cr3(__pa(pgd));
	word = *addr;
	write_cr3(old);
	local_irq_restore(flags);
	return word;
}

/*
 * Two pages of addresses for which there is no table yet, or NULL; *@below is
 * an area that keeps the addresses below them.
 */
static struct vm_struct *area_without_table(struct vm_struct **below)
{
	unsigned long size = PMD_SIZE;
	struct vm_struct *area;

	for (; size < VMALLOC_END - VMALLOC_START; size += PMD_SIZE) {
		*below = get_vm_area(size, VM_MAP);
		area = *below ? get_vm_area(2 * PAGE_SIZE, VM_MAP) : NULL;
		if (area && !lookup_address((unsigned long)area->addr))
			return area;
		if (area)
			free_vm_area(area);
		if (*below)
			free_vm_area(*below);
		if (!area)
			break;
	}
	return NULL;
}

/*
 * A directory made before the kernel maps something where it has no table: what
 * is mapped then is there too, without a fault.
 */
static void pgd_learns_at_once(struct kunit *test)
{
	struct vm_struct *area, *below;
	struct page *pages[2];
	unsigned long addr;
	pgd_t *pgd;

	if (PTRS_PER_PMD > 1)
		kunit_skip(test, "directories share the kernel's table");
	area = area_without_table(&below);
	if (!area)
		kunit_skip(test, "every table there can be exists");
	two_frames(test, pages);
	pgd = pgd_alloc();
	KUNIT_ASSERT_NOT_NULL(test, pgd);
	addr = (unsigned long)area->addr;
	KUNIT_EXPECT_EQ(test, pgd_val(pgd[pgd_index(addr)]), 0u);
	KUNIT_ASSERT_EQ(test, 0, map_kernel_range(addr, 2 * PAGE_SIZE,
						  PAGE_KERNEL, pages));
	KUNIT_EXPECT_EQ(test, read_through(pgd, (u32 *)addr), 0xaa00u);
	KUNIT_EXPECT_EQ(test, read_through(pgd, (u32 *)(addr + PAGE_SIZE)),
			0xaa01u);
	free_vm_area(area);
	free_vm_area(below);
	pgd_free(pgd);
	for (int i = 0; i < 2; i++)
		__free_page(pages[i]);
}

/* Errors of a range leave nothing behind. */
static void range_all_or_nothing(struct kunit *test)
{
	struct vm_struct *area = alloc_vm_area(8 * PAGE_SIZE);
	struct page *pages[4];
	unsigned long addr;

	KUNIT_ASSERT_NOT_NULL(test, area);
	two_frames(test, pages);
	pages[2] = pages[0];
	pages[3] = NULL;
	addr = (unsigned long)area->addr;
	KUNIT_EXPECT_EQ(test, -EINVAL, map_kernel_range(addr, 4 * PAGE_SIZE,
							PAGE_KERNEL, pages));
	KUNIT_EXPECT_EQ(test, 0ul,
			unmap_kernel_range_noflush(addr, 8 * PAGE_SIZE));
	KUNIT_ASSERT_EQ(test, 0, map_kernel_page(addr + 2 * PAGE_SIZE, 0,
						 PAGE_KERNEL_RO));
	KUNIT_EXPECT_EQ(test, -EBUSY, map_kernel_range(addr, 3 * PAGE_SIZE,
						       PAGE_KERNEL, pages));
	KUNIT_EXPECT_EQ(test, -EBUSY, ioremap_page_range(addr,
			addr + 8 * PAGE_SIZE, 0, PAGE_KERNEL_RO));
	KUNIT_EXPECT_EQ(test, 1ul,
			unmap_kernel_range_noflush(addr, 8 * PAGE_SIZE));
	flush_tlb_kernel_range(addr, addr + 8 * PAGE_SIZE);
	KUNIT_EXPECT_EQ(test, -EINVAL, map_kernel_range(0x1000, PAGE_SIZE,
							PAGE_KERNEL, pages));
	free_vm_area(area);
	for (int i = 0; i < 2; i++)
		__free_page(pages[i]);
}

/* No memory for a table: not a page of the range is mapped. */
static void range_without_table(struct kunit *test)
{
	unsigned long before = settled_free_pages();
	struct vm_struct *below, *area = area_without_table(&below);
	struct page *pages[2];
	unsigned long addr;

	if (!area)
		kunit_skip(test, "every table there can be exists");
	two_frames(test, pages);
	addr = (unsigned long)area->addr;
	fault_inject_begin();
	fault_inject_nth(1);
	KUNIT_EXPECT_EQ(test, -ENOMEM, map_kernel_range(addr, 2 * PAGE_SIZE,
							PAGE_KERNEL, pages));
	fault_inject_nth(0);
	fault_inject_end();
	KUNIT_EXPECT_NULL(test, lookup_address(addr));
	KUNIT_EXPECT_EQ(test, 0, map_kernel_range(addr, 2 * PAGE_SIZE,
						  PAGE_KERNEL, pages));
	free_vm_area(area);
	free_vm_area(below);
	for (int i = 0; i < 2; i++)
		__free_page(pages[i]);
	KUNIT_EXPECT_EQ(test, settled_free_pages(), before);
}

/* ---- the stale reader ---- */

#define RECORDS		8192	/* more areas than can wait for a flush */
#define READERS		3	/* on CPUs 1 to 3 */
#define READS		50

struct record {
	const u32 *addr;
	u32 stamp;			/* what every word of it holds */
};

static unsigned int hammer_areas = 200;
static struct record *records;
static struct record *published;	/* NULL: nothing to read */
static bool over;
static atomic64_t own_words;	/* billions, where the areas are many */
static atomic_t faulted;
static atomic_t lookers;		/* that found something published */

static int __init tlb_hammer_setup(char *arg)
{
	return arg ? kstrtouint(arg, 10, &hammer_areas) : -EINVAL;
}
early_param("tlb_hammer", tlb_hammer_setup);

/* A short while of reading what is published now. Faults found. */
static int read_awhile(void)
{
	const struct record *r;
	unsigned long flags;
	int foreign = 0;
	u32 word;

	local_irq_save(flags);
	r = READ_ONCE(published);
	if (r)
		atomic_inc(&lookers);
	for (int i = 0; r && i < READS; i++) {
		if (copy_from_kernel_nofault(&word, r->addr + i * 7 % 512, 4))
			atomic_inc(&faulted);
		else if (word == r->stamp)
			atomic64_inc(&own_words);
		else
			foreign++;
	}
	local_irq_restore(flags);
	return foreign;
}

/* Frames that come back too early would be found here, and marked. */
static void mark_free_frames(void)
{
	struct page *pages[8];
	int n;

	for (n = 0; n < 8; n++) {
		u32 *word;

		pages[n] = alloc_page(GFP_HIGHUSER | __GFP_NOWARN);
		if (!pages[n])
			break;
		word = kmap_atomic(pages[n]);
		memset32(word, 0xbad00bad, PAGE_SIZE / 4);
		kunmap_atomic(word);
	}
	while (n--)
		__free_page(pages[n]);
}

/* Until somebody reads @r, or nobody seems to be there. */
static void publish(struct record *r)
{
	int before = atomic_read(&lookers);

	smp_store_release(&published, r);
	for (int i = 0; i < 2000 && atomic_read(&lookers) == before; i++)
		cpu_relax();
}

/* The readers' CPUs may be away for all of the areas: but not for ever. */
static bool nobody_has_read(u32 n)
{
	return n < 20000 && !atomic64_read(&own_words);
}

static int make_areas(void)
{
	for (u32 n = 0; n < hammer_areas || nobody_has_read(n); n++) {
		struct record *r = &records[n % RECORDS];
		u32 *p = vmalloc(PAGE_SIZE);

		if (!p)
			return 1;
		memset32(p, 0x51000000 + n, PAGE_SIZE / 4);
		r->addr = p;
		r->stamp = 0x51000000 + n;
		publish(r);
		WRITE_ONCE(published, NULL);
		vfree(p);
		mark_free_frames();
		if (n % 32 == 0)
			vm_unmap_aliases();
	}
	WRITE_ONCE(over, true);
	return 0;
}

static int hammer_thread(void)
{
	int foreign = 0;

	if (smp_processor_id() == 0)
		return make_areas();
	while (smp_processor_id() <= READERS && !READ_ONCE(over)) {
		foreign += read_awhile();
		cond_resched();
	}
	return foreign;
}

static void stale_readers(struct kunit *test)
{
	if (num_online_cpus() < 2)
		kunit_skip(test, "one CPU: nobody else reads");
	records = vmalloc(RECORDS * sizeof(*records));
	KUNIT_ASSERT_NOT_NULL(test, records);
	over = false;
	atomic64_set(&own_words, 0);
	atomic_set(&faulted, 0);
	team_start(test, hammer_thread);
	team_run();
	team_end();
	KUNIT_EXPECT_EQ(test, team_faults(), 0);
	KUNIT_EXPECT_GT(test, atomic64_read(&own_words), 0ll);
	kunit_info(test, "%lld words read, %d faults\n",
		   atomic64_read(&own_words), atomic_read(&faulted));
	vfree(records);
}

static struct kunit_case tlb_cases[] = {
	KUNIT_CASE(tlb_flush_kinds),
	KUNIT_CASE(tlb_flushes_are_counted),
	KUNIT_CASE(tlb_no_needless_flush),
	KUNIT_CASE(pgd_learns_at_once),
	KUNIT_CASE(range_all_or_nothing),
	KUNIT_CASE(range_without_table),
	KUNIT_CASE(stale_readers),
	{}
};

static struct kunit_suite tlb_suite = {
	.name = "tlb", .test_cases = tlb_cases,
};
kunit_test_suite(tlb_suite);
