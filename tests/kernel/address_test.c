/*
 * address_test.c - suite `address`: what an oops says of an address, one of
 * each kind.
 */
#include <linux/highmem.h>
#include <linux/sched.h>
#include <linux/slab.h>
#include <linux/slab_def.h>
#include <linux/vmalloc.h>
#include <asm/fixmap.h>
#include <asm/sections.h>
#include "../../mm/vmap.h"
#include "mm_test.h"
#include "said.h"

static struct kmsg_dump_iter log;

/* Describe @addr: is @text said of it? */
static bool says(unsigned long addr, const char *text)
{
	said_from_here(&log);
	describe_address(addr);
	return said_since(&log, text);
}

static bool says_too(const char *text)
{
	return said_since(&log, text);
}

static void address_regions(struct kunit *test)
{
	unsigned long behind = (unsigned long)high_memory;

	KUNIT_EXPECT_TRUE(test, says(0x1000, "0x00001000: user space"));
	KUNIT_EXPECT_FALSE(test, says_too("page-table entry"));
	if (behind < VMALLOC_START)
		KUNIT_EXPECT_TRUE(test, says(behind, "hole behind the direct"));
	KUNIT_EXPECT_TRUE(test, says(FIXADDR_TOP - 1, ": fixmap"));
	KUNIT_EXPECT_TRUE(test, says(~0UL, "last page of all"));
	KUNIT_EXPECT_TRUE(test, says((unsigned long)_text, ": direct map"));
	KUNIT_EXPECT_TRUE(test, says_too(": present"));
	KUNIT_EXPECT_FALSE(test, says_too(", writable"));
}

static void address_objects(struct kunit *test)
{
	struct kmem_cache *cache = kmem_cache_create("address_test", 40, 8,
						     SLAB_NO_MERGE, NULL);
	unsigned long behind;
	struct page *slab;
	char *obj;

	KUNIT_ASSERT_NOT_NULL(test, cache);
	obj = kmem_cache_alloc(cache, GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, obj);
	KUNIT_EXPECT_TRUE(test, says((unsigned long)obj + 7,
				     "of a slab of cache address_test, "));
	slab = virt_to_head_page(obj);
	behind = (unsigned long)slab->s_mem + cache->num * cache->size;
	if (behind < (unsigned long)page_address(slab) + PAGE_SIZE) {
		KUNIT_EXPECT_TRUE(test, says(behind - 1, "in object "));
		KUNIT_EXPECT_FALSE(test, says(behind, "in object "));
	}
	kmem_cache_free(cache, obj);
	kmem_cache_destroy(cache);
}

static void address_areas(struct kunit *test)
{
	unsigned long addr = (unsigned long)vmalloc(PAGE_SIZE), flags;

	KUNIT_ASSERT_NE(test, addr, 0ul);
	KUNIT_EXPECT_TRUE(test, says(addr + 5, ": vmalloc area"));
	KUNIT_EXPECT_TRUE(test, says_too(": present, writable"));
	KUNIT_EXPECT_TRUE(test, says_too("in the area "));
	KUNIT_EXPECT_TRUE(test, says_too("4096 bytes, made by address_areas"));
	KUNIT_EXPECT_TRUE(test, says(addr + PAGE_SIZE, "guard page behind the"));
	KUNIT_EXPECT_TRUE(test, says_too(": not present"));

	/* Whoever died holding the lock must not hang the report. */
	spin_lock_irqsave(&vmap_lock, flags);
	KUNIT_EXPECT_TRUE(test, says(addr, ": vmalloc area"));
	KUNIT_EXPECT_FALSE(test, says_too("the area "));
	spin_unlock_irqrestore(&vmap_lock, flags);

	vfree((void *)addr);
	if (says(addr, "the area "))
		KUNIT_EXPECT_TRUE(test, says_too("freed, was the area "));
	vm_unmap_aliases();		/* now the area is really gone */
	KUNIT_EXPECT_TRUE(test, says(addr, ": vmalloc area"));
	KUNIT_EXPECT_FALSE(test, says_too("freed, was"));
}

static void address_stacks(struct kunit *test)
{
	unsigned long here = (unsigned long)__builtin_frame_address(0);

	if (here < STACK_BASE)
		kunit_skip(test, "the boot's stack lies elsewhere");
	KUNIT_EXPECT_TRUE(test, says(here, ": stack area"));
	KUNIT_EXPECT_TRUE(test, says_too("stack of "));
	KUNIT_EXPECT_FALSE(test, says_too("guard page of "));
	KUNIT_EXPECT_TRUE(test, says((here & PAGE_MASK) - 1, "guard page of "));
	KUNIT_EXPECT_FALSE(test, says(STACK_END - 1, " of "));
}

static void address_kmap(struct kunit *test)
{
	struct page *page = alloc_page(GFP_HIGHUSER);
	unsigned long addr;

	KUNIT_ASSERT_NOT_NULL(test, page);
	addr = (unsigned long)kmap(page);
	if (PageHighMem(page)) {
		KUNIT_EXPECT_TRUE(test, says(addr, ": kmap area"));
		KUNIT_EXPECT_TRUE(test, says_too("kmap: 1 users"));
		KUNIT_EXPECT_TRUE(test, says_too("the page there"));
	}
	kunmap(page);
	if (PageHighMem(page)) {
		KUNIT_EXPECT_TRUE(test, says(addr, "kmap: 0 users"));
		kmap_flush_unused();
		KUNIT_EXPECT_TRUE(test, says(addr, "clean, last mapped by"));
	}
	__free_page(page);
}

static struct kunit_case cases[] = {
	KUNIT_CASE(address_regions),
	KUNIT_CASE(address_objects),
	KUNIT_CASE(address_areas),
	KUNIT_CASE(address_stacks),
	KUNIT_CASE(address_kmap),
	{}
};

static struct kunit_suite suite = {
	.name = "address",
	.test_cases = cases,
};
kunit_test_suite(suite);
