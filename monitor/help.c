/*
 * help: what there is, and how each command is called.
 *
 * Model: prints the linker's tables in alphabetical order, inspectors (which
 * are files of /proc as well) apart from commands. A help text is a summary
 * line, then, behind a newline, what only `help NAME` shows. A line of the list
 * fits a terminal: arguments too long for their column are "..." there.
 *
 * Invariants: nothing is listed by hand here, so nothing can be forgotten.
 * Locking & context: prompt only; the tables are constant.
 * In Linux: kdb_help(); man pages.
 * Watch it: (gdb) break help_cmd
 *           (gdb) p *__monitor_cmds_start@3
 */

#include "internal.h"
#include <linux/errno.h>
#include <linux/minmax.h>
#include <linux/string.h>

#define ARGS_END	26	/* where name and arguments end, in the list */

/* Length of the summary: up to the first newline. */
static int summary(const char *help)
{
	return strcspn(help, "\n");
}

static void list_commands(bool inspectors)
{
	const struct monitor_cmd *c;
	int width;

	for_each_cmd(c) {
		if (inspectors != (c->show != NULL))
			continue;
		width = ARGS_END - (int)strlen(c->name) - 1;
		say("  %s %-*s %.*s\n", c->name, max(width, 1),
		    (int)strlen(c->args) > width ? "..." : c->args,
		    summary(c->help), c->help);
	}
}

static int help_one(const char *name)
{
	const struct monitor_cmd *c = monitor_find(name);
	const char *near;

	if (!c) {
		near = suggest(name, cmd_name);
		say("%.40s: no such command", name);
		say(near ? "; did you mean `%s`?\n" : "\n", near);
		return -ENOENT;
	}
	say("%s %s\n  %s\n", c->name, c->args, c->help);
	if (c->show)
		say("  also: cat /proc/%s\n", c->name);
	return 0;
}

static int help_cmd(int argc, char **argv)
{
	if (argc > 2)
		return usage("help");
	if (argc == 2)
		return help_one(argv[1]);
	say("Inspectors, each also as cat /proc/NAME:\n");
	list_commands(true);
	say("\nCommands (`;` between several, help NAME for more):\n");
	list_commands(false);
	return 0;
}
MONITOR_CMD(help, "[NAME]", "this list, or all about one command", help_cmd);
