/*
 * swab.h - the bytes of a number in the opposite order.
 */
#ifndef K896_LINUX_SWAB_H
#define K896_LINUX_SWAB_H

#include_next <linux/swab.h>

#define swab16	__swab16
#define swab32	__swab32
#define swab64	__swab64
#define swahw32	__swahw32
#define swab16s	__swab16s
#define swab32s	__swab32s

#endif
