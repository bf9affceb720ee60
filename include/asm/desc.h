/*
 * desc.h - descriptors: segments, gates, task state.
 */
#ifndef _ASM_DESC_H
#define _ASM_DESC_H

#include <linux/types.h>
#include <linux/percpu-defs.h>
#include <asm/segment.h>
#include <asm/irq_vectors.h>

/*
 * A segment descriptor. The base is scattered over three places: the 80286
 * had room for 24 bits, the 80386 put the rest where some was left.
 */
struct desc_struct {
	u16 limit0;			/* limit, bits 0-15 */
	u16 base0;			/* base, bits 0-15 */
	u8 base1;			/* base, bits 16-23 */
	u8 access;			/* present, ring, kind */
	u8 flags_limit1;		/* granularity, size; limit 16-19 */
	u8 base2;			/* base, bits 24-31 */
} __packed;

#define DESC_CODE	0x9a		/* present, ring 0, execute and read */
#define DESC_DATA	0x92		/* present, ring 0, read and write */
#define DESC_USER	0x60		/* or-ed in: ring 3 */
#define DESC_TSS	0x89		/* present, 32-bit TSS, available */
#define DESC_TSS_BUSY	0x02		/* or-ed in by the CPU: loaded */
#define DESC_FLAT	0xc0		/* limit in pages, 32-bit */

#define DESC_INIT(_base, _limit, _access, _flags) {			\
	.limit0 = (_limit) & 0xffff, .base0 = (_base) & 0xffff,		\
	.base1 = ((_base) >> 16) & 0xff, .access = (_access),		\
	.flags_limit1 = (_flags) | (((_limit) >> 16) & 0x0f),		\
	.base2 = ((_base) >> 24) & 0xff,				\
}

struct gate_struct {
	u16 offset_low;			/* entry point, bits 0-15 */
	u16 selector;			/* its code segment, or a TSS */
	u8 zero;
	u8 access;			/* present, ring, kind */
	u16 offset_high;		/* entry point, bits 16-31 */
} __packed;

#define GATE_INTERRUPT	0x8e		/* interrupts off on entry */
#define GATE_TASK	0x85		/* switch to the TSS in selector */

/* What lgdt and lidt read. */
struct desc_ptr {
	u16 size;			/* in bytes, minus 1 */
	unsigned long address;
} __packed;

/*
 * Task state. The kernel switches threads by itself; the CPU looks here for
 * the ring 0 stack on the way in from ring 3, and for everything on a double
 * fault, the one hardware task switch there is.
 */
struct tss_struct {
	u16 back_link, __blh;		/* selector of the interrupted task */
	unsigned long sp0;		/* stack on entry from ring 3 */
	u16 ss0, __ss0h;
	unsigned long sp1;
	u16 ss1, __ss1h;
	unsigned long sp2;
	u16 ss2, __ss2h;
	unsigned long cr3;
	unsigned long ip;
	unsigned long flags;
	unsigned long ax, cx, dx, bx;
	unsigned long sp, bp, si, di;
	u16 es, __esh;
	u16 cs, __csh;
	u16 ss, __ssh;
	u16 ds, __dsh;
	u16 fs, __fsh;
	u16 gs, __gsh;
	u16 ldt, __ldth;
	u16 trace;
	u16 io_bitmap_base;		/* beyond the limit: no ports */
} __packed;

DECLARE_PER_CPU(struct desc_struct[GDT_ENTRIES], gdt);
DECLARE_PER_CPU(struct tss_struct, cpu_tss);
DECLARE_PER_CPU(struct tss_struct, df_tss);

/* This CPU's task registers, from its GDT. Interrupts off. */
void tss_init(void);
/* @stack_top: the double fault's own stack. Before the IDT's gate 8 is used. */
void doublefault_init(unsigned long stack_top);
/* Leave the double fault's task for good, to go on as an ordinary function. */
void doublefault_leave(void);

/* Is this CPU in that task? */
bool in_doublefault(void);

void set_tss_desc(struct desc_struct *desc, const struct tss_struct *tss);
void set_gate(unsigned int vector, unsigned long entry);
void set_task_gate(unsigned int vector, u16 selector);

static inline void load_TR(u16 selector)
{
	asm volatile("ltr %w0" : : "r" (selector));
}

#endif
