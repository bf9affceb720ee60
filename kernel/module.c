/*
 * module.c - code that comes later: load, use, unload.
 *
 *   file --check--> sections placed --names--> relocated --protect--> parameters
 *        module_elf     module_layout  _symbols     _reloc               _param
 *
 *   UNFORMED ------------------------> COMING --init() == 0--> LIVE
 *       ^                                 | fails                | rmmod, unused
 *       +-------- all is undone ----------+                   GOING --exit()--> gone
 *
 * A .ko is compiled code that isn't linked; insmod is the linker. It runs with
 * all rights, as part of the kernel: what it breaks is broken. What the loader
 * can promise is that a file that makes no sense changes nothing, and that a
 * module goes only when nobody uses it: no module its symbols, nobody a
 * reference (try_module_get), and not before its exit has returned.
 *
 * Its init and exit run without module_mutex: they may take long, load others,
 * or crash. One that crashed stays as it was, COMING or GOING: nobody knows
 * what it has left where, so it is never taken away.
 *
 * Invariants: `modules` has every module that is more than UNFORMED; a name
 * stands there once.
 * Locking: module_mutex over the list, states and uses; readers in any context
 * by RCU. Context: process. Linux: kernel/module/main.c.
 * gdb: `km-lsmod`, `break do_init`.
 */
#include <kunit/test.h>
#include <linux/errno.h>
#include <linux/export.h>
#include <linux/kernel.h>
#include <linux/mutex.h>
#include <linux/params.h>
#include <linux/percpu.h>
#include <linux/rculist.h>
#include <linux/rcupdate.h>
#include <linux/sched.h>
#include <linux/slab.h>
#include <linux/string.h>
#include "module.h"

LIST_HEAD(modules);
DEFINE_MUTEX(module_mutex);

/* ---- references ---- */

/*
 * -1: it is going, nobody gets one any more. Taken and given without a lock, as
 * interrupts do it, too.
 */
bool try_module_get(struct module *module)
{
	return !module || atomic_add_unless(&module->refcnt, 1, -1);
}
EXPORT_SYMBOL(try_module_get);

void __module_get(struct module *module)
{
	if (module)
		atomic_inc(&module->refcnt);
}
EXPORT_SYMBOL(__module_get);

void module_put(struct module *module)
{
	if (module && WARN(!atomic_add_unless(&module->refcnt, -1, 0),
			   "module_put(%s) without a reference\n",
			   module->name))
		return;
}
EXPORT_SYMBOL(module_put);

int module_refcount(struct module *module)
{
	return max(atomic_read(&module->refcnt), 0);
}
EXPORT_SYMBOL(module_refcount);

struct module *find_module(const char *name)
{
	struct module *mod;

	list_for_each_entry(mod, &modules, list)
		if (parameq(mod->name, name))	/* '-' is '_' */
			return mod;
	return NULL;
}

/* ---- from a file to a module ---- */

/* "/a/kmap-lab.ko", "fd0:kmap-lab.ko" -> "kmap_lab". */
static void set_name(struct module *mod, const char *path)
{
	const char *file = kbasename(path), *volume = strrchr(file, ':');
	char *at;

	strscpy(mod->name, volume ? volume + 1 : file, sizeof(mod->name));
	at = strrchr(mod->name, '.');
	if (at && !strcmp(at, ".ko"))
		memset(at, 0, strlen(at));
	for (at = mod->name; *at; at++)
		if (*at == '-')
			*at = '_';
}

static const char *const gpl_licences[] = {
	"GPL", "GPL v2", "GPL and additional rights", "Dual BSD/GPL",
	"Dual MIT/GPL", "Dual MPL/GPL", "Dual MIT/GPL v2",
};

/* Without a licence nothing is forbidden but what asks for one. */
static bool is_gpl(const char *licence)
{
	for (unsigned int i = 0; licence && i < ARRAY_SIZE(gpl_licences); i++)
		if (!strcmp(licence, gpl_licences[i]))
			return true;
	return false;
}

static int check_info(struct load_info *info)
{
	const char *magic = module_elf_info(&info->elf, "vermagic", NULL);
	struct module *mod = info->mod;

	if (!mod->name[0]) {
		pr_err("insmod: a module without a name\n");
		return -EINVAL;
	}
	if (!magic || strcmp(magic, VERMAGIC_STRING)) {
		pr_err("%s: built for \"%.60s\", this is \"%s\": make modules\n",
		       mod->name, magic ?: "(nothing said)", VERMAGIC_STRING);
		return -ENOEXEC;
	}
	mod->gpl = is_gpl(module_elf_info(&info->elf, "license", NULL));
	return 0;
}

