/*
 * crash KIND: fail on purpose, in the way that KIND says.
 *
 * Model: a table of small functions, each of which does the real thing: the
 * CPU traps or an allocator's check fires, and the report that follows is the
 * one that an unintended failure would get. Kinds marked * end the machine;
 * after the others the prompt goes on.
 *
 * Invariants: the failing instruction stands in a function of its own name,
 * so the report's first line of backtrace says crash_KIND.
 * Locking & context: process context, no lock held: nothing is left locked.
 * In Linux: drivers/misc/lkdtm.
 * Watch it: (gdb) break crash_null
 *           (gdb) break die
 */

#include "crash.h"
#include "internal.h"
#include <asm/processor.h>
#include <asm/sections.h>
#include <linux/bug.h>
#include <linux/compiler.h>
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/hardirq.h>
#include <linux/mm.h>
#include <linux/slab.h>
#include <linux/string.h>

static const unsigned long constant[1] = { 896 };

/* Volatile pointers: the compiler must not know where they point. */
static noinline int crash_null(void)
{
	volatile int *volatile p = NULL;

	p[2] = 1;
	return 0;
}

static noinline int crash_read(void)
{
	int *volatile p = (int *)0x00c0ffee;

	return *p;
}

static noinline int crash_exec(void)
{
	int (*volatile nowhere)(void) = NULL;

	return nowhere();
}

static noinline int crash_rodata(void)
{
	*(volatile unsigned long *)constant = 0;
	return 0;
}

static noinline int crash_text(void)
{
	*(volatile char *)_text = 0;
	return 0;
}

/* Each call takes a frame of some 200 bytes; not a tail call. */
static noinline int crash_stack(void)
{
	int (*volatile again)(void) = crash_stack;
	volatile char room[192];

	room[0] = 1;
	return again() + room[0];
}

/* The allocator must catch both; the frame is free either way. */
static noinline int crash_doublefree(void)
{
	struct page *page = alloc_page(GFP_KERNEL);

	if (!page)
		return -ENOMEM;
	__free_page(page);
	__free_page(page);
	return 0;
}

static noinline int crash_kfree(void)
{
	void *p = kmalloc(64, GFP_KERNEL);

	if (!p)
		return -ENOMEM;
	kfree(p);
	kfree(p);
	return 0;
}

static noinline int crash_div(void)
{
	static volatile int zero;

	return zero / zero;
}

static noinline int crash_ud(void)
{
	asm volatile("ud2");
	return 0;
}

static noinline int crash_gp(void)
{
	asm volatile("movw %w0, %%ds" : : "r" (0xfff8));
	return 0;
}

static noinline int crash_bug(void)
{
	BUG_ON(constant[0] == 896);
	return 0;
}

static noinline int crash_warn(void)
{
	WARN(1, "crash warn: a warning, %lu times harmless", constant[0]);
	return 0;
}

static noinline int crash_panic(void)
{
	panic("crash panic: because you asked for it");
}

/* A fault where nobody can be sent back to: as inside an interrupt. */
static noinline int crash_irq(void)
{
	irq_enter();
	return crash_null();
}

/* The price of cli and a loop: not even this CPU's clock goes on. */
static noinline int crash_hang(void)
{
	local_irq_disable();
	for (;;)
		cpu_relax();
	return 0;
}

