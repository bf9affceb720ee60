/*
 * dma_test.h - what the suites of DMA share.
 */
#ifndef _TESTS_DMA_TEST_H
#define _TESTS_DMA_TEST_H

#include "../../mm/dma.h"
#include "mm_test.h"

/* Run @stmt, and expect that just @n misuses in it were reported. */
#define EXPECT_DMA_BUGS(test, n, stmt)					\
do {									\
	unsigned int __bugs = dma_bugs;					\
	stmt;								\
	KUNIT_EXPECT_EQ(test, dma_bugs - __bugs, (unsigned int)(n));	\
} while (0)

#endif
