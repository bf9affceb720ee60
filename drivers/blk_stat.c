/*
 * blk_stat.c - what a disk has done, for diskstats and lsblk.
 *
 * A request counts for the whole disk and, if it came by way of a partition,
 * for that. Times are added up when the number under way changes: "busy" while
 * there is any, "weighted" as many times as there are.
 *
 * Invariants: in_flight is the number of requests that wait or are with the
 * driver. Locking: the queue's. Context: any.
 * Linux: part_round_stats() and others in block/blk-core.c.
 * gdb: `p disk->part[0].bd_stats`.
 */
#include <linux/blkdev.h>
#include <linux/timekeeping.h>
#include "blk.h"

/* Up to @now everything is counted; then @more are under way. */
static void round_stats(struct disk_stats *stats, u64 now, int more)
{
	u64 past = now - stats->stamp_ns;

	if (stats->in_flight) {
		stats->busy_ns += past;
		stats->weighted_ns += past * stats->in_flight;
	}
	stats->stamp_ns = now;
	stats->in_flight += more;
}

static struct disk_stats *whole_disk(struct request *rq)
{
	return &rq->rq_disk->part[0].bd_stats;
}

static bool is_part(struct request *rq)
{
	return rq->part->bd_partno;
}

void blk_account_start(struct request *rq)
{
	rq->start_ns = ktime_get_ns();
	round_stats(whole_disk(rq), rq->start_ns, 1);
	if (is_part(rq))
		round_stats(&rq->part->bd_stats, rq->start_ns, 1);
}

void blk_account_bio_merge(struct request *rq)
{
	whole_disk(rq)->merges[rq_data_dir(rq)]++;
	if (is_part(rq))
		rq->part->bd_stats.merges[rq_data_dir(rq)]++;
}

void blk_account_merge(struct request *rq)
{
	u64 now = ktime_get_ns();

	blk_account_bio_merge(rq);
	round_stats(whole_disk(rq), now, -1);
	if (is_part(rq))
		round_stats(&rq->part->bd_stats, now, -1);
}

void blk_account_done(struct request *rq, unsigned int bytes)
{
	int dir = rq_data_dir(rq);

	whole_disk(rq)->sectors[dir] += bytes >> SECTOR_SHIFT;
	if (is_part(rq))
		rq->part->bd_stats.sectors[dir] += bytes >> SECTOR_SHIFT;
}

static void end_one(struct disk_stats *stats, int dir, u64 start, u64 now)
{
	stats->ios[dir]++;
	stats->nsecs[dir] += now - start;
	round_stats(stats, now, -1);
}

void blk_account_end(struct request *rq)
{
	u64 now = ktime_get_ns();
	int dir = rq_data_dir(rq);

	end_one(whole_disk(rq), dir, rq->start_ns, now);
	if (is_part(rq))
		end_one(&rq->part->bd_stats, dir, rq->start_ns, now);
}
