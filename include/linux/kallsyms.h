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
 * The symbol that @addr lies in: its name, or NULL. *modname becomes the module
 * that has it, NULL for the kernel. Any of the pointers may be NULL. @namebuf,
 * of KSYM_NAME_LEN bytes, is where the name may be put; without it "" is
 * returned.
 */
const char *kallsyms_lookup(unsigned long addr, unsigned long *size,
			    unsigned long *offset, char **modname,
			    char *namebuf);

/* The address of @name, 0 if there is none. */
unsigned long kallsyms_lookup_name(const char *name);

/* "name+0x12/0x34", or "0xc0123456" without one. Returns the length. */
int sprint_symbol(char *buf, unsigned long addr);
int sprint_symbol_no_offset(char *buf, unsigned long addr);

/* Is @addr in the kernel's own code? In that, or in a module's? */
int core_kernel_text(unsigned long addr);
int kernel_text_address(unsigned long addr);
#define __kernel_text_address(addr)	kernel_text_address(addr)

/*
 * The source's line of the code at @addr, or with @exact false of the call that
 * returns there, "file.c:7" up to a newline; NULL: not known. Only modules'
 * are.
 */
const char *kallsyms_line(unsigned long addr, bool exact);

/*
 * Names that come and go: the module loader's, asked when the kernel has none.
 * lookup() is kallsyms_lookup(), with *modname filled in, find() the way back.
 * They may be called in any context, even from an NMI.
 */
struct symbol_source {
	const char *(*lookup)(unsigned long addr, unsigned long *size,
			      unsigned long *offset, char **modname);
	unsigned long (*find)(const char *name);
	bool (*is_text)(unsigned long addr);
	const char *(*line)(unsigned long addr, bool exact);
};
/* There is one source at most; for ever. */
void symbols_register(const struct symbol_source *source);

#endif
