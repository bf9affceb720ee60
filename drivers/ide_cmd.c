/*
 * ide_cmd.c - the command registers of an IDE channel: telling a drive what to
 * do, and waiting without an interrupt.
 *
 * Two drives hang on the same wires. Both hear each write; the device register
 * says whose it is. The others are the arguments, the last is the command:
 *
 *	0x1f6 device   0xe0 = LBA, master      0x1f3-5 sector
 *	0x1f2 count    8                       0x1f7   0xc8 = read by DMA
 *
 * With 48 bits of address the registers are two deep: written twice, high byte
 * first.
 *
 * Here are also the commands that a thread gives and polls for, with the
 * interrupts of the drive off: to identify, to choose a mode, to reset.
 *
 * Emulated or real, a port takes longer than a hundred instructions: what a
 * register is known to hold is not written again.
 *
 * Invariants: every wait has an end. After ide_polled() the drive interrupts
 * again, and none of its interrupts is left. Locking: the channel is the
 * caller's: claimed, or its lock held. Context: ide_wait() and what uses it may
 * sleep, the others any. Linux: drivers/ide/ide-iops.c, ide-io-std.c.
 * gdb: `break ide_write_taskfile`, `p *tf`.
 */
#include <linux/delay.h>
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/printk.h>
#include <linux/timekeeping.h>
#include <asm/io.h>
#include "ide.h"

/* A drive may take 400 ns until its status is true; a read takes 100. */
static void settle(struct ide_channel *ch)
{
	for (int i = 0; i < 4; i++)
		inb(ch->ctl);
}

/* From now on it is this drive's status that is read. */
void ide_select(struct ide_channel *ch, unsigned int unit)
{
	if (ch->selected == unit)
		return;
	outb(DEVICE_BASE | (unit ? DEVICE_SLAVE : 0), ch->cmd + IDE_DEVICE);
	settle(ch);
	ch->selected = unit;
}

/* The drive is selected, and not busy. */
void ide_write_taskfile(struct ide_drive *drive, const struct ide_taskfile *tf)
{
	struct ide_channel *ch = drive->ch;
	u8 device = DEVICE_BASE | tf->device |
		(drive->unit ? DEVICE_SLAVE : 0);
	u32 low = tf->lba, high = tf->lba >> 24;

	if (tf->ext) {
		outb(tf->nsector >> 8, ch->cmd + IDE_NSECTOR);
		outb(high, ch->cmd + IDE_LBA_LOW);
		outb(high >> 8, ch->cmd + IDE_LBA_MID);
		outb(high >> 16, ch->cmd + IDE_LBA_HIGH);
	} else {
		device |= high & 0x0f;
	}
	if (tf->feature != ch->feature)
		outb(tf->feature, ch->cmd + IDE_FEATURE);
	ch->feature = tf->feature;
	outb(tf->nsector, ch->cmd + IDE_NSECTOR);
	outb(low, ch->cmd + IDE_LBA_LOW);
	outb(low >> 8, ch->cmd + IDE_LBA_MID);
	outb(low >> 16, ch->cmd + IDE_LBA_HIGH);
	outb(device, ch->cmd + IDE_DEVICE);
	outb(tf->command, ch->cmd + IDE_COMMAND);
	drive->commands++;
}

/* Is the drive there and its status, under @mask, as wanted? */
static bool is_so(struct ide_channel *ch, u8 mask, u8 wanted)
{
	u8 status = inb(ch->ctl);

	return (status & mask) == wanted && status != 0xff;
}

/* Until it is so: 0, or -ETIMEDOUT. Any context. */
int ide_spin(struct ide_channel *ch, u8 mask, u8 wanted, unsigned int usecs)
{
	while (!is_so(ch, mask, wanted)) {
		if (!usecs--)
			return -ETIMEDOUT;
		udelay(1);
	}
	return 0;
}

/* The same for long: a moment at once, then it sleeps in between. */
int ide_wait(struct ide_channel *ch, u8 mask, u8 wanted, unsigned int msecs)
{
	u64 end = ktime_get_ns() + msecs * 1000000ULL;

	if (!ide_spin(ch, mask, wanted, 100))
		return 0;
	while (ktime_get_ns() < end) {
		msleep(1);
		if (is_so(ch, mask, wanted))
			return 0;
	}
	return -ETIMEDOUT;
}

static int polled(struct ide_drive *drive, const struct ide_taskfile *tf,
		  void *buf, unsigned int bytes, unsigned int msecs)
{
	struct ide_channel *ch = drive->ch;

	ide_select(ch, drive->unit);
	if (ide_wait(ch, ST_BUSY | ST_DRQ, 0, 500))
		return -EBUSY;
	ide_write_taskfile(drive, tf);
	settle(ch);
	if (ide_wait(ch, ST_BUSY, 0, msecs))
		return -ETIMEDOUT;
	ch->status = inb(ch->ctl);
	ch->error = inb(ch->cmd + IDE_ERROR);
	if (ch->status & (ST_ERR | ST_FAULT))
		return -EIO;
	if (!bytes)
		return 0;
	if (!(ch->status & ST_DRQ))
		return -EIO;
	insw(ch->cmd + IDE_DATA, buf, bytes / 2);
	return ide_wait(ch, ST_BUSY | ST_DRQ, 0, 500);
}

/*
 * Give @drive the command @tf and wait for its end; @bytes are read into @buf.
 * 0; -EIO: refused (ch->error says why); -EBUSY, -ETIMEDOUT. May sleep.
 */
int ide_polled(struct ide_drive *drive, const struct ide_taskfile *tf,
	       void *buf, unsigned int bytes, unsigned int msecs)
{
	struct ide_channel *ch = drive->ch;
	int err;

	outb(CTL_NIEN, ch->ctl);
	err = polled(drive, tf, buf, bytes, msecs);
	inb(ch->cmd + IDE_STATUS);
	if (ch->bm)
		outb(inb(ch->bm + BM_STATUS) | BM_IRQ, ch->bm + BM_STATUS);
	outb(0, ch->ctl);
	return err;
}

/* Tell the drive its way to move data, which it forgets in a reset. */
void ide_set_mode(struct ide_drive *drive)
{
	const struct ide_taskfile tf = {
		.command = WIN_SETFEATURES, .feature = SETFEATURES_XFER,
		.nsector = drive->mode,
	};

	if (!drive->mode || !ide_polled(drive, &tf, NULL, 0, 1000))
		return;
	pr_warn("%s: refuses DMA mode %#x: PIO\n", drive_name(drive),
		drive->mode);
	drive->dma = false;
}

/*
 * Reset both drives of the channel, and set them up again. 0, or -ETIMEDOUT:
 * one of them does not come back. May sleep.
 */
int ide_reset(struct ide_channel *ch)
{
	int err = 0;

	ch->resets++;
	outb(CTL_NIEN | CTL_RESET, ch->ctl);
	udelay(10);
	outb(CTL_NIEN, ch->ctl);
	msleep(2);
	ch->selected = ch->feature = -1;
	for (int unit = 0; unit < 2; unit++) {
		if (!ch->drive[unit].present)
			continue;
		ide_select(ch, unit);
		if (ide_wait(ch, ST_BUSY, 0, IDE_RESET_MS))
			err = -ETIMEDOUT;
		else if (ch->drive[unit].disk)
			ide_set_mode(&ch->drive[unit]);
	}
	inb(ch->cmd + IDE_STATUS);
	if (ch->bm)
		outb(inb(ch->bm + BM_STATUS) | BM_IRQ | BM_ERROR,
		     ch->bm + BM_STATUS);
	outb(0, ch->ctl);
	return err;
}
