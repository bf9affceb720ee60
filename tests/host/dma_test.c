/*
 * dma_test.c - mappings at random beside a model of what each side should see:
 * two copies of every buffer, the CPU's and the device's, and the rules by
 * which one becomes the other. Some buffers are in reach and the copies are one
 * memory, some are bounced: who keeps the rules can't tell which.
 */
#include "host.h"
#include "boot_host.h"
#include <linux/dma-mapping.h>
#include <linux/kernel.h>
#include <linux/string.h>
#include "../../mm/dma.h"

#define BUFFERS		48
#define PAGES		3		/* a buffer's, in a row */
#define ROOM		(PAGES * PAGE_SIZE)

static struct buffer {
	struct page *page;
	u8 cpu[ROOM];			/* what the CPU should see */
	u8 dev[ROOM];			/* and the device, while mapped */
	bool mapped;
	struct device *owner;
	enum dma_data_direction dir;
	u32 offset, size;
	dma_addr_t handle;
} buffers[BUFFERS];

static u64 mask24 = DMA_BIT_MASK(24), mask32 = DMA_BIT_MASK(32);
static struct device near = { .init_name = "near", .dma_mask = &mask24 };
static struct device far = { .init_name = "far", .dma_mask = &mask32 };
static u32 refused, bounced;

static u64 phys_of(const struct buffer *b)
{
	return page_to_phys(b->page);
}

static void boot(const char *cmdline)
{
	static const gfp_t zones[] = { GFP_DMA, GFP_KERNEL, GFP_HIGHUSER };

	host_map_pc(64 << 10);
	host_boot(&(struct host_setup) { .cmdline = cmdline, .cpus = 1 });
	CHECK_EQ(swiotlb_init(), 0);
	CHECK(swiotlb.bytes);
	for (u32 i = 0; i < BUFFERS; i++) {
		struct buffer *b = &buffers[i];

		b->page = alloc_pages(zones[i % 3], 2);
		CHECK(b->page);
		for (u32 n = 0; n < ROOM; n++)
			b->cpu[n] = host_rand();
		host_phys_write(phys_of(b), b->cpu, ROOM);
	}
}

static void same(u64 phys, const u8 *model, u32 len)
{
	static u8 seen[ROOM];

	host_phys_read(phys, seen, len);
	CHECK(!memcmp(seen, model, len));
}

static void map_one(struct buffer *b)
{
	b->offset = host_below(ROOM);
	b->size = 1 + host_below(ROOM - b->offset);
	b->dir = host_below(3);
	b->owner = (struct device *[]) { NULL, &near, &far }[host_below(3)];
	b->handle = dma_map_page(b->owner, b->page, b->offset, b->size,
				 b->dir);
	if (dma_mapping_error(b->owner, b->handle)) {
		refused++;
		return;
	}
	b->mapped = true;
	bounced += is_swiotlb_buffer(b->handle);
	CHECK(dma_reaches(b->owner, b->handle, b->handle + b->size - 1));
	memcpy(b->dev, b->cpu + b->offset, b->size);
	same(b->handle, b->dev, b->size);
}

/* A part of what is mapped. */
static void part(const struct buffer *b, u32 *from, u32 *len)
{
	*from = host_below(b->size);
	*len = 1 + host_below(b->size - *from);
}

static void device_writes(struct buffer *b)
{
	u32 from, len;

	if (b->dir == DMA_TO_DEVICE)
		return;
	part(b, &from, &len);
	memset(b->dev + from, host_rand(), len);
	host_phys_write(b->handle + from, b->dev + from, len);
}

