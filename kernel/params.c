/*
 * params.c - the kernel's command line, taken apart.
 *
 * "name=value name flag=\"with spaces\"": each name that somebody registered
 * with early_param() is handed to its function, in the order of the line. A
 * value may stand in double quotes. What nobody registered is reported once
 * and otherwise ignored, as is what a function refuses.
 *
 * Boot only. Linux: kernel/params.c. gdb: `p boot_info.cmdline`.
 */
#define pr_fmt(fmt) "params: " fmt

#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/params.h>
#include <linux/printk.h>
#include <linux/string.h>

bool parameq(const char *a, const char *b)
{
	for (; *a && *b; a++, b++)
		if (*a != *b && !(strchr("-_", *a) && strchr("-_", *b)))
			return false;
	return *a == *b;
}

/* Hand a pair to whoever wants it; false when nobody does. */
static bool __init do_param(char *name, char *value, int early)
{
	const struct obs_kernel_param *p;
	bool known = false;

	for (p = __setup_start; p < __setup_end; p++) {
		if (!parameq(name, p->str))
			continue;
		known = true;
		if (p->early == early && p->setup_func(value))
			pr_warn("%s%s%.64s: refused\n", name, value ? "=" : "",
				value ? value : "");
	}
	return known;
}

/* @early: the first of two passes; the second also reports unknown names. */
void __init parse_params(const char *cmdline, int early)
{
	static char line[COMMAND_LINE_SIZE] __initdata;
	char *at, *name, *value;

	strscpy(line, cmdline, sizeof(line));
	for (at = skip_spaces(line); *at; ) {
		at = skip_spaces(next_arg(at, &name, &value));
		if (!do_param(name, value, early) && !early)
			pr_warn("unknown parameter \"%.64s\"\n", name);
	}
}
