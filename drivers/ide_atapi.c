/*
 * ide_atapi.c - CD drives: commands of another world in an envelope of IDE's.
 *
 * WIN_PACKETCMD asks for 12 bytes more, and those are the command: READ(10) of
 * so many blocks of 2048 bytes. Data comes by DMA, or by PIO in portions whose
 * size the drive tells each time.
 *
 *	PACKET -> DRQ -> 12 bytes -> data, an interrupt -> or ERR: ask why
 *
 * When a command fails the drive keeps the reason until it is asked for it, the
 * *sense*: a key (2 not ready, 3 bad medium, 6 attention) and a code (0x3a no
 * medium, 0x28 another medium than before). That is how one hears of a change;
 * from then on all reads fail until somebody opens the drive anew.
 *
 * A CD drive is slow, its answers need questions: so a thread of the channel
 * serves its requests, and may sleep.
 *
 * Locking: the channel is the caller's: claimed, or the worker's. Context:
 * process. Linux: drivers/ide/ide-cd.c. gdb: `break cd_packet`, `p *drive`.
 */
#include <linux/cdrom.h>
#include <linux/delay.h>
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/printk.h>
#include <linux/string.h>
#include <asm/io.h>
#include "ide.h"

#define CD_TIMEOUT	(10 * HZ)	/* of a read: it may have to spin up */
#define CD_TRIES	5		/* a new medium costs two or three */

#define SENSE_NOT_READY	2
#define SENSE_ATTENTION	6
#define ASC_BECOMES_READY 0x04
#define ASC_CHANGED	0x28
#define ASC_NO_MEDIUM	0x3a
#define SENSE_BYTES	18

static inline u32 get_be32(const u8 *p)
{
	return p[0] << 24 | p[1] << 16 | p[2] << 8 | p[3];
}

static inline void put_be32(u32 value, u8 *p)
{
	for (int i = 3; i >= 0; i--, value >>= 8)
		p[i] = value;
}

/* The envelope and the 12 bytes. 0, or -EIO, -ETIMEDOUT. */
static int send_packet(struct ide_drive *drive, const u8 *cdb, bool dma)
{
	const struct ide_taskfile tf = {
		.command = WIN_PACKETCMD, .feature = dma,
		.lba = 0xf800 << 8,	/* at most so many bytes at once */
	};
	struct ide_channel *ch = drive->ch;

	ide_select(ch, drive->unit);
	if (ide_wait(ch, ST_BUSY | ST_DRQ, 0, 1000))
		return -ETIMEDOUT;
	ide_write_taskfile(drive, &tf);
	if (ide_wait(ch, ST_BUSY, 0, 1000))
		return -ETIMEDOUT;
	if (!(inb(ch->ctl) & ST_DRQ))
		return -EIO;
	spin_lock_irq(&ch->lock);
	reinit_completion(&ch->done);
	ch->expecting = dma;
	spin_unlock_irq(&ch->lock);
	outsw(ch->cmd + IDE_DATA, cdb, 6);
	return 0;
}

/* A portion of @count bytes: into @buf, or into ch->sg; the rest is dropped. */
static void take_portion(struct ide_channel *ch, u8 **buf, unsigned int *room,
			 unsigned int count)
{
	unsigned int n;

	for (; count > 1; count -= n) {
		n = min3(count & ~1U, *buf ? *room : ch->pio_left,
			 (unsigned int)CD_BLOCK);
		if (!n) {
			inw(ch->cmd + IDE_DATA);
			n = 2;
		} else if (*buf) {
			insw(ch->cmd + IDE_DATA, *buf, n / 2);
			*buf += n;
			*room -= n;
		} else {
			ide_pio_copy(ch, n, true);
		}
	}
}

/*
 * By PIO, without interrupts: @buf of @bytes, or with NULL ch->sg. A drive that
 * has ever more to tell is out of its mind: no answer.
 */
