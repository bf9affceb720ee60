/*
 * floppy_fdc.c - talking to the floppy controller of a PC, an 82077AA or the
 * like.
 *
 * It is a small computer that is talked to in phases, through one port:
 *
 *	command    a byte says what, up to eight say where: to the FIFO
 *	execution  bytes go by DMA channel 2; or the heads move
 *	result     IRQ 6; up to seven bytes tell how it went: from the FIFO
 *
 *	0x3f2  DOR   RW  motors 7-4, DMA and IRQ on 3, not reset 2, drive 1-0
 *	0x3f4  MSR   R   ready 7, it talks 6, in a command 4, drives seek 3-0
 *	0x3f5  FIFO  RW
 *	0x3f7  DIR   R   change line 7          CCR  W  data rate 1-0
 *
 * SEEK and RECALIBRATE have no result phase: after the interrupt SENSE
 * INTERRUPT asks what happened. So it does after a reset, four times, once for
 * each drive it could have.
 *
 * Nothing here waits for ever. Whoever does not answer in time, or answers what
 * makes no sense, has lost the thread of the conversation: needs_reset, and no
 * other command is sent before that.
 *
 * Invariant: an interrupt is taken as an answer only while somebody waits for
 * it.
 * Locking: fdc_mutex; dor_lock for the DOR, which a timer writes too (motors).
 * Context: process; floppy_interrupt(): interrupt.
 * Linux: drivers/block/floppy.c. gdb: `p fdc`, `break floppy_interrupt`.
 */
#define pr_fmt(fmt) "floppy: " fmt

#include <linux/completion.h>
#include <linux/delay.h>
#include <linux/errno.h>
#include <linux/interrupt.h>
#include <linux/ioport.h>
#include <linux/jiffies.h>
#include <linux/kernel.h>
#include <linux/printk.h>
#include <linux/spinlock.h>
#include <asm/dma.h>
#include <asm/io.h>
#include "floppy.h"
#include "floppy_fdc.h"

#define FDC_IRQ		6

#define FDC_PORTS	0x3f0		/* 0x3f6 is a disk controller's */
#define FDC_NR_PORTS	6
#define DOR		0x3f2
#define MSR		0x3f4
#define FIFO		0x3f5
#define DIR		FDC_CCR		/* R */

#define DOR_DRIVE	0x03
#define DOR_RUN		0x04		/* 0 holds it in reset */
#define DOR_DMA_IRQ	0x08
#define DOR_MOTOR(d)	(0x10 << (d))
#define MSR_READY	0x80
#define MSR_TALKS	0x40
#define MSR_BUSY	0x10
#define DIR_CHANGED	0x80

#define CMD_SENSE	0x08
#define CMD_VERSION	0x10

#define ST0_READY	0xc0		/* in ST0_CODE, after a reset */

#define WAIT_FIFO	5		/* ms */
#define WAIT_RESET	200

DEFINE_MUTEX(fdc_mutex);
unsigned int fdc_spurious, fdc_resets;
u8 fdc_result[7];

static struct {
	struct completion answer;	/* by interrupt */
	bool waiting;			/* somebody waits for it */
	bool needs_reset;
	u8 dor;				/* as written last; dor_lock */
	u8 version;
} fdc = {
	.answer = COMPLETION_INITIALIZER(fdc.answer),
	.needs_reset = true,
};

static DEFINE_SPINLOCK(dor_lock);

/* ---- bytes ---- */

static int give_up(int error)
{
	fdc.needs_reset = true;
	return error;
}

/* Wait until the main status says @want, of the bits in @mask. */
static int wait_status(u8 mask, u8 want)
{
	for (int us = 0; us < WAIT_FIFO * 1000; us += 5) {
		if ((inb(MSR) & mask) == want)
			return 0;
		udelay(5);
	}
	return give_up(-ETIMEDOUT);
}

int fdc_send(const u8 *bytes, unsigned int n)
{
	if (fdc.needs_reset)
		return -ETIMEDOUT;
	if (inb(MSR) & MSR_BUSY)
		return give_up(-ETIMEDOUT);	/* still in the last one */
	while (n--) {
		if (wait_status(MSR_READY | MSR_TALKS, MSR_READY))
			return -ETIMEDOUT;
		outb(*bytes++, FIFO);
	}
	return 0;
}

/* Exactly @n bytes of result: more or less is nonsense. */
int fdc_receive(unsigned int n)
{
	for (unsigned int i = 0; i < n; i++) {
		if (wait_status(MSR_READY | MSR_TALKS | MSR_BUSY,
				MSR_READY | MSR_TALKS | MSR_BUSY))
			return -ETIMEDOUT;
		fdc_result[i] = inb(FIFO);
	}
	return wait_status(MSR_READY | MSR_TALKS | MSR_BUSY, MSR_READY);
}

