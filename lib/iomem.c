/*
 * iomem.c - blocks of bytes to and from device memory.
 *
 * memcpy() may read a byte twice, write wider than asked, or go downwards: fine
 * for memory, but a device may count each access. Here every access is one of
 * the accessors', in ascending order: words where both sides are aligned, bytes
 * at the ends.
 *
 * Locking, context: none; any context.
 * Linux: lib/iomem_copy.c. gdb: `break memcpy_toio`.
 */
#include <linux/export.h>
#include <linux/types.h>
#include <asm/io.h>

#define WORD	sizeof(u32)

/* Bytes until both are aligned, at most @n; all, if they never are. */
static size_t head(unsigned long a, unsigned long b, size_t n)
{
	size_t bytes = -a % WORD;

	return (a ^ b) % WORD || bytes > n ? n : bytes;
}

void memcpy_fromio(void *to, const volatile void __iomem *from, size_t n)
{
	size_t h = head((unsigned long)to, (unsigned long __force)from, n);

	for (n -= h; h--; to++, from++)
		*(u8 *)to = __raw_readb(from);
	for (; n >= WORD; n -= WORD, to += WORD, from += WORD)
		*(u32 *)to = __raw_readl(from);
	for (; n--; to++, from++)
		*(u8 *)to = __raw_readb(from);
	barrier();
}
EXPORT_SYMBOL(memcpy_fromio);

void memcpy_toio(volatile void __iomem *to, const void *from, size_t n)
{
	size_t h = head((unsigned long)from, (unsigned long __force)to, n);

	barrier();
	for (n -= h; h--; to++, from++)
		__raw_writeb(*(const u8 *)from, to);
	for (; n >= WORD; n -= WORD, to += WORD, from += WORD)
		__raw_writel(*(const u32 *)from, to);
	for (; n--; to++, from++)
		__raw_writeb(*(const u8 *)from, to);
	barrier();
}
EXPORT_SYMBOL(memcpy_toio);

void memset_io(volatile void __iomem *to, int c, size_t n)
{
	unsigned long at = (unsigned long __force)to;
	size_t h = head(at, at, n);

	barrier();
	for (n -= h; h--; to++)
		__raw_writeb(c, to);
	for (; n >= WORD; n -= WORD, to += WORD)
		__raw_writel((u8)c * 0x01010101u, to);
	for (; n--; to++)
		__raw_writeb(c, to);
	barrier();
}
EXPORT_SYMBOL(memset_io);
