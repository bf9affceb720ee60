/*
 * demo kmalloc: memory of any size, and what the size classes cost.
 *
 * Model: asks for a row of sizes and says which class served each, how much
 * of it lies idle and how the address is aligned; then for nothing, for DMA,
 * and for more of the same; last for many sizes at random, to sum up the waste.
 *
 * Invariants: held[] is what is out. All of it goes back, also when a step
 * finds no memory.
 * Locking & context: prompt only.
 * In Linux: mm/slab_common.c.
 * Watch it: (gdb) break kmalloc
 *           (gdb) p fine_class[12]
 */

#include "internal.h"
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/log2.h>
#include <linux/mm.h>
#include <linux/slab_def.h>

#define MANY	128

static void *held[MANY];

static const u32 sizes[] = {
	1, 8, 24, 97, 100, 128, 129, 1000, 2049, 4096, 5000, 40000, 131072,
};

static const struct kmem_cache *class_of(const void *p)
{
	return virt_to_head_page(p)->slab_cache;
}

/* One more, noted in held[]; NULL after a word about it. */
static void *take(int i, size_t size, gfp_t gfp)
{
	held[i] = kmalloc(size, gfp);
	if (!held[i])
		say("\nNo memory for kmalloc(%zu): all is given back, and the "
		    "demo ends.\n", size);
	return held[i];
}

static void give_all(void)
{
	for (int i = 0; i < MANY; i++) {
		kfree(held[i]);
		held[i] = NULL;
	}
}

/* What a class promises: the lowest bit of its size, a page at most. */
static void say_class(const void *p, size_t asked)
{
	size_t real = class_of(p)->object_size;
	size_t align = min_t(size_t, real & -real, PAGE_SIZE);

	say("  %7zu  %-12s %7zu %7zu %3zu%%  %8zu  0x%p%s\n", asked,
	    class_of(p)->name, real, real - asked,
	    (real - asked) * 100 / real, align, p,
	    (unsigned long)p & (align - 1) ? "  NOT SO: a bug" : "");
}

static int show_classes(void)
{
	say("kmalloc() rounds a size up to a class, which is a cache (`demo\n"
	    "slab`). A table finds it, without a search:\n\n"
	    "    asked  class           gets    idle        aligned  address"
	    "\n");
	for (int i = 0; i < ARRAY_SIZE(sizes); i++) {
		char *p = take(i, sizes[i], GFP_KERNEL);

		if (!p)
			return -ENOMEM;
		say_class(p, sizes[i]);
	}
	say("\nThe bytes behind what was asked for may be used, if ksize() says\n"
	    "so: of the first one, asked for %u, there are %zu. Whole pages are\n"
	    "aligned to a page, any other class to the largest power of two in\n"
	    "it: a power of two to its size.\n", sizes[0], ksize(held[0]));
	return 0;
}

static int show_zero(void)
{
	void *p = kmalloc(0, GFP_KERNEL);

	say("\nkmalloc(0) = 0x%p, ZERO_SIZE_PTR: neither NULL, as nothing\n"
	    "failed, nor to be touched: the first page is not mapped. kfree()\n"
	    "takes it, and NULL.\n", p);
	kfree(p);
	kfree(NULL);
	return ZERO_OR_NULL_PTR(p) && p ? 0 : -EIO;
}

static int show_dma(void)
{
	char *any = take(0, 100, GFP_KERNEL), *dma;

	if (!any)
		return -ENOMEM;
	dma = take(1, 100, GFP_DMA);
	if (!dma)
		return -ENOMEM;
	say("\nEach class has a twin whose slabs come from ZONE_DMA, below\n"
	    "16 MB:\n\n"
	    "  kmalloc(100, GFP_KERNEL)  %-16s physical 0x%08lx\n"
	    "  kmalloc(100, GFP_DMA)     %-16s physical 0x%08lx\n",
	    class_of(any)->name, (unsigned long)__pa(any),
	    class_of(dma)->name, (unsigned long)__pa(dma));
	return 0;
}

/* held[0], grown; NULL after a word about it: then it is as it was. */
static void *grow(size_t size)
{
	void *p = krealloc(held[0], size, GFP_KERNEL);

	if (!p)
		say("\nNo memory for krealloc(%zu): the old object is as it was, "
		    "and given back now.\n", size);
	held[0] = p ?: held[0];
	return p;
}

static int show_krealloc(void)
{
	char *first = take(0, 100, GFP_KERNEL), *second, *third;

	if (!first)
		return -ENOMEM;
	second = grow(128);
	if (!second)
		return -ENOMEM;
	third = grow(129);
	if (!third)
		return -ENOMEM;
	say("\nkrealloc() moves only what does not fit any more:\n\n"
	    "  100 bytes at 0x%p; 128 at 0x%p; 129 at 0x%p\n", first, second,
	    third);
	return 0;
}

/* Xorshift: the same sizes each time. */
static u32 next_random(void)
{
	static u32 x;

	x = x ?: 896;
	x ^= x << 13;
	x ^= x >> 17;
	x ^= x << 5;
	return x;
}

static int show_sum(void)
{
	unsigned long asked = 0, given = 0, powers = 0;

	for (int i = 0; i < MANY; i++) {
		size_t size = (8u << next_random() % 10) + next_random() % 8;

		if (!take(i, size, GFP_KERNEL))
			return -ENOMEM;
		asked += size;
		given += class_of(held[i])->object_size;
		powers += roundup_pow_of_two(size);
	}
	say("\n%d objects of random sizes, 8 to 4103 bytes, each a little\n"
	    "beyond a power of two, which is where classes fit worst:\n\n"
	    "  %lu bytes asked for\n"
	    "  %lu given: %lu.%02lu times as many\n"
	    "  %lu with powers of two alone: %lu.%02lu times\n", MANY, asked,
	    given, given / asked, given * 100 / asked % 100,
	    powers, powers / asked, powers * 100 / asked % 100);
	say("\nWhat each class can waste says `slabinfo -w`.\n");
	return 0;
}

static int demo_kmalloc(void)
{
	static int (*const steps[])(void) = {
		show_classes, show_zero, show_dma, show_krealloc, show_sum,
	};
	int error = 0;

	for (int i = 0; !error && i < ARRAY_SIZE(steps); i++) {
		error = steps[i]();
		give_all();
	}
	if (!error)
		say("\nTry: kmalloc 100; kmalloc; kfree ADDR; kmalloc 131073; "
		    "slabinfo -w\n");
	return error;
}
DEMO(kmalloc, "memory of any size, and what rounding up costs", demo_kmalloc);
