/*
 * pgtable_test.c - page tables, fixmap, kmap_atomic and stacks on a machine
 * that walks the tables itself and keeps every translation it used until it is
 * told to forget it: a missing flush, or a wrong bit, is a wrong answer here.
 */
#include "host.h"
#include "boot_host.h"
#include "model.h"
#include <linux/highmem.h>
#include <linux/kernel.h>
#include <linux/memblock.h>
#include <linux/percpu.h>
#include <linux/string.h>
#include <asm/fixmap.h>
#include <asm/sections.h>
#include <asm/tlbflush.h>
#include "../../mm/internal.h"

/* An address above the direct map where nothing lives. */
#define AREA	((unsigned long)VMALLOC_START + 0x10000)

static u32 read_word(unsigned long addr)
{
	return *(volatile u32 *)addr;
}

static void write_word(unsigned long addr, u32 value)
{
	*(volatile u32 *)addr = value;
}

static void boot(const char *cmdline, bool no_pse)
{
	host_map_pc(64 << 10);
	host_boot(&(struct host_setup) {
		.cmdline = cmdline, .no_pse = no_pse, .cpus = 2 });
}

static void check_direct_map(void)
{
	unsigned long pfn;
	u32 word;

	for (pfn = 1; pfn < max_low_pfn; pfn += 1 + host_below(200)) {
		unsigned long addr = (unsigned long)pfn_to_kaddr(pfn);

		if (addr >= (unsigned long)_text &&
		    addr < (unsigned long)_end)
			continue;
		if (!PageBuddy(pfn_to_page(pfn)))
			continue;
		write_word(addr, pfn * 3);
		host_phys_read(PFN_PHYS(pfn), &word, 4);
		CHECK_EQ(word, pfn * 3);
	}
	CHECK(FAULTS(read_word((unsigned long)high_memory)));
	CHECK(FAULTS(read_word((unsigned long)high_memory + 0x123458)));
}

HOST_TEST(direct_map_with_large_pages)
{
	boot("highmem=15M", false);
	check_direct_map();
	CHECK(lookup_address(PAGE_OFFSET));
	CHECK(!lookup_address(PAGE_OFFSET + (16 << 20)));
}

HOST_TEST(direct_map_with_small_pages)
{
	boot("highmem=15M", true);
	check_direct_map();
	CHECK(lookup_address(PAGE_OFFSET + (16 << 20)));
}

HOST_TEST(text_and_rodata_are_read_only)
{
	boot(NULL, false);
	read_word((unsigned long)_text);
	CHECK(FAULTS(write_word((unsigned long)_text, 1)));
	CHECK(FAULTS(write_word((unsigned long)_etext - 4, 1)));
	read_word((unsigned long)__start_rodata);
	CHECK(FAULTS(write_word((unsigned long)__start_rodata, 1)));
	CHECK(FAULTS(write_word((unsigned long)__end_rodata - 4, 1)));
}

HOST_TEST(the_stack_guard_and_the_lower_half_fault)
{
	extern char init_stack_guard[];

	boot(NULL, false);
	CHECK(FAULTS(read_word((unsigned long)init_stack_guard)));
	write_word((unsigned long)init_stack_guard + PAGE_SIZE, 1);
	for (unsigned long addr = 0; addr < PAGE_OFFSET; addr += PMD_SIZE)
		CHECK(!pmd_present(*pmd_offset(pgd_offset_k(addr), addr)));
}

