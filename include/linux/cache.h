/*
 * cache.h - cache lines: data that different CPUs write should not share one,
 * data that is only read should not lie between such.
 */
#ifndef K896_LINUX_CACHE_H
#define K896_LINUX_CACHE_H

#include <linux/compiler_types.h>
#include <linux/align.h>

#define L1_CACHE_SHIFT	6
#define L1_CACHE_BYTES	(1 << L1_CACHE_SHIFT)
#define SMP_CACHE_BYTES	L1_CACHE_BYTES
#define L1_CACHE_ALIGN(x) ALIGN(x, L1_CACHE_BYTES)

#define ____cacheline_aligned		__aligned(L1_CACHE_BYTES)
#define ____cacheline_aligned_in_smp	____cacheline_aligned
#define __cacheline_aligned \
	__aligned(L1_CACHE_BYTES) __section(".data..cacheline_aligned")
#define __cacheline_aligned_in_smp	__cacheline_aligned
#define __read_mostly		__section(".data..read_mostly")
#define __ro_after_init		__section(".data..ro_after_init")

#endif
