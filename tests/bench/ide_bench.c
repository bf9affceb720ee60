/*
 * ide_bench.c - what reading from hda by DMA costs the CPU: the TSC less the
 * time in the idle loop. How long a disk takes is not the same in every run,
 * and so not how many ticks of the clock come meanwhile: the median of nine,
 * and in the row of the code alone less what those ticks cost.
 */
#include <linux/blkdev.h>
#include <linux/err.h>
#include <linux/errno.h>
#include <linux/gfp.h>
#include <linux/irq.h>
#include <linux/jiffies.h>
#include <linux/kernel.h>
#include <linux/math64.h>
#include <linux/sched.h>
#include <linux/smp.h>
#include <linux/sort.h>
#include "bench.h"

#define RUNS		9
#define IDE_IRQ		14
#define CHUNK_ORDER	(MAX_ORDER - 1)
#define CHUNK		(PAGE_SIZE << CHUNK_ORDER)
#define CHUNKS		(16 * 1024 * 1024 / CHUNK)
#define SMALL		0x10000
#define NR_SMALL	64

static struct page *chunks[CHUNKS];

static void free_chunks(void)
{
	for (int i = 0; i < CHUNKS; i++)
		if (chunks[i])
			__free_pages(chunks[i], CHUNK_ORDER);
}

static int alloc_chunks(void)
{
	for (int i = 0; i < CHUNKS; i++) {
		chunks[i] = alloc_pages(GFP_HIGHUSER, CHUNK_ORDER);
		if (chunks[i])
			continue;
		free_chunks();
		return -ENOMEM;
	}
	return 0;
}

/* Read @bytes from @sector on into the chunks, by one bio. */
static int read_from(struct block_device *bdev, sector_t sector,
		     unsigned int bytes)
{
	struct bio *bio = bio_alloc(GFP_KERNEL, CHUNKS);
	int err;

	bio->bi_bdev = bdev;
	bio->bi_sector = sector;
	for (int i = 0; bytes; i++) {
		unsigned int n = min_t(unsigned int, bytes, CHUNK);

		bio_add_page(bio, chunks[i], n, 0);
		bytes -= n;
	}
	err = submit_bio_wait(READ, bio);
	bio_put(bio);
	return err;
}

static u64 worked(void)
{
	return rdtsc() - cpu_idle_cycles(smp_processor_id());
}

static int read_all(struct block_device *bdev)
{
	return read_from(bdev, 0, CHUNKS * CHUNK);
}

static int read_small(struct block_device *bdev)
{
	int err = 0;

	for (int i = 0; i < NR_SMALL && !err; i++)
		err = read_from(bdev, i * (SMALL / SECTOR_SIZE), SMALL);
	return err;
}

static int by_size(const void *a, const void *b)
{
	return *(const long *)a > *(const long *)b ? 1 : -1;
}

/* What is measured, as it stands now. */
static u64 interrupts(void)
{
	return kstat_irqs_cpu(IDE_IRQ, 0);
}

static unsigned long tick_cost;

static u64 worked_less_ticks(void)
{
	return worked() - (u64)jiffies * tick_cost;
}

static void measure_tick(void)
{
	u64 start = worked();
	unsigned long ticks = jiffies;

	schedule_timeout_uninterruptible(HZ / 2);
	ticks = jiffies - ticks;
	tick_cost = div_u64(worked() - start, ticks);
}

/* The median of what @fn adds to @figure. */
static long median(int (*fn)(struct block_device *bdev),
		   struct block_device *bdev, u64 (*figure)(void))
{
	long costs[RUNS];
	u64 start;
	int err;

	for (int i = 0; i < RUNS; i++) {
		start = figure();
		err = fn(bdev);
		if (err)
			return err;
		costs[i] = figure() - start;
	}
	sort(costs, RUNS, sizeof(costs[0]), by_size, NULL);
	return costs[RUNS / 2];
}

static long measure(int (*fn)(struct block_device *bdev), u64 (*what)(void))
{
	struct block_device *bdev = blkdev_get_by_path("hda", FMODE_READ);
	long figure;

	if (IS_ERR(bdev))
		return -ENODEV;
	figure = bdev->bd_nr * SECTOR_SIZE < CHUNKS * CHUNK ? -ENODEV :
		 alloc_chunks();
	if (!figure) {
		figure = median(fn, bdev, what);
		free_chunks();
	}
	blkdev_put(bdev, FMODE_READ);
	return figure;
}

static long ide_64k_row(void)
{
	long figure;

	measure_tick();
	figure = measure(read_small, worked_less_ticks);
	return figure < 0 ? figure : figure / NR_SMALL;
}
BENCH_ROW("ide_64k", ide_64k_row);

static long ide_16m_row(void)
{
	return measure(read_all, worked);
}
BENCH_ROW("ide_16m", ide_16m_row);

static long ide_16m_irqs_row(void)
{
	return measure(read_all, interrupts);
}
BENCH_ROW("ide_16m_irqs", ide_16m_irqs_row);
