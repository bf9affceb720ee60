/*
 * export.h - what the kernel offers to modules.
 *
 * EXPORT_SYMBOL(f) puts the address and name of f into a table that the
 * module loader searches; the _GPL form goes into a second one, open to
 * modules whose licence allows it.
 */
#ifndef K896_LINUX_EXPORT_H
#define K896_LINUX_EXPORT_H

#include <linux/compiler.h>

struct kernel_symbol {
	unsigned long value;		/* its address */
	const char *name;
};

#define __EXPORT_SYMBOL(sym, sec)					\
	static const struct kernel_symbol __ksymtab_##sym		\
		__used __section(sec)					\
		__aligned(__alignof__(struct kernel_symbol)) =		\
		{ (unsigned long)&sym, #sym }
#define EXPORT_SYMBOL(sym)	__EXPORT_SYMBOL(sym, "__ksymtab")
#define EXPORT_SYMBOL_GPL(sym)	__EXPORT_SYMBOL(sym, "__ksymtab_gpl")
#define EXPORT_SYMBOL_NS(sym, ns)	EXPORT_SYMBOL(sym)
#define EXPORT_SYMBOL_NS_GPL(sym, ns)	EXPORT_SYMBOL_GPL(sym)
#define EXPORT_SYMBOL_IF_KUNIT(sym)	EXPORT_SYMBOL(sym)

extern const struct kernel_symbol __start___ksymtab[], __stop___ksymtab[];
extern const struct kernel_symbol __start___ksymtab_gpl[],
				  __stop___ksymtab_gpl[];

#endif