static const struct {
	const char *name;
	const char *what;
	int (*fn)(void);
	bool fatal;
} kinds[] = {
	{ "again", "free an object of a watched cache twice", crash_again,
	  false },
	{ "atomic", "sleep with a spinlock held", crash_atomic, false },
	{ "bug", "BUG_ON of something true", crash_bug, false },
	{ "deadlock", "take a spinlock twice", crash_deadlock, false },
	{ "destroy", "end a cache whose object is in use", crash_destroy,
	  false },
	{ "div", "divide by zero", crash_div, false },
	{ "dmadir", "unmap a DMA buffer in another direction", crash_dmadir,
	  false },
	{ "dmafree", "free a buffer that the device owns", crash_dmafree,
	  false },
	{ "dmapool", "free a block of a dma_pool twice", crash_dmapool,
	  false },
	{ "dmasize", "unmap a DMA buffer with another size", crash_dmasize,
	  false },
	{ "dmastack", "map a stack for a device", crash_dmastack, false },
	{ "dmasync", "look at a DMA buffer before the sync", crash_dmasync,
	  false },
	{ "dmatwice", "unmap a DMA buffer twice", crash_dmatwice, false },
	{ "dmavmalloc", "map vmalloc's memory for a device",
	  crash_dmavmalloc, false },
	{ "dmawrite", "write to a buffer that the device owns",
	  crash_dmawrite, false },
	{ "doublefree", "free a page twice", crash_doublefree, false },
	{ "exec", "call address 0", crash_exec, false },
	{ "foreign", "free what no cache gave", crash_foreign, false },
	{ "gp", "load a selector that doesn't exist", crash_gp, false },
	{ "hang", "loop for ever, interrupts off (one CPU: the end)",
	  crash_hang, true },
	{ "irq", "fault as if inside an interrupt", crash_irq, true },
	{ "irqalloc", "GFP_KERNEL in an interrupt", crash_irqalloc, false },
	{ "irqsleep", "msleep() in an interrupt", crash_irqsleep, false },
	{ "kfree", "kfree an object twice", crash_kfree, false },
	{ "kmalloc", "write one byte too far (with slab_debug=Z)",
	  crash_kmalloc, false },
	{ "middle", "free the middle of an object", crash_middle, false },
	{ "noack", "a handler that never tells its device", crash_noack,
	  false },
	{ "nobody", "interrupts that no handler owns up to", crash_nobody,
	  false },
	{ "null", "write through a NULL pointer", crash_null, false },
	{ "order", "two locks, taken both ways (debug build)", crash_order,
	  false },
	{ "overflow", "a thread runs out of its stack", crash_overflow,
	  false },
	{ "overrun", "write one byte behind an object", crash_overrun,
	  false },
	{ "panic", "panic()", crash_panic, true },
	{ "putcpu", "get_cpu_var() without put_cpu_var()", crash_putcpu,
	  false },
	{ "read", "read an address that isn't mapped", crash_read, false },
	{ "rodata", "write to a constant", crash_rodata, false },
	{ "softlockup", "a thread spins with preemption off",
	  crash_softlockup, false },
	{ "stack", "recurse until the stack's guard page", crash_stack, false },
	{ "text", "write to the kernel's code", crash_text, false },
	{ "uaf", "write to an object after its free", crash_uaf, false },
	{ "ud", "execute an undefined instruction", crash_ud, false },
	{ "unbalanced", "come back with preemption off, from everything",
	  crash_unbalanced, false },
	{ "underrun", "write one byte before an object", crash_underrun,
	  false },
	{ "vfree", "free an area of vmalloc twice", crash_vfree, false },
	{ "vmalloc", "write one byte behind an area of vmalloc",
	  crash_vmalloc, false },
	{ "vmiddle", "free the middle of an area", crash_vmiddle, false },
	{ "vuaf", "read an area after its vfree", crash_vuaf, false },
	{ "warn", "WARN(): report and go on", crash_warn, false },
	{ "wrongcache", "free an object into another cache", crash_wrongcache,
	  false },
	{ "yield", "yield() with a spinlock held", crash_yield, false },
};

const char *crash_name(int i)
{
	return i < ARRAY_SIZE(kinds) ? kinds[i].name : NULL;
}

static int crash_cmd(int argc, char **argv)
{
	const char *near;
	int i;

	for (i = 0; argc == 2 && i < ARRAY_SIZE(kinds); i++)
		if (strcmp(kinds[i].name, argv[1]) == 0)
			return kinds[i].fn();
	if (argc == 2) {
		near = suggest(argv[1], crash_name);
		say("crash: no kind `%.40s`", argv[1]);
		say(near ? "; did you mean %s?\n" : "\n", near);
		return -EINVAL;
	}
	for (i = 0; i < ARRAY_SIZE(kinds); i++)
		say("  crash %-10s %c %s\n", kinds[i].name,
		    kinds[i].fatal ? '*' : ' ', kinds[i].what);
	say("  (* ends the machine; after the others the prompt goes on)\n");
	return argc == 1 ? 0 : usage("crash");
}
MONITOR_CMD(crash, "[KIND]", "fail on purpose, to see the report\n"
	    "  Without KIND lists the kinds.", crash_cmd);
