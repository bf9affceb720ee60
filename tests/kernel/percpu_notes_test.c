/*
 * percpu_notes_test.c - the notes' own lines about per-CPU data, as their
 * readers type them: without __percpu, and get_cpu_var() of a variable that holds
 * what alloc_percpu() returned. The compiler takes them without a warning;
 * sparse, which wants address spaces said, does not see this file.
 */
#include <linux/percpu.h>
#include "mm_test.h"
#include "team.h"

/* Declarations and a test for NULL by the right name. */
static void percpu_notes(struct kunit *test)
{
	void *percpu_ptr;
	unsigned long *foo;

	percpu_ptr = alloc_percpu(unsigned long);
	KUNIT_ASSERT_NOT_NULL(test, percpu_ptr);
	stay_here();
	foo = get_cpu_var(percpu_ptr);
	KUNIT_EXPECT_PTR_EQ(test, (void *)foo, (void *)this_cpu_ptr((char *)percpu_ptr));
	*foo = 896;
	put_cpu_var(percpu_ptr);
	KUNIT_EXPECT_EQ(test, *per_cpu_ptr((unsigned long *)percpu_ptr,
					   raw_smp_processor_id()), 896ul);
	move_on();
	free_percpu(percpu_ptr);
}

static struct kunit_case percpu_notes_cases[] = {
	KUNIT_CASE(percpu_notes),
	{}
};

static struct kunit_suite percpu_notes_suite = {
	.name = "percpu_notes", .test_cases = percpu_notes_cases,
};
kunit_test_suite(percpu_notes_suite);
