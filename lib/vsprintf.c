/*
 * vsprintf.c - formatted text: the printf family.
 *
 * Model: vsnprintf() copies the format to the output up to each '%', parses
 * one conversion into a struct spec, fetches its argument and hands both to
 * the function for its kind. Numbers are made here, pointers with their
 * extensions (%pS, %pa, %pGg ...) in vsprintf_ptr.c.
 *
 * Two habits of Linux that C's printf lacks: %p takes letters behind it, and
 * a bad %s pointer is printed as (null) or (efault) instead of being followed.
 * No floating point. An unknown conversion is printed as it stands.
 *
 * Invariants: never a byte outside buf[0..size); a NUL at the end if size > 0;
 * the result is the length without a limit. The largest frame is under 128
 * bytes: printk calls this from an interrupt on a stack of one page.
 * Locking, context: none; any context.
 * Linux: lib/vsprintf.c.
 * gdb: `break vsnprintf`, then `x/s $ecx` for the format; `finish`.
 */
#include <linux/export.h>
#include <linux/kernel.h>
#include <linux/string.h>
#include <linux/ctype.h>
#include "printf.h"

/* The arguments, in a structure so that functions can take from one list. */
struct args {
	va_list va;
};

void out_fill(struct out *o, char c, int n)
{
	while (n-- > 0)
		out_char(o, c);
}

void out_text(struct out *o, const char *s)
{
	while (*s)
		out_char(o, *s++);
}

/*
 * Text of unknown length was written at @start: pad it on the right, or move
 * it to the right (what fits of it) and pad on the left.
 */
void out_widen(struct out *o, char *start, const struct spec *spec)
{
	int len = o->pos - start, pad = spec->width - len;

	if (pad <= 0)
		return;
	out_fill(o, ' ', pad);
	if (spec->flags & SPEC_LEFT || start >= o->end)
		return;
	if (pad < o->end - start)
		memmove(start + pad, start,
			min_t(size_t, len, o->end - start - pad));
	memset(start, ' ', min_t(size_t, pad, o->end - start));
}

void out_string(struct out *o, const char *s, const struct spec *spec)
{
	char *start = o->pos;
	int left = spec->prec;

	if ((unsigned long)s < 4096)
		s = s ? "(efault)" : "(null)";
	else if (IS_ERR(s))
		s = "(efault)";
	while (left-- && *s)
		out_char(o, *s++);
	out_widen(o, start, spec);
}

/* Digits of @val to tmp, the last one first. Returns how many. */
static int digits_of(char *tmp, u64 val, const struct spec *spec)
{
	const char *set = spec->flags & SPEC_UPPER ? hex_asc_upper : hex_asc;
	u32 low;
	int n = 0;

	while (val >> 32) {
		u32 digit;

		val = div_u64_rem(val, spec->base, &digit);
		tmp[n++] = set[digit];
	}
	for (low = val; low; low /= spec->base)
		tmp[n++] = set[low % spec->base];
	return n;
}

/*
 * [blanks][sign][0x][zeros]digits[blanks]. @val is sign-extended where the
 * spec says SIGN. A precision asks for zeros itself and so ends zero padding.
 */
void out_number(struct out *o, u64 val, const struct spec *spec)
{
	char tmp[24], sign = 0;
	int digits, zeros, used;
	bool alt = spec->flags & SPEC_ALT && spec->base != 10;

	if (spec->flags & SPEC_SIGN) {
		if ((s64)val < 0) {
			sign = '-';
			val = -val;
		} else if (spec->flags & SPEC_PLUS) {
			sign = '+';
		} else if (spec->flags & SPEC_BLANK) {
			sign = ' ';
		}
	}
	digits = digits_of(tmp, val, spec);
	zeros = (spec->prec < 0 ? 1 : spec->prec) - digits;
	used = !!sign + (alt && spec->base == 16 ? 2 : 0);
	if (alt && spec->base == 8 && zeros <= 0 && (digits || !spec->prec))
		zeros = 1;
	if (spec->flags & SPEC_ZERO && !(spec->flags & SPEC_LEFT) &&
	    spec->prec < 0)
		zeros = max(zeros, spec->width - used - digits);
	zeros = max(zeros, 0);
	used = spec->width - used - zeros - digits;

	if (!(spec->flags & SPEC_LEFT))
		out_fill(o, ' ', used);
	if (sign)
		out_char(o, sign);
	if (alt && spec->base == 16)
		out_text(o, spec->flags & SPEC_UPPER ? "0X" : "0x");
	out_fill(o, '0', zeros);
	while (digits)
		out_char(o, tmp[--digits]);
	if (spec->flags & SPEC_LEFT)
		out_fill(o, ' ', used);
}

/* 0x and exactly @digits digits (more if it needs more). */
void out_hex(struct out *o, u64 val, int digits)
{
	struct spec spec = { .base = 16, .prec = digits, .flags = SPEC_ALT };

	out_number(o, val, &spec);
}

void out_dec(struct out *o, unsigned int val)
{
	struct spec spec = { .base = 10, .prec = -1 };

	out_number(o, val, &spec);
}

