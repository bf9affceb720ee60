/*
 * wallclock.c - what time of day it is.
 *
 * Model: the clock chip (MC146818, ports 0x70 and 0x71) knows the date to the
 * second. It is asked once, when somebody first wants to know; from then on the
 * time of day is what it said plus the time that has passed (kernel/time.c).
 * The chip is taken to run on UTC.
 *
 * Invariants: the offset is set once. A chip that is in the middle of a change
 * is read again, at most TRIES times; one that never gives the same date twice
 * (a machine without one reads ff) means 1970.
 * Locking, context: two CPUs that ask first at once may both read; the chip's
 * index register is under clock_lock, interrupts off. Any context.
 * Linux: drivers/rtc/rtc-mc146818-lib.c, kernel/time/timekeeping.c.
 * gdb: `p wall_offset`, `break read_clock`.
 */
#include <linux/export.h>
#include <linux/ktime.h>
#include <linux/math64.h>
#include <linux/spinlock.h>
#include <linux/timekeeping.h>
#include <asm/io.h>

#define RTC_STATUS_A	10
#define RTC_CHANGING	0x80		/* in A: look again in a moment */
#define RTC_STATUS_B	11
#define RTC_BINARY	0x04		/* in B: else decimal digits */
#define RTC_24H		0x02		/* in B: else bit 7 of hours: p.m. */
#define TRIES		5000

/* Registers in the order of `struct date`. */
static const u8 rtc_regs[] = { 0, 2, 4, 7, 8, 9 };

struct date {
	u8 sec, min, hour, mday, mon, year;
};

static DEFINE_SPINLOCK(clock_lock);
static u64 wall_offset;			/* ns from 1970 to the boot; 0: unknown */

static u8 rtc_read(u8 reg)
{
	outb(reg, 0x70);
	return inb(0x71);
}

static void read_registers(struct date *date)
{
	u8 *to = (u8 *)date;
	unsigned int i;

	for (i = 0; i < sizeof(rtc_regs); i++)
		to[i] = rtc_read(rtc_regs[i]);
}

/* Since 1970, of a date from 2000 to 2099. */
static u64 seconds(const struct date *d)
{
	static const u16 days_before[] = { 0, 31, 59, 90, 120, 151,
					   181, 212, 243, 273, 304, 334 };
	unsigned int year = d->year, month = (d->mon - 1u) % 12;
	unsigned int days = 10957 + 365 * year + (year + 3) / 4;

	days += days_before[month] + (month > 1 && year % 4 == 0);
	days += d->mday - 1u;
	return ((days * 24ull + d->hour) * 60 + d->min) * 60 + d->sec;
}

/* The date in seconds since 1970; 0 of a chip that makes no sense. */
static u64 read_clock(void)
{
	struct date a = { 0 }, b;
	unsigned int i, tries;
	u8 control, pm, *v = (u8 *)&a;

	for (tries = TRIES; tries; tries--) {
		if (rtc_read(RTC_STATUS_A) & RTC_CHANGING)
			continue;
		read_registers(&a);
		read_registers(&b);
		if (!__builtin_memcmp(&a, &b, sizeof(a)))
			break;
	}
	control = rtc_read(RTC_STATUS_B);
	pm = control & RTC_24H ? 0 : a.hour & 0x80;
	a.hour &= 0x7f;
	for (i = 0; i < sizeof(a) && !(control & RTC_BINARY); i++)
		v[i] = (v[i] >> 4) * 10 + (v[i] & 15);
	if (!(control & RTC_24H))
		a.hour = a.hour % 12 + (pm ? 12 : 0);
	if (!tries || a.mon < 1 || a.mon > 12 || a.mday < 1 || a.hour > 23 ||
	    a.year > 99)
		return 0;
	return seconds(&a);
}

u64 ktime_get_real_ns(void)
{
	u64 now = ktime_get_ns();
	unsigned long flags;

	spin_lock_irqsave(&clock_lock, flags);
	if (!wall_offset)
		wall_offset = read_clock() * NSEC_PER_SEC - now ? : 1;
	now += wall_offset;
	spin_unlock_irqrestore(&clock_lock, flags);
	return now;
}
EXPORT_SYMBOL(ktime_get_real_ns);
