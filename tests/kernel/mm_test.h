/*
 * mm_test.h - what the suites of mm/ share.
 */
#ifndef _TESTS_MM_TEST_H
#define _TESTS_MM_TEST_H

#include <kunit/test.h>
#include <linux/kthread.h>
#include <linux/mm.h>
#include <linux/settle.h>
#include <linux/shrinker.h>

/* Frees that were caught and reported since boot. */
static inline unsigned long bad_frees(void)
{
	struct vm_event_state sum;

	all_vm_events(&sum);
	return sum.pgbad;
}

/* What holds in mm/ when nothing is going on; faults found (mm_check.c). */
int mm_check_invariants(void);

/* Free @chain, pages that are linked by page->private. */
static inline void free_chain(struct page *chain)
{
	while (chain) {
		struct page *page = chain;

		chain = (struct page *)page->private;
		__free_page(page);
	}
}

/* Run @stmt, and expect that just @n frees in it were reported. */
#define EXPECT_BAD_FREES(test, n, stmt)					\
do {									\
	unsigned long __bad = bad_frees();				\
	stmt;								\
	KUNIT_EXPECT_EQ(test, bad_frees() - __bad, (unsigned long)(n));	\
} while (0)

#endif