static void cpu_looks(struct buffer *b)
{
	u32 from, len;

	part(b, &from, &len);
	dma_sync_single_for_cpu(b->owner, b->handle + from, len, b->dir);
	if (b->dir != DMA_TO_DEVICE)
		memcpy(b->cpu + b->offset + from, b->dev + from, len);
	same(phys_of(b) + b->offset + from, b->cpu + b->offset + from, len);
	if (b->dir != DMA_FROM_DEVICE) {
		memset(b->cpu + b->offset + from, host_rand(), len);
		host_phys_write(phys_of(b) + b->offset + from,
				b->cpu + b->offset + from, len);
		memcpy(b->dev + from, b->cpu + b->offset + from, len);
	}
	dma_sync_single_for_device(b->owner, b->handle + from, len, b->dir);
	same(b->handle, b->dev, b->size);
}

static void unmap_one(struct buffer *b)
{
	dma_unmap_page(b->owner, b->handle, b->size, b->dir);
	if (b->dir != DMA_TO_DEVICE)
		memcpy(b->cpu + b->offset, b->dev, b->size);
	same(phys_of(b), b->cpu, ROOM);
	b->mapped = false;
}

static void at_random(const char *cmdline, u32 rounds)
{
	boot(cmdline);
	for (u32 n = 0; n < rounds; n++) {
		struct buffer *b = &buffers[host_below(BUFFERS)];

		if (!b->mapped)
			map_one(b);
		else if (host_below(3))
			host_below(2) ? device_writes(b) : cpu_looks(b);
		else
			unmap_one(b);
	}
	for (u32 i = 0; i < BUFFERS; i++)
		if (buffers[i].mapped)
			unmap_one(&buffers[i]);
	CHECK_EQ(swiotlb.used, 0);
	CHECK_EQ(dma_bugs, 0);
	CHECK(bounced > rounds / 100);
	host_note("%u operations, %u bounced, %u refused", rounds, bounced,
		  refused);
}

HOST_TEST(dma_at_random)
{
	dma_debug = false;
	at_random("highmem=24M", host_rounds(20000, 2000000));
}

/* The pool is too small for all of them. */
HOST_TEST(dma_at_random_full)
{
	dma_debug = false;
	at_random("highmem=24M swiotlb=32", host_rounds(20000, 2000000));
	CHECK(refused);
}

/* Watched and bounced on purpose: who keeps the rules is never reported. */
HOST_TEST(dma_at_random_watched)
{
	dma_debug = true;
	at_random("highmem=24M", host_rounds(2000, 200000));
	CHECK(!refused);
	CHECK(RB_EMPTY_ROOT(&dma_entries));
}

/* ---- pools ---- */

#define BLOCKS	400

static struct {
	char *vaddr;
	dma_addr_t handle;
	u8 value;
} blocks[BLOCKS];

HOST_TEST(dmapool_at_random)
{
	u32 rounds = host_rounds(20000, 2000000), nr = 0;
	struct dma_pool *pool;

	boot("");
	pool = dma_pool_create("random", NULL, 24, 8, 256);
	CHECK(pool);
	for (u32 n = 0; n < rounds; n++) {
		u32 i = host_below(BLOCKS);

		if (!blocks[i].vaddr) {
			blocks[i].vaddr = dma_pool_alloc(pool, GFP_KERNEL,
							 &blocks[i].handle);
			CHECK(blocks[i].vaddr);
			CHECK_EQ(blocks[i].handle / 256,
				 (blocks[i].handle + 23) / 256);
			blocks[i].value = n;
			memset(blocks[i].vaddr, n, 24);
			nr++;
		} else {
			CHECK(!memchr_inv(blocks[i].vaddr, blocks[i].value,
					  24));
			dma_pool_free(pool, blocks[i].vaddr,
				      blocks[i].handle);
			blocks[i].vaddr = NULL;
			nr--;
		}
		CHECK_EQ(pool->used, nr);
	}
	for (u32 i = 0; i < BLOCKS; i++)
		if (blocks[i].vaddr)
			dma_pool_free(pool, blocks[i].vaddr,
				      blocks[i].handle);
	dma_pool_destroy(pool);
	CHECK_EQ(dma_bugs, 0);
	host_note("%u operations", rounds);
}
