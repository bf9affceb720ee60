/*
 * test_disk.h - a disk whose queue can be stopped: then bios wait, and can be
 * looked at; started, all is served at once. One suite runs at a time, so there
 * is one of it.
 */
#ifndef _TESTS_TEST_DISK_H
#define _TESTS_TEST_DISK_H

#include <linux/atomic.h>
#include <linux/types.h>

struct kunit;
struct page;

#define KB		256		/* of the disk */
#define SECTORS		(KB * 2)
#define LOG		64

extern struct test_disk {
	struct gendisk *disk;
	struct request_queue *q;
	u8 *data;			/* what is on it */
	struct served {
		u32 sector, sectors;
		int dir;
		int segs;
	} log[LOG];
	int served;
	bool broken;			/* a limit was not kept */
	u32 bad;			/* this sector fails; 0: none does */
	struct page *page;		/* all that is asked reads and writes it */
	atomic_t ended, failed;		/* of the bios that nobody waits for */
} td;

/* For .init and .exit of a suite. */
int test_disk_init(struct kunit *test);
void test_disk_exit(struct kunit *test);

void td_stop(void);
void td_start(void);

/* The page for these, and the counts at nought. */
void td_get_page(struct kunit *test);
void td_put_page(void);
/* A bio of @sectors (up to a page) that nobody waits for. */
void td_ask(int rw, u32 sector, u32 sectors);
/* The same and wait: what it ended with. */
int td_ask_and_wait(int rw, sector_t sector, u32 sectors);

/* Just these requests were served, in this order: { first sector, sectors }. */
void td_expect_served(struct kunit *test, const u32 (*want)[2], int n);
#define EXPECT_SERVED(test, ...)					\
do {									\
	static const u32 __want[][2] = { __VA_ARGS__ };			\
	td_expect_served(test, __want, ARRAY_SIZE(__want));		\
} while (0)

#endif
