/*
 * crc-ccitt.h - the CRC of 0x1021, reflected. For modules: lib/modules/crc.c.
 */
#ifndef _LINUX_CRC_CCITT_H
#define _LINUX_CRC_CCITT_H

#include <linux/types.h>

u16 crc_ccitt(u16 crc, const u8 *p, size_t n);
static inline u16 crc_ccitt_byte(u16 crc, u8 byte)
{
	return crc_ccitt(crc, &byte, 1);
}

#endif
