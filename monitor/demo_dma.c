/*
 * demo dma: the same 1 MB from a disk, by the CPU itself and by DMA.
 *
 * Model: each way is taken twice: alone, to see how long the CPU is at work
 * (the TSC less the time in the idle loop), and beside a thread that counts as
 * fast as it can, to see what is left for others. How fast it counts
 * undisturbed is measured first.
 *
 * Invariants: the disk is only read, and uses DMA afterwards if it did before.
 * Locking & context: prompt only; the counter is a thread of this CPU.
 * In Linux: hdparm -d0, -d1 and -t, with top beside it.
 * Watch it: (gdb) break ide_pio_sector
 *           (gdb) break ide_dma_start
 */

#include "internal.h"
#include "iotest.h"
#include "../drivers/ide.h"
#include <linux/delay.h>
#include <linux/err.h>
#include <linux/errno.h>
#include <linux/gfp.h>
#include <linux/irq.h>
#include <linux/kernel.h>
#include <linux/kthread.h>
#include <linux/math64.h>
#include <linux/sched.h>
#include <linux/smp.h>
#include <asm/processor.h>

#define DISK	"hda"
#define SECTORS	2048		/* 1 MB */
#define ORDER	8
#define ROUNDS	3		/* of each, for the average */
#define IRQ	14

struct way {
	const char *name;
	unsigned int interrupts;	/* for 1 MB */
	u64 worked, took;		/* TSC ticks for 1 MB */
	unsigned int left;		/* percent, for the counter */
};

static volatile unsigned long count;

static int counter(void *unused)
{
	set_user_nice(current, 19);
	while (!kthread_should_stop())
		count++;
	set_user_nice(current, 0);	/* or its end waits for us */
	return 0;
}

static u64 cpu_worked(void)
{
	return rdtsc() - cpu_idle_cycles(smp_processor_id());
}

static int read_rounds(struct block_device *bdev, struct page *page)
{
	int err = 0;

	for (int i = 0; i < ROUNDS && !err; i++)
		err = iotest_io(bdev, READ, 0, SECTORS, page, 0);
	return err;
}

/* Alone: interrupts, and the CPU's work. */
static int measure_alone(struct way *way, struct block_device *bdev,
			 struct page *page)
{
	unsigned int irqs = kstat_irqs_cpu(IRQ, 0);
	u64 start = rdtsc(), worked = cpu_worked();
	int err = read_rounds(bdev, page);

	way->worked = div_u64(cpu_worked() - worked, ROUNDS);
	way->took = div_u64(rdtsc() - start, ROUNDS);
	way->interrupts = (kstat_irqs_cpu(IRQ, 0) - irqs) / ROUNDS;
	return err;
}

/* Beside the counter, which makes @rate counts in 2^16 ticks when alone. */
static int measure_beside(struct way *way, struct block_device *bdev,
			  struct page *page, unsigned long rate)
{
	unsigned long before = count;
	u64 start = rdtsc(), possible;
	int err = read_rounds(bdev, page);

	possible = (rdtsc() - start) * rate >> 16;
	way->left = div64_u64((count - before) * 100ULL, possible ?: 1);
	way->left = min(way->left, 100U);
	return err;
}

static unsigned long counting_rate(void)
{
	unsigned long before;
	u64 start;

	msleep(20);			/* it begins */
	before = count;
	start = rdtsc();
	msleep(50);
	return div64_u64((u64)(count - before) << 16, rdtsc() - start);
}

static int measure(struct way ways[2], struct block_device *bdev,
		   struct page *page)
{
	struct task_struct *task;
	unsigned long rate;
	int err = 0;

	for (int i = 0; i < 2 && !err; i++) {
		ide_use_dma(DISK, i);
		err = measure_alone(&ways[i], bdev, page);
	}
	task = kthread_create(counter, NULL, "counter");
	if (IS_ERR(task))
		return PTR_ERR(task);
	kthread_bind(task, smp_processor_id());
	wake_up_process(task);
	rate = counting_rate();
	for (int i = 0; i < 2 && !err; i++) {
		ide_use_dma(DISK, i);
		err = measure_beside(&ways[i], bdev, page, rate);
	}
	kthread_stop(task);
	return err;
}

static void say_way(const struct way *way)
{
	unsigned int busy = div64_u64(way->worked * 100, way->took ?: 1);

	say("  %-6s %10u %14llu %8u%% %12u%%\n", way->name, way->interrupts,
	    way->worked, busy, way->left);
}

static void say_table(const struct way ways[2])
{
	say("1 MB from " DISK ", the same sectors, the average of %d times:\n\n"
	    "         interrupts   CPU at work     of the     left to a\n"
	    "                      (TSC ticks)       time   thread that counts\n",
	    ROUNDS);
	say_way(&ways[0]);
	say_way(&ways[1]);
	say("\nBy PIO each of 2048 sectors is an interrupt, and in it the CPU moves"
	    "\n256 words. By DMA it makes a table of addresses, tells the controller"
	    "\nwhere that is, and hears again when a whole command is done: %llu times"
	    "\nless work. Memory takes the data the same way in both.\n",
	    div64_u64(ways[0].worked, ways[1].worked ?: 1));
	if (CONFIG_DEBUG)
		say("\nThis is the debug build: it copies what DMA moves once more, and"
		    "\nchecks who touches it. The release build shows the real price.\n");
}

static int demo_dma(void)
{
	struct way ways[2] = { { .name = "PIO" }, { .name = "DMA" } };
	struct block_device *bdev = blkdev_get_by_path(DISK, FMODE_READ);
	struct page *page;
	int err = -ENOMEM, dma;

	if (IS_ERR(bdev) || bdev->bd_nr < SECTORS) {
		say("There is no disk " DISK " of 1 MB. `make run` attaches one; with QEMU:"
		    "\n    -drive file=hd.img,format=raw,if=ide\n");
		if (!IS_ERR(bdev))
			blkdev_put(bdev, FMODE_READ);
		return 0;
	}
	dma = ide_use_dma(DISK, true);
	page = alloc_pages(GFP_KERNEL, ORDER);
	if (page) {
		err = measure(ways, bdev, page);
		__free_pages(page, ORDER);
	}
	ide_use_dma(DISK, dma > 0);
	blkdev_put(bdev, FMODE_READ);
	if (!err)
		say_table(ways);
	say("\nTry: ide, interrupts, iofault " DISK " prdlong once; in gdb: break"
	    " ide_dma_start\n");
	return err;
}
DEMO(dma, "the same 1 MB from a disk by PIO and by DMA", demo_dma);
