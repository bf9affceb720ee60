/*
 * cat /proc/NAME, lsproc: inspectors under the names that Linux gives them.
 *
 * Model: an inspector is a function that writes to a seq_file; `NAME` and `cat
 * /proc/NAME` call the same one. What modules have in /proc (fs/proc.c) is
 * opened and read as a file. A path with a device in front, fd0:/README.TXT,
 * is not one of them: monitor/files.c shows it.
 *
 * Invariants: a name is an inspector's or a module's, not both.
 * Locking & context: prompt only.
 * In Linux: fs/proc and fs/seq_file.c.
 * Watch it: (gdb) break cat_cmd
 *           (gdb) p *__monitor_cmds_start@3
 */

#include "internal.h"
#include <linux/errno.h>
#include <linux/init.h>
#include <linux/proc_fs.h>
#include <linux/string.h>

static bool is_inspector(const char *name)
{
	const struct monitor_cmd *c = monitor_find(name);

	return c && c->show;
}

static int __init reserve_names(void)
{
	proc_reserve(is_inspector);
	return 0;
}
subsys_initcall(reserve_names);

static int cat_one(const char *path)
{
	const char *name = strncmp(path, "/proc/", 6) ? path : path + 6;
	const struct monitor_cmd *c = monitor_find(name);
	const char *near;
	int error;

	if (is_file_path(path))
		return cat_file(path);
	if (is_driver_path(path) && name == path)
		return cat_driver_file(path);
	if (c && c->show)
		return c->show(&console_seq, NULL);
	error = cat_module_file(name);
	if (error != -ENOENT)
		return error;
	near = suggest(name, proc_name);
	say("cat: %.40s: no such file", path);
	say(near ? "; did you mean /proc/%s?\n" : " (`lsproc` lists them)\n",
	    near);
	return -ENOENT;
}

static int cat_cmd(int argc, char **argv)
{
	int i, error, first = 0;

	if (argc < 2)
		return usage("cat");
	for (i = 1; i < argc; i++) {
		error = cat_one(argv[i]);
		if (error && !first)
			first = error;
	}
	return first;
}
MONITOR_CMD(cat, "/proc/NAME|DEVICE:/PATH ...", "print inspectors by their "
	    "Linux path, or files\n"
	    "  As in `cat /proc/meminfo`, or `cat fd0:/README.TXT` of a floppy. "
	    "`lsproc` and\n  `ls` list what there is; ctrl-c ends it.", cat_cmd);

static int lsproc_cmd(int argc, char **argv)
{
	const char *name;
	int i;

	if (argc != 1)
		return usage("lsproc");
	for (i = 0; (name = proc_name(i)); i++)
		say("/proc/%s\n", name);
	return 0;
}
MONITOR_CMD(lsproc, "", "list what `cat` can print", lsproc_cmd);
