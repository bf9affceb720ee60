/* crc16.h - the CRC of 0x8005, reflected. For modules: lib/modules/crc.c. */
#ifndef _LINUX_CRC16_H
#define _LINUX_CRC16_H

#include <linux/types.h>

u16 crc16(u16 crc, const u8 *p, size_t n);

#endif
