/*
 * vsprintf_ptr.c - what %p can print of the thing a pointer points at.
 *
 *	%p %px %pK	the address, eight hexadecimal digits
 *	%pS %ps		the symbol it lies in, with and without +offset/size
 *	%pSR %pF %pf	older spellings of these; %pB: of a return address
 *	%pa[p]  %pad	a phys_addr_t, a dma_addr_t, given by reference
 *	%pR %pr		a struct resource, its flags in words or in digits
 *	%pGg %pGp	the names of gfp flags, of page flags; by reference
 *	%*pb %*pbl	a bitmap of so many bits: in words, as a list 0-3,7
 *	%*ph[CDN]	so many bytes, apart by a blank, ':', '-' or nothing
 *	%pV		a struct va_format: a format and its arguments
 *	%pe		an ERR_PTR by its name
 *	%pU %pM %pI4	names that are numbers: vsprintf_id.c
 *
 * Model: a function for each letter writes to the output and is then widened
 * to the field as a whole. The table of symbols and those of flag names live
 * above lib/ and are looked at only if they are linked in (weak).
 *
 * Invariants: unknown letters are left for the text, so "%pxyz" is an address
 * and "yz". Addresses are not hashed: this kernel has no secrets from itself.
 * Locking, context: none; any context.
 * Linux: lib/vsprintf.c, Documentation/core-api/printk-formats.rst.
 * gdb: `break out_pointer`, `x/s $edx` shows the letters.
 */
#include <linux/kernel.h>
#include <linux/bitmap.h>
#include <linux/ioport.h>
#include <linux/kallsyms.h>
#include "printf.h"

extern typeof(kallsyms_lookup) kallsyms_lookup __weak;
extern const struct trace_print_flags gfpflag_names[] __weak;
extern const struct trace_print_flags pageflag_names[] __weak;

static void out_symbol(struct out *o, unsigned long addr, bool offset,
		       bool is_return)
{
	unsigned long size, off;
	const char *name = NULL;
	char *module = NULL, buf[KSYM_NAME_LEN];

	if (kallsyms_lookup)
		name = kallsyms_lookup(addr - is_return, &size, &off, &module,
				       buf);
	if (!name) {
		out_hex(o, addr, 1);
		return;
	}
	out_text(o, name);
	if (offset) {
		out_char(o, '+');
		out_hex(o, off + is_return, 1);
		out_char(o, '/');
		out_hex(o, size, 1);
	}
	if (module) {
		out_text(o, " [");
		out_text(o, module);
		out_char(o, ']');
	}
}

static void out_flags(struct out *o, unsigned long flags,
		      const struct trace_print_flags *names)
{
	bool first = true;

	for (; names && names->name && flags; names++) {
		if ((flags & names->mask) != names->mask)
			continue;
		flags &= ~names->mask;
		if (!first)
			out_char(o, '|');
		out_text(o, names->name);
		first = false;
	}
	if (flags || first) {
		if (!first)
			out_char(o, '|');
		out_hex(o, flags, 1);
	}
}

static void out_resource(struct out *o, const struct resource *res, bool raw)
{
	int digits = res->flags & IORESOURCE_IO ? 4 : 8;

	out_text(o, res->flags & IORESOURCE_IO ? "[io  " : "[mem ");
	out_hex(o, res->start, digits);
	if (res->start != res->end) {
		out_char(o, '-');
		out_hex(o, res->end, digits);
	}
	if (raw) {
		out_text(o, " flags ");
		out_hex(o, res->flags, 1);
	}
	out_char(o, ']');
}

/* Groups of 32 bits, the highest first, as /proc shows CPU masks. */
static void out_bitmap(struct out *o, const unsigned long *map, int nbits)
{
	struct spec spec = { .base = 16 };
	int word = BITS_TO_LONGS(nbits) - 1;

	for (; word >= 0; word--) {
		int bits = min(nbits - word * BITS_PER_LONG, BITS_PER_LONG);

		spec.prec = DIV_ROUND_UP(bits, 4);
		out_number(o, map[word] & BITMAP_LAST_WORD_MASK(bits), &spec);
		if (word)
			out_char(o, ',');
	}
}

static void out_bitlist(struct out *o, const unsigned long *map, int nbits)
{
	unsigned int first = find_first_bit(map, nbits);
	char *start = o->pos;

	while (first < nbits) {
		unsigned int next = find_next_zero_bit(map, nbits, first);

		if (o->pos != start)
			out_char(o, ',');
		out_dec(o, first);
		if (next - first > 1) {
			out_char(o, '-');
			out_dec(o, next - 1);
		}
		first = find_next_bit(map, nbits, next);
	}
}

