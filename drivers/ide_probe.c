/*
 * ide_probe.c - which drives hang on a channel, and their disks.
 *
 * Nobody answers on wires without a drive: what is read is 0xff (or 0), and
 * what is written is not there when it is read back. So an empty channel is
 * known at once. Where registers keep what is written there is a drive; after a
 * reset it leaves its signature in the address registers (0x14 0xeb: it takes
 * packets, a CD drive), and IDENTIFY gives 256 words about it:
 *
 *	27-46	model, its bytes swapped	49	LBA, DMA
 *	60-61	sectors, 28 bits		63, 88	DMA modes
 *	83	48 bits, flush			100-103	sectors, 48 bits
 *
 * The fastest mode that the controller can do too is chosen: UDMA/33 of PIIX4,
 * else multiword DMA. (The controller's own timing registers stay as the
 * firmware has set them.)
 *
 * Invariants: a drive whose disk is added is ready for requests. Context:
 * process, a thread of async_schedule(). Linux: drivers/ide/ide-probe.c.
 * gdb: `break identify`, `km-ide`.
 */
#include <linux/delay.h>
#include <linux/errno.h>
#include <linux/interrupt.h>
#include <linux/kernel.h>
#include <linux/printk.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <asm/io.h>
#include "ide.h"

static const unsigned char majors[IDE_CHANNELS] = { 3, 22, 33, 34 };
static const struct block_device_operations disk_fops = { };

/* ---- is there somebody? ---- */

static bool keeps(struct ide_channel *ch, u8 a, u8 b)
{
	outb(a, ch->cmd + IDE_NSECTOR);
	outb(b, ch->cmd + IDE_LBA_LOW);
	return inb(ch->cmd + IDE_NSECTOR) == a &&
		inb(ch->cmd + IDE_LBA_LOW) == b;
}

static bool answers(struct ide_channel *ch, unsigned int unit)
{
	ide_select(ch, unit);
	return inb(ch->ctl) != 0xff && keeps(ch, 0x55, 0xaa) &&
		keeps(ch, 0xaa, 0x55);
}

/* Which drives are there, and are they CD drives? False: none. */
static bool find_drives(struct ide_channel *ch)
{
	ch->selected = ch->feature = -1;
	for (int unit = 0; unit < 2; unit++)
		ch->drive[unit].present = answers(ch, unit);
	if (!ch->drive[0].present && !ch->drive[1].present)
		return false;
	if (ide_reset(ch))
		return false;
	for (int unit = 0; unit < 2; unit++) {
		if (!ch->drive[unit].present)
			continue;
		ide_select(ch, unit);
		ch->drive[unit].atapi =
			inb(ch->cmd + IDE_LBA_MID) == 0x14 &&
			inb(ch->cmd + IDE_LBA_HIGH) == 0xeb;
	}
	return true;
}

/* ---- what is it? ---- */

static void copy_model(char *to, const u16 *words)
{
	for (int i = 0; i < 20; i++) {
		to[2 * i] = words[i] >> 8;
		to[2 * i + 1] = words[i];
	}
	to[40] = '\0';
	strim(to);
}

/* The best of the drive's modes that the controller can do; 0: none. */
static u8 best_mode(struct ide_channel *ch, const u16 *id)
{
	unsigned int ultra = id[53] & 4 ? id[88] & 0x07 : 0;
	unsigned int multi = id[63] & 0x07;

	if (!ch->bm || ide_pio_only)
		return 0;
	if (ultra && ch->pdev->device != PCI_DEVICE_ID_INTEL_82371SB_1)
		return XFER_UDMA_0 + fls(ultra) - 1;
	return multi ? XFER_MW_DMA_0 + fls(multi) - 1 : 0;
}

static void read_disk(struct ide_drive *drive, const u16 *id)
{
	drive->sectors = id[60] | (u32)id[61] << 16;
	drive->lba48 = (id[83] & 1 << 10) && !ide_lba28_only;
	if (drive->lba48)
		drive->sectors = id[100] | (u32)id[101] << 16 |
			(u64)id[102] << 32 | (u64)id[103] << 48;
	if (id[83] & 1 << 12)
		drive->flush = WIN_FLUSH_CACHE;
	if (drive->lba48 && (id[83] & 1 << 13))
		drive->flush = WIN_FLUSH_CACHE_EXT;
}

/* 0; -ENODEV: it is not there after all, or nothing that we know. */
static int identify(struct ide_drive *drive)
{
	struct ide_taskfile tf = {
		.command = drive->atapi ? WIN_PIDENTIFY : WIN_IDENTIFY,
	};
	u16 *id = kmalloc(SECTOR_SIZE, GFP_KERNEL);
	int err;

	if (!id)
		return -ENOMEM;
	err = ide_polled(drive, &tf, id, SECTOR_SIZE, 5000) ? -ENODEV : 0;
	if (!err && !drive->atapi && !(id[49] & 1 << 9)) {
		pr_warn("%s: a disk without LBA: left alone\n",
			drive->ch->name);
		err = -ENODEV;
	}
	if (!err) {
		copy_model(drive->model, id + 27);
		drive->mode = best_mode(drive->ch, id);
		drive->dma = drive->mode;
		if (!drive->atapi)
			read_disk(drive, id);
	}
	kfree(id);
	return err;
}

/* ---- its disk ---- */

