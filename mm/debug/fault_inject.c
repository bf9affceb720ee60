/*
 * fault_inject.c - allocations that fail on purpose.
 *
 * Every allocation can fail, and every caller must unwind; but memory is hardly
 * ever that short when somebody looks. So here it fails on demand:
 *
 *	failslab=I,P,S,T	of small objects: when S bytes have succeeded, each
 *	fail_page_alloc=I,P,S,T	of pages: I-th one, with P percent, T times at most
 *				(-1: no end)
 *
 * As in Linux requests that may wait are spared unless ignore_gfp_wait is
 * switched off (`fault_inject` at the prompt), failslab's cache_filter spares
 * caches without SLAB_FAILSLAB, and pages below min_order never fail.
 *
 * The exhaustive mode is a thread's own: its n-th allocation fails, whatever it
 * is, and no other. With n = 1, 2, 3 ... until the whole scenario passes, each
 * way out of it has been gone once. Only __GFP_NOFAIL is spared.
 *
 * Invariants: what fails was asked here before anything was taken for it; times
 * is never counted below 0, -1 stays.
 * Locking: none; two CPUs at once may count one request as one.
 * Context: any. Linux: lib/fault-inject.c, mm/failslab.c, fail-nth of
 * /proc/self. gdb: `break should_fail`, `km-fault-inject`.
 */
#define pr_fmt(fmt) "fault_inject: " fmt

#include <linux/export.h>
#include <linux/fault-inject.h>
#include <linux/hardirq.h>
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/printk.h>
#include <linux/random.h>
#include <linux/sched.h>
#include <linux/slab_def.h>
#include "../internal.h"

struct fault_attr failslab = {
	.name = "failslab",
	.interval = 1,
	.times = ATOMIC_INIT(1),
	.ignore_gfp_wait = true,
};

struct fault_attr fail_page_alloc = {
	.name = "fail_page_alloc",
	.interval = 1,
	.times = ATOMIC_INIT(1),
	.ignore_gfp_wait = true,
	.min_order = 1,
};

static unsigned long victim;

int setup_fault_attr(struct fault_attr *attr, const char *text)
{
	unsigned long interval, probability;
	int space, times;
	char rest;

	if (!text || sscanf(text, "%lu,%lu,%d,%d%c", &interval, &probability,
			    &space, &times, &rest) != 4 ||
	    !interval || probability > 100 || space < 0 || times < -1) {
		pr_warn("%s=%s: wants interval,probability,space,times, as in 10,100,0,-1\n",
			attr->name, text ?: "");
		return 0;
	}
	attr->interval = interval;
	attr->probability = probability;
	attr->count = 0;
	atomic_set(&attr->space, space);
	atomic_set(&attr->times, times);
	return 1;
}
EXPORT_SYMBOL(setup_fault_attr);

static int __init parse_fault_attr(struct fault_attr *attr, const char *text)
{
	if (!setup_fault_attr(attr, text))
		return -EINVAL;
	mm_hooks |= MM_FAULT_INJECT;
	return 0;
}

static int __init parse_failslab(char *text)
{
	return parse_fault_attr(&failslab, text);
}
early_param("failslab", parse_failslab);

static int __init parse_fail_page_alloc(char *text)
{
	return parse_fault_attr(&fail_page_alloc, text);
}
early_param("fail_page_alloc", parse_fail_page_alloc);

bool should_fail(struct fault_attr *attr, ssize_t size)
{
	if (!attr->probability || !atomic_read(&attr->times))
		return false;
	if (atomic_read(&attr->space) > size) {
		atomic_sub(size, &attr->space);
		return false;
	}
	if (++attr->count % attr->interval ||
	    attr->probability <= get_random_u32_below(100))
		return false;
	return atomic_read(&attr->times) < 0 ||
	       atomic_add_unless(&attr->times, -1, 0);
}
EXPORT_SYMBOL(should_fail);

void fault_inject_nth(unsigned int n)
{
	current->fail_nth = n;
}

unsigned int fault_inject_left(void)
{
	return current->fail_nth;
}

unsigned long fault_inject_victim(void)
{
	return victim;
}

/* Is this thread counting? Then: is it this one? */
static bool is_nth(unsigned long caller)
{
	if (--current->fail_nth)
		return false;
	victim = caller;
	return true;
}

static bool counts(void)
{
	return !in_interrupt() && current->fail_nth;
}

static bool fail_and_say(struct fault_attr *attr, size_t size,
			 unsigned long caller)
{
	if (!should_fail(attr, size))
		return false;
	victim = caller;
	pr_info("%s: no %zu bytes for %pS\n", attr->name, size, (void *)caller);
	return true;
}

bool should_failslab(struct kmem_cache *cache, gfp_t gfp, size_t size,
		     unsigned long caller)
{
	if (gfp & __GFP_NOFAIL)
		return false;
	if (counts())
		return is_nth(caller);
	if ((failslab.ignore_gfp_wait && (gfp & __GFP_WAIT)) ||
	    (failslab.cache_filter && !(cache->flags & SLAB_FAILSLAB)))
		return false;
	return fail_and_say(&failslab, size, caller);
}

bool should_fail_alloc_page(gfp_t gfp, unsigned int order, unsigned long caller)
{
	if (gfp & __GFP_NOFAIL)
		return false;
	if (counts())
		return is_nth(caller);
	if ((fail_page_alloc.ignore_gfp_wait && (gfp & __GFP_WAIT)) ||
	    order < fail_page_alloc.min_order)
		return false;
	return fail_and_say(&fail_page_alloc, PAGE_SIZE << order, caller);
}