static void out_bytes(struct out *o, const u8 *p, int n, char between)
{
	int i;

	for (i = 0; i < clamp(n, 1, 64); i++) {
		if (i && between)
			out_char(o, between);
		out_char(o, hex_asc_hi(p[i]));
		out_char(o, hex_asc_lo(p[i]));
	}
}

static void out_address(struct out *o, const void *ptr,
			const struct spec *given)
{
	struct spec spec = *given;

	spec.base = 16;
	if (spec.prec < 0)
		spec.prec = 2 * sizeof(void *);
	out_number(o, (unsigned long)ptr, &spec);
}

static void out_va_format(struct out *o, const struct va_format *vf)
{
	size_t room = o->pos < o->end ? o->end - o->pos : 0;
	va_list va;

	va_copy(va, *vf->va);
	o->pos += vsnprintf(room ? o->pos : NULL, room, vf->fmt, va);
	va_end(va);
}

static void out_error(struct out *o, const void *ptr)
{
	const char *name = errname(PTR_ERR(ptr));

	out_char(o, '-');
	if (name)
		out_text(o, name);
	else
		out_dec(o, -PTR_ERR(ptr));
}

/* Letters whose pointer is only looked up, never followed. */
static int out_value(struct out *o, const char *ext, const void *ptr)
{
	unsigned long addr = (unsigned long)ptr;

	switch (*ext) {
	case 'S': case 'F':
		out_symbol(o, addr, true, false);
		return ext[0] == 'S' && ext[1] == 'R' ? 2 : 1;
	case 's': case 'f':
		out_symbol(o, addr, false, false);
		return 1;
	case 'B':
		out_symbol(o, addr, true, true);
		return 1;
	case 'e':
		if (!IS_ERR(ptr))
			return 0;
		out_error(o, ptr);
		return 1;
	}
	return 0;
}

/* How many letters behind %p belong to one that follows the pointer. */
static int target_letters(const char *ext)
{
	static const struct {
		char first;
		const char second[5];
	} known[] = {
		{ 'a', "dp" }, { 'R', "" }, { 'r', "" }, { 'G', "gp" },
		{ 'V', "" }, { 'b', "l" }, { 'h', "CDN" },
		{ 'U', "bBlL" }, { 'M', "RF" }, { 'm', "R" },
		{ 'I', "4" }, { 'i', "4" },
	};
	int i;

	for (i = 0; i < ARRAY_SIZE(known); i++) {
		if (*ext != known[i].first)
			continue;
		if (ext[1] && strchr(known[i].second, ext[1]))
			return 2;
		return strchr("GIi", *ext) ? 0 : 1;	/* alone: nothing */
	}
	return 0;
}

static char bytes_separator(char letter)
{
	switch (letter) {
	case 'C':
		return ':';
	case 'D':
		return '-';
	case 'N':
		return '\0';
	}
	return ' ';
}

/* Letters that read what the pointer points at. */
static void out_target(struct out *o, const char *ext, const void *ptr,
		       const struct spec *spec)
{
	switch (*ext) {
	case 'a':
		if (ext[1] == 'd')
			out_hex(o, *(const dma_addr_t *)ptr, 8);
		else
			out_hex(o, *(const phys_addr_t *)ptr, 16);
		break;
	case 'R': case 'r':
		out_resource(o, ptr, *ext == 'r');
		break;
	case 'G':
		if (ext[1] == 'g')
			out_flags(o, *(const unsigned int *)ptr, gfpflag_names);
		else
			out_flags(o, *(const unsigned long *)ptr,
				  pageflag_names);
		break;
	case 'V':
		out_va_format(o, ptr);
		break;
	case 'b':
		if (ext[1] == 'l')
			out_bitlist(o, ptr, spec->bits);
		else
			out_bitmap(o, ptr, spec->bits);
		break;
	case 'h':
		out_bytes(o, ptr, spec->width, bytes_separator(ext[1]));
		break;
	default:
		out_id(o, ext, ptr);
	}
}

int out_pointer(struct out *o, const char *ext, const void *ptr,
		const struct spec *spec)
{
	char *start = o->pos;
	int used = target_letters(ext);

	if (!used)
		used = out_value(o, ext, ptr);
	else if ((unsigned long)ptr < 4096 || IS_ERR(ptr))
		out_text(o, ptr ? "(efault)" : "(null)");
	else
		out_target(o, ext, ptr, spec);

	if (!used) {
		out_address(o, ptr, spec);
		return *ext == 'x' || *ext == 'K' || *ext == 'e';
	}
	if (*ext != 'b' && *ext != 'h')	/* there the width is a count */
		out_widen(o, start, spec);
	return used;
}
