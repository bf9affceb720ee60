/*
 * ide_error.c - what becomes of a command that did not end well.
 *
 * A thread of the channel comes here with the channel to itself (OWNED) and
 * time to wait. It says what happened, mends what can be, and has the command
 * given again, or fails what the request wants:
 *
 *	the drive reports an error	once more; then after a reset, and in
 *					pieces of 4 KB, twice each
 *	no interrupt in time		reset, once more; then reset and PIO
 *	the bus master moved too	(is it still allowed to be one?) reset,
 *	little				once more; then reset and PIO
 *
 * The last failure goes to the caller: -EIO, or -ETIMEDOUT. Who lets a command
 * time out thrice, and without DMA too, is offline: all that comes later fails
 * at once, until `ide reset`.
 *
 * Invariants: the request is ended or its command given before the worker
 * leaves. Locking: ch->lock for the state; the registers are the owner's.
 * Context: process. Linux: drivers/ide/ide-eh.c.
 * gdb: `break recover`, `p *ch`.
 */
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/printk.h>
#include <asm/io.h>
#include "ide.h"

static void report(struct ide_channel *ch)
{
	static const char *const reasons[] = {
		[IDE_DRIVE_ERROR] = "the drive reports an error",
		[IDE_BUS_ERROR] = "the bus master has not moved all data",
		[IDE_TIMED_OUT] = "no interrupt in time",
	};
	static const char *const ways[] = { "DMA", "PIO", "flush" };
	struct request *rq = ch->rq;

	pr_warn("%s: %s (%s %s, sector %llu, %u bytes, try %d): status %#04x error %#04x\n",
		drive_name(ch->active), reasons[ch->why],
		reads(rq) ? "read" : "write", ways[ch->way],
		(unsigned long long)blk_rq_pos(rq), ch->bytes, rq->errors,
		ch->status, ch->why == IDE_DRIVE_ERROR ? ch->error : 0);
}

/* Has somebody forbidden it to be a bus master? Then it is one again. */
static bool mend_master(struct ide_channel *ch)
{
	u16 command;

	if (!ch->pdev)
		return false;
	pci_read_config_word(ch->pdev, PCI_COMMAND, &command);
	if (command & PCI_COMMAND_MASTER)
		return false;
	pr_warn("%s: bus mastering was switched off: on again\n", ch->name);
	pci_set_master(ch->pdev);
	return true;
}

/* DMA has failed; twice in a row, and it is not used any more. */
static void blame_dma(struct ide_channel *ch)
{
	struct ide_drive *drive = ch->active;

	if (mend_master(ch) || ++drive->dma_failures < 2)
		return;
	pr_warn("%s: DMA does not work: PIO from now on\n", drive_name(drive));
	drive->dma = false;
}

static void reset(struct ide_channel *ch)
{
	if (!ide_reset(ch))
		return;
	pr_err("%s: does not come back from a reset: offline\n",
	       drive_name(ch->active));
	ch->active->offline = true;
}

/* The caller must be told. With the lock. */
static void give_up(struct ide_channel *ch)
{
	struct ide_drive *drive = ch->active;
	unsigned int bytes = ch->bytes;
	int error = ch->why == IDE_TIMED_OUT ? -ETIMEDOUT : -EIO;

	drive->errors++;
	if (ch->why == IDE_TIMED_OUT && !drive->offline) {
		pr_err("%s: does not answer: offline\n", drive_name(drive));
		drive->offline = true;
	}
	if (drive->offline)
		bytes = blk_rq_bytes(ch->rq);
	ch->rq->errors = 0;
	ide_end(ch, error, bytes);
}

static int tries_of(enum ide_fail why)
{
	return why == IDE_TIMED_OUT ? IDE_MAX_TIMEOUTS : IDE_MAX_TRIES;
}

static void recover(struct ide_channel *ch)
{
	struct ide_drive *drive = ch->active;
	struct request *rq = ch->rq;

	rq->errors++;
	report(ch);
	drive->timeouts += ch->why == IDE_TIMED_OUT;
	if (ch->way == IDE_DMA && ch->why != IDE_DRIVE_ERROR)
		blame_dma(ch);
	if (ch->why != IDE_DRIVE_ERROR || rq->errors > 1)
		reset(ch);
	spin_lock_irq(&ch->lock);
	if (drive->offline || rq->errors >= tries_of(ch->why)) {
		give_up(ch);
	} else {
		drive->retries++;
		ide_go_on(ch);
	}
	spin_unlock_irq(&ch->lock);
}

void ide_worker(struct work_struct *work)
{
	struct ide_channel *ch = container_of(work, struct ide_channel, work);

	if (ch->active->atapi)
		cd_request(ch->active);
	else
		recover(ch);
}
