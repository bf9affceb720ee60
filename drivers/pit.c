/*
 * pit.c - the 8254 interval timer: three counters at 1193182 Hz.
 *
 *	channel 0	counts HZ times a second down to an IRQ 0: the tick
 *	channel 2	the speaker's; counts silently, to measure the TSC with
 *
 * A counter is two bytes behind one port: latch it first, then read both, or
 * it moves in between.
 *
 * Context: interrupts off, boot only: nobody else uses the ports afterwards.
 * Counterpart in Linux: drivers/clocksource/i8253.c.
 * gdb:	break pit_init
 *	p jiffies_64
 */
#include <linux/init.h>
#include <linux/jiffies.h>
#include <linux/timekeeping.h>
#include <asm/io.h>
#include <asm/irq_vectors.h>
#include "drivers.h"

#define PIT_TICK_RATE	1193182	/* Hz */

#define PIT_CH0		0x40
#define PIT_CH2		0x42
#define PIT_MODE	0x43
#define MODE_CH0_RATE	0x34	/* channel 0, both bytes, mode 2: rate */
#define MODE_CH2_ONCE	0xb0	/* channel 2, both bytes, mode 0: once */
#define LATCH_CH2	0x80

#define SPEAKER_PORT	0x61
#define SPEAKER_GATE	0x01	/* channel 2 counts */
#define SPEAKER_ON	0x02

#define PIT_DIVISOR	((PIT_TICK_RATE + HZ / 2) / HZ)

static void __init pit_tick_start(void)
{
	outb(MODE_CH0_RATE, PIT_MODE);
	outb(PIT_DIVISOR & 0xff, PIT_CH0);
	outb(PIT_DIVISOR >> 8, PIT_CH0);
}

static void __init pit_count_start(void)
{
	outb((inb(SPEAKER_PORT) & ~SPEAKER_ON) | SPEAKER_GATE, SPEAKER_PORT);
	outb(MODE_CH2_ONCE, PIT_MODE);
	outb(0xff, PIT_CH2);
	outb(0xff, PIT_CH2);
}

static u16 __init pit_count_read(void)
{
	u8 low;

	outb(LATCH_CH2, PIT_MODE);
	low = inb(PIT_CH2);
	return inb(PIT_CH2) << 8 | low;
}

static const struct tick_source pit = {
	.name = "the PIT",
	.rate = PIT_TICK_RATE,
	.irq = TIMER_IRQ,
	.count_start = pit_count_start,
	.count_read = pit_count_read,
	.tick_start = pit_tick_start,
};

void __init pit_init(void)
{
	time_set_source(&pit);
}
