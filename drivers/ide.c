/*
 * ide.c - IDE channels: requests become commands.
 *
 * A channel is a cable with two drives, and one command at a time:
 *
 *   queue of hda --.             .-> command -> interrupt -> the request's end
 *                   > ch->rq ---<                  |
 *   queue of hdb --'             '-> (an error) ---+-> worker: reset, again
 *
 *	IDLE   nobody's: ide_next() looks for a request, hda and hdb in turn
 *	BUSY   a command was given; its interrupt or the timer goes on
 *	OWNED  a thread has it: the worker (errors, CD drives), or a claim
 *
 * All that goes well happens in the interrupt: the data is there, the request
 * ends, and the next command is on its way before the handler returns. What
 * goes wrong must wait, and a thread does that: ide_error.c. The files:
 *
 *	ide_pci.c ide_probe.c	controllers, and which drives are there
 *	ide.c ide_irq.c		requests, and the end of their commands
 *	ide_error.c		what becomes of failed ones
 *	ide_cmd.c		the registers
 *	ide_dma.c ide_pio.c	two ways to move the data
 *	ide_atapi.c		CD drives
 *	ide_show.c ide_fault.c	a look at it, and trouble on purpose
 *
 * Invariants: BUSY has a deadline, and a timer that watches it. ch->rq belongs
 * to whom the state names. A drive's interrupt that nobody expects is ended and
 * counted; one that is another's (the line may be shared) is left alone.
 * Locking: ch->lock, interrupts off, which is the lock of both queues, too.
 * Price: a request of 64 KB by DMA takes about 3000 instructions, with all of
 * the block layer and both thread switches.
 * Linux: drivers/ide/ide-io.c, ide-disk.c.
 * gdb: `break ide_go_on`, `km-ide`.
 */
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/sched.h>
#include <linux/wait.h>
#include <asm/io.h>
#include "ide.h"
#include "ide_fault.h"

/* [ext][write] */
static const u8 dma_commands[2][2] = {
	{ WIN_READDMA, WIN_WRITEDMA },
	{ WIN_READDMA_EXT, WIN_WRITEDMA_EXT },
};
static const u8 pio_commands[2][2] = {
	{ WIN_READ, WIN_WRITE },
	{ WIN_READ_EXT, WIN_WRITE_EXT },
};

/* ---- time ---- */

/* The command has until then. One timer runs on, so that each costs little. */
void ide_expect(struct ide_channel *ch)
{
	ch->deadline = jiffies + ide_timeout;
	if (ch->timer_on)
		return;
	ch->timer_on = true;
	mod_timer(&ch->timer, jiffies + HZ / 2);
}

/* ---- giving commands ---- */

/* Only the first @bytes of what ch->sg has. */
static void shorten(struct ide_channel *ch, unsigned int bytes)
{
	struct scatterlist *sg = ch->sg;

	ch->bytes = bytes;
	for (ch->nents = 1; sg->length < bytes; ch->nents++) {
		bytes -= sg->length;
		sg = sg_next(sg);
	}
	sg->length = bytes;
	sg_mark_end(sg);
}

/*
 * What comes next of ch->rq, and its memory: all of it; after failures only a
 * small piece for the first bio, so that its neighbours don't fail with it.
 */
void ide_take_data(struct ide_channel *ch)
{
	struct request *rq = ch->rq;

	ch->nents = blk_rq_map_sg(rq->q, rq, ch->sg);
	ch->bytes = blk_rq_bytes(rq);
	if (unlikely(rq->errors >= IDE_CAREFUL))
		shorten(ch, min3(ch->bytes, rq->bio->bi_size,
				 (unsigned int)IDE_SMALL));
}

/* By DMA, if that can be; of less where bounce buffers are short. */
static enum ide_way choose_way(struct ide_channel *ch)
{
	int err;

	if (!ch->active->dma)
		return IDE_PIO;
	while ((err = ide_dma_prepare(ch, reads(ch->rq))) == -ENOMEM &&
	       ch->bytes > PAGE_SIZE)
		shorten(ch, round_up(ch->bytes / 2, SECTOR_SIZE));
	return err ? IDE_PIO : IDE_DMA;
}

