/*
 * hexdump.c - a row of memory as hexadecimal digits and characters.
 *
 *	64 65 66 67 00 01 02 03 ...  defg....
 *
 * Model: groups of 1, 2, 4 or 8 bytes, each printed as one number of that
 * size (so, on this machine, the byte at the lowest address last), then the
 * characters in a column of their own. The column depends on rowsize, not on
 * the bytes left, so a short last row lines up.
 *
 * Invariants: never more than linebuflen bytes, always a NUL.
 * Locking, context: none; any context.
 * Linux: lib/hexdump.c.
 * gdb: `break hex_dump_to_buffer`, `x/16xb $eax`.
 */
#include <linux/export.h>
#include <linux/kernel.h>
#include <linux/ctype.h>

static u64 group_value(const u8 *p, int size)
{
	u64 val = 0;

	while (size--)
		val = val << 8 | p[size];
	return val;
}

/* Returns the length the row would have in a buffer that is large enough. */
int hex_dump_to_buffer(const void *buf, size_t len, int rowsize,
		       int groupsize, char *line, size_t size, bool ascii)
{
	const u8 *p = buf;
	int column, at = 0;
	size_t i;

	if (rowsize != 16 && rowsize != 32)
		rowsize = 16;
	len = min_t(size_t, len, rowsize);
	if (!is_power_of_2(groupsize) || groupsize > 8 || len % groupsize)
		groupsize = 1;
	column = rowsize * 2 + rowsize / groupsize + 1;

#define ROOM	line + min_t(size_t, at, size), size - min_t(size_t, at, size)
	if (size)
		*line = '\0';
	for (i = 0; i < len; i += groupsize)
		at += snprintf(ROOM, "%s%0*llx", i ? " " : "", groupsize * 2,
			       group_value(p + i, groupsize));
	if (!ascii || !len)
		return at;
	at += snprintf(ROOM, "%*s", column - at, "");
	for (i = 0; i < len; i++)
		at += snprintf(ROOM, "%c", isascii(p[i]) && isprint(p[i]) ?
			       p[i] : '.');
#undef ROOM
	return at;
}
EXPORT_SYMBOL(hex_dump_to_buffer);
