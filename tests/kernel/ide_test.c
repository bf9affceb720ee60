/*
 * ide_test.c - the IDE driver: taken off and put on again; and with a disk hda
 * of 16 MB, what a long read costs beside the bare commands.
 */
#include <kunit/test.h>
#include <linux/async.h>
#include <linux/blkdev.h>
#include <linux/err.h>
#include <linux/gfp.h>
#include <linux/interrupt.h>
#include <linux/irq.h>
#include <linux/kernel.h>
#include <linux/settle.h>
#include <linux/timekeeping.h>
#include "../../drivers/ide.h"

#define MB		(1024 * 1024)
#define CHUNK_ORDER	8		/* 1 MB */
#define PIECE		0x10000
#define RUNS		40		/* at most: others use the host, too */
#define LONG		16		/* MB */

/* ---- on and off ---- */

static unsigned int drives(void)
{
	unsigned int nr = 0;

	for (int c = 0; c < IDE_CHANNELS; c++)
		for (int unit = 0; ide_channels[c] && unit < 2; unit++)
			nr += ide_channels[c]->drive[unit].present;
	return nr;
}

static void ide_off_and_on(struct kunit *test)
{
	unsigned long frames;
	unsigned int before;

	async_synchronize_full();
	before = drives();
	if (!pci_present() || !before)
		kunit_skip(test, "no IDE drives on the PCI bus");
	pci_unregister_driver(&ide_driver);
	KUNIT_EXPECT_EQ(test, drives(), 0);
	frames = settled_free_pages();
	KUNIT_ASSERT_EQ(test, pci_register_driver(&ide_driver), 0);
	KUNIT_EXPECT_EQ(test, drives(), before);
	pci_unregister_driver(&ide_driver);
	KUNIT_EXPECT_EQ(test, settled_free_pages(), frames);
	KUNIT_ASSERT_EQ(test, pci_register_driver(&ide_driver), 0);
	KUNIT_EXPECT_EQ(test, drives(), before);
}

/* ---- with a disk ---- */

static struct page *chunk;

static struct block_device *open_disk(struct kunit *test)
{
	struct block_device *bdev = blkdev_get_by_path("hda", FMODE_READ);
	struct ide_drive *drive;

	if (IS_ERR(bdev))
		kunit_skip(test, "no disk hda");
	drive = bdev->bd_disk->private_data;
	if (bdev->bd_nr < LONG * (MB / SECTOR_SIZE) || !drive->dma) {
		blkdev_put(bdev, FMODE_READ);
		kunit_skip(test, "hda has no 16 MB, or no DMA");
	}
	chunk = alloc_pages(GFP_KERNEL, CHUNK_ORDER);
	if (!chunk) {
		blkdev_put(bdev, FMODE_READ);
		kunit_skip(test, "no MB in one piece");
	}
	return bdev;
}

static void close_disk(struct block_device *bdev)
{
	__free_pages(chunk, CHUNK_ORDER);
	blkdev_put(bdev, FMODE_READ);
}

static int read_mb(struct block_device *bdev, int mb)
{
	struct bio *bio = bio_alloc(GFP_KERNEL, 1);
	int err;

	bio->bi_bdev = bdev;
	bio->bi_sector = mb * (MB / SECTOR_SIZE);
	bio_add_page(bio, chunk, MB, 0);
	err = submit_bio_wait(READ, bio);
	bio_put(bio);
	return err;
}

/* ---- a line that others use ---- */

static unsigned int asked;

static irqreturn_t others_handler(int irq, void *dev_id)
{
	asked++;
	return IRQ_NONE;
}

/* Somebody else's interrupt is not ours, and ours is still served. */
static void ide_shared_line(struct kunit *test)
{
	struct block_device *bdev = open_disk(test);
	struct ide_drive *drive = bdev->bd_disk->private_data;
	struct ide_channel *ch = drive->ch;
	unsigned long unexpected = ch->unexpected, flags;
	irqreturn_t ret;

	asked = 0;
	KUNIT_EXPECT_EQ(test, request_irq(ch->irq, others_handler, IRQF_SHARED,
					  "other", &asked), 0);
	for (int i = 0; i < 3; i++) {
		local_irq_save(flags);
		ret = ide_interrupt(ch->irq, ch);
		local_irq_restore(flags);
		KUNIT_EXPECT_EQ(test, ret, IRQ_NONE);
		KUNIT_EXPECT_EQ(test, read_mb(bdev, i), 0);
	}
	free_irq(ch->irq, &asked);
	KUNIT_EXPECT_GE(test, asked, 3);
	KUNIT_EXPECT_EQ(test, ch->unexpected, unexpected);
	close_disk(bdev);
}

