/*
 * crc32.c - the checksum of Ethernet, zip and the COM2 event stream.
 *
 * Model: division of polynomials over GF(2), bit 0 first, four bits a step
 * with a table of 16 remainders: 64 bytes of table instead of the usual 1 KB,
 * for two lookups a byte instead of one.
 *
 * Invariants: constant table. Locking, context: none; any context.
 * Linux: lib/crc32.c.
 * gdb: `print/x ~crc32_le(~0, "123456789", 9)` gives 0xcbf43926.
 */
#include <linux/crc32.h>
#include <linux/export.h>

/* remainders[i]: i followed by 28 zero bits, modulo 0xedb88320 (reflected). */
static const u32 remainders[16] = {
	0x00000000, 0x1db71064, 0x3b6e20c8, 0x26d930ac,
	0x76dc4190, 0x6b6b51f4, 0x4db26158, 0x5005713c,
	0xedb88320, 0xf00f9344, 0xd6d6a3e8, 0xcb61b38c,
	0x9b64c2b0, 0x86d3d2d4, 0xa00ae278, 0xbdbdf21c,
};

u32 crc32_le(u32 crc, const void *data, size_t len)
{
	const u8 *p = data;

	while (len--) {
		crc ^= *p++;
		crc = crc >> 4 ^ remainders[crc & 15];
		crc = crc >> 4 ^ remainders[crc & 15];
	}
	return crc;
}
EXPORT_SYMBOL(crc32_le);