HOST_TEST(map_and_unmap_a_page)
{
	struct page *a, *b;
	u32 word;

	boot("highmem=16M", false);
	a = alloc_page(GFP_HIGHUSER);
	b = alloc_page(GFP_KERNEL);
	CHECK(PageHighMem(a));
	CHECK(FAULTS(read_word(AREA)));
	CHECK_EQ(map_kernel_page(AREA, page_to_pfn(a), PAGE_KERNEL), 0);
	write_word(AREA + 8, 0x1234);
	host_phys_read(page_to_phys(a) + 8, &word, 4);
	CHECK_EQ(word, 0x1234);
	CHECK_EQ(map_kernel_page(AREA, page_to_pfn(b), PAGE_KERNEL), -EBUSY);
	CHECK(FAULTS(read_word(AREA + PAGE_SIZE)));
	CHECK(FAULTS(read_word(AREA - 4)));
	unmap_kernel_page(AREA);
	CHECK(FAULTS(read_word(AREA)));
	/*
	 * The same address onto another frame: no old translation may answer.
	 */
	CHECK_EQ(map_kernel_page(AREA, page_to_pfn(b), PAGE_KERNEL_RO), 0);
	write_word((unsigned long)page_address(b), 0x777);
	CHECK_EQ(read_word(AREA), 0x777);
	CHECK(FAULTS(write_word(AREA, 1)));
	unmap_kernel_page(AREA);
	CHECK_EQ(host_warnings, 0);
	unmap_kernel_page(AREA);
	CHECK_EQ(host_warnings, 1);
	CHECK_EQ(map_kernel_page(0x1000, page_to_pfn(b), PAGE_KERNEL), -EINVAL);
	CHECK_EQ(map_kernel_page(PAGE_OFFSET + (32 << 20), page_to_pfn(b),
				 PAGE_KERNEL), -EBUSY);
}

/* Random maps and unmaps beside a table of what is mapped where. */
HOST_TEST(random_maps)
{
	static unsigned long pfn_at[512];
	static struct page *pages[512];

	boot("highmem=16M", false);
	for (u32 i = 0; i < ARRAY_SIZE(pages); i++) {
		pages[i] = alloc_page(GFP_HIGHUSER);
		host_phys_write(page_to_phys(pages[i]), &i, 4);
	}
	for (u32 n = host_rounds(20000, 300000); n; n--) {
		u32 slot = host_below(512), which = host_below(512);
		unsigned long addr = AREA + slot * 3 * PAGE_SIZE;

		if (pfn_at[slot]) {
			CHECK(pfn_to_page(pfn_at[slot]) ==
			      pages[read_word(addr)]);
			unmap_kernel_page(addr);
			pfn_at[slot] = 0;
		} else {
			pfn_at[slot] = page_to_pfn(pages[which]);
			CHECK_EQ(map_kernel_page(addr, pfn_at[slot],
						 PAGE_KERNEL), 0);
			CHECK_EQ(read_word(addr), which);
		}
		if (!(n % 64))
			CHECK(FAULTS(read_word(addr + PAGE_SIZE)));
	}
}

HOST_TEST(a_large_page_is_split)
{
	unsigned long addr = PAGE_OFFSET + (20 << 20);
	u32 word = 0x55aa;

	boot(NULL, false);
	host_phys_write((20 << 20) + 0x3004, &word, 4);
	CHECK_EQ(read_word(addr + 0x3004), 0x55aa);
	CHECK(!lookup_address(addr));
	CHECK_EQ(split_large_page(addr + 0x3000), 0);
	CHECK(lookup_address(addr));
	CHECK_EQ(read_word(addr + 0x3004), 0x55aa);
	CHECK_EQ(split_large_page(addr), 0);
	set_memory_prot(addr + 0x3000, 1, PAGE_KERNEL_RO);
	CHECK(FAULTS(write_word(addr + 0x3004, 1)));
	CHECK_EQ(read_word(addr + 0x3004), 0x55aa);
	CHECK_EQ(split_large_page(VMALLOC_END), -EINVAL);
	/* Its neighbours, and the last word of the 4 MB, are as they were. */
	word = 0x1111;
	host_phys_write((24 << 20) - 4, &word, 4);
	CHECK_EQ(read_word(PAGE_OFFSET + (24 << 20) - 4), 0x1111);
	CHECK(!lookup_address(PAGE_OFFSET + (24 << 20)));
}

HOST_TEST(map_without_memory_for_a_table)
{
	static struct page *pages[20000];
	static unsigned long addr, free;
	static u32 n;

	boot("highmem=16M", false);
	addr = (AREA + PMD_SIZE) & PMD_MASK;
	while ((pages[n] = alloc_page(GFP_KERNEL | __GFP_MEMALLOC | __GFP_NOWARN)))
		n++;
	free = nr_free_pages();
	CHECK_EQ(map_kernel_page(addr, 1, PAGE_KERNEL), -ENOMEM);
	CHECK_EQ(split_large_page(PAGE_OFFSET + (20 << 20)), -ENOMEM);
	CHECK_EQ(nr_free_pages(), free);
	CHECK(FAULTS(read_word(addr)));
	while (n)
		__free_page(pages[--n]);
	CHECK_EQ(map_kernel_page(addr, 1, PAGE_KERNEL), 0);
	unmap_kernel_page(addr);
}

