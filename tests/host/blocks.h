/*
 * blocks.h - what a test of alloc_pages() holds, and one step of its play. The
 * machine is up and the model began (model_init()).
 */
#ifndef BLOCKS_H
#define BLOCKS_H

#include <linux/mm.h>

#define MAX_BLOCKS	3000
#define NR_CPUS_PLAYED	4

struct block {
	unsigned long pfn;
	u32 order;
	u32 pages;		/* exact: this many single pages; else 0 */
	u32 extra;		/* further references to the head */
	bool compound;
	u32 stamp;		/* written to each page's first word */
};

extern struct block blocks[MAX_BLOCKS];
extern u32 nr_blocks;

/* A PC of @mb with NR_CPUS_PLAYED processors and a piece of bad RAM. */
void boot_many_cpus(unsigned int mb, const char *cmdline);

/* A block that the test itself looks after; it must be had. And back. */
struct page *taken(unsigned int order, gfp_t gfp);
void give(struct page *page, unsigned int order);

/* @value into the first word of each page, or look whether it is there. */
void stamp(unsigned long pfn, u32 n, u32 value, bool check);
void check_zero(unsigned long pfn, u32 n);

/* Into blocks[], or out of it; the mask and the form are random. */
unsigned int random_order(void);
void do_alloc(unsigned int order);
void do_exact(void);
void do_free(u32 i);
void do_get(struct block *b);
void do_put(struct block *b);
u32 block_pages(const struct block *b);

#endif
