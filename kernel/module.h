/*
 * module.h - what the files of the module loader tell each other.
 */
#ifndef _KERNEL_MODULE_H
#define _KERNEL_MODULE_H

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
 * overwritten, under @name, with @args for its parameters, and call its init
 * (unless @no_init: then it is taken apart again). 0, or -Exxx and a line that
 * says why, with nothing left behind. May sleep.
 */
int load_module(const char *name, void *image, size_t size, const char *args,
		bool no_init);
/* Call its exit and take it away: 0, or -Exxx and a line. May sleep. */
int delete_module(const char *name);
/* With module_mutex. */
struct module *find_module(const char *name);

/* module_layout.c: memory for the sections, contents, addresses. 0 or -ENOMEM. */
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
bool module_contains(const struct module *mod, unsigned long addr);

/* module_reloc.c: fill in the places that wait for addresses. */
void module_relocate(struct load_info *info);

/* module_param.c: give @args to the parameters of @mod. 0, or -Exxx and a line. */
int module_parse_args(struct module *mod, char *args);

#endif
