/*
 * ctype.c - the table behind isdigit() and its kin.
 *
 * Model: a byte of flags for each of the 256 characters; those above 127 have
 * none, so text in another character set is neither letter nor printable.
 *
 * Invariants: constant. Locking, context: none; any context.
 * Linux: lib/ctype.c (which knows Latin-1 as well).
 * gdb: `print/x _ctype['a']`, `print/x _ctype[' ']`.
 */
#include <linux/ctype.h>
#include <linux/export.h>

const unsigned char _ctype[256] = {
	[0x00 ... 0x08] = _C,
	[0x09 ... 0x0d] = _C | _S,	/* tab to carriage return */
	[0x0e ... 0x1f] = _C,
	[' '] = _S | _SP,
	['!' ... '/'] = _P,
	['0' ... '9'] = _D,
	[':' ... '@'] = _P,
	['A' ... 'F'] = _U | _X,
	['G' ... 'Z'] = _U,
	['[' ... '`'] = _P,
	['a' ... 'f'] = _L | _X,
	['g' ... 'z'] = _L,
	['{' ... '~'] = _P,
	[0x7f] = _C,
};
EXPORT_SYMBOL(_ctype);