/* The contents of a section and how many elements of @size they are. */
static void *table(struct load_info *info, const char *name, size_t size,
		   unsigned int *n)
{
	unsigned int i = module_elf_section(&info->elf, name);

	*n = info->elf.sections[i].sh_addr ?
	     info->elf.sections[i].sh_size / size : 0;
	return *n ? (void *)info->elf.sections[i].sh_addr : NULL;
}

static void *function(struct load_info *info, const char *name)
{
	Elf32_Sym *sym = module_elf_symbol(&info->elf, name);

	return sym ? (void *)sym->st_value : NULL;
}

static void find_tables(struct load_info *info)
{
	struct module *mod = info->mod;

	mod->syms = table(info, "__ksymtab", sizeof(*mod->syms),
			  &mod->num_syms);
	mod->gpl_syms = table(info, "__ksymtab_gpl", sizeof(*mod->gpl_syms),
			      &mod->num_gpl_syms);
	mod->kp = table(info, "__param", sizeof(*mod->kp), &mod->num_kp);
	mod->suites = table(info, ".kunit_test_suites", sizeof(*mod->suites),
			    &mod->num_suites);
	mod->init = function(info, "init_module");
	mod->exit = function(info, "cleanup_module");
}

/* Where its sections are: gdb must be told. */
static int keep_sections(struct load_info *info)
{
	struct module_elf *elf = &info->elf;
	struct module *mod = info->mod;

	mod->sections = kcalloc(elf->nr_sections, sizeof(*mod->sections),
				GFP_KERNEL);
	if (!mod->sections)
		return -ENOMEM;
	for (unsigned int i = 1; i < elf->nr_sections; i++) {
		struct module_section *s = &mod->sections[mod->num_sections];

		if (!elf->sections[i].sh_addr || !elf->sections[i].sh_size)
			continue;
		s->name = kstrdup(section_name(elf, i), GFP_KERNEL);
		if (!s->name)
			return -ENOMEM;
		s->addr = elf->sections[i].sh_addr;
		mod->num_sections++;
	}
	return 0;
}

static int keep_rest(struct load_info *info, const char *args)
{
	const char *version = module_elf_info(&info->elf, "version", NULL);
	struct module *mod = info->mod;

	mod->args = kstrdup(args, GFP_KERNEL);
	if (version)
		mod->version = kstrdup(version, GFP_KERNEL);
	if (!mod->args || (version && !mod->version))
		return -ENOMEM;
	return keep_sections(info) ?: module_keep_symbols(info) ?:
	       module_keep_lines(info);
}

static struct module *new_module(const char *name, unsigned int flags)
{
	struct module *mod = kzalloc(sizeof(*mod), GFP_KERNEL);

	if (!mod)
		return NULL;
	mod->state = MODULE_STATE_UNFORMED;
	INIT_LIST_HEAD(&mod->uses);
	INIT_LIST_HEAD(&mod->used_by);
	set_name(mod, name);
	mod->traced = module_trace && !(flags & MODULE_NO_TRACE);
	return mod;
}

/* All that it has, however far it came. */
static void free_module(struct module *mod)
{
	module_drop_uses(mod);
	module_free_area(&mod->init_area);
	module_free_area(&mod->core);
	free_percpu(mod->percpu);
	while (mod->num_sections)
		kfree(mod->sections[--mod->num_sections].name);
	kfree(mod->sections);
	kvfree(mod->symtab);
	kvfree(mod->lines);
	kfree(mod->version);
	kfree(mod->args);
	kfree(mod);
}

/* A name that is exported twice would make two modules share one. */
static int check_exports(struct module *mod)
{
	const struct kernel_symbol *sym;
	unsigned int n = mod->num_syms + mod->num_gpl_syms;

	for (unsigned int i = 0; i < n; i++) {
		sym = i < mod->num_syms ? &mod->syms[i] :
					  &mod->gpl_syms[i - mod->num_syms];
		if (!module_contains(mod, (unsigned long)sym->name) ||
		    !module_exports_anew(sym->name)) {
			pr_err("%s: exports what is exported already\n",
			       mod->name);
			return -ENOEXEC;
		}
	}
	return 0;
}

static int form(struct load_info *info, const char *args)
{
	int err = check_info(info);

	if (!err && find_module(info->mod->name)) {
		pr_err("%s: is loaded already\n", info->mod->name);
		err = -EEXIST;
	}
	if (!err)
		err = module_place(info);
	if (!err)
		err = module_resolve(info);
	if (err)
		return err;
	module_relocate(info);
	find_tables(info);
	err = check_exports(info->mod);
	if (!err)
		err = keep_rest(info, args);
	if (err == -ENOMEM)
		pr_err("%s: no memory\n", info->mod->name);
	if (!err)
		module_protect(info->mod);
	return err;
}

