/*
 * cpu_test.c - what stands between the kernel and a triple fault: gates, saved
 * registers, reads that may fault, jumps back, the backtrace.
 */
#include <kunit/test.h>
#include <linux/errno.h>
#include <linux/string.h>
#include <linux/uaccess.h>
#include <asm/cpufeature.h>
#include <asm/desc.h>
#include <asm/page.h>
#include <asm/processor.h>
#include <asm/sections.h>
#include <asm/setjmp.h>
#include <asm/setup.h>
#include <asm/traps.h>
#include <asm/unwind.h>

static struct kernel_jmpbuf back;

static noinline void jump_from(int depth, int val)
{
	volatile int frame[8] = { depth };	/* something to jump over */

	if (frame[0])
		jump_from(depth - 1, val);
	else if (val >= 0)
		kernel_longjmp(&back, val);
}

static void setjmp_comes_back(struct kunit *test)
{
	volatile int times = 0;
	int val = kernel_setjmp(&back);

	if (times++ == 0) {
		KUNIT_EXPECT_EQ(test, 0, val);
		jump_from(5, 896);
	}
	if (times == 2) {
		KUNIT_EXPECT_EQ(test, 896, val);
		times++;
		jump_from(0, 0);
	}
	KUNIT_EXPECT_EQ(test, 1, val);
}

static void recovery_nests(struct kunit *test)
{
	struct kernel_jmpbuf *old = oops_set_recovery(&back);

	KUNIT_EXPECT_PTR_EQ(test, &back, oops_set_recovery(old));
}

static void reads_that_fault(struct kunit *test)
{
	u32 word = 0x12345678, copy = 0;

	KUNIT_EXPECT_EQ(test, 0, get_kernel_nofault(copy, &word));
	KUNIT_EXPECT_EQ(test, word, copy);
	KUNIT_EXPECT_EQ(test, -EFAULT, get_kernel_nofault(copy, (u32 *)NULL));
	KUNIT_EXPECT_EQ(test, -EFAULT,
			get_kernel_nofault(copy, (u32 *)0xbffffffe));
	KUNIT_EXPECT_EQ(test, -EFAULT,
			get_kernel_nofault(copy, (u32 *)init_stack_guard));
	KUNIT_EXPECT_EQ(test, -EFAULT,
			get_kernel_nofault(copy, (u32 *)irq_stack_guard));
}

static void writes_that_fault(struct kunit *test)
{
	static const u32 constant = 896;
	void *last = (void *)((unsigned long)_etext - sizeof(u32));
	u32 word = 1, zero = 0;

	KUNIT_EXPECT_EQ(test, 0, copy_to_kernel_nofault(&word, &zero, 4));
	KUNIT_EXPECT_EQ(test, 0, word);
	KUNIT_EXPECT_EQ(test, -EFAULT,
			copy_to_kernel_nofault((void *)&constant, &zero, 4));
	KUNIT_EXPECT_EQ(test, -EFAULT, copy_to_kernel_nofault(_text, &zero, 4));
	KUNIT_EXPECT_EQ(test, -EFAULT,
			copy_to_kernel_nofault(last, &zero, 4));
	KUNIT_EXPECT_EQ(test, 896, *(const volatile u32 *)&constant);
}

/* int3 is survived, and brings every register back as it was. */
static void registers_survive(struct kunit *test)
{
	unsigned long ax = 1, bx = 2, cx = 3, dx = 4, si = 5, di = 6;

	asm volatile("int3" : "+a" (ax), "+b" (bx), "+c" (cx), "+d" (dx),
		     "+S" (si), "+D" (di) : : "memory");
	KUNIT_EXPECT_EQ(test, 1, ax);
	KUNIT_EXPECT_EQ(test, 2, bx);
	KUNIT_EXPECT_EQ(test, 3, cx);
	KUNIT_EXPECT_EQ(test, 4, dx);
	KUNIT_EXPECT_EQ(test, 5, si);
	KUNIT_EXPECT_EQ(test, 6, di);
}

static noinline unsigned int count_levels(int more)
{
	struct unwind_state s;
	unsigned int levels = 1;

	if (more) {
		levels = count_levels(more - 1);
		barrier();		/* no tail call */
		return levels;
	}
	unwind_start_caller(&s);
	while (unwind_next(&s))
		levels++;
	return levels;
}

static void backtrace_is_whole(struct kunit *test)
{
	unsigned int levels = count_levels(0);

	KUNIT_EXPECT_GT(test, levels, 3);
	KUNIT_EXPECT_EQ(test, levels + 7, count_levels(7));
}

static void stacks_are_known(struct kunit *test)
{
	KUNIT_EXPECT_NOT_NULL(test, stack_name((unsigned long)init_stack));
	KUNIT_EXPECT_NULL(test, stack_name((unsigned long)init_stack_guard));
	KUNIT_EXPECT_NOT_NULL(test,
		stack_guard_name((unsigned long)df_stack_guard + 4095));
	KUNIT_EXPECT_NULL(test, stack_name((unsigned long)_text));
}

static void names_of_traps(struct kunit *test)
{
	unsigned int v;

	KUNIT_EXPECT_STREQ(test, "page fault", trap_name(X86_TRAP_PF));
	for (v = 0; v < 300; v++)
		KUNIT_EXPECT_NOT_NULL(test, trap_name(v));
}

static void modes_are_on(struct kunit *test)
{
	KUNIT_EXPECT_TRUE(test, read_cr0() & X86_CR0_WP);
	if (cpu_has_pse)
		KUNIT_EXPECT_TRUE(test, read_cr4() & X86_CR4_PSE);
	if (cpu_has_pge)
		KUNIT_EXPECT_TRUE(test, read_cr4() & X86_CR4_PGE);
}

static struct kunit_case cases[] = {
	KUNIT_CASE(setjmp_comes_back),
	KUNIT_CASE(recovery_nests),
	KUNIT_CASE(reads_that_fault),
	KUNIT_CASE(writes_that_fault),
	KUNIT_CASE(registers_survive),
	KUNIT_CASE(backtrace_is_whole),
	KUNIT_CASE(stacks_are_known),
	KUNIT_CASE(names_of_traps),
	KUNIT_CASE(modes_are_on),
	{}
};

static struct kunit_suite suite = {
	.name = "cpu",
	.test_cases = cases,
};
kunit_test_suite(suite);
