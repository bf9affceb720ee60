#ifndef _TESTS_HIGHMEM_TEST_H
#define _TESTS_HIGHMEM_TEST_H

struct kunit;
struct page;

/* A page of high memory; where there is none the case is skipped. */
struct page *test_high_page(struct kunit *test);

#endif
