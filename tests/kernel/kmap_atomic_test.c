/*
 * kmap_atomic_test.c - both generations, in every context; and each wrong use:
 * reported, preempt_count as if it had been right, not a slot lost.
 */
#include <linux/bottom_half.h>
#include <linux/err.h>
#include <linux/hardirq.h>
#include <linux/highmem.h>
#include <linux/kthread.h>
#include "mm_test.h"
#include "highmem_test.h"
#include "../../mm/internal.h"
#include "../../mm/kmap.h"

/* Slots of this CPU in use. */
static unsigned int slots_used(void)
{
	unsigned long caller;
	unsigned int n = 0;

	preempt_disable();
	for (unsigned int type = 0; type < KM_TYPE_NR; type++)
		n += kmap_atomic_get_slot(smp_processor_id(), type,
					  &caller) != ~0UL;
	preempt_enable();
	return n;
}

/* Run @stmt: @n misuses are reported, and all is as before. */
#define EXPECT_BUGS(test, n, stmt)					\
do {									\
	unsigned int __bugs = kmap_bugs;				\
	int __count = preempt_count();					\
	stmt;								\
	KUNIT_EXPECT_EQ(test, kmap_bugs - __bugs, (unsigned int)(n));	\
	KUNIT_EXPECT_EQ(test, preempt_count(), __count);		\
	KUNIT_EXPECT_EQ(test, slots_used(), 0u);			\
} while (0)

static void pretend_interrupt(void)
{
	irq_enter();
}

static void pretend_interrupt_over(void)
{
	preempt_count_sub(HARDIRQ_OFFSET);
}

/* Two pages that say which they are. */
static void two_pages(struct kunit *test, struct page **a, struct page **b)
{
	*a = test_high_page(test);
	*b = test_high_page(test);
	memset_page(*a, 0, 'a', PAGE_SIZE);
	memset_page(*b, 0, 'b', PAGE_SIZE);
}

static void put_two(struct page *a, struct page *b)
{
	__free_page(a);
	__free_page(b);
}

static void atomic_low_page(struct kunit *test)
{
	struct page *page = alloc_page(GFP_KERNEL);
	void *addr;

	KUNIT_ASSERT_NOT_NULL(test, page);
	EXPECT_BUGS(test, 0, {
		addr = kmap_atomic(page);
		KUNIT_EXPECT_PTR_EQ(test, addr, page_address(page));
		KUNIT_EXPECT_TRUE(test, in_atomic());
		kunmap_atomic(addr);
		addr = kmap_atomic(page, KM_USER0);
		KUNIT_EXPECT_PTR_EQ(test, addr, page_address(page));
		kunmap_atomic(addr, KM_USER0);
		addr = kmap_atomic_pfn(page_to_pfn(page));
		KUNIT_EXPECT_PTR_EQ(test, addr, page_address(page));
		kunmap_atomic(addr);
	});
	__free_page(page);
}

static void atomic_both_generations(struct kunit *test)
{
	struct page *a, *b;
	char *stack, *typed;

	two_pages(test, &a, &b);
	kmap_flush_unused();
	EXPECT_BUGS(test, 0, {
		stack = kmap_atomic(a);
		typed = kmap_atomic(b, KM_USER0);
		KUNIT_EXPECT_EQ(test, *stack, 'a');
		KUNIT_EXPECT_EQ(test, *typed, 'b');
		KUNIT_EXPECT_NULL(test, page_address(a));
		KUNIT_EXPECT_PTR_EQ(test, kmap_atomic_to_page(typed), b);
		kunmap_atomic(stack + 17);	/* any byte of it will do */
		kunmap_atomic(typed, KM_USER0);
		typed = kmap_atomic_pfn(page_to_pfn(a), KM_IRQ0);
		KUNIT_EXPECT_EQ(test, *typed, 'a');
		kunmap_atomic(typed);		/* the address tells the type */
	});
	put_two(a, b);
}

/* Thread, bottom half, interrupt, each upon the other. */
static void atomic_contexts_nest(struct kunit *test)
{
	struct page *a, *b;
	char *in_thread, *in_irq;

	two_pages(test, &a, &b);
	EXPECT_BUGS(test, 0, {
		in_thread = kmap_atomic(a);
		local_bh_disable();
		pretend_interrupt();
		in_irq = kmap_atomic(b);
		KUNIT_EXPECT_EQ(test, *in_irq, 'b');
		kunmap_atomic(in_irq);
		pretend_interrupt_over();
		KUNIT_EXPECT_EQ(test, *in_thread, 'a');
		kunmap_atomic(in_thread);	/* bottom halves still off */
		local_bh_enable();
	});
	put_two(a, b);
}

/* A correct pair that is not the short way: its contexts' counts differ. */
static void long_way(struct page *page, bool typed)
{
	char *addr;

	preempt_disable();
	addr = typed ? kmap_atomic(page, KM_IRQ0) : kmap_atomic(page);
	preempt_enable();
	kunmap_atomic(addr);
}

/*
 * An interrupt between two instructions of kmap_atomic() or kunmap_atomic(): a
 * slot is below the top already, or still, and free. It stays where it is.
 */
