/*
 * rtc.c - the clock chip as a source of interrupts that nobody waits for.
 */
#include <linux/interrupt.h>
#include <asm/io.h>
#include "rtc.h"

#define RTC_IRQ		8
#define RTC_CONTROL	0x0b
#define RTC_PERIODIC	0x40		/* in it: interrupts please */
#define RTC_CAUSE	0x0c		/* reading it acknowledges */

unsigned int rtc_calls;
static void (*call)(void);

static u8 rtc_read(u8 reg)
{
	outb(reg, 0x70);
	return inb(0x71);
}

static void rtc_write(u8 reg, u8 val)
{
	outb(reg, 0x70);
	outb(val, 0x71);
}

static irqreturn_t rtc_interrupt(int irq, void *dev_id)
{
	rtc_read(RTC_CAUSE);
	rtc_calls++;
	call();
	return IRQ_HANDLED;
}

int rtc_start(void (*fn)(void))
{
	int error;

	rtc_calls = 0;
	call = fn;
	error = request_irq(RTC_IRQ, rtc_interrupt, 0, "test", &rtc_calls);
	if (error)
		return error;
	rtc_write(RTC_CONTROL, rtc_read(RTC_CONTROL) | RTC_PERIODIC);
	rtc_read(RTC_CAUSE);
	return 0;
}

void rtc_stop(void)
{
	rtc_write(RTC_CONTROL, rtc_read(RTC_CONTROL) & ~RTC_PERIODIC);
	rtc_read(RTC_CAUSE);
	free_irq(RTC_IRQ, &rtc_calls);
}