static int packet_pio(struct ide_drive *drive, const u8 *cdb, u8 *buf,
		      unsigned int bytes)
{
	unsigned int portions = 16 + bytes / SECTOR_SIZE;
	struct ide_channel *ch = drive->ch;
	int err;

	outb(CTL_NIEN, ch->ctl);
	for (err = send_packet(drive, cdb, false); !err; ) {
		udelay(1);
		err = ide_wait(ch, ST_BUSY, 0, 10000);
		ch->status = inb(ch->cmd + IDE_STATUS);
		if (err || !(ch->status & ST_DRQ))
			break;
		if (!portions--)
			err = -ETIMEDOUT;
		take_portion(ch, &buf, &bytes, inb(ch->cmd + IDE_LBA_MID) |
			     inb(ch->cmd + IDE_LBA_HIGH) << 8);
	}
	outb(0, ch->ctl);
	return err ?: ch->status & (ST_ERR | ST_FAULT) ? -EIO : 0;
}

/* By DMA to ch->sg, which is prepared. */
static int packet_dma(struct ide_drive *drive, const u8 *cdb)
{
	struct ide_channel *ch = drive->ch;
	int err = send_packet(drive, cdb, true);
	bool all;

	if (!err) {
		ide_dma_start(ch);
		if (!wait_for_completion_timeout(&ch->done, CD_TIMEOUT))
			err = -ETIMEDOUT;
	}
	spin_lock_irq(&ch->lock);
	ch->expecting = false;
	if (err)
		ch->bm_status = inb(ch->bm + BM_STATUS);
	all = ide_dma_end(ch);
	spin_unlock_irq(&ch->lock);
	if (err)
		return err;
	if (!all && !(ch->status & ST_ERR))
		drive->dma_failures++;
	return all && !(ch->status & (ST_ERR | ST_FAULT)) ? 0 : -EIO;
}

/* Why did it fail? -ENOMEDIUM, -EAGAIN: ask again, -EIO. */
static int ask_why(struct ide_drive *drive)
{
	const u8 cdb[12] = { GPCMD_REQUEST_SENSE, [4] = SENSE_BYTES };
	u8 sense[SENSE_BYTES] = { };

	if (packet_pio(drive, cdb, sense, sizeof(sense)))
		return -EIO;
	drive->sense = sense[2] & 0x0f;
	drive->asc = sense[12];
	if (drive->asc == ASC_NO_MEDIUM)
		return -ENOMEDIUM;
	if (drive->sense == SENSE_ATTENTION) {
		drive->changed |= drive->asc == ASC_CHANGED;
		return -EAGAIN;
	}
	if (drive->sense == SENSE_NOT_READY && drive->asc == ASC_BECOMES_READY)
		return -EAGAIN;
	return -EIO;
}

/*
 * A command, until the drive has told all its news ("no medium" may be the last
 * word about the old one: once more). @buf NULL: the data goes to ch->sg, @dma:
 * by DMA.
 */
static int cd_packet(struct ide_drive *drive, const u8 *cdb, u8 *buf,
		     unsigned int bytes, bool dma)
{
	int err;

	for (int try = 0; try < CD_TRIES; try++) {
		if (!buf)
			ide_pio_rewind(drive->ch);
		err = dma ? packet_dma(drive, cdb) :
			    packet_pio(drive, cdb, buf, bytes);
		if (err == -EIO)
			err = ask_why(drive);
		if (dma)
			return err;	/* the mapping has ended */
		if (err != -EAGAIN && (err != -ENOMEDIUM || try))
			return err;
		if (err == -EAGAIN && drive->sense == SENSE_NOT_READY)
			msleep(100);
	}
	return -EIO;
}

