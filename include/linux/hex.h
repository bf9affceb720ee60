/* hex.h - hexadecimal digits. */
#ifndef K896_LINUX_HEX_H
#define K896_LINUX_HEX_H

#include <linux/types.h>
#include <linux/compiler.h>

extern const char hex_asc[];		/* "0123456789abcdef" */
extern const char hex_asc_upper[];
#define hex_asc_lo(x)	hex_asc[(x) & 0x0f]
#define hex_asc_hi(x)	hex_asc[((x) & 0xf0) >> 4]

/* The value of a digit, -1 for another character. */
int hex_to_bin(unsigned char ch);

/* 2 * @count digits to @count bytes: 0, or -EINVAL. */
int __must_check hex2bin(u8 *dst, const char *src, size_t count);

/* @count bytes to digits; returns behind the last, writes no NUL. */
char *bin2hex(char *dst, const void *src, size_t count);

#endif