/* ---- interrupts ---- */

/*
 * One that nobody waits for: an answer that came too late, or noise, or
 * somebody has touched the controller. In any case it is not where it was
 * thought to be.
 */
static irqreturn_t floppy_interrupt(int irq, void *dev_id)
{
	if (!READ_ONCE(fdc.waiting)) {
		fdc_spurious++;
		WRITE_ONCE(fdc.needs_reset, true);
		return IRQ_NONE;
	}
	WRITE_ONCE(fdc.waiting, false);
	complete(&fdc.answer);
	return IRQ_HANDLED;
}

static void expect_interrupt(void)
{
	reinit_completion(&fdc.answer);
	WRITE_ONCE(fdc.waiting, true);
}

static int wait_interrupt(unsigned int ms)
{
	if (wait_for_completion_timeout(&fdc.answer, msecs_to_jiffies(ms)))
		return 0;
	WRITE_ONCE(fdc.waiting, false);
	return give_up(-ETIMEDOUT);
}

/* A command that is answered by an interrupt. */
int fdc_command(const u8 *bytes, unsigned int n, unsigned int ms)
{
	int error;

	expect_interrupt();
	error = fdc_send(bytes, n);
	if (!error)
		return wait_interrupt(ms);
	WRITE_ONCE(fdc.waiting, false);
	return error;
}

/* Why was there an interrupt? result[0] is ST0, result[1] the track. */
int fdc_sense_interrupt(void)
{
	static const u8 bytes[] = { CMD_SENSE };
	int error = fdc_send(bytes, 1);

	return error ? : fdc_receive(2);
}

/* ---- the drives' lines ---- */

static void write_dor(u8 clear, u8 set)
{
	unsigned long flags;

	spin_lock_irqsave(&dor_lock, flags);
	fdc.dor = (fdc.dor & ~clear) | set;
	outb(fdc.dor, DOR);
	spin_unlock_irqrestore(&dor_lock, flags);
}

void fdc_motor(unsigned int drive, bool on)
{
	write_dor(DOR_MOTOR(drive), on ? DOR_MOTOR(drive) : 0);
}

void fdc_select(unsigned int drive)
{
	write_dor(DOR_DRIVE, drive);
}

bool fdc_disk_changed(void)
{
	return inb(DIR) & DIR_CHANGED;
}

int fdc_reset(void)
{
	expect_interrupt();
	write_dor(DOR_RUN, DOR_DMA_IRQ);
	udelay(20);
	fdc.needs_reset = false;
	fdc_resets++;
	write_dor(0, DOR_RUN);
	if (wait_interrupt(WAIT_RESET))
		return -ETIMEDOUT;
	for (int i = 0; i < 4; i++) {
		if (fdc_sense_interrupt())
			return -ETIMEDOUT;
		if ((fdc_result[0] & ST0_CODE) != ST0_READY)
			return give_up(-ETIMEDOUT);
	}
	return 0;
}

bool fdc_needs_reset(void)
{
	return READ_ONCE(fdc.needs_reset);
}

/* ---- is it there? ---- */

static int identify(void)
{
	static const u8 bytes[] = { CMD_VERSION };
	int error = fdc_reset() ? : fdc_send(bytes, 1) ? : fdc_receive(1);

	fdc.version = fdc_result[0];
	return error;
}

const char *fdc_name(void)
{
	return fdc.version == 0x90 ? "82077AA" :
	       fdc.version == 0x80 ? "765A" : "unknown controller";
}

/* The channel, the line and the ports. */
static int claim(void)
{
	int error = -EBUSY;

	if (!request_region(FDC_PORTS, FDC_NR_PORTS, "floppy"))
		return error;
	if (!request_region(FDC_CCR, 1, "floppy"))
		goto release_ports;
	error = request_dma(FDC_DMA, "floppy");
	if (error)
		goto release_ccr;
	error = request_irq(FDC_IRQ, floppy_interrupt, 0, "floppy", NULL);
	if (!error)
		return 0;
	free_dma(FDC_DMA);
release_ccr:
	release_region(FDC_CCR, 1);
release_ports:
	release_region(FDC_PORTS, FDC_NR_PORTS);
	return error;
}

void fdc_release(void)
{
	free_irq(FDC_IRQ, NULL);
	free_dma(FDC_DMA);
	release_region(FDC_CCR, 1);
	release_region(FDC_PORTS, FDC_NR_PORTS);
}

/* Where no chip answers the bus reads as ones: no wait for what isn't there. */
int fdc_probe(void)
{
	int error;

	if (inb(MSR) == 0xff)
		return -ENODEV;
	error = claim();
	if (error)
		return error;
	mutex_lock(&fdc_mutex);
	error = identify();
	mutex_unlock(&fdc_mutex);
	if (error)
		fdc_release();
	return error;
}
