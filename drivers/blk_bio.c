/*
 * blk_bio.c - bios: what somebody wants of a disk.
 *
 *   bi_io_vec  [page 17, 4096][page 4, 8192][page 90, 4096]
 *               done  ^ bi_idx, bi_skip         bi_vcnt ^
 *
 * A piece may go on in the frames behind its page, so neighbours are one piece.
 * bi_size bytes from (bi_idx, bi_skip) on are still to come; both move on as
 * the driver gets on. A part is a bio of its own over the same pieces, which
 * ends into the whole; the whole ends when the last part has.
 *
 * All comes from pools: who writes pages out to gain memory gets on with the
 * few in the reserve, one after the other.
 *
 * Invariants: bi_remaining parts have not ended yet, the bio itself is one.
 * Locking: a bio belongs to its owner, then, from submit_bio() on, to its
 * queue.
 * Context: making one process, ending one any. Linux: fs/bio.c.
 * gdb: `break bio_endio`, `p bio_pool`.
 */
#include <linux/async.h>
#include <linux/blkdev.h>
#include <linux/completion.h>
#include <linux/errno.h>
#include <linux/export.h>
#include <linux/init.h>
#include <linux/mempool.h>
#include <linux/mm.h>
#include <linux/mutex.h>
#include <linux/slab.h>
#include "blk.h"

#define INLINE_VECS	4
#define BIO_SIZE	(sizeof(struct bio) + INLINE_VECS * sizeof(struct bio_vec))

static struct vec_pool {
	unsigned int nr;		/* pieces there is room for */
	mempool_t pool;
} vec_pools[] = { { .nr = 16 }, { .nr = 64 }, { .nr = BIO_MAX_VECS } };

static mempool_t bio_pool, split_pool;	/* what is asked for; parts */
static DEFINE_MUTEX(pools_mutex);	/* over their making */
static bool pools_made;

/* Inline, so that `mempool` names who made it. */
static __always_inline int init_pool(mempool_t *pool, int min_nr, size_t size)
{
	if (pool->elements)
		return 0;
	return mempool_init(pool, min_nr, mempool_kmalloc, mempool_kfree,
			    (void *)size);
}

/* What could be made stays for the next attempt. */
int blk_pools_init(void)
{
	int err = 0;

	if (READ_ONCE(pools_made))
		return 0;
	mutex_lock(&pools_mutex);
	for (int i = 0; i < ARRAY_SIZE(vec_pools) && !err; i++)
		err = init_pool(&vec_pools[i].pool, 2,
				vec_pools[i].nr * sizeof(struct bio_vec));
	err = err ?: init_pool(&bio_pool, 8, BIO_SIZE);
	err = err ?: init_pool(&split_pool, 4, sizeof(struct bio));
	pools_made = !err;
	mutex_unlock(&pools_mutex);
	return err;
}

static struct vec_pool *vec_pool_for(unsigned int nr)
{
	struct vec_pool *pool = vec_pools;

	while (pool->nr < nr)
		pool++;
	return pool;
}

static void init_bio(struct bio *bio)
{
	memset(bio, 0, sizeof(*bio));
	atomic_set(&bio->bi_remaining, 1);
}

struct bio *bio_alloc(gfp_t gfp, unsigned int nr_vecs)
{
	struct vec_pool *vecs;
	struct bio *bio;

	if (WARN_ON_ONCE(nr_vecs > BIO_MAX_VECS || !pools_made))
		return NULL;
	bio = mempool_alloc(&bio_pool, gfp);
	if (!bio)
		return NULL;
	init_bio(bio);
	bio->bi_io_vec = bio->bi_inline_vecs;
	bio->bi_max_vecs = INLINE_VECS;
	if (nr_vecs <= INLINE_VECS)
		return bio;
	vecs = vec_pool_for(nr_vecs);
	bio->bi_io_vec = mempool_alloc(&vecs->pool, gfp);
	bio->bi_max_vecs = vecs->nr;
	if (bio->bi_io_vec)
		return bio;
	mempool_free(bio, &bio_pool);
	return NULL;
}
EXPORT_SYMBOL(bio_alloc);

void bio_put(struct bio *bio)
{
	if (bio->bi_io_vec != bio->bi_inline_vecs)
		mempool_free(bio->bi_io_vec,
			     &vec_pool_for(bio->bi_max_vecs)->pool);
	mempool_free(bio, &bio_pool);
}
EXPORT_SYMBOL(bio_put);

/*
 * Does a piece at @page, @offset go on where @bv ends, with an address as it?
 */
static bool goes_on(const struct bio_vec *bv, const struct page *page,
		    unsigned int offset)
{
	unsigned int end = bv->bv_offset + bv->bv_len;

	return bv->bv_page + (end >> PAGE_SHIFT) == page &&
	       offset_in_page(end) == offset &&
	       PageHighMem(bv->bv_page) == PageHighMem(page);
}

