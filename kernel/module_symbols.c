/*
 * module_symbols.c - names: which ones a module needs, brings, and shows.
 *
 *   needs    printk, kmalloc ...   undefined in its symbol table; looked for in
 *                                  what the kernel and other modules export
 *   brings   EXPORT_SYMBOL         its own tables __ksymtab, __ksymtab_gpl
 *   shows    all that it defines   kept for backtraces, ps and gdb
 *
 * Whose symbol a module uses it uses, and that one can't go before it. A symbol
 * of EXPORT_SYMBOL_GPL is for modules whose licence says so. What isn't there
 * is said, each name in a line of its own, before anything is refused.
 *
 * Backtraces are made in any context, with whatever is broken: the list of
 * modules is read under RCU alone, and what a module shows doesn't change.
 *
 * Invariant: after module_resolve() each symbol's st_value is its address.
 * Locking: module_mutex for what is exported and used; readers: preemption off.
 * Linux: kernel/module/main.c (resolve_symbol, simplify_symbols), kallsyms.c.
 * gdb: `break module_resolve`, `km-lsmod`.
 */
#include <linux/errno.h>
#include <linux/init.h>
#include <linux/kallsyms.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/mutex.h>
#include <linux/preempt.h>
#include <linux/rculist.h>
#include <linux/slab.h>
#include <linux/sort.h>
#include <linux/string.h>
#include "module.h"

/* ---- what is exported ---- */

struct exported {
	const struct kernel_symbol *sym;
	struct module *owner;		/* NULL: the kernel */
	bool gpl_only;
};

static const struct kernel_symbol *in_table(const struct kernel_symbol *table,
					    unsigned int n, const char *name)
{
	for (unsigned int i = 0; i < n; i++)
		if (!strcmp(table[i].name, name))
			return &table[i];
	return NULL;
}

static bool in_tables(struct exported *found, const struct kernel_symbol *syms,
		      unsigned int n, const struct kernel_symbol *gpl_syms,
		      unsigned int gpl_n, const char *name)
{
	found->sym = in_table(syms, n, name);
	found->gpl_only = !found->sym;
	if (!found->sym)
		found->sym = in_table(gpl_syms, gpl_n, name);
	return found->sym;
}

static bool find_exported(const char *name, struct exported *found)
{
	struct module *mod;

	found->owner = NULL;
	if (in_tables(found, __start___ksymtab,
		      __stop___ksymtab - __start___ksymtab,
		      __start___ksymtab_gpl,
		      __stop___ksymtab_gpl - __start___ksymtab_gpl, name))
		return true;
	list_for_each_entry(mod, &modules, list) {
		found->owner = mod;
		if (mod->state == MODULE_STATE_LIVE &&
		    in_tables(found, mod->syms, mod->num_syms, mod->gpl_syms,
			      mod->num_gpl_syms, name))
			return true;
	}
	return false;
}

bool module_exports_anew(const char *name)
{
	struct exported found;

	return !find_exported(name, &found);
}

/* ---- who uses whom ---- */

static bool uses_already(struct module *user, struct module *module)
{
	struct module_use *use;

	list_for_each_entry(use, &user->uses, in_uses)
		if (use->module == module)
			return true;
	return false;
}

static int use_module(struct module *user, struct module *module)
{
	struct module_use *use;

	if (!module || uses_already(user, module))
		return 0;
	use = kmalloc(sizeof(*use), GFP_KERNEL);
	if (!use)
		return -ENOMEM;
	use->user = user;
	use->module = module;
	list_add(&use->in_uses, &user->uses);
	list_add(&use->in_used_by, &module->used_by);
	return 0;
}

void module_drop_uses(struct module *mod)
{
	struct module_use *use, *next;

	list_for_each_entry_safe(use, next, &mod->uses, in_uses) {
		list_del(&use->in_used_by);
		list_del(&use->in_uses);
		kfree(use);
	}
}

/* ---- what it needs ---- */

static int resolve_undefined(struct load_info *info, Elf32_Sym *sym)
{
	const char *name = symbol_name(&info->elf, sym);
	struct module *mod = info->mod;
	struct exported found;

	if (!strcmp(name, "__this_module")) {
		sym->st_value = (unsigned long)mod;
		return 0;
	}
	if (mod->traced && module_traced(name)) {
		sym->st_value = module_traced(name);
		return 0;
	}
	if (!find_exported(name, &found)) {
		sym->st_value = 0;
		if (ELF32_ST_BIND(sym->st_info) == STB_WEAK)
			return 0;
		pr_err("%s: unknown symbol %s\n", mod->name, name);
		return -ENOENT;
	}
	if (found.gpl_only && !mod->gpl) {
		pr_err("%s: %s is for modules under the GPL only\n", mod->name,
		       name);
		return -ENOENT;
	}
	sym->st_value = found.sym->value;
	return use_module(mod, found.owner);
}

int module_resolve(struct load_info *info)
{
	struct module_elf *elf = &info->elf;
	int err = 0, one;

	for (unsigned int i = 1; i < elf->nr_symbols; i++) {
		Elf32_Sym *sym = &elf->symbols[i];

		if (sym->st_shndx == SHN_UNDEF) {
			one = resolve_undefined(info, sym);
			err = err ?: one;
		} else if (sym->st_shndx != SHN_ABS) {
			sym->st_value += elf->sections[sym->st_shndx].sh_addr;
		}
	}
	return err;
}

/* ---- what it shows ---- */

