/*
 * module_leak.c - what a module has left behind when it goes.
 *
 * Its exit has returned; all that it made should be gone. Memory, areas and
 * pools are known from records (module_trace.c), and what will call the
 * module's code is looked for where such things wait: interrupts, timers,
 * works, threads, shrinkers. Forgotten memory is lost, which is bad; a
 * forgotten callback jumps into memory that is somebody else's by then, which
 * is the end. So where one is left the code stays.
 *
 * Which line of the source a call stands in the module has brought along: `make
 * modules` writes it into a section, .k896.lines, a line of text for each call,
 * and for where a line's code begins: an oops and its backtrace show them, too.
 *
 * Locking: each kind its own. Context: process.
 * Linux: nothing; kmemleak, DEBUG_OBJECTS and luck.
 * gdb: `break module_leaks`, `p mod->lines`.
 */
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/leftover.h>
#include <linux/mm.h>
#include <linux/rcupdate.h>
#include <linux/slab.h>
#include <linux/string.h>
#include "module.h"

static struct leftover_kind kinds[] = {
	{ .what = "interrupt handler", .count = irq_callbacks },
	{ .what = "timer", .count = timer_callbacks },
	{ .what = "work", .count = work_callbacks },
	{ .what = "thread", .count = kthread_callbacks },
	{ .what = "shrinker", .count = shrinker_callbacks },
};
static LIST_HEAD(more_kinds);		/* grows at boot only */

void leftover_register(struct leftover_kind *kind)
{
	list_add_tail(&kind->list, &more_kinds);
}

unsigned long leftover_home(unsigned long caller)
{
	const struct module *mod = module_of(caller);

	return mod && mod->core.base ? (unsigned long)mod->core.base : caller;
}

/* How many of that kind, after a line that names the first. */
static unsigned int count_kind(struct module *mod,
			       const struct leftover_kind *kind)
{
	unsigned long start = (unsigned long)mod->core.base;
	char first[LEFTOVER_NAME];
	unsigned int n;

	n = kind->count(start, start + mod->core.size, first);
	if (n)
		pr_alert("%s: leak: %u %s%s: %s%s\n", mod->name, n, kind->what,
			 n > 1 ? "s" : "", first, n > 1 ? ", ..." : "");
	return n;
}

bool module_leaks(struct module *mod)
{
	struct leftover_kind *kind;
	unsigned int all, called = 0;

	rcu_barrier();			/* what kvfree_rcu() has is no leak */
	module_trace_made(mod, &mod->core);
	module_trace_made(mod, &mod->init_area);	/* its init has failed */
	all = module_trace_report(mod);
	for (unsigned int i = 0; i < ARRAY_SIZE(kinds) && mod->core.base; i++)
		called += count_kind(mod, &kinds[i]);
	list_for_each_entry(kind, &more_kinds, list)
		if (mod->core.base)
			called += count_kind(mod, kind);
	all += called;
	if (all > MODULE_LEAKS_SHOWN)
		pr_alert("%s: %u things were left behind in all\n", mod->name,
			 all);
	if (called)
		pr_alert("%s: its code stays, as that would call it\n",
			 mod->name);
	return called;
}

/* ---- lines ---- */

int module_keep_lines(struct load_info *info)
{
	unsigned int i = module_elf_section(&info->elf, ".k896.lines");
	const Elf32_Shdr *s = &info->elf.sections[i];

	if (!i || s->sh_type == SHT_NOBITS)
		return 0;
	info->mod->lines = kvmalloc(s->sh_size + 1, GFP_KERNEL);
	if (!info->mod->lines)
		return -ENOMEM;
	memcpy(info->mod->lines, section_data(&info->elf, i), s->sh_size);
	info->mod->lines[s->sh_size] = 0;
	return 0;
}

/* The section that @addr is in, and how far. */
static const struct module_section *section_at(const struct module *mod,
					       unsigned long addr,
					       unsigned long *offset)
{
	const struct module_section *found = NULL;

	for (unsigned int i = 0; i < mod->num_sections; i++) {
		const struct module_section *s = &mod->sections[i];

		if (s->addr <= addr && (!found || s->addr > found->addr))
			found = s;
	}
	if (found)
		*offset = addr - found->addr;
	return found;
}

/* Where the last line that begins at @offset of @section or before is named. */
static const char *line_around(const char *rows, const char *section,
			       unsigned long offset)
{
	size_t len = strlen(section);
	const char *found = NULL, *row;
	char *end;

	for (row = rows; *row; row += strcspn(row, "\n"), row += *row == '\n')
		if (!strncmp(row, section, len) && row[len] == ' ' &&
		    row[len + 1] == '=' &&
		    simple_strtoul(row + len + 2, &end, 16) <= offset)
			found = end + 1;
	return found;
}

const char *module_find_line(const struct module *mod, unsigned long addr,
			     bool exact)
{
	const struct module_section *s;
	unsigned long offset;
	char key[48];
	const char *at;

	s = section_at(mod, addr, &offset);
	if (!s || !mod->lines)
		return NULL;
	if (exact)
		return line_around(mod->lines, s->name, offset);
	snprintf(key, sizeof(key), "%s %lx ", s->name, offset);
	for (at = mod->lines; (at = strstr(at, key)); at++)
		if (at == mod->lines || at[-1] == '\n')
			return at + strlen(key);
	return NULL;
}

const char *module_line(struct module *mod, unsigned long addr)
{
	static char text[160];		/* one prompt */
	const char *line = module_find_line(mod, addr, false), *name;
	unsigned long offset = 0;
	int n;

	name = module_symbol_at(mod, addr, &offset);
	n = scnprintf(text, sizeof(text), "%s+%#lx [%s]", name ?: "?", offset,
		      mod->name);

	if (line)
		scnprintf(text + n, sizeof(text) - n, ", %.*s",
			  (int)strcspn(line, "\n"), line);
	return text;
}