/* ---- fixmap ---- */

HOST_TEST(early_memremap_windows)
{
	u32 word = 0xfeedface;
	char *p, *q;

	host_map_pc(64 << 10);
	host_power_on(&(struct host_setup) { });
	host_phys_write(0x3001ffc, &word, 4);
	p = early_memremap(0x3001ffc, 8);
	CHECK(p && *(u32 *)p == 0xfeedface);
	CHECK(!early_memremap(0x100000, 4));
	early_memunmap(p, 8);
	CHECK(FAULTS(read_word((unsigned long)p)));
	q = early_memremap(0x2000000, NR_FIX_BTMAPS * PAGE_SIZE);
	CHECK(q);
	for (u32 i = 0; i < NR_FIX_BTMAPS; i++) {
		word = i;
		host_phys_write(0x2000000 + i * PAGE_SIZE, &word, 4);
		CHECK_EQ(read_word((unsigned long)q + i * PAGE_SIZE), i);
	}
	early_memunmap(q, NR_FIX_BTMAPS * PAGE_SIZE);
	CHECK(!early_memremap(0x2000001, NR_FIX_BTMAPS * PAGE_SIZE));
	CHECK(!early_memremap(0x2000000, 0));
	CHECK(!early_memremap(0x2000000, -1UL));
	CHECK(!early_memremap(1ULL << 32, 4));
	CHECK(!early_memremap(0x5002000000ULL, 4));
	CHECK(!early_memremap(0xfffffffcULL, 8));
	p = early_memremap(0x2000000, 1);
	CHECK(p);
	early_memunmap(p, 1);
}

/* ---- kmap_atomic ---- */

HOST_TEST(kmap_atomic_of_high_and_low_pages)
{
	struct page *high, *low;
	u32 *p, *q, word;

	boot("highmem=16M", false);
	high = alloc_page(GFP_HIGHUSER);
	low = alloc_page(GFP_KERNEL);
	q = kmap_atomic(low);
	CHECK(q == page_address(low));
	p = kmap_atomic(high);
	CHECK_EQ(preempt_count(), 2);
	CHECK((unsigned long)p >= FIXADDR_BASE);
	CHECK(page_address(high) == NULL);
	*p = 0xabcd;
	host_phys_read(page_to_phys(high), &word, 4);
	CHECK_EQ(word, 0xabcd);
	kunmap_atomic(p);
	kunmap_atomic(q);
	CHECK_EQ(preempt_count(), 0);
}

/* Nested maps, on two CPUs, each seeing its own frames. */
HOST_TEST(kmap_atomic_random_nesting)
{
	static struct page *pages[64];
	static u32 *map[2][KM_STACK_SLOTS];
	static u32 what[2][KM_STACK_SLOTS];
	u32 depth[2] = { 0, 0 };

	boot("highmem=16M", false);
	for (u32 i = 0; i < 64; i++) {
		pages[i] = alloc_page(GFP_HIGHUSER);
		host_phys_write(page_to_phys(pages[i]), &i, 4);
	}
	for (u32 n = host_rounds(20000, 300000); n; n--) {
		u32 cpu = host_below(2), d = depth[cpu], which = host_below(64);

		host_become_cpu(cpu);
		for (u32 i = 0; i < d; i++)
			CHECK_EQ(*map[cpu][i], what[cpu][i]);
		if (d && (d == KM_STACK_SLOTS || host_below(2))) {
			kunmap_atomic(map[cpu][--depth[cpu]]);
			continue;
		}
		map[cpu][d] = kmap_atomic(pages[which]);
		what[cpu][d] = which;
		CHECK_EQ(*map[cpu][d], which);
		CHECK_EQ(preempt_count(), ++depth[cpu]);
	}
}

