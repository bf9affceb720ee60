/*
 * scatterlist.h - memory in pieces: an array of (page, offset, length) for one
 * transfer. The DMA API fills in where the device finds each piece.
 *
 *	struct scatterlist sg[4];
 *
 *	sg_init_table(sg, 4);
 *	sg_set_page(&sg[0], page, 4096, 0);
 *	...
 *	n = dma_map_sg(dev, sg, 4, DMA_FROM_DEVICE);	(0: could not)
 *	for_each_sg(sg, s, n, i)
 *		tell_device(sg_dma_address(s), sg_dma_len(s));
 *	...
 *	dma_unmap_sg(dev, sg, 4, DMA_FROM_DEVICE);	(4, not n)
 */
#ifndef _LINUX_SCATTERLIST_H
#define _LINUX_SCATTERLIST_H

#include <linux/bug.h>
#include <linux/errno.h>
#include <linux/mm.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/types.h>

struct scatterlist {
	struct page *page;		/* the first page of the piece */
	unsigned int offset;		/* where in it the piece begins */
	unsigned int length;		/* in bytes; may go past the page */
	dma_addr_t dma_address;		/* where the device finds it ... */
	unsigned int dma_length;	/* ... and how much of it */
	bool last;			/* the array ends here */
};

#define sg_dma_address(sg)	((sg)->dma_address)
#define sg_dma_len(sg)		((sg)->dma_length)

static inline void sg_mark_end(struct scatterlist *sg)
{
	sg->last = true;
}

static inline void sg_unmark_end(struct scatterlist *sg)
{
	sg->last = false;
}

static inline void sg_init_table(struct scatterlist *sg, unsigned int nents)
{
	memset(sg, 0, nents * sizeof(*sg));
	sg_mark_end(&sg[nents - 1]);
}

static inline struct scatterlist *sg_next(struct scatterlist *sg)
{
	return sg->last ? NULL : sg + 1;
}

static inline bool sg_is_last(struct scatterlist *sg)
{
	return sg->last;
}

static inline struct page *sg_page(struct scatterlist *sg)
{
	return sg->page;
}

static inline void sg_assign_page(struct scatterlist *sg, struct page *page)
{
	sg->page = page;
}

static inline void sg_set_page(struct scatterlist *sg, struct page *page,
			       unsigned int len, unsigned int offset)
{
	sg->page = page;
	sg->offset = offset;
	sg->length = len;
}

/* @buf has an address in the direct map: kmalloc's, not vmalloc's. */
static inline void sg_set_buf(struct scatterlist *sg, const void *buf,
			      unsigned int len)
{
	sg_set_page(sg, virt_to_page(buf), len, offset_in_page(buf));
}

static inline void sg_init_one(struct scatterlist *sg, const void *buf,
			       unsigned int len)
{
	sg_init_table(sg, 1);
	sg_set_buf(sg, buf, len);
}

static inline phys_addr_t sg_phys(struct scatterlist *sg)
{
	return page_to_phys(sg->page) + sg->offset;
}

/* Of a piece in low memory only. */
static inline void *sg_virt(struct scatterlist *sg)
{
	return page_address(sg->page) + sg->offset;
}

#define for_each_sg(sglist, sg, nr, i) \
	for ((i) = 0, (sg) = (sglist); (i) < (nr); (i)++, (sg) = sg_next(sg))

/* An array of the table's own. 0, -ENOMEM, -EINVAL for none. As kcalloc(). */
struct sg_table {
	struct scatterlist *sgl;
	unsigned int nents;		/* pieces that a device sees */
	unsigned int orig_nents;	/* pieces that there are */
};
#define for_each_sgtable_sg(table, sg, i) \
	for_each_sg((table)->sgl, sg, (table)->orig_nents, i)

static inline int sg_alloc_table(struct sg_table *table, unsigned int nents,
				 gfp_t gfp)
{
	if (!nents)
		return -EINVAL;
	table->sgl = kmalloc_array(nents, sizeof(*table->sgl), gfp);
	if (!table->sgl)
		return -ENOMEM;
	sg_init_table(table->sgl, nents);
	table->nents = table->orig_nents = nents;
	return 0;
}

static inline void sg_free_table(struct sg_table *table)
{
	kfree(table->sgl);
	table->sgl = NULL;
}

/* How many pieces the array has. */
int sg_nents(struct scatterlist *sg);

/*
 * Copy between the first @nents pieces and @buf, at most @len bytes, high
 * memory too; how many were copied. Any context.
 */
size_t sg_copy_from_buffer(struct scatterlist *sg, unsigned int nents,
			   const void *buf, size_t len);
size_t sg_copy_to_buffer(struct scatterlist *sg, unsigned int nents, void *buf,
			 size_t len);

#endif