static bool is_shown(const struct load_info *info, const Elf32_Sym *sym)
{
	unsigned int type = ELF32_ST_TYPE(sym->st_info);

	return sym->st_shndx != SHN_UNDEF && sym->st_shndx != SHN_ABS &&
	       type != STT_SECTION && type != STT_FILE &&
	       *symbol_name(&info->elf, sym) &&
	       module_contains(info->mod, sym->st_value);
}

static int by_address(const void *a, const void *b)
{
	const struct module_symbol *x = a, *y = b;

	return x->addr < y->addr ? -1 : x->addr > y->addr;
}

/* One block: the table, and behind it the names. */
int module_keep_symbols(struct load_info *info)
{
	struct module_elf *elf = &info->elf;
	struct module_symbol *table, *at;
	unsigned int n = 0;
	size_t bytes = 0;
	char *names;

	for (unsigned int i = 1; i < elf->nr_symbols; i++) {
		if (!is_shown(info, &elf->symbols[i]))
			continue;
		n++;
		bytes += strlen(symbol_name(elf, &elf->symbols[i])) + 1;
	}
	at = table = kvmalloc(n * sizeof(*table) + bytes + 1, GFP_KERNEL);
	if (!table)
		return -ENOMEM;
	names = (char *)(table + n);
	for (unsigned int i = 1; i < elf->nr_symbols; i++) {
		Elf32_Sym *sym = &elf->symbols[i];

		if (!is_shown(info, sym))
			continue;
		at->addr = sym->st_value;
		at->name = strcpy(names, symbol_name(elf, sym));
		names += strlen(names) + 1;
		at++;
	}
	sort(table, n, sizeof(*table), by_address, NULL);
	info->mod->symtab = table;
	info->mod->num_symtab = n;
	return 0;
}

/* ---- for whoever has an address ---- */

static bool in_area(const struct module_area *area, unsigned long addr,
		    unsigned int size)
{
	return area->base && addr - (unsigned long)area->base < size;
}

bool module_contains(const struct module *mod, unsigned long addr)
{
	return in_area(&mod->core, addr, mod->core.size) ||
	       in_area(&mod->init_area, addr, mod->init_area.size);
}

/*
 * Its code runs, so it stays where it is; else the caller has preemption off.
 */
struct module *module_of(unsigned long addr)
{
	struct module *mod, *found = NULL;

	preempt_disable();
	list_for_each_entry_rcu(mod, &modules, list)
		if (module_contains(mod, addr))
			found = mod;
	preempt_enable();
	return found;
}

/* How many of its symbols begin at @addr or before: the last of them is it. */
static unsigned int symbols_up_to(const struct module *mod, unsigned long addr)
{
	unsigned int n = mod->num_symtab;

	while (n && mod->symtab[n - 1].addr > addr)
		n--;
	return n;
}

const char *module_symbol_at(const struct module *mod, unsigned long addr,
			     unsigned long *offset)
{
	unsigned int n = symbols_up_to(mod, addr);

	if (!n)
		return NULL;
	*offset = addr - mod->symtab[n - 1].addr;
	return mod->symtab[n - 1].name;
}

static const char *lookup_in(const struct module *mod, unsigned long addr,
			     unsigned long *size, unsigned long *offset)
{
	const struct module_area *area = &mod->core;
	unsigned int n = symbols_up_to(mod, addr);
	unsigned long end;

	if (!in_area(area, addr, area->size))
		area = &mod->init_area;
	if (!n || !in_area(area, mod->symtab[n - 1].addr, area->size))
		return NULL;
	end = (unsigned long)area->base + area->size;
	if (n < mod->num_symtab)
		end = min(end, mod->symtab[n].addr);
	if (size)
		*size = end - mod->symtab[n - 1].addr;
	if (offset)
		*offset = addr - mod->symtab[n - 1].addr;
	return mod->symtab[n - 1].name;
}

static const char *modules_lookup(unsigned long addr, unsigned long *size,
				  unsigned long *offset, char **modname)
{
	const char *name = NULL;
	struct module *mod;

	preempt_disable();
	mod = module_of(addr);
	if (mod) {
		name = lookup_in(mod, addr, size, offset);
		if (modname)
			*modname = mod->name;
	}
	preempt_enable();
	return name;
}

static unsigned long modules_find(const char *name)
{
	unsigned long addr = 0;
	struct module *mod;

	preempt_disable();
	list_for_each_entry_rcu(mod, &modules, list)
		for (unsigned int i = 0; i < mod->num_symtab && !addr; i++)
			if (!strcmp(mod->symtab[i].name, name))
				addr = mod->symtab[i].addr;
	preempt_enable();
	return addr;
}

static const char *modules_line(unsigned long addr, bool exact)
{
	const char *line = NULL;
	struct module *mod;

	preempt_disable();
	mod = module_of(addr);
	if (mod)
		line = module_find_line(mod, addr, exact);
	preempt_enable();
	return line;
}

static bool modules_text(unsigned long addr)
{
	struct module *mod;
	bool found;

	preempt_disable();
	mod = module_of(addr);
	found = mod && (in_area(&mod->core, addr, mod->core.text_size) ||
			in_area(&mod->init_area, addr,
				mod->init_area.text_size));
	preempt_enable();
	return found;
}

static const struct symbol_source source = {
	.lookup = modules_lookup,
	.find = modules_find,
	.is_text = modules_text,
	.line = modules_line,
};

static int __init module_symbols_init(void)
{
	symbols_register(&source);
	return 0;
}
core_initcall(module_symbols_init);