/* ---- a long read ---- */

static int read_long(struct block_device *bdev)
{
	int err = 0;

	for (int mb = 0; mb < LONG && !err; mb++)
		err = read_mb(bdev, mb);
	return err;
}

/* A bare command for as much as one may be, past the block layer. */
static int raw_command(struct ide_drive *drive, sector_t sector)
{
	struct ide_channel *ch = drive->ch;
	unsigned int bytes = drive->lba48 ? MB : MB / 8;
	const struct ide_taskfile tf = {
		.lba = sector, .nsector = bytes / SECTOR_SIZE,
		.ext = drive->lba48, .device = DEVICE_LBA,
		.command = drive->lba48 ? WIN_READDMA_EXT : WIN_READDMA,
	};
	bool all;

	ch->nents = bytes / PIECE;
	sg_init_table(ch->sg, ch->nents);
	for (int i = 0; i < ch->nents; i++)
		sg_set_page(&ch->sg[i], chunk + i * (PIECE / PAGE_SIZE), PIECE,
			    0);
	ide_select(ch, drive->unit);
	if (ide_dma_prepare(ch, true))
		return -ENOMEM;
	reinit_completion(&ch->done);
	spin_lock_irq(&ch->lock);
	ch->expecting = true;
	ide_write_taskfile(drive, &tf);
	ide_dma_start(ch);
	spin_unlock_irq(&ch->lock);
	wait_for_completion_timeout(&ch->done, 5 * HZ);
	spin_lock_irq(&ch->lock);
	all = !ch->expecting;
	ch->expecting = false;
	all &= ide_dma_end(ch);
	spin_unlock_irq(&ch->lock);
	return all ? 0 : -EIO;
}

static int raw_long(struct ide_drive *drive)
{
	unsigned int step = (drive->lba48 ? MB : MB / 8) / SECTOR_SIZE;
	int err = 0;

	ide_claim(drive->ch);
	for (sector_t at = 0; at < LONG * (MB / SECTOR_SIZE) && !err;
	     at += step)
		err = raw_command(drive, at);
	ide_release(drive->ch);
	return err;
}

/* An interrupt a command, and no more commands than need be. */
static void ide_interrupts(struct kunit *test)
{
	struct block_device *bdev = open_disk(test);
	struct ide_drive *drive = bdev->bd_disk->private_data;
	unsigned long before = drive->ch->interrupts;

	KUNIT_EXPECT_EQ(test, read_long(bdev), 0);
	KUNIT_EXPECT_EQ(test, drive->ch->interrupts - before,
			drive->lba48 ? LONG : 8 * LONG);
	close_disk(bdev);
}

/* How long @bdev's first 16 MB take, by bare commands or by the block layer. */
static u64 time_of(struct kunit *test, struct block_device *bdev, bool raw)
{
	u64 start = ktime_get_ns();

	KUNIT_EXPECT_EQ(test, raw ? raw_long(bdev->bd_disk->private_data) :
			read_long(bdev), 0);
	return ktime_get_ns() - start;
}

/*
 * 90% of the bare commands' rate, one of each in turn until it is seen: a host
 * that is busy spoils a pair, not all of them. (What the processor has to do
 * for it is counted in make bench, ide_16m. The debug build copies all data
 * twice, and each piece has its bookkeeping.)
 */
static void ide_throughput(struct kunit *test)
{
	struct block_device *bdev = open_disk(test);
	u64 raw, took;
	int left = RUNS;

	do {
		raw = time_of(test, bdev, true);
		took = time_of(test, bdev, false);
	} while (took * 90 > raw * 100 && --left);
	kunit_info(test, "16 MB in %llu us, by bare commands %llu us\n",
		   took / 1000, raw / 1000);
	if (!CONFIG_DEBUG)
		KUNIT_EXPECT_LE(test, took * 90, raw * 100);
	close_disk(bdev);
}

static struct kunit_case ide_cases[] = {
	KUNIT_CASE(ide_off_and_on),
	KUNIT_CASE(ide_shared_line),
	KUNIT_CASE(ide_interrupts),
	KUNIT_CASE(ide_throughput),
	{ }
};

static struct kunit_suite ide_suite = {
	.name = "ide",
	.test_cases = ide_cases,
};
kunit_test_suite(ide_suite);