int bio_add_page(struct bio *bio, struct page *page, unsigned int len,
		 unsigned int offset)
{
	struct bio_vec *bv = bio->bi_io_vec + bio->bi_vcnt;

	if (WARN_ON_ONCE(len % SECTOR_SIZE) || bio->bi_size + len < len)
		return 0;
	if (bio->bi_vcnt && goes_on(bv - 1, page, offset)) {
		bv[-1].bv_len += len;
	} else {
		if (bio->bi_vcnt == bio->bi_max_vecs)
			return 0;
		bv->bv_page = page;
		bv->bv_len = len;
		bv->bv_offset = offset;
		bio->bi_vcnt++;
	}
	bio->bi_size += len;
	return len;
}
EXPORT_SYMBOL(bio_add_page);

void bio_advance(struct bio *bio, unsigned int bytes)
{
	bio->bi_sector += bytes >> SECTOR_SHIFT;
	bio->bi_size -= bytes;
	if (!bio->bi_size)
		return;			/* nobody looks at the pieces again */
	bio->bi_skip += bytes;
	while (bio->bi_skip >= bio->bi_io_vec[bio->bi_idx].bv_len)
		bio->bi_skip -= bio->bi_io_vec[bio->bi_idx++].bv_len;
}

/* ---- parts ---- */

static void end_part(struct bio *part, int error)
{
	struct bio *whole = part->bi_private;

	mempool_free(part, &split_pool);
	bio_endio(whole, error);
}

struct bio *bio_split(struct bio *bio, unsigned int bytes)
{
	struct bio *part = mempool_alloc(&split_pool, GFP_NOIO);

	init_bio(part);
	part->bi_sector = bio->bi_sector;
	part->bi_bdev = bio->bi_bdev;
	part->bi_rw = bio->bi_rw;
	part->bi_size = bytes;
	part->bi_vcnt = bio->bi_vcnt;
	part->bi_io_vec = bio->bi_io_vec;
	part->bi_idx = bio->bi_idx;
	part->bi_skip = bio->bi_skip;
	part->bi_end_io = end_part;
	part->bi_private = bio;
	atomic_inc(&bio->bi_remaining);
	bio_advance(bio, bytes);
	return part;
}

/* Is each piece of @bio in one page, and so one segment? As a rule. */
static bool all_in_pages(const struct bio *bio)
{
	const struct bio_vec *bv = bio->bi_io_vec;
	const struct bio_vec *end = bv + bio->bi_vcnt;

	for (; bv < end; bv++)
		if (bv->bv_offset + bv->bv_len > PAGE_SIZE)
			return false;
	return true;
}

/* The same by adding up segments. */
static unsigned int add_up(struct request_queue *q, struct bio *bio,
			   unsigned int most, unsigned int *segs)
{
	struct bio_vec *bv = bio->bi_io_vec + bio->bi_idx;
	unsigned int fits = 0, nr = 0, skip = bio->bi_skip;

	while (fits < most && nr < q->max_segments) {
		unsigned int n = blk_segment_len(q, bv_addr(bv) + skip,
						 min(bv->bv_len - skip,
						     most - fits));

		fits += n;
		skip += n;
		nr++;
		if (skip == bv->bv_len) {
			bv++;
			skip = 0;
		}
	}
	*segs = nr;
	return fits == bio->bi_size ? fits :
	       fits & ~(q->logical_block_size - 1);
}

unsigned int bio_fits(struct request_queue *q, struct bio *bio,
		      unsigned int *segs)
{
	unsigned int most = q->max_sectors << SECTOR_SHIFT;

	if (bio->bi_size <= most && bio->bi_vcnt <= q->max_segments &&
	    blk_takes_pages(q) && all_in_pages(bio)) {
		*segs = bio->bi_vcnt - bio->bi_idx;
		return bio->bi_size;
	}
	return add_up(q, bio, min(bio->bi_size, most), segs);
}

/* ---- the end ---- */

void bio_endio(struct bio *bio, int error)
{
	if (error && !bio->bi_error)
		bio->bi_error = error;
	if (atomic_read(&bio->bi_remaining) == 1 ||
	    atomic_dec_and_test(&bio->bi_remaining))
		bio->bi_end_io(bio, bio->bi_error);
}

struct bio_wait {
	struct completion done;
	int error;
};

static void end_wait(struct bio *bio, int error)
{
	struct bio_wait *wait = bio->bi_private;

	wait->error = error;
	complete(&wait->done);
}

int submit_bio_wait(int rw, struct bio *bio)
{
	struct bio_wait wait;

	init_completion(&wait.done);
	bio->bi_end_io = end_wait;
	bio->bi_private = &wait;
	submit_bio(rw, bio);
	wait_for_completion(&wait.done);
	return wait.error;
}
EXPORT_SYMBOL(submit_bio_wait);

/* ---- at boot ---- */

/* Behind the prompt: a reserve that is there before anybody counts memory. */
static void make_pools(void *unused, async_cookie_t cookie)
{
	blk_pools_init();
}

static int __init bio_init(void)
{
	async_schedule(make_pools, NULL);
	return 0;
}
subsys_initcall(bio_init);
