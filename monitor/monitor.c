/*
 * The prompt: finds the command, runs it, and outlives it.
 *
 * Model: commands, inspectors and demos are tables that the linker collected
 * (see <linux/monitor.h>). A line is copied into an arena, cut into commands
 * by split_command(), and each command is called with its words. Around a
 * command stands a setjmp: an oops inside it prints its report and comes back
 * here; the command has failed and the next one runs.
 *
 *	wait_key -> lineedit_input -> monitor_run -> split_command
 *	                                     |-> run_guarded -> monitor_exec
 *
 * run="a; b" on the kernel's command line takes the place of the keyboard:
 * the commands run, then the machine powers off, with status 0 only if all of
 * them succeeded.
 *
 * Invariants: a command that returns leaves interrupts on and preempt_count
 * at zero; one that doesn't is told so and put right. Nothing here allocates:
 * the prompt works when memory is gone.
 * Locking & context: the boot thread, process context; a command may sleep.
 * In Linux: init and a shell stand here; kdb's kdb_parse() is the nearest.
 * Watch it: (gdb) break monitor_exec
 *           (gdb) p *argv@argc
 */

#include "internal.h"
#include <asm/setjmp.h>
#include <linux/async.h>
#include <linux/console.h>
#include <linux/err.h>
#include <linux/errno.h>
#include <linux/init.h>
#include <linux/irqflags.h>
#include <linux/kernel.h>
#include <linux/preempt.h>
#include <linux/printk.h>
#include <linux/reboot.h>
#include <linux/signal.h>
#include <linux/string.h>
#include <linux/wait.h>

#define ARENA_SIZE	8192	/* a 4 KB run= and what it runs in turn */

static char arena[ARENA_SIZE];		/* lines being run, outermost first */
static size_t arena_used;
static char run_line[4096];		/* run=, empty without */

static int __init run_setup(char *arg)
{
	if (!arg || strscpy(run_line, arg, sizeof(run_line)) < 0)
		pr_warn("run=: longer than %zu bytes, cut\n", sizeof(run_line));
	return 0;
}
early_param("run", run_setup);

/* monitor_find - the command or inspector of that name, or NULL */
const struct monitor_cmd *monitor_find(const char *name)
{
	const struct monitor_cmd *c;

	for_each_cmd(c)
		if (strcmp(c->name, name) == 0)
			return c;
	return NULL;
}

/* usage - says how a command is called; returns -EINVAL for its caller */
int usage(const char *name)
{
	const struct monitor_cmd *c = monitor_find(name);

	say("usage: %s %s\n", name, c ? c->args : "");
	return -EINVAL;
}

/* Commands come back with interrupts on and preemption allowed. */
static void check_context(const char *name)
{
	const struct monitor_cmd *c = monitor_find(name);

	check_preempt_balance(0, "command", !c ? NULL : c->fn ? (void *)c->fn :
					    (void *)c->show);
	if (irqs_disabled()) {
		say("%s: left interrupts off, now on again\n", name);
		local_irq_enable();
	}
}

/*
 * monitor_exec - run one command
 *
 * Returns what it returns; -ENOENT if there is none of that name, with the
 * nearest name as a suggestion.
 */
int monitor_exec(int argc, char **argv)
{
	const struct monitor_cmd *c = monitor_find(argv[0]);
	const char *near;
	int status;

	if (!c) {
		near = suggest(argv[0], cmd_name);
		say("%.40s: no such command", argv[0]);
		say(near ? "; did you mean `%s`?\n" : "; try `help`\n", near);
		return -ENOENT;
	}
	if (c->show && argc == 1)
		status = c->show(&console_seq, NULL);
	else if (c->fn)
		status = c->fn(argc, argv);
	else
		status = usage(c->name);
	return status;
}

/*
 * Runs a command so that an oops in it ends the command only. A command run by
 * a command has its own way back: the outer one goes on.
 */
static int run_guarded(int argc, char **argv)
{
	struct kernel_jmpbuf here, *volatile outer = NULL;
	volatile int status;

	if (kernel_setjmp(&here) == 0) {
		outer = oops_set_recovery(&here);
		status = monitor_exec(argc, argv);
		check_context(argv[0]);
		take_signals();		/* asks drivers: guarded, too */
	} else {
		say("%s: ended by the oops above; the prompt goes "
		    "on\n", argv[0]);
		status = -EFAULT;
		flush_signals(current);
		if (!outer)		/* else they may be the outer one's */
			abandon_files();
	}
	oops_set_recovery(outer);
	return status;
}

int monitor_run(const char *line)
{
	char *argv[MAX_WORDS + 1], *rest;
	size_t size = strlen(line) + 1, before = arena_used;
	int argc, status, first_error = 0;

	if (size > ARENA_SIZE - arena_used) {
		say("commands nested too deep\n");
		return -E2BIG;
	}
	rest = memcpy(arena + before, line, size);
	arena_used += size;
	while (rest) {
		argc = split_command(rest, argv, MAX_WORDS, &rest);
		if (argc == -EINVAL)
			say("a quote is never closed\n");
		else if (argc == -E2BIG)
			say("more than %d words\n", MAX_WORDS);
		status = argc > 0 ? run_guarded(argc, argv) : argc;
		if (status && !first_error)
			first_error = status;
		if (argc < 0)
			break;
	}
	arena_used = before;
	return first_error;
}

static void to_console(const char *s, size_t n)
{
	console_write(s, n);
}

static DECLARE_WAIT_QUEUE_HEAD(key_wait);
static struct task_struct *prompt_task;
static bool command_runs;

/* Ctrl-C is for the command that runs, be it asleep; it reads it, too. */
static void key_came(int key)
{
	if (key == CTRL_C && READ_ONCE(command_runs))
		send_sig(SIGINT, prompt_task, 0);
	wake_up(&key_wait);
}

static int wait_key(void)
{
	int key;

	wait_event(key_wait, (key = console_trygetc()) >= 0);
	return key;
}

void monitor_main(void)
{
	static struct lineedit le = { .out = to_console };
	int status;

	prompt_task = current;
	allow_signal(SIGINT);
	allow_signal(SIGIO);
	insmod_at_boot();
	if (run_line[0]) {
		status = monitor_run(run_line);
		if (status)
			say("run: failed (%pe)\n", ERR_PTR(status));
		kernel_power_off(status ? 1 : 0);
	}
	async_start();			/* what was put off */
	console_set_reader(key_came);
	say("\nk896: type `help`, or `tour` for a guided walk.\n");
	for (;;) {
		lineedit_start(&le, "k896> ");
		while (lineedit_input(&le, wait_key()) == EDIT_MORE)
			;
		history_add(le.buf);
		WRITE_ONCE(command_runs, true);
		monitor_run(le.buf);
		WRITE_ONCE(command_runs, false);
		drop_sigint();		/* the key is the next line's */
	}
}
