/* crc32.h - the CRC of Ethernet and zip, reflected; lib/crc32.c. */
#ifndef K896_LINUX_CRC32_H
#define K896_LINUX_CRC32_H

#include <linux/types.h>

/* No inversion at either end: crc32(x) = ~crc32_le(~0, x). */
u32 crc32_le(u32 crc, const void *data, size_t len);
#define crc32(seed, data, len)	crc32_le(seed, data, len)

/*
 * For modules: lib/modules/crc.c. Not reflected; with Castagnoli's polynomial.
 */
u32 crc32_be(u32 crc, const void *data, size_t len);
u32 crc32c(u32 crc, const void *data, size_t len);
#define __crc32c_le(crc, data, len)	crc32c(crc, data, len)

#endif
