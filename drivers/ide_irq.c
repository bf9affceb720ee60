/*
 * ide_irq.c - how a command ends: by its interrupt, or when its time is over.
 *
 *	interrupt -> ours? -> status -> data -> the request's end -> the next
 *	timer     -> late, and nobody at work? -> the worker: ide_error.c
 *
 * Reading the status makes the drive let the line go. Whether it was the drive
 * that pulled it says a bit of the bus master's, or, without one, that the
 * drive is not busy.
 *
 * Invariants: a drive's interrupt that nobody expects is ended and counted; one
 * that is another's (the line may be shared) is left alone. One timer watches
 * all commands of a channel, so that each costs it nothing.
 * Locking: ch->lock. Context: interrupt, and softirq for the timer.
 * Linux: drivers/ide/ide-io.c, ide_intr() and ide_timer_expiry().
 * gdb: `break command_done`, `p ch->status`.
 */
#include <linux/errno.h>
#include <linux/kernel.h>
#include <asm/io.h>
#include "ide.h"

/* ch->rq has come so far, with that @error; then what is next. */
void ide_end(struct ide_channel *ch, int error, unsigned int bytes)
{
	bool more;

	/* one after the other went well: each piece has its tries */
	if (unlikely(ch->rq->errors > IDE_CAREFUL))
		ch->rq->errors = IDE_CAREFUL;
	if (bytes) {
		more = __blk_end_request(ch->rq, error, bytes);
	} else {
		__blk_end_request_all(ch->rq, error);
		more = false;
	}
	if (more) {
		ide_serve(ch);
		return;
	}
	ch->rq = NULL;
	ch->state = IDE_IDLE;
	ide_next(ch);
}

/* The interrupt of ch->rq's command, with ch->status. */
static void command_done(struct ide_channel *ch)
{
	bool error = ch->status & (ST_ERR | ST_FAULT), all = true;

	if (ch->way == IDE_DMA) {
		all = ide_dma_end(ch);
		if (likely(all))
			ch->active->dma_failures = 0;
	} else if (ch->bm) {
		outb(ch->bm_status | BM_IRQ, ch->bm + BM_STATUS);
	}
	if (ch->way == IDE_PIO && !error) {
		if (ide_pio_sector(ch, ch->status)) {
			ide_expect(ch);
			return;
		}
		error = ch->pio_left;
	}
	if (unlikely(error)) {
		ch->error = inb(ch->cmd + IDE_ERROR);
		ide_fail(ch, IDE_DRIVE_ERROR);
	} else if (unlikely(!all)) {
		ide_fail(ch, IDE_BUS_ERROR);
	} else {
		ide_end(ch, 0, ch->bytes);
	}
}

/* Does the channel say that it interrupts? */
static bool interrupts(struct ide_channel *ch)
{
	if (!ch->bm)
		return !(inb(ch->ctl) & ST_BUSY);
	ch->bm_status = inb(ch->bm + BM_STATUS);
	return ch->bm_status & BM_IRQ;
}

static irqreturn_t answer(struct ide_channel *ch)
{
	u8 status;

	if (!interrupts(ch))
		return IRQ_NONE;
	status = inb(ch->cmd + IDE_STATUS);	/* the drive lets the line go */
	if (status & ST_BUSY)
		return IRQ_NONE;
	ch->interrupts++;
	if (likely(ch->state == IDE_BUSY)) {
		ch->status = status;
		command_done(ch);
	} else if (ch->expecting) {
		ch->status = status;
		ch->expecting = false;
		complete(&ch->done);
	} else {
		ch->unexpected++;
		if (ch->bm)
			outb(ch->bm_status, ch->bm + BM_STATUS);
	}
	return IRQ_HANDLED;
}

irqreturn_t ide_interrupt(int irq, void *dev_id)
{
	struct ide_channel *ch = dev_id;
	irqreturn_t ret;

	spin_lock(&ch->lock);
	ret = answer(ch);
	spin_unlock(&ch->lock);
	return ret;
}

/* The interrupt has not come. */
static void timed_out(struct ide_channel *ch)
{
	ch->status = inb(ch->ctl);
	if (ch->way == IDE_DMA) {
		ch->bm_status = inb(ch->bm + BM_STATUS);
		ide_dma_end(ch);
	}
	ide_fail(ch, IDE_TIMED_OUT);
}

/* It is late, but the drive and the bus master say that they are at it. */
static bool at_work(struct ide_channel *ch)
{
	u8 status = inb(ch->ctl);

	if (time_after_eq(jiffies, ch->deadline + IDE_PATIENCE * ide_timeout))
		return false;
	return (status & ST_BUSY) ||
		(ch->way == IDE_DMA && (status & ST_DRQ) &&
		 (inb(ch->bm + BM_STATUS) & BM_ACTIVE));
}

void ide_timer(struct timer_list *timer)
{
	struct ide_channel *ch = from_timer(ch, timer, timer);
	unsigned long flags;

	spin_lock_irqsave(&ch->lock, flags);
	if (ch->state == IDE_BUSY && time_after_eq(jiffies, ch->deadline) &&
	    !at_work(ch))
		timed_out(ch);
	ch->timer_on = ch->state == IDE_BUSY;
	if (ch->timer_on)
		mod_timer(&ch->timer, jiffies + HZ / 2);
	spin_unlock_irqrestore(&ch->lock, flags);
}
