/*
 * demo memcpy: four ways to move bytes, and what each costs.
 *
 * Model: the same bytes are copied, filled and compared by loops over bytes and
 * over words and by the CPU's string instructions; each way is timed over some
 * sizes, and checked.
 *
 * Invariants: every way leaves the same bytes, and none beside them.
 * Locking & context: prompt only; one at a time, as the buffers are static.
 * In Linux: arch/x86/lib/memcpy_32.c, lib/string.c.
 * Watch it: (gdb) break demo_memcpy
 *           (gdb) disassemble memcpy
 */

#include "internal.h"
#include <linux/compiler.h>
#include <linux/errno.h>
#include <linux/irqflags.h>
#include <linux/kernel.h>
#include <linux/math64.h>
#include <linux/string.h>
#include <asm/processor.h>

#define LARGEST	4096
#define ROUNDS	64

static const unsigned int sizes[] = { 3, 16, 67, 256, LARGEST };

static u8 from[LARGEST + 8] __aligned(4), to[LARGEST + 8] __aligned(4);

/* ---- copying ---- */

static noinline void copy_bytes(void *d, const void *s, size_t n)
{
	for (u8 *p = d; n--; s++, p++) {
		*p = *(const u8 *)s;
		OPTIMIZER_HIDE_VAR(n);	/* or the compiler makes it memcpy */
	}
}

static noinline void copy_words(void *d, const void *s, size_t n)
{
	for (; n >= 4; n -= 4, d += 4, s += 4) {
		*(u32 *)d = *(const u32 *)s;
		OPTIMIZER_HIDE_VAR(n);
	}
	copy_bytes(d, s, n);
}

static noinline void copy_rep_bytes(void *d, const void *s, size_t n)
{
	asm volatile("rep; movsb" : "+D" (d), "+S" (s), "+c" (n) : : "memory");
}

/* Until the destination is aligned byte by byte, then words. */
static noinline void copy_aligned(void *d, const void *s, size_t n)
{
	size_t head = min_t(size_t, -(unsigned long)d & 3, n), words;

	n -= head;
	words = n / 4;
	n %= 4;
	asm volatile("rep; movsb" : "+D" (d), "+S" (s), "+c" (head)
		     : : "memory");
	asm volatile("rep; movsl" : "+D" (d), "+S" (s), "+c" (words)
		     : : "memory");
	asm volatile("rep; movsb" : "+D" (d), "+S" (s), "+c" (n) : : "memory");
}

static noinline void copy_lib(void *d, const void *s, size_t n)
{
	memcpy(d, s, n);
}

/* ---- filling ---- */

static noinline void fill_bytes(void *d, const void *unused, size_t n)
{
	for (u8 *p = d; n--; p++) {
		*p = 0x5a;
		OPTIMIZER_HIDE_VAR(n);
	}
}

static noinline void fill_words(void *d, const void *unused, size_t n)
{
	for (; n >= 4; n -= 4, d += 4) {
		*(u32 *)d = 0x5a5a5a5a;
		OPTIMIZER_HIDE_VAR(n);
	}
	fill_bytes(d, unused, n);
}

static noinline void fill_rep_bytes(void *d, const void *unused, size_t n)
{
	asm volatile("rep; stosb" : "+D" (d), "+c" (n) : "a" (0x5a) : "memory");
}

static noinline void fill_lib(void *d, const void *unused, size_t n)
{
	memset(d, 0x5a, n);
}

/* ---- comparing: equal ranges, the longest way ---- */

static volatile int difference;

static noinline void compare_bytes(void *d, const void *s, size_t n)
{
	const u8 *p = d, *q = s;

	while (n && *p == *q)
		p++, q++, n--;
	difference = n ? *p - *q : 0;
}

static noinline void compare_words(void *d, const void *s, size_t n)
{
	for (; n >= 4 && *(u32 *)d == *(const u32 *)s; n -= 4, d += 4, s += 4)
		;
	compare_bytes(d, s, n);
}

static noinline void compare_lib(void *d, const void *s, size_t n)
{
	difference = memcmp(d, s, n);
}

