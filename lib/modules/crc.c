/*
 * crc.c - check sums that the kernel itself has no use for.
 *
 * Model: division of polynomials, bit by bit: no tables. Reflected ones shift
 * right, the others left.
 *
 * Locking, context: none; any context.
 * Linux: lib/crc16.c, lib/crc-ccitt.c, lib/crc7.c, lib/crc32.c.
 * gdb: `break crc16`, `finish`.
 */
#include <linux/crc-ccitt.h>
#include <linux/crc16.h>
#include <linux/crc32.h>
#include <linux/crc7.h>

static u32 reflected(u32 crc, u32 poly, const u8 *p, size_t n)
{
	int bit;

	while (n--) {
		crc ^= *p++;
		for (bit = 0; bit < 8; bit++)
			crc = crc >> 1 ^ (crc & 1 ? poly : 0);
	}
	return crc;
}

/* A shorter one stands in the upper bits. */
static u32 straight(u32 crc, u32 poly, const u8 *p, size_t n)
{
	int bit;

	while (n--) {
		crc ^= (u32)*p++ << 24;
		for (bit = 0; bit < 8; bit++)
			crc = crc << 1 ^ (crc >> 31 ? poly : 0);
	}
	return crc;
}

u16 crc16(u16 crc, const u8 *p, size_t n)
{
	return reflected(crc, 0xa001, p, n);
}

u16 crc_ccitt(u16 crc, const u8 *p, size_t n)
{
	return reflected(crc, 0x8408, p, n);
}

u32 crc32c(u32 crc, const void *data, size_t n)
{
	return reflected(crc, 0x82f63b78, data, n);
}

u32 crc32_be(u32 crc, const void *data, size_t n)
{
	return straight(crc, 0x04c11db7, data, n);
}

u8 crc7_be(u8 crc, const u8 *p, size_t n)
{
	return straight((u32)crc << 24, 0x09U << 25, p, n) >> 24;
}
