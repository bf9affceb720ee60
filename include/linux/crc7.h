/*
 * crc7.h - the CRC of SD cards, 0x09, in the upper seven bits. For modules:
 * lib/modules/crc.c.
 */
#ifndef _LINUX_CRC7_H
#define _LINUX_CRC7_H

#include <linux/types.h>

u8 crc7_be(u8 crc, const u8 *p, size_t n);

#endif
