/*
 * highpage.c - clearing and copying pages that may have no address of their
 * own.
 *
 * Each maps what it needs for as long as it takes with kmap_atomic(), so any
 * context may call. A range that leaves its page is the caller's bug: it would
 * reach into another frame's slot, and is refused.
 *
 * Invariant: what was mapped for the work is unmapped when it is done.
 * Locking: none; two who write to one page must know of each other.
 * Linux: include/linux/highmem.h. gdb: `break copy_highpage`, `km-kmap`.
 */
#include <linux/highmem.h>
#include <linux/kernel.h>
#include <linux/module.h>
#include "internal.h"

void copy_highpage(struct page *to, struct page *from)
{
	void *src = kmap_atomic(from);
	void *dst = kmap_atomic(to);

	copy_page(dst, src);
	kunmap_atomic(dst);
	kunmap_atomic(src);
}
EXPORT_SYMBOL(copy_highpage);

/* Bytes from @start to @end, where an end before the start means none. */
static unsigned int length(unsigned int start, unsigned int end)
{
	return end > start ? end - start : 0;
}

static bool within_page(size_t offset, size_t len, unsigned long caller)
{
	return !WARN(offset > PAGE_SIZE || len > PAGE_SIZE - offset,
		     "bytes %zu+%zu of a page: not within it, by %pS\n",
		     offset, len, (void *)caller);
}

void zero_user_segments(struct page *page, unsigned int start1,
			unsigned int end1, unsigned int start2,
			unsigned int end2)
{
	unsigned int len1 = length(start1, end1), len2 = length(start2, end2);
	char *addr;

	if (!within_page(start1, len1, _RET_IP_) ||
	    !within_page(start2, len2, _RET_IP_))
		return;
	addr = kmap_atomic(page);
	memset(addr + start1, 0, len1);
	memset(addr + start2, 0, len2);
	kunmap_atomic(addr);
}
EXPORT_SYMBOL(zero_user_segments);

void memcpy_from_page(void *to, struct page *page, size_t offset, size_t len)
{
	char *addr;

	if (!within_page(offset, len, _RET_IP_))
		return;
	addr = kmap_atomic(page);
	memcpy(to, addr + offset, len);
	kunmap_atomic(addr);
}
EXPORT_SYMBOL(memcpy_from_page);

void memcpy_to_page(struct page *page, size_t offset, const void *from,
		    size_t len)
{
	char *addr;

	if (!within_page(offset, len, _RET_IP_))
		return;
	addr = kmap_atomic(page);
	memcpy(addr + offset, from, len);
	kunmap_atomic(addr);
}
EXPORT_SYMBOL(memcpy_to_page);

void memset_page(struct page *page, size_t offset, int c, size_t len)
{
	char *addr;

	if (!within_page(offset, len, _RET_IP_))
		return;
	addr = kmap_atomic(page);
	memset(addr + offset, c, len);
	kunmap_atomic(addr);
}
EXPORT_SYMBOL(memset_page);

void copy_phys(phys_addr_t phys, void *buf, size_t size, bool to_buf)
{
	while (size) {
		struct page *page = pfn_to_page(PHYS_PFN(phys));
		size_t n = min_t(size_t, size,
				 PAGE_SIZE - offset_in_page(phys));

		if (to_buf)
			memcpy_from_page(buf, page, offset_in_page(phys), n);
		else
			memcpy_to_page(page, offset_in_page(phys), buf, n);
		phys += n;
		buf += n;
		size -= n;
	}
}