/* ---- running it ---- */

/*
 * Nobody looks for it, nobody is inside; its memory goes. Unless something is
 * left that would call it: then it stays, GOING for ever.
 */
static int take_away(struct module *mod)
{
	if (module_leaks(mod))
		return -EBUSY;
	mutex_lock(&module_mutex);
	list_del_rcu(&mod->list);
	mutex_unlock(&module_mutex);
	synchronize_rcu();
	free_module(mod);
	return 0;
}

/* What only init needed: its memory, and the names in it. */
static void end_init(struct module *mod)
{
	struct module_area area = mod->init_area;

	module_trace_made(mod, &area);
	mod->init_area = (struct module_area) { };
	synchronize_rcu();
	module_free_area(&area);
}

static int do_init(struct module *mod)
{
	int err = mod->init ? mod->init() : 0;

	if (preempt_count()) {
		pr_err("%s: its init came back with preemption off (%d)\n",
		       mod->name, preempt_count());
		preempt_count_sub(preempt_count());
	}
	if (err > 0) {
		pr_warn("%s: init returned %d, which is no error: it stays\n",
			mod->name, err);
		err = 0;
	}
	if (err)
		pr_err("%s: init failed: %pe\n", mod->name, ERR_PTR(err));
	return err;
}

static int start(struct module *mod, bool no_init)
{
	int err = module_parse_args(mod, mod->args);

	if (!err && !no_init)
		err = do_init(mod);
	if (err || no_init) {
		mod->state = MODULE_STATE_GOING;
		take_away(mod);
		return err;
	}
	if (mod->num_suites)
		kunit_run_suites(mod->suites, mod->num_suites);
	mod->state = MODULE_STATE_LIVE;
	end_init(mod);
	return 0;
}

int load_module(const char *name, void *image, size_t size, const char *args,
		unsigned int flags)
{
	struct load_info *info;
	int err = -ENOMEM;

	might_sleep();
	info = kzalloc(sizeof(*info), GFP_KERNEL);
	if (info)
		info->mod = new_module(name, flags);
	if (!info || !info->mod) {
		kfree(info);
		return err;
	}
	err = module_elf_open(&info->elf, image, size);
	if (err)
		pr_err("%s: %s\n", info->mod->name, info->elf.why);
	mutex_lock(&module_mutex);
	if (!err)
		err = form(info, args);
	if (!err) {
		info->mod->state = MODULE_STATE_COMING;
		list_add_rcu(&info->mod->list, &modules);
	}
	mutex_unlock(&module_mutex);
	if (err)
		free_module(info->mod);
	else
		err = start(info->mod, flags & MODULE_NO_INIT);
	kfree(info);
	return err;
}

/* ---- rmmod ---- */

static int refuse(struct module *mod, const char *why, int err)
{
	pr_err("%s: %s\n", mod->name, why);
	return err;
}

/* With module_mutex: from here on nobody gets at it any more. */
static int begin_to_go(struct module *mod)
{
	struct module_use *use;

	if (mod->state == MODULE_STATE_COMING)
		return refuse(mod, "its init has not come back", -EBUSY);
	if (mod->state == MODULE_STATE_GOING)
		return refuse(mod, "was to go once, and has to stay: see dmesg",
			      -EBUSY);
	if (mod->init && !mod->exit)
		return refuse(mod, "has no exit: it stays for ever", -EBUSY);
	if (!list_empty(&mod->used_by)) {
		use = list_first_entry(&mod->used_by, struct module_use,
				       in_used_by);
		return refuse(use->user, "uses it: remove that first",
			      -EWOULDBLOCK);
	}
	if (atomic_cmpxchg(&mod->refcnt, 0, -1))
		return refuse(mod, "is in use", -EWOULDBLOCK);
	mod->state = MODULE_STATE_GOING;
	return 0;
}

int delete_module(const char *name)
{
	struct module *mod;
	int err = -ENOENT;

	might_sleep();
	mutex_lock(&module_mutex);
	mod = find_module(name);
	if (mod)
		err = begin_to_go(mod);
	else
		pr_err("rmmod: %s is not loaded\n", name);
	mutex_unlock(&module_mutex);
	if (err)
		return err;
	if (mod->exit)
		mod->exit();
	return take_away(mod);
}
