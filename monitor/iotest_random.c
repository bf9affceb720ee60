/*
 * iotest random: threads that read and write at random, and check all they
 * read.
 *
 * Model: each thread has a part of the disk to itself, and remembers which
 * generation every sector of it has; 0 is what was there before. An operation
 * takes 1 to 256 sectors anywhere in the part, and memory anywhere in a block
 * of 256 KB: of the DMA zone, the normal one or high memory, across pages and
 * multiples of 64 KB as it comes. The numbers are xorshift32's, seeded with
 * SEED * 8 + thread + 1: where, how many, which way, which memory, and how far
 * into it, one after the other. So the host can play it again.
 *
 * Invariants: no two threads touch one sector. Each thread ends, whatever
 * happens; the first error is the command's.
 * Locking & context: threads of their own; the command waits.
 * In Linux: nothing; fio --rw=randrw --verify comes near.
 * Watch it: (gdb) break one_op
 *           (gdb) km-threads
 */

#include "internal.h"
#include "iotest.h"
#include <linux/completion.h>
#include <linux/err.h>
#include <linux/errno.h>
#include <linux/gfp.h>
#include <linux/kernel.h>
#include <linux/kthread.h>
#include <linux/slab.h>
#include <linux/vmalloc.h>

#define MAX_THREADS	8
#define MAX_SECTORS	256
#define BUFFER_ORDER	6	/* 256 KB */
#define BUFFERS		3	/* one of each zone */

struct worker {
	struct block_device *bdev;
	u32 first, sectors;	/* its part */
	u32 *gen;		/* of each of them */
	struct page *buffer[BUFFERS];
	u32 random;		/* xorshift32's state */
	unsigned long ops, wrote, read;	/* to do; done */
	int err;
	struct completion done;
};

static u32 next_random(struct worker *w)
{
	w->random ^= w->random << 13;
	w->random ^= w->random >> 17;
	w->random ^= w->random << 5;
	return w->random;
}

/* All @n sectors from @at on are as they were written? */
static int check(struct worker *w, u32 at, u32 n, struct page *page,
		 unsigned int offset)
{
	for (u32 i = 0; i < n; i++, offset += SECTOR_SIZE) {
		if (!w->gen[at + i] || iotest_holds(page, offset,
				w->first + at + i, w->gen[at + i]))
			continue;
		say("iotest: sector %u is not what was written as number %u\n",
		    w->first + at + i, w->gen[at + i]);
		return -EILSEQ;
	}
	return 0;
}

static int one_op(struct worker *w, u32 number)
{
	u32 at = next_random(w) % w->sectors;
	u32 n = 1 + next_random(w) % min_t(u32, MAX_SECTORS, w->sectors - at);
	bool write = next_random(w) % 2;
	struct page *page = w->buffer[next_random(w) % BUFFERS];
	unsigned int room = (PAGE_SIZE << BUFFER_ORDER) - n * SECTOR_SIZE;
	unsigned int offset = next_random(w) % (room / 4 + 1) * 4;
	int err;

	if (!write) {
		w->read++;
		err = iotest_io(w->bdev, READ, w->first + at, n, page, offset);
		return err ?: check(w, at, n, page, offset);
	}
	w->wrote++;
	for (u32 i = 0; i < n; i++) {
		iotest_fill(page, offset + i * SECTOR_SIZE, w->first + at + i,
			    number);
		w->gen[at + i] = number;
	}
	return iotest_io(w->bdev, WRITE, w->first + at, n, page, offset);
}

static int worker_main(void *arg)
{
	struct worker *w = arg;

	for (u32 number = 1; number <= w->ops && !w->err; number++)
		w->err = one_op(w, number);
	complete(&w->done);
	return 0;
}

static void free_worker(struct worker *w)
{
	for (int i = 0; i < BUFFERS; i++)
		if (w->buffer[i])
			__free_pages(w->buffer[i], BUFFER_ORDER);
	vfree(w->gen);
}

static int make_worker(struct worker *w)
{
	static const gfp_t flags[BUFFERS] = {
		GFP_KERNEL | GFP_DMA, GFP_KERNEL, GFP_HIGHUSER,
	};

	init_completion(&w->done);
	w->gen = vzalloc(w->sectors * sizeof(*w->gen));
	if (!w->gen)
		return -ENOMEM;
	for (int i = 0; i < BUFFERS; i++) {
		w->buffer[i] = alloc_pages(flags[i], BUFFER_ORDER);
		if (!w->buffer[i])
			return -ENOMEM;
	}
	return 0;
}

/* Start all, wait for all; the first error. */
static int run(struct worker *workers, unsigned long nr)
{
	struct task_struct *task;
	int err = 0;

	for (unsigned long i = 0; i < nr; i++) {
		task = kthread_run(worker_main, &workers[i], "iotest/%lu", i);
		if (!IS_ERR(task))
			continue;
		workers[i].err = PTR_ERR(task);
		complete(&workers[i].done);
	}
	for (unsigned long i = 0; i < nr; i++) {
		wait_for_completion(&workers[i].done);
		err = err ?: workers[i].err;
	}
	return err;
}

int iotest_random(struct block_device *bdev, unsigned long mb,
		  unsigned long ops, unsigned long threads, u32 seed)
{
	unsigned long sectors, wrote = 0, read = 0;
	struct worker *workers;
	int err = 0;

	if (!threads || threads > MAX_THREADS || !mb || mb > 1024 ||
	    mb * 2048 > bdev->bd_nr) {
		say("iotest: 1 to %d threads, and no more than the disk has\n",
		    MAX_THREADS);
		return -EINVAL;
	}
	workers = kcalloc(threads, sizeof(*workers), GFP_KERNEL);
	if (!workers)
		return -ENOMEM;
	sectors = mb * 2048 / threads;
	for (unsigned long i = 0; i < threads && !err; i++) {
		workers[i] = (struct worker){
			.bdev = bdev, .first = i * sectors, .sectors = sectors,
			.random = seed * 8 + i + 1, .ops = ops,
		};
		err = make_worker(&workers[i]);
	}
	err = err ?: run(workers, threads);
	err = err ?: blkdev_issue_flush(bdev);
	for (unsigned long i = 0; i < threads; i++) {
		wrote += workers[i].wrote;
		read += workers[i].read;
		free_worker(&workers[i]);
	}
	kfree(workers);
	say("iotest: %lu writes, %lu reads by %lu threads: %s\n", wrote, read,
	    threads, err ? "FAILED" : "all as written");
	return err;
}