static void atomic_interrupted(struct kunit *test)
{
	struct kmap_slot *top;
	struct page *a, *b;

	two_pages(test, &a, &b);
	preempt_disable();
	top = this_cpu_read(kmap_top);
	this_cpu_add(kmap_top, sizeof(*top));
	pretend_interrupt();
	long_way(a, false);
	long_way(b, true);
	pretend_interrupt_over();
	KUNIT_EXPECT_PTR_EQ(test, this_cpu_read(kmap_top), top + 1);
	this_cpu_write(kmap_top, top);
	preempt_enable();
	put_two(a, b);
}

/* The notes: the next mapping of the type replaces what was there. */
static void atomic_same_type(struct kunit *test)
{
	struct page *a, *b;
	char *one, *two;

	two_pages(test, &a, &b);
	EXPECT_BUGS(test, 1, {
		one = kmap_atomic(a, KM_USER0);
		two = kmap_atomic(b, KM_USER0);
		KUNIT_EXPECT_PTR_EQ(test, one, two);
		KUNIT_EXPECT_EQ(test, *one, 'b');
		kunmap_atomic(two, KM_USER0);
	});
	EXPECT_BUGS(test, 2, {			/* the second is one too many */
		one = kmap_atomic(a, KM_USER0);
		two = kmap_atomic(b, KM_USER0);
		kunmap_atomic(two, KM_USER0);
		kunmap_atomic(one, KM_USER0);
	});
	EXPECT_BUGS(test, 1, {			/* an interrupt with our type */
		one = kmap_atomic(a, KM_USER0);
		pretend_interrupt();
		two = kmap_atomic(b, KM_USER0);
		kunmap_atomic(two, KM_USER0);
		pretend_interrupt_over();
		kunmap_atomic(one, KM_USER0);
	});
	put_two(a, b);
}

static void atomic_unbalanced(struct kunit *test)
{
	struct page *a, *b;
	char *one, *two;
	void *low = (void *)get_zeroed_page(GFP_KERNEL);

	two_pages(test, &a, &b);
	EXPECT_BUGS(test, 1, {
		one = kmap_atomic(a);
		kunmap_atomic(one);
		kunmap_atomic(one);
	});
	EXPECT_BUGS(test, 1, kunmap_atomic((void *)VMALLOC_START));
	EXPECT_BUGS(test, 1, kunmap_atomic(low));
	EXPECT_BUGS(test, 1, {			/* not as brackets */
		one = kmap_atomic(a);
		two = kmap_atomic(b);
		kunmap_atomic(one);
		KUNIT_EXPECT_EQ(test, *two, 'b');
		kunmap_atomic(two);
	});
	one = kmap(a);
	EXPECT_BUGS(test, 1, kunmap_atomic(one));	/* the wrong sort */
	kunmap(a);
	free_page((unsigned long)low);
	put_two(a, b);
}

/* Begun here, ended there. */
static void atomic_across_contexts(struct kunit *test)
{
	struct page *a, *b;
	char *one;

	two_pages(test, &a, &b);
	EXPECT_BUGS(test, 1, {
		one = kmap_atomic(a);
		pretend_interrupt();
		kunmap_atomic(one);		/* refused */
		pretend_interrupt_over();
		KUNIT_EXPECT_EQ(test, *one, 'a');
		kunmap_atomic(one);
	});
	EXPECT_BUGS(test, 1, {
		pretend_interrupt();
		one = kmap_atomic(a);
		preempt_count_sub(PREEMPT_OFFSET);	/* as is put right */
		pretend_interrupt_over();
		kunmap_atomic(one);
	});
	put_two(a, b);
}

static int forgets(void *page)
{
	kmap_atomic(page);
	kmap_atomic(page, KM_USER1);
	return 0;
}

/* A thread that ends with pages mapped: its slots are taken back. */
static void atomic_forgotten(struct kunit *test)
{
	struct page *page = test_high_page(test);
	unsigned int bugs = kmap_bugs;
	struct task_struct *task;

	task = kthread_create(forgets, page, "forgets");
	KUNIT_ASSERT_FALSE(test, IS_ERR(task));
	kthread_bind(task, raw_smp_processor_id());
	wake_up_process(task);
	while (READ_ONCE(kmap_bugs) < bugs + 2)
		cond_resched();
	KUNIT_EXPECT_EQ(test, slots_used(), 0u);
	__free_page(page);
}

static struct kunit_case kmap_atomic_cases[] = {
	KUNIT_CASE(atomic_low_page),
	KUNIT_CASE(atomic_both_generations),
	KUNIT_CASE(atomic_contexts_nest),
	KUNIT_CASE(atomic_interrupted),
	KUNIT_CASE(atomic_same_type),
	KUNIT_CASE(atomic_unbalanced),
	KUNIT_CASE(atomic_across_contexts),
	KUNIT_CASE(atomic_forgotten),
	{}
};

static struct kunit_suite kmap_atomic_suite = {
	.name = "kmap_atomic", .test_cases = kmap_atomic_cases,
};
kunit_test_suite(kmap_atomic_suite);