HOST_TEST(kunmap_atomic_out_of_order_is_reported)
{
	struct page *a, *b;
	void *p, *q;

	boot("highmem=16M", false);
	a = alloc_page(GFP_HIGHUSER);
	b = alloc_page(GFP_HIGHUSER);
	p = kmap_atomic(a);
	q = kmap_atomic(b);
	kunmap_atomic(p);
	CHECK_EQ(kmap_bugs, 1);
	CHECK(host_log_has("not the last one mapped"));
	kunmap_atomic(q);
	CHECK_EQ(kmap_bugs, 1);
	CHECK_EQ(preempt_count(), 0);
	CHECK(kmap_atomic(a) == p);
}

HOST_TEST(highpage_copies)
{
	struct page *a, *b;
	u32 word = 0;

	boot("highmem=16M", false);
	a = alloc_page(GFP_HIGHUSER);
	b = alloc_page(GFP_HIGHUSER);
	for (u32 i = 0; i < 1024; i++)
		host_phys_write(page_to_phys(a) + i * 4, &i, 4);
	copy_highpage(b, a);
	for (u32 i = 0; i < 1024; i++) {
		host_phys_read(page_to_phys(b) + i * 4, &word, 4);
		CHECK_EQ(word, i);
	}
	clear_highpage(a);
	for (u32 i = 0; i < 1024; i++) {
		host_phys_read(page_to_phys(a) + i * 4, &word, 4);
		CHECK_EQ(word, 0);
	}
	CHECK_EQ(preempt_count(), 0);
}

/* ---- stacks ---- */

HOST_TEST(stacks_have_guards_and_come_back)
{
	static void *stacks[100];
	static u32 turn;		/* survives a longjmp */
	unsigned long free;
	bool guard;

	boot("highmem=16M", false);
	stacks[0] = alloc_stack("first");	/* makes the table */
	free_stack(stacks[0]);
	model_drain();
	free = nr_free_pages();
	for (turn = 0; turn < 100; turn++) {
		unsigned long low = (unsigned long)(stacks[turn] =
						    alloc_stack("test"));

		CHECK(low && !offset_in_page(low));
		write_word(low, turn);
		write_word(low + PAGE_SIZE - 4, turn);
		CHECK(FAULTS(write_word(low - 4, 1)));
		CHECK(FAULTS(read_word(low + PAGE_SIZE)));
		CHECK(stack_owner_of(low, &guard) && !guard);
		CHECK(stack_owner_of(low - 1, &guard) && guard);
	}
	for (turn = 0; turn < 100; turn++) {
		CHECK_EQ(read_word((unsigned long)stacks[turn]), turn);
		free_stack(stacks[turn]);
		CHECK(FAULTS(read_word((unsigned long)stacks[turn])));
	}
	model_drain();
	CHECK_EQ(nr_free_pages(), free);
	CHECK_EQ(host_warnings, 0);
	free_stack(stacks[3]);
	free_stack(stacks[3] + 8);
	free_stack((void *)PAGE_OFFSET);
	CHECK_EQ(host_warnings, 3);
}

HOST_TEST(stacks_run_out_cleanly)
{
	void *s, *last = NULL;
	u32 n = 0;

	boot("highmem=16M", false);
	while ((s = alloc_stack("many"))) {
		last = s;
		n++;
	}
	CHECK_EQ(n, (STACK_END - STACK_BASE) / (2 * PAGE_SIZE));
	free_stack(last);
	CHECK(alloc_stack("again") == last);
}

/* ---- per-CPU data ---- */

static DEFINE_PER_CPU(u32, host_counter);

HOST_TEST(each_cpu_has_its_own_copy)
{
	boot(NULL, false);
	for (u32 i = 0; i < 1000; i++) {
		host_become_cpu(i % 2);
		CHECK_EQ(smp_processor_id(), i % 2);
		this_cpu_add(host_counter, 1 + i % 2);
	}
	CHECK_EQ(per_cpu(host_counter, 0), 500);
	CHECK_EQ(per_cpu(host_counter, 1), 1000);
	CHECK(this_cpu_ptr(&host_counter) == per_cpu_ptr(&host_counter, 1));
}
