/*
 * demo NAME, tour: concepts shown by a narrated run.
 *
 * Model: a demo does the real thing on the running kernel and says what it
 * sees: lines behind a `$` are commands that you could have typed,
 * and everything it takes it gives back. `tour` runs all of them.
 *
 * Invariants: free memory is the same before and after each demo; tour checks.
 * Locking & context: prompt only; nothing waits for a key, so it runs in
 * scripts (run="tour") as well.
 * In Linux: nothing.
 * Watch it: (gdb) break demo_cmd
 *           (gdb) break monitor_run
 */

#include "internal.h"
#include <linux/err.h>
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/settle.h>
#include <linux/string.h>

/* show - print a command behind a $, and run it */
int show(const char *line)
{
	say("  $ %s\n", line);
	return monitor_run(line);
}

static int run_demo(const struct monitor_demo *d)
{
	unsigned long was = settled_free_pages(), is;
	int error;

	say("\n=== %s: %s ===\n\n", d->name, d->help);
	error = d->fn();
	is = settled_free_pages();
	if (is != was) {
		say("%s: %lu frames free before, %lu "
		    "after\n", d->name, was, is);
		error = error ?: -ENOMEM;
	}
	return error;
}

static int demo_cmd(int argc, char **argv)
{
	const struct monitor_demo *d;
	const char *near;

	if (argc > 2)
		return usage("demo");
	for_each_demo(d) {
		if (argc == 1)
			say("  demo %-12s %s\n", d->name, d->help);
		else if (strcmp(d->name, argv[1]) == 0)
			return run_demo(d);
	}
	if (argc == 1)
		return 0;
	near = suggest(argv[1], demo_name);
	say("demo: none is called `%.40s`", argv[1]);
	say(near ? "; did you mean `%s`?\n" : "; `demo` lists them\n", near);
	return -ENOENT;
}
MONITOR_CMD(demo, "[NAME]", "a concept, shown by a narrated run", demo_cmd);

static int tour_cmd(int argc, char **argv)
{
	const struct monitor_demo *d;
	int error, first = 0;

	if (argc != 1)
		return usage("tour");
	for_each_demo(d) {
		error = run_demo(d);
		if (error)
			say("%s: failed (%pe)\n", d->name, ERR_PTR(error));
		if (error && !first)
			first = error;
	}
	return first;
}
MONITOR_CMD(tour, "", "every demo in turn", tour_cmd);
