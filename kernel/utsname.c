/*
 * utsname.c - what this kernel is called.
 *
 * Model: one record, made when it is compiled. Invariants: never changed.
 * Locking, context: none. Linux: init/version.c.
 * gdb: `p system_utsname`, `p system_utsname.release`.
 */
#include <linux/export.h>
#include <linux/utsname.h>
#include <linux/utsrelease.h>

struct new_utsname system_utsname = {
	.sysname = "k896",
	.nodename = "(none)",
	.release = UTS_RELEASE,
	.version = "#1 SMP PREEMPT",
	.machine = "i686",
	.domainname = "(none)",
};
EXPORT_SYMBOL(system_utsname);