/* What is in the drive: its sectors (of 512 bytes) in drive->sectors. */
int cd_capacity(struct ide_drive *drive)
{
	const u8 ready[12] = { GPCMD_TEST_UNIT_READY };
	const u8 capacity[12] = { GPCMD_READ_CDVD_CAPACITY };
	u8 answer[8] = { };
	int err;

	drive->sectors = 0;
	err = cd_packet(drive, ready, answer, 0, false);
	if (!err)
		err = cd_packet(drive, capacity, answer, sizeof(answer), false);
	if (err)
		return err;
	if (get_be32(answer + 4) != CD_BLOCK) {
		pr_warn("%s: blocks of %u bytes: not supported\n",
			drive_name(drive), get_be32(answer + 4));
		return -EIO;
	}
	drive->sectors = (sector_t)(get_be32(answer) + 1) *
		(CD_BLOCK / SECTOR_SIZE);
	return 0;
}

/* ---- requests ---- */

/* The next part of ch->rq. */
static int read_blocks(struct ide_drive *drive)
{
	struct ide_channel *ch = drive->ch;
	u8 cdb[12] = { GPCMD_READ_10 };
	bool dma;

	ide_take_data(ch);
	dma = drive->dma && !ide_dma_prepare(ch, true);
	put_be32(blk_rq_pos(ch->rq) / (CD_BLOCK / SECTOR_SIZE), cdb + 2);
	cdb[7] = ch->bytes / CD_BLOCK >> 8;
	cdb[8] = ch->bytes / CD_BLOCK;
	return cd_packet(drive, cdb, NULL, ch->bytes, dma);
}

/* The same, of the medium that was opened; nothing of one that came since. */
static int read_opened(struct ide_drive *drive)
{
	int err = drive->changed ? -ENOMEDIUM : read_blocks(drive);

	drive->changed |= err == -ENOMEDIUM;
	return drive->changed ? -ENOMEDIUM : err;
}

/* It has not answered, or the bus master has moved too little. */
static void after_trouble(struct ide_drive *drive, int err)
{
	if (err == -ETIMEDOUT)
		drive->timeouts++;
	if (err == -ETIMEDOUT && ide_reset(drive->ch))
		drive->offline = true;
	if (drive->dma && drive->dma_failures >= 2) {
		pr_warn("%s: DMA does not work: PIO from now on\n",
			drive_name(drive));
		drive->dma = false;
	}
}

/* Serve ch->rq. The worker, which owns the channel. */
void cd_request(struct ide_drive *drive)
{
	struct ide_channel *ch = drive->ch;
	struct request *rq = ch->rq;
	int err;

	for (;;) {
		err = read_opened(drive);
		if (!err || err == -ENOMEDIUM || drive->offline)
			break;
		pr_warn_ratelimited("%s: read of sector %llu fails with %d: sense %#x code %#x, status %#04x\n",
			drive_name(drive), (unsigned long long)blk_rq_pos(rq),
			err, drive->sense, drive->asc, ch->status);
		after_trouble(drive, err);
		if (++rq->errors >= IDE_MAX_TRIES || drive->offline)
			break;
		drive->retries++;
	}
	drive->errors += err != 0;
	spin_lock_irq(&ch->lock);
	rq->errors = 0;
	ide_end(ch, err, err == -ENOMEDIUM ? 0 : ch->bytes);
	spin_unlock_irq(&ch->lock);
}

/* ---- the medium ---- */

static int cd_media_changed(struct gendisk *disk)
{
	struct ide_drive *drive = disk->private_data;
	const u8 ready[12] = { GPCMD_TEST_UNIT_READY };
	bool changed;
	u8 none;
	int err;

	ide_claim(drive->ch);
	err = cd_packet(drive, ready, &none, 0, false);
	changed = drive->changed || (err == -ENOMEDIUM) != !drive->sectors;
	drive->changed = false;
	ide_release(drive->ch);
	return changed;
}

static int cd_revalidate(struct gendisk *disk)
{
	struct ide_drive *drive = disk->private_data;
	int err;

	ide_claim(drive->ch);
	err = cd_capacity(drive);
	drive->changed = false;
	set_capacity(disk, drive->sectors);
	ide_release(drive->ch);
	return err;
}

const struct block_device_operations cd_fops = {
	.media_changed = cd_media_changed,
	.revalidate_disk = cd_revalidate,
};
