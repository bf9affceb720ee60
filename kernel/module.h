/*
 * module.h - what the files of the module loader tell each other.
 */
#ifndef _KERNEL_MODULE_H
#define _KERNEL_MODULE_H

#include <linux/leftover.h>
#include <linux/module.h>
#include "module_elf.h"

struct module_symbol {
	unsigned long addr;
	const char *name;
};

/* @user needs @module, and keeps it from going. */
struct module_use {
	struct list_head in_uses;	/* user->uses */
	struct list_head in_used_by;	/* module->used_by */
	struct module *user, *module;
};

/* One load, from the file to the module. */
struct load_info {
	struct module_elf elf;
	struct module *mod;
	unsigned int percpu_section;	/* 0: none */
};

/* module.c */
extern struct list_head modules;	/* RCU; changed under module_mutex */
extern struct mutex module_mutex;

/*
 * load_module - make a module of the file @image of @size bytes, which may be
 * overwritten, under @name, with @args for its parameters, and call its init.
 * 0, or -Exxx and a line that says why, with nothing left behind. May sleep.
 */
#define MODULE_NO_INIT	1		/* not its init: taken apart again */
#define MODULE_NO_TRACE	2		/* its allocations aren't written down */
int load_module(const char *name, void *image, size_t size, const char *args,
		unsigned int flags);
/* Call its exit and take it away: 0, or -Exxx and a line. May sleep. */
int delete_module(const char *name);
/* With module_mutex. */
struct module *find_module(const char *name);

/*
 * module_layout.c: memory for the sections, contents, addresses. 0 or -ENOMEM.
 */
int module_place(struct load_info *info);
void module_protect(struct module *mod);
void module_free_area(struct module_area *area);

/* module_symbols.c: every symbol its value; each missing one gets a line. */
int module_resolve(struct load_info *info);
/* For backtraces: the symbols that stay, by address. */
int module_keep_symbols(struct load_info *info);
void module_drop_uses(struct module *mod);
/* Nobody exports @name yet. With module_mutex. */
bool module_exports_anew(const char *name);
/* The symbol at @addr or before it; also in init code that is gone. */
const char *module_symbol_at(const struct module *mod, unsigned long addr,
			     unsigned long *offset);
bool module_contains(const struct module *mod, unsigned long addr);

/* module_reloc.c: fill in the places that wait for addresses. */
void module_relocate(struct load_info *info);

/*
 * module_traced.c: what stands in for @name towards a module, to keep records;
 * 0: the thing itself. module_trace.c: what @mod has not given back is said and
 * forgotten: how many.
 */
extern bool module_trace;
#define MODULE_LEAKS_SHOWN	10
enum module_memory {
	MODULE_OBJECT, MODULE_PAGES, MODULE_PERCPU, MODULE_CACHE,
	MODULE_VMALLOC, MODULE_MEMPOOL, MODULE_DMAPOOL,
};
unsigned long module_traced(const char *name);
unsigned int module_trace_report(struct module *mod);
/*
 * Areas of vmalloc and pools say themselves who made them. Those that code in
 * @area made get records: before that code goes.
 */
void module_trace_made(struct module *mod, const struct module_area *area);

/*
 * module_leak.c: say what it has left behind. True: something that will call
 * its code, which therefore must stay.
 */
bool module_leaks(struct module *mod);
/* "f+0x12/0x34 [mod], file.c:7"; valid until it is called again. */
const char *module_line(struct module *mod, unsigned long addr);
int module_keep_lines(struct load_info *info);
/*
 * "file.c:7" and more up to the end of its line: where the call stands that
 * returns to @addr, or with @exact the code at @addr itself. NULL: nobody
 * knows. Any context.
 */
const char *module_find_line(const struct module *mod, unsigned long addr,
			     bool exact);

/*
 * module_param.c: give @args to the parameters of @mod. 0, or -Exxx and a line.
 */
int module_parse_args(struct module *mod, char *args);

#endif
