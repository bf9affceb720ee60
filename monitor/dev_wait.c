/*
 * dev poll, dev async: waiting for a file, or being told; kill; what signals
 * say.
 *
 * Model: the prompt is a thread that takes SIGINT and SIGIO. Ctrl-C while a
 * command runs is a SIGINT: a driver that sleeps interruptibly leaves off, with
 * -EINTR. After each command the prompt takes what came. A SIGIO says that one
 * of the files with `dev async` has something, not which: they are all polled,
 * as a program would do.
 *
 * Invariant: no signal of one command is left for the next.
 * Locking & context: prompt only; may sleep, as drivers do.
 * In Linux: select(2), poll(2), fcntl(F_SETFL, FASYNC), kill(1).
 * Watch it: (gdb) break take_signals
 *           (gdb) p/x prompt_task->pending
 */

#include "dev.h"
#include <linux/err.h>
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/poll.h>
#include <linux/signal.h>
#include <linux/string.h>
#include "../fs/file.h"

#define MAX_MS		3600000		/* an hour */

static const struct {
	unsigned int bits;
	const char *what;
} answers[] = {
	{ POLLIN | POLLRDNORM, "readable" }, { POLLPRI, "urgent" },
	{ POLLOUT | POLLWRNORM, "writable" }, { POLLERR, "error" },
	{ POLLHUP, "hung up" },
};

static void say_mask(const char *path, unsigned int mask)
{
	const char *between = " ";

	say("%s:", path);
	for (int i = 0; i < ARRAY_SIZE(answers); i++) {
		if (!(mask & answers[i].bits))
			continue;
		say("%s%s", between, answers[i].what);
		between = ", ";
	}
	say(*between == ' ' ? " nothing (%#x)\n" : " (%#x)\n", mask);
}

int parse_poll(int argc, char **argv, unsigned int *events, unsigned long *ms)
{
	*events = POLLIN | POLLRDNORM | POLLOUT | POLLWRNORM;
	*ms = 0;
	if (argc && !strcmp(argv[0], "in"))
		*events = POLLIN | POLLRDNORM;
	else if (argc && !strcmp(argv[0], "out"))
		*events = POLLOUT | POLLWRNORM;
	else if (argc)
		return -EINVAL;
	return argc > 2 || (argc == 2 && parse_ulong(argv[1], MAX_MS, ms)) ?
	       -EINVAL : 0;
}

int do_poll(const char *path, int argc, char **argv)
{
	unsigned int events;
	unsigned long ms;
	struct file *file;
	int mask;

	if (parse_poll(argc, argv, &events, &ms))
		return usage("dev");
	file = use(path, O_RDWR);
	if (IS_ERR(file))
		return PTR_ERR(file);
	mask = vfs_poll_wait(file, events, msecs_to_jiffies(ms));
	if (mask >= 0)
		say_mask(path, mask);
	else
		complain_of(path, mask);
	end_use(file);
	return min(mask, 0);
}

int do_async(const char *path, int argc, char **argv)
{
	struct file *file = held_file(path);
	bool on = argc == 1 && !strcmp(argv[0], "on");
	int err;

	if (argc != 1 || (!on && strcmp(argv[0], "off")))
		return usage("dev");
	if (!file)
		return complain("dev", path, "`dev open` it first", -EBADF);
	err = file_set_async(file, on);
	return err ? complain_of(path, err) : 0;
}

/* A SIGIO came: which of the files was it? */
static void say_async(void)
{
	struct file *file;
	unsigned int mask;

	for (int i = 0; i < NR_HELD; i++) {
		file = nth_held_file(i);
		if (!file || !(file->f_flags & FASYNC))
			continue;
		mask = vfs_poll(file, NULL);
		say("SIGIO: ");
		say_mask(file->name, mask);
	}
}

void drop_sigint(void)
{
	clear_bit(SIGINT - 1, current->pending.signal.sig);
}

void take_signals(void)
{
	int sig;

	while ((sig = kernel_dequeue_signal())) {
		if (sig == SIGIO)
			say_async();
		else if (sig == SIGINT)
			interrupted();		/* the key is nobody's, now */
	}
}

static int kill_cmd(int argc, char **argv)
{
	unsigned long pid, sig = SIGTERM;
	int err;

	if (argc < 2 || argc > 3 || parse_ulong(argv[1], INT_MAX, &pid) ||
	    (argc == 3 && parse_ulong(argv[2], 31, &sig)))
		return usage("kill");
	err = kill_proc(pid, sig, 0);
	return err ? complain("kill", argv[1], err == -ESRCH ?
			      "no such thread" : "no such signal", err) : 0;
}
MONITOR_CMD(kill, "PID [SIGNAL]", "send a thread a signal, 15 (SIGTERM) or another\n"
	    "  Who sleeps interruptibly wakes and leaves off. Threads take only "
	    "the signals\n  that they allow: most take none.", kill_cmd);
