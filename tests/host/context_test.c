/*
 * context_test.c - masks that may sleep where sleeping is forbidden: each
 * allocator tells, by every road, and serves all the same; with other masks,
 * and in threads, it says nothing. Whoever else may sleep is not asked from
 * there.
 */
#include "host.h"
#include "boot_host.h"
#include <linux/gfp.h>
#include <linux/jiffies.h>
#include <linux/kernel.h>
#include <linux/preempt.h>
#include <linux/sched.h>
#include <linux/shrinker.h>
#include <linux/slab.h>
#include <linux/slab_def.h>
#include "../../mm/internal.h"

enum { THREAD, NO_PREEMPTION, NO_INTERRUPTS, NEITHER, CONTEXTS };

static void enter(u32 context)
{
	if (context & NO_PREEMPTION)
		preempt_disable();
	if (context & NO_INTERRUPTS)
		arch_local_irq_disable();
}

static void leave(u32 context)
{
	if (context & NO_INTERRUPTS)
		arch_local_irq_enable();
	if (context & NO_PREEMPTION)
		preempt_enable();
}

/* Is what @stmt does told in @context? Once a second from each place. */
#define TOLD(context, stmt)						\
({									\
	jiffies += 2 * HZ;						\
	host_log_clear();						\
	enter(context);							\
	stmt;								\
	leave(context);							\
	host_log_has("may sleep, and must not here");			\
})

static void boot(const char *cmdline)
{
	host_boot_pc(64, cmdline);
	system_state = SYSTEM_RUNNING;
	arch_local_irq_enable();
}

static void pages_in_all_contexts(unsigned int order)
{
	struct page *page;

	for (u32 context = 0; context < CONTEXTS; context++) {
		bool wrong = context != THREAD;

		CHECK_EQ(TOLD(context, page = alloc_pages(GFP_KERNEL, order)),
			 wrong);
		CHECK(page);
		__free_pages(page, order);
		CHECK(!TOLD(context, page = alloc_pages(GFP_ATOMIC, order)));
		CHECK(page);
		__free_pages(page, order);
	}
}

static void objects_in_all_contexts(void)
{
	struct kmem_cache *cache;
	void *slow, *quick;

	for (u32 context = 0; context < CONTEXTS; context++)
		for (int zero = 0; zero < 2; zero++) {
			gfp_t gfp = zero ? __GFP_ZERO : 0;
			bool wrong = context != THREAD;

			cache = kmem_cache_create("context", 100, 0, 0, NULL);
			CHECK_EQ(TOLD(context, slow = kmem_cache_alloc(cache,
						GFP_KERNEL | gfp)), wrong);
			CHECK_EQ(TOLD(context, quick = kmem_cache_alloc(cache,
						GFP_KERNEL | gfp)), wrong);
			CHECK(slow && quick);
			kmem_cache_free(cache, slow);
			kmem_cache_free(cache, quick);
			CHECK(!TOLD(context, quick = kmem_cache_alloc(cache,
						GFP_ATOMIC | gfp)));
			CHECK(quick);
			kmem_cache_free(cache, quick);
			CHECK_EQ(kmem_cache_destroy(cache), 0);
		}
}

HOST_TEST(masks_that_sleep_are_told)
{
	boot(NULL);
	for (unsigned int order = 0; order < MAX_ORDER; order++)
		pages_in_all_contexts(order);
	objects_in_all_contexts();
}

/* The same where nothing goes the short way. */
HOST_TEST(they_are_told_with_instruments_on)
{
	boot("init_on_alloc=1");
	for (unsigned int order = 0; order < MAX_ORDER; order++)
		pages_in_all_contexts(order);
	objects_in_all_contexts();
}

static int asked;

static unsigned long nothing(struct shrinker *shrinker,
			     struct shrink_control *sc)
{
	asked++;
	return 0;
}

/*
 * How often shrinkers, which may sleep, are asked for what there is no more of.
 */
static int asked_for(u32 context, gfp_t gfp)
{
	asked = 0;
	enter(context);
	CHECK(!alloc_page(gfp | __GFP_NOWARN));
	leave(context);
	return asked;
}

HOST_TEST(shrinkers_are_asked_by_who_may_wait)
{
	static struct shrinker none = {
		.count_objects = nothing, .scan_objects = nothing,
	};

	boot(NULL);
	CHECK_EQ(register_shrinker(&none), 0);
	while (alloc_page(GFP_ATOMIC | __GFP_NOWARN))
		;
	for (u32 context = 0; context < CONTEXTS; context++) {
		CHECK_EQ(asked_for(context, GFP_ATOMIC), 0);
		CHECK_EQ(asked_for(context, GFP_KERNEL), context == THREAD);
	}
	unregister_shrinker(&none);
}
