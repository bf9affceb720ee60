/*
 * minmax.c - the function behind a warning.
 *
 * Model: min() and max() of a signed and an unsigned value contain a call to
 * __minmax_signs_differ(), which is declared so that the compiler warns where
 * the call survives optimisation. Old modules do compare like that: so the
 * call must lead somewhere. It does nothing and the comparison goes ahead.
 *
 * Invariants, locking: none; any context. The price is paid by code with the
 * warning only.
 * Linux: include/linux/minmax.h, which makes it an error.
 * gdb: `break __minmax_signs_differ`, `up`.
 */
#include <linux/export.h>
#include <linux/minmax.h>

void __minmax_signs_differ(void)
{
}
EXPORT_SYMBOL(__minmax_signs_differ);
