#ifndef LINUX_MONITOR_H
#define LINUX_MONITOR_H

/*
 * How a file offers something to the prompt. A macro beside the function is
 * all it takes: the linker collects the sections .monitor_cmds.NAME and
 * .monitor_demos.NAME, sorted by name, into two tables that monitor/ walks.
 * Nothing is registered at run time and nothing needs a lock.
 *
 *	MONITOR_CMD(bits, "N", "what N address bits can reach", bits_cmd);
 *	PROC_SHOW(buddyinfo, buddyinfo_show, "free blocks by zone and order");
 *	DEMO(zones, "the three zones and who may have what", demo_zones);
 *
 * The first line of a help text is the summary that `help` prints; what
 * follows a newline is shown by `help NAME` only.
 */

struct seq_file;

struct monitor_cmd {
	const char *name;		/* what is typed */
	const char *args;		/* its arguments, as help shows them */
	const char *help;		/* summary line, then the details */
	int (*fn)(int argc, char **argv);	/* a command, or ... */
	int (*show)(struct seq_file *m, void *v);	/* ... an inspector */
};

struct monitor_demo {
	const char *name;		/* as in `demo NAME` */
	const char *help;		/* one line */
	int (*fn)(void);		/* 0, or -Exxx if that failed */
};

/*
 * A command: fn(argc, argv) with argv[0] its name. Returns 0 or -Exxx; it
 * prints its own message when it fails. Process context, may sleep.
 */
#define MONITOR_CMD(_name, _args, _help, _fn)				\
	static const struct monitor_cmd __monitor_cmd_##_name		\
	__attribute__((used, aligned(4),				\
		       section(".monitor_cmds." #_name))) = {		\
		.name = #_name, .args = _args,				\
		.help = _help, .fn = _fn,				\
	}

/* An inspector: `NAME` and `cat /proc/NAME` both print what show() writes. */
#define PROC_SHOW(_name, _show, _help)					\
	static const struct monitor_cmd __monitor_cmd_##_name		\
	__attribute__((used, aligned(4),				\
		       section(".monitor_cmds." #_name))) = {		\
		.name = #_name, .args = "",				\
		.help = _help, .show = _show,				\
	}

/*
 * Both: without arguments, and as /proc/NAME, what show() writes; with
 * arguments fn(argc, argv) is called.
 */
#define PROC_CMD(_name, _args, _show, _help, _fn)			\
	static const struct monitor_cmd __monitor_cmd_##_name		\
	__attribute__((used, aligned(4),				\
		       section(".monitor_cmds." #_name))) = {		\
		.name = #_name, .args = _args,				\
		.help = _help, .fn = _fn, .show = _show,		\
	}

/* A narrated run of one concept; `tour` runs them all. */
#define DEMO(_name, _help, _fn)						\
	static const struct monitor_demo __monitor_demo_##_name		\
	__attribute__((used, aligned(4),				\
		       section(".monitor_demos." #_name))) = {		\
		.name = #_name, .help = _help, .fn = _fn,		\
	}

/*
 * monitor_run - run the commands of one line, `;` between them
 *
 * All of them run, also after one failed. Returns 0 if every command
 * succeeded, else the first error. Process context, may sleep; may be called
 * from inside a command. An oops in a command ends that command with -EFAULT.
 */
int monitor_run(const char *line);

/* The prompt: runs what run= asks for and powers off, or reads lines. */
void monitor_main(void) __attribute__((noreturn));

#endif
