/*
 * printf.h - what the files of vsnprintf share.
 *
 * All of them write through a struct out. It goes on counting past the end of
 * the buffer, which is how vsnprintf knows the length the text would have had.
 */
#ifndef LIB_PRINTF_H
#define LIB_PRINTF_H

#include <linux/kernel.h>

struct out {
	char *pos;		/* next byte; may lie beyond end */
	char *end;		/* first byte that must not be written */
};

enum {
	SPEC_LEFT  = 1,		/* '-'	pad on the right */
	SPEC_PLUS  = 2,		/* '+'	a sign always */
	SPEC_BLANK = 4,		/* ' '	a blank for a plus */
	SPEC_ALT   = 8,		/* '#'	0x, 0 in front */
	SPEC_ZERO  = 16,	/* '0'	pad with zeros */
	SPEC_UPPER = 32,	/* 'X'	capital digits */
	SPEC_SIGN  = 64,	/* 'd'	the value is signed */
};

/* One conversion: everything between '%' and its letter. */
struct spec {
	int bits;		/* %*pb: of a bitmap */
	short width;		/* at least so many columns */
	short prec;		/* digits or characters, -1: not given */
	u8 flags;		/* SPEC_* */
	u8 base;		/* 8, 10 or 16 */
	s8 size;		/* of the argument in bytes */
	char conv;		/* the letter */
};

#define SPEC_MAX_WIDTH	8192
#define SPEC_MAX_PREC	32767
#define SPEC_MAX_BITS	(1 << 20)	/* one for each frame of 4 GB */

static inline void out_char(struct out *o, char c)
{
	if (o->pos < o->end)
		*o->pos = c;
	o->pos++;
}

void out_fill(struct out *o, char c, int n);
void out_text(struct out *o, const char *s);
void out_string(struct out *o, const char *s, const struct spec *spec);
void out_number(struct out *o, u64 val, const struct spec *spec);
void out_hex(struct out *o, u64 val, int digits);
void out_dec(struct out *o, unsigned int val);

/* What was written since @start takes at least spec->width columns. */
void out_widen(struct out *o, char *start, const struct spec *spec);

/* vsprintf_id.c: %pU, %pM, %pm, %pI4, %pi4. */
void out_id(struct out *o, const char *ext, const void *ptr);
/* %p and the letters behind it; returns how many of @ext belong to it. */
int out_pointer(struct out *o, const char *ext, const void *ptr,
		const struct spec *spec);

/* "ENOMEM" for 12 or -12, NULL for what is no error number. */
const char *errname(int err);

#endif
