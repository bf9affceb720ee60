/*
 * dmapool: pools of coherent memory, in the format of Linux's `pools`.
 *
 *	poolinfo - 0.1
 *	prd                 1    8 512  1
 *	name           active all size pages
 *
 * Locking & context: dma_pools_lock; process context.
 * In Linux: /sys/devices/.../pools.
 * Watch it: (gdb) km-dmapool
 */

#include "internal.h"
#include <linux/mutex.h>
#include "../mm/dma.h"

static int dmapool_show(struct seq_file *m, void *v)
{
	struct dma_pool *pool;

	seq_printf(m, "poolinfo - 0.1\n");
	mutex_lock(&dma_pools_lock);
	list_for_each_entry(pool, &dma_pools, list)
		seq_printf(m, "%-16s %4u %4u %4zu %2u\n", pool->name,
			   pool->used, pool->nr_pages * pool->per_page,
			   pool->size, pool->nr_pages);
	mutex_unlock(&dma_pools_lock);
	return 0;
}
PROC_SHOW(dmapool, dmapool_show,
	  "pools of coherent memory, as Linux's pools\n"
	  "  name, blocks that are out, blocks there are, bytes of a block, "
	  "pages");
