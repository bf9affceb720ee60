/*
 * kallsyms.h - from an address to a name and back; kernel/symbols.c.
 *
 * The table is made at build time from the linked kernel (tools/mksymbols.py).
 * Any context: nothing locks, nothing is written.
 */
#ifndef K896_LINUX_KALLSYMS_H
#define K896_LINUX_KALLSYMS_H

#include <linux/types.h>

#define KSYM_NAME_LEN	128
#define KSYM_SYMBOL_LEN	(KSYM_NAME_LEN + 32)

/*
 * The symbol that @addr lies in: its name, or NULL. *size and *offset may be
 * NULL. @modname and @namebuf are there for Linux's callers: a name of the
 * kernel's own table is returned where it stands and nothing is copied.
 */
const char *kallsyms_lookup(unsigned long addr, unsigned long *size,
			    unsigned long *offset, char **modname,
			    char *namebuf);

/* The address of @name, 0 if there is none. */
unsigned long kallsyms_lookup_name(const char *name);

/* Symbol number @i in order of addresses, NULL at the end: for completion. */
const char *kallsyms_name(unsigned int i, unsigned long *addr);

/* "name+0x12/0x34", or "0xc0123456" without one. Returns the length. */
int sprint_symbol(char *buf, unsigned long addr);
int sprint_symbol_no_offset(char *buf, unsigned long addr);

/* Is @addr in the kernel's code? */
int core_kernel_text(unsigned long addr);
#define kernel_text_address(addr)	core_kernel_text(addr)
#define __kernel_text_address(addr)	core_kernel_text(addr)

#endif
