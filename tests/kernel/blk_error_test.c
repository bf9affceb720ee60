/*
 * blk_error_test.c - bios that end badly: a bad sector among good ones, what is
 * refused, a queue that is full or gone, a caller that may not sleep.
 */
#include <kunit/test.h>
#include <linux/blkdev.h>
#include <linux/delay.h>
#include <linux/err.h>
#include <linux/kthread.h>
#include "said.h"
#include "team.h"
#include "test_disk.h"
#include "../../drivers/blk.h"

/* Three bios in one request; the middle one has the bad sector. */
static void one_sector_fails(struct kunit *test)
{
	struct disk_stats *stats = &td.disk->part[0].bd_stats;

	td_get_page(test);
	td.bad = 105;
	td_stop();
	td_ask(READ, 96, 8);
	td_ask(READ, 104, 8);
	td_ask(READ, 112, 8);
	td_start();
	EXPECT_SERVED(test, { 96, 24 });
	KUNIT_EXPECT_EQ(test, atomic_read(&td.ended), 3);
	KUNIT_EXPECT_EQ(test, atomic_read(&td.failed), 1);
	KUNIT_EXPECT_EQ(test, stats->sectors[READ], 23);
	KUNIT_EXPECT_EQ(test, td.q->nr_allocated, 0);
	td_put_page();
}

/* What was cut fails as a whole, once, when all parts are done. */
static void one_part_fails(struct kunit *test)
{
	td_get_page(test);
	blk_queue_max_hw_sectors(td.q, 2);
	td.bad = 13;
	td_ask(READ, 10, 8);
	KUNIT_EXPECT_EQ(test, td.served, 4);
	KUNIT_EXPECT_EQ(test, atomic_read(&td.ended), 1);
	KUNIT_EXPECT_EQ(test, atomic_read(&td.failed), 1);
	td_put_page();
}

static void refused(struct kunit *test)
{
	td_get_page(test);
	KUNIT_EXPECT_EQ(test, td_ask_and_wait(READ, SECTORS - 8, 8), 0);
	KUNIT_EXPECT_EQ(test, td_ask_and_wait(READ, SECTORS - 7, 8), -EIO);
	KUNIT_EXPECT_EQ(test, td_ask_and_wait(READ, SECTORS, 1), -EIO);
	KUNIT_EXPECT_EQ(test, td_ask_and_wait(READ, ~0ull, 1), -EIO);
	KUNIT_EXPECT_EQ(test, td_ask_and_wait(READ, ~0ull - 7, 8), -EIO);
	KUNIT_EXPECT_EQ(test, td_ask_and_wait(WRITE, 1ull << 32, 1), -EIO);
	set_disk_ro(td.disk, 1);
	KUNIT_EXPECT_EQ(test, td_ask_and_wait(WRITE, 0, 1), -EROFS);
	KUNIT_EXPECT_EQ(test, td_ask_and_wait(READ, 0, 1), 0);
	set_disk_ro(td.disk, 0);
	blk_queue_logical_block_size(td.q, 2048);
	KUNIT_EXPECT_EQ(test, td_ask_and_wait(READ, 4, 4), 0);
	KUNIT_EXPECT_EQ(test, td_ask_and_wait(READ, 4, 3), -EINVAL);
	KUNIT_EXPECT_EQ(test, td_ask_and_wait(READ, 2, 4), -EINVAL);
	td_put_page();
}

/* ---- full, and over ---- */

static int ask_many(void *unused)
{
	for (int i = 0; i < 8; i++)
		td_ask(WRITE, 20 * i, 1);
	return 0;
}

static void full_queue_sleeps(struct kunit *test)
{
	struct task_struct *task;

	td_get_page(test);
	td.q->nr_requests = 4;
	td_stop();
	task = kthread_create(ask_many, NULL, "asks");
	KUNIT_ASSERT_FALSE(test, IS_ERR(task));
	get_task_struct(task);
	wake_up_process(task);
	KUNIT_EXPECT_TRUE(test, eventually(td.q->nr_allocated == 4 &&
			  READ_ONCE(task->state) == TASK_UNINTERRUPTIBLE));
	td_start();
	KUNIT_EXPECT_TRUE(test, eventually(atomic_read(&td.ended) == 8));
	KUNIT_EXPECT_EQ(test, atomic_read(&td.failed), 0);
	while (task->state != TASK_DEAD)
		msleep(10);
	put_task_struct(task);
	td_put_page();
}

/* What waits fails, and so does who sleeps for a request. */
static void end_of_a_queue(struct kunit *test)
{
	struct task_struct *task;

	td_get_page(test);
	td.q->nr_requests = 4;
	td_stop();
	task = kthread_run(ask_many, NULL, "asks");
	KUNIT_ASSERT_FALSE(test, IS_ERR(task));
	KUNIT_EXPECT_TRUE(test, eventually(td.q->nr_allocated == 4));
	blk_get_queue(td.q);			/* for test_disk_exit() */
	blk_cleanup_queue(td.q);
	KUNIT_EXPECT_TRUE(test, eventually(atomic_read(&td.ended) == 8));
	KUNIT_EXPECT_EQ(test, atomic_read(&td.failed), 8);
	KUNIT_EXPECT_EQ(test, td.served, 0);
	KUNIT_EXPECT_EQ(test, td_ask_and_wait(READ, 0, 1), -EIO);
	td_put_page();
}

/* ---- misuse ---- */

static void not_from_atomic(struct kunit *test)
{
	struct kmsg_dump_iter log;

	td_get_page(test);
	said_from_here(&log);
	preempt_disable();
	td_ask(READ, 0, 1);
	preempt_enable();
	KUNIT_EXPECT_TRUE(test, said_since(&log, "submit_bio"));
	KUNIT_EXPECT_EQ(test, atomic_read(&td.ended), 1);
	td_put_page();
}

static struct kunit_case blk_error_cases[] = {
	KUNIT_CASE(one_sector_fails),
	KUNIT_CASE(one_part_fails),
	KUNIT_CASE(refused),
	KUNIT_CASE(full_queue_sleeps),
	KUNIT_CASE(end_of_a_queue),
	KUNIT_CASE(not_from_atomic),
	{}
};

static struct kunit_suite blk_error_suite = {
	.name = "blk_error",
	.init = test_disk_init,
	.exit = test_disk_exit,
	.test_cases = blk_error_cases,
};
kunit_test_suite(blk_error_suite);