static int parse_int(const char **fmt, struct args *args)
{
	int n = 0;

	if (**fmt == '*') {
		(*fmt)++;
		return va_arg(args->va, int);
	}
	for (; isdigit(**fmt); (*fmt)++)
		if (n <= SPEC_MAX_BITS)
			n = n * 10 + (**fmt - '0');
	return n;
}

static const char *parse_flags(const char *fmt, struct spec *spec)
{
	static const char chars[] = "-+ #0";
	const char *hit;

	while (*fmt && (hit = strchr(chars, *fmt))) {
		spec->flags |= 1 << (hit - chars);
		fmt++;
	}
	return fmt;
}

/* hh h l ll L q z Z t j: how large the argument is. */
static const char *parse_size(const char *fmt, struct spec *spec)
{
	switch (*fmt) {
	case 'h':
		spec->size = fmt[1] == 'h' ? 1 : 2;
		return fmt + (fmt[1] == 'h' ? 2 : 1);
	case 'l':
		spec->size = fmt[1] == 'l' ? 8 : sizeof(long);
		return fmt + (fmt[1] == 'l' ? 2 : 1);
	case 'L': case 'q': case 'j':
		spec->size = 8;
		return fmt + 1;
	case 'z': case 'Z': case 't':
		spec->size = sizeof(size_t);
		return fmt + 1;
	}
	return fmt;
}

/* Everything behind the '%'; returns behind the letter. */
static const char *parse_spec(const char *fmt, struct spec *spec,
			      struct args *args)
{
	int n;

	*spec = (struct spec){ .prec = -1, .base = 10, .size = sizeof(int) };
	fmt = parse_flags(fmt, spec);
	n = parse_int(&fmt, args);
	if (n < 0) {
		spec->flags |= SPEC_LEFT;
		n = -n;
	}
	spec->width = min(n, SPEC_MAX_WIDTH);
	spec->bits = min(n, SPEC_MAX_BITS);
	if (*fmt == '.') {
		fmt++;
		n = parse_int(&fmt, args);
		spec->prec = n < 0 ? -1 : min(n, SPEC_MAX_PREC);
	}
	fmt = parse_size(fmt, spec);
	spec->conv = *fmt;
	return *fmt ? fmt + 1 : fmt;
}

/* The next argument as a number of spec->size bytes. */
static u64 fetch(const struct spec *spec, struct args *args)
{
	u64 val;

	if (spec->size == 8)
		return va_arg(args->va, u64);
	if (spec->size == sizeof(long) && sizeof(long) != sizeof(int))
		val = va_arg(args->va, unsigned long);
	else
		val = va_arg(args->va, unsigned int);
	if (spec->size == 1)
		return spec->flags & SPEC_SIGN ? (s64)(s8)val : (u8)val;
	if (spec->size == 2)
		return spec->flags & SPEC_SIGN ? (s64)(s16)val : (u16)val;
	return spec->flags & SPEC_SIGN ? (s64)(long)val : val;
}

static void convert_number(struct out *o, struct spec *spec,
			   struct args *args)
{
	switch (spec->conv) {
	case 'd': case 'i':
		spec->flags |= SPEC_SIGN;
		break;
	case 'o':
		spec->base = 8;
		break;
	case 'X':
		spec->flags |= SPEC_UPPER;
		fallthrough;
	case 'x':
		spec->base = 16;
		break;
	}
	out_number(o, fetch(spec, args), spec);
}

static void convert_char(struct out *o, int c, const struct spec *spec)
{
	char *start = o->pos;

	out_char(o, c);
	out_widen(o, start, spec);
}

/* One conversion; @fmt stands behind its letter, returns where to go on. */
static const char *convert(struct out *o, const char *fmt, struct spec *spec,
			   struct args *args)
{
	switch (spec->conv) {
	case 'd': case 'i': case 'u': case 'o': case 'x': case 'X':
		convert_number(o, spec, args);
		break;
	case 's':
		out_string(o, va_arg(args->va, const char *), spec);
		break;
	case 'c':
		convert_char(o, va_arg(args->va, int), spec);
		break;
	case 'p':
		fmt += out_pointer(o, fmt, va_arg(args->va, void *), spec);
		break;
	case '%':
		out_char(o, '%');
		break;
	default:
		out_char(o, '%');
		if (spec->conv)
			out_char(o, spec->conv);
	}
	return fmt;
}

int vsnprintf(char *buf, size_t size, const char *fmt, va_list va)
{
	struct out o = { buf, buf + size };
	struct args args;
	struct spec spec;

	if (size > -(unsigned long)buf)	/* sprintf: no limit was given */
		o.end = (char *)~0UL;
	va_copy(args.va, va);
	while (*fmt) {
		if (*fmt != '%') {
			out_char(&o, *fmt++);
			continue;
		}
		fmt = parse_spec(fmt + 1, &spec, &args);
		fmt = convert(&o, fmt, &spec, &args);
	}
	va_end(args.va);
	if (size)
		*(o.pos < o.end ? o.pos : o.end - 1) = '\0';
	return o.pos - buf;
}
EXPORT_SYMBOL(vsnprintf);