static void set_limits(struct ide_drive *drive)
{
	struct request_queue *q = drive->queue;

	blk_queue_max_hw_sectors(q, drive->lba48 ? IDE_MAX_SECTORS : 256);
	blk_queue_max_segments(q, IDE_MAX_SG);
	blk_queue_max_segment_size(q, 0x10000);
	blk_queue_segment_boundary(q, 0xffff);
	if (drive->atapi)
		blk_queue_logical_block_size(q, CD_BLOCK);
	if (drive->flush)
		blk_queue_flush(q, REQ_FLUSH);
}

static int make_disk(struct ide_drive *drive)
{
	struct ide_channel *ch = drive->ch;
	struct gendisk *disk = alloc_disk(drive->atapi ? 1 : DISK_MAX_PARTS);

	if (!disk)
		return -ENOMEM;
	drive->queue = blk_init_queue(ide_request, &ch->lock);
	if (!drive->queue) {
		put_disk(disk);
		return -ENOMEM;
	}
	drive->queue->queuedata = drive;
	set_limits(drive);
	disk->major = majors[ch->nr];
	disk->first_minor = drive->unit * 64;
	snprintf(disk->disk_name, sizeof(disk->disk_name), "hd%c",
		 'a' + 2 * ch->nr + drive->unit);
	disk->fops = drive->atapi ? &cd_fops : &disk_fops;
	disk->queue = drive->queue;
	disk->private_data = drive;
	disk->model = drive->model;
	if (drive->atapi) {
		disk->flags = GENHD_FL_REMOVABLE | GENHD_FL_CD;
		disk->read_only = true;
	}
	set_capacity(disk, drive->sectors);
	drive->disk = disk;
	return 0;
}

/* Into the log only: somebody may be typing at the prompt by now. */
static void announce(const struct ide_drive *drive)
{
	const char *way = drive->mode >= XFER_UDMA_0 ? "UDMA" :
			  drive->mode ? "multiword DMA" : "PIO";

	if (drive->mode)
		printk(KERN_DEBUG "%s: %s, %s %d\n", drive_name(drive),
		       drive->model, way, drive->mode & 7);
	else
		printk(KERN_DEBUG "%s: %s, %s\n", drive_name(drive),
		       drive->model, way);
}

/* The channel is claimed. */
static void probe_drive(struct ide_drive *drive)
{
	if (!drive->present || identify(drive) || make_disk(drive)) {
		drive->present = false;
		return;
	}
	ide_set_mode(drive);
	if (drive->atapi) {
		cd_capacity(drive);
		drive->changed = false;
		set_capacity(drive->disk, drive->sectors);
	}
	announce(drive);
}

/* ---- the channel ---- */

static void init_channel(struct ide_channel *ch)
{
	snprintf(ch->name, sizeof(ch->name), "ide%u", ch->nr);
	spin_lock_init(&ch->lock);
	init_waitqueue_head(&ch->idle);
	init_completion(&ch->done);
	timer_setup(&ch->timer, ide_timer, 0);
	INIT_WORK(&ch->work, ide_worker);
	for (int unit = 0; unit < 2; unit++) {
		ch->drive[unit].ch = ch;
		ch->drive[unit].unit = unit;
	}
}

static int alloc_channel(struct ide_channel *ch)
{
	ch->wq = create_singlethread_workqueue(ch->name);
	ch->sg = kmalloc_array(IDE_MAX_SG, sizeof(*ch->sg), GFP_KERNEL);
	ch->bounce = kmalloc(CD_BLOCK, GFP_KERNEL);
	if (!ch->wq || !ch->sg || !ch->bounce)
		return -ENOMEM;
	return ch->bm ? ide_dma_alloc(ch) : 0;
}

static void free_channel(struct ide_channel *ch)
{
	ide_dma_free(ch);
	kfree(ch->bounce);
	kfree(ch->sg);
	if (ch->wq)
		destroy_workqueue(ch->wq);
}

/*
 * @ch has its number, ports, line and device; find its drives. 0; -ENODEV:
 * none, nothing is kept; -ENOMEM, -EBUSY. May sleep.
 */
int ide_probe_channel(struct ide_channel *ch)
{
	int err;

	init_channel(ch);
	if (!find_drives(ch))
		return -ENODEV;
	err = alloc_channel(ch);
	if (err)
		goto free;
	err = request_irq(ch->irq, ide_interrupt, IRQF_SHARED, ch->name, ch);
	if (err)
		goto free;
	ch->state = IDE_OWNED;
	for (int unit = 0; unit < 2; unit++)
		probe_drive(&ch->drive[unit]);
	ide_release(ch);
	if (!ch->drive[0].present && !ch->drive[1].present) {
		err = -ENODEV;
		goto irq;
	}
	ide_channels[ch->nr] = ch;
	for (int unit = 0; unit < 2; unit++)
		if (ch->drive[unit].present)
			add_disk(ch->drive[unit].disk);
	return 0;
irq:
	free_irq(ch->irq, ch);
free:
	free_channel(ch);
	return err;
}

/* Nothing more of its queue is taken; what waits there fails. */
static void remove_disk(struct ide_drive *drive)
{
	struct request_queue *q = drive->queue;

	del_gendisk(drive->disk);
	spin_lock_irq(&drive->ch->lock);
	drive->queue = NULL;
	spin_unlock_irq(&drive->ch->lock);
	blk_cleanup_queue(q);
	put_disk(drive->disk);
}

/* Take it off again: its disks are gone, nothing is kept. May sleep. */
void ide_remove_channel(struct ide_channel *ch)
{
	ide_channels[ch->nr] = NULL;
	for (int unit = 0; unit < 2; unit++)
		if (ch->drive[unit].present)
			remove_disk(&ch->drive[unit]);
	free_irq(ch->irq, ch);
	del_timer_sync(&ch->timer);
	free_channel(ch);
}
