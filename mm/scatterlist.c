/*
 * scatterlist.c - memory in pieces, as an array.
 *
 *	sg[0]  page, offset, length   --> . . . X . . .   frames, anywhere
 *	sg[1]  page, offset, length   --> . X X . . . .
 *	sg[2]  the same, marked END; or a link to the next array
 *
 * What a transfer reads or writes in one go need not lie in one place: a device
 * that takes a table gets one entry a piece (dma.c maps them), and the others,
 * and the CPU, copy it together here.
 *
 * Invariants: the last entry says so; a link is not a piece, and sg_next()
 * follows it.
 * Locking: none; the caller owns the array. Context: any (high memory is mapped
 * page by page with kmap_atomic). Linux: lib/scatterlist.c.
 * gdb: `p *sg@4`, `break sg_copy_to_buffer`.
 */
#include <linux/kernel.h>
#include <linux/module.h>
#include <linux/scatterlist.h>
#include "internal.h"

int sg_nents(struct scatterlist *sg)
{
	int n = 0;

	for (; sg; sg = sg_next(sg))
		n++;
	return n;
}
EXPORT_SYMBOL(sg_nents);

static size_t copy_buffer(struct scatterlist *sglist, unsigned int nents,
			  char *buf, size_t len, bool to_buf)
{
	struct scatterlist *sg;
	size_t done = 0;
	unsigned int i;

	for_each_sg(sglist, sg, nents, i) {
		size_t n = min_t(size_t, sg->length, len - done);

		copy_phys(sg_phys(sg), buf + done, n, to_buf);
		done += n;
	}
	return done;
}

size_t sg_copy_from_buffer(struct scatterlist *sg, unsigned int nents,
			   const void *buf, size_t len)
{
	return copy_buffer(sg, nents, (void *)buf, len, false);
}
EXPORT_SYMBOL(sg_copy_from_buffer);

size_t sg_copy_to_buffer(struct scatterlist *sg, unsigned int nents, void *buf,
			 size_t len)
{
	return copy_buffer(sg, nents, buf, len, true);
}
EXPORT_SYMBOL(sg_copy_to_buffer);