static void data_taskfile(struct ide_channel *ch, struct ide_taskfile *tf)
{
	unsigned int sectors = ch->bytes >> SECTOR_SHIFT;
	bool write = !reads(ch->rq);

	tf->lba = blk_rq_pos(ch->rq);
	tf->nsector = sectors;
	tf->ext = sectors > 256 || tf->lba + sectors > 1 << 28;
	tf->device = DEVICE_LBA;
	tf->command = ch->way == IDE_DMA ? dma_commands[tf->ext][write] :
					   pio_commands[tf->ext][write];
}

/* Give the command for ch->rq; false: the drive is not ready for one. */
static bool start(struct ide_channel *ch)
{
	struct ide_drive *drive = ch->active;
	struct ide_taskfile tf = { };

	ide_select(ch, drive->unit);
	if (ide_spin(ch, ST_BUSY | ST_DRQ, 0, 1000))
		return false;
	if (ch->rq->cmd_flags & REQ_FLUSH) {
		ch->way = IDE_NODATA;
		ch->bytes = 0;
		tf.command = drive->flush;
	} else {
		ide_take_data(ch);
		ch->way = choose_way(ch);
		data_taskfile(ch, &tf);
	}
	ide_fault_start(ch);
	ide_write_taskfile(drive, &tf);
	if (ch->way == IDE_DMA)
		ide_dma_start(ch);
	return ch->way != IDE_PIO || !ide_pio_start(ch);
}

/* The worker is to see to it. */
void ide_fail(struct ide_channel *ch, enum ide_fail why)
{
	ch->state = IDE_OWNED;
	ch->why = why;
	queue_work(ch->wq, &ch->work);
}

/* The next command for ch->rq, or the same again. */
void ide_go_on(struct ide_channel *ch)
{
	ch->state = IDE_BUSY;
	ide_expect(ch);
	if (start(ch))
		return;
	ch->status = inb(ch->ctl);
	if (ch->mapped)
		ide_dma_end(ch);
	ide_fail(ch, IDE_TIMED_OUT);
}

/* A CD drive's requests are a thread's. */
void ide_serve(struct ide_channel *ch)
{
	if (ch->active->atapi)
		ide_fail(ch, IDE_OK);
	else
		ide_go_on(ch);
}

/* ---- choosing requests ---- */

static struct request *next_of(struct ide_drive *drive)
{
	struct request *rq;

	if (!drive->queue)
		return NULL;
	while ((rq = blk_fetch_request(drive->queue)) && drive->offline)
		__blk_end_request_all(rq, -EIO);
	return rq;
}

/* If nobody has the channel: the next request, the drives in turn. */
void ide_next(struct ide_channel *ch)
{
	if (ch->state != IDE_IDLE)
		return;
	if (ch->claims) {
		wake_up(&ch->idle);
		return;
	}
	for (int i = 0; i < 2; i++) {
		ch->active = &ch->drive[ch->turn ^= 1];
		ch->rq = next_of(ch->active);
		if (!ch->rq)
			continue;
		ide_serve(ch);
		return;
	}
}

/* There is something in @q. */
void ide_request(struct request_queue *q)
{
	struct ide_drive *drive = q->queuedata;

	ide_next(drive->ch);
}

void ide_claim(struct ide_channel *ch)
{
	spin_lock_irq(&ch->lock);
	ch->claims++;
	while (ch->state != IDE_IDLE) {
		spin_unlock_irq(&ch->lock);
		wait_event(ch->idle, READ_ONCE(ch->state) == IDE_IDLE);
		spin_lock_irq(&ch->lock);
	}
	ch->claims--;
	ch->state = IDE_OWNED;
	spin_unlock_irq(&ch->lock);
}

void ide_release(struct ide_channel *ch)
{
	spin_lock_irq(&ch->lock);
	ch->state = IDE_IDLE;
	ide_next(ch);
	spin_unlock_irq(&ch->lock);
}