/* ---- the tables ---- */

typedef void (*way_fn)(void *d, const void *s, size_t n);

struct way {
	const char *name;
	way_fn fn;
};

static const struct way copies[] = {
	{ "byte by byte", copy_bytes },
	{ "word by word", copy_words },
	{ "rep movsb", copy_rep_bytes },
	{ "aligned, rep movsl", copy_aligned },
	{ "memcpy: rep movsl", copy_lib },
}, fills[] = {
	{ "byte by byte", fill_bytes },
	{ "word by word", fill_words },
	{ "rep stosb", fill_rep_bytes },
	{ "memset: rep stosl", fill_lib },
}, compares[] = {
	{ "byte by byte", compare_bytes },
	{ "word by word", compare_words },
	{ "memcmp: repe cmpsl", compare_lib },
};

/* Ticks of one call, interrupts off, the best of some. */
static noinline unsigned long cost(way_fn fn, void *d, const void *s, size_t n)
{
	unsigned long flags, best = ~0UL, ticks;

	local_irq_save(flags);
	for (int i = 0; i < ROUNDS; i++) {
		ticks = rdtsc();
		fn(d, s, n);
		ticks = (unsigned long)rdtsc() - ticks;
		best = min(best, ticks);
	}
	local_irq_restore(flags);
	return best;
}

/* Does @fn leave just what it should at @d? */
static bool right(way_fn fn, const struct way *table, u8 *d, const u8 *s,
		  size_t n)
{
	difference = 1;
	memset(to, 0xee, sizeof(to));
	if (table == compares)
		memcpy(d, s, n);
	fn(d, s, n);
	if (table == compares)
		return difference == 0;
	if (memchr_inv(to, 0xee, d - to) ||
	    memchr_inv(d + n, 0xee, to + sizeof(to) - (d + n)))
		return false;
	return table == copies ? !memcmp(d, s, n) : !memchr_inv(d, 0x5a, n);
}

/* A line for each way, a column for each size; false: one does wrong. */
static bool say_table(const char *title, const struct way *table, int ways,
		      unsigned int off)
{
	bool all_right = true;

	say("\n  %-28s", title);
	for (int i = 0; i < ARRAY_SIZE(sizes); i++)
		say(" %7u", sizes[i]);
	say("  bytes\n");
	for (const struct way *way = table; way < table + ways; way++) {
		say("    %-26s", way->name);
		for (int i = 0; i < ARRAY_SIZE(sizes); i++) {
			all_right &= right(way->fn, table, to + off, from,
					   sizes[i]);
			say(" %7lu", cost(way->fn, to + off, from, sizes[i]));
		}
		say("\n");
	}
	return all_right;
}

static int demo_memcpy(void)
{
	bool all_right;

	for (unsigned int i = 0; i < sizeof(from); i++)
		from[i] = i * 7;
	say("What one call costs, in ticks of the clock (with `make bench`'s way\n"
	    "of running, -icount: in instructions):\n");
	all_right = say_table("copy", copies, ARRAY_SIZE(copies), 0);
	all_right &= say_table("copy to an odd address", copies,
			       ARRAY_SIZE(copies), 1);
	all_right &= say_table("fill", fills, ARRAY_SIZE(fills), 0);
	all_right &= say_table("compare, equal", compares, ARRAY_SIZE(compares),
			       0);
	say("\nA loop over bytes takes several instructions for each of them,\n"
	    "one over words the same for four at a time. The string instructions\n"
	    "need no loop at all: one word an iteration, and on a real CPU whole\n"
	    "cache lines. To align first is worth it only where odd addresses are\n"
	    "slow; on x86 it costs small copies more than it gives large ones. So\n"
	    "memcpy() is `rep movsl` and the one to three bytes that are left.\n");
	if (!all_right)
		say("\nONE OF THEM DOES WRONG.\n");
	say("\nTry: bench copy_page clear_page; in gdb: disassemble memcpy\n");
	return all_right ? 0 : -EIO;
}
DEMO(memcpy, "ways to move bytes, and what each costs", demo_memcpy);
