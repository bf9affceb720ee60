/*
 * dev ... &: a file used by a thread of its own, so that the prompt can go on
 * and wake it.
 *
 * Model: one job is one thread with one file that it opens and closes itself,
 * for one read, write or poll; what came of it goes into the log.
 *
 *	dev read /dev/pipe 100 &	the thread sleeps in the driver's read()
 *	dev write /dev/pipe hello	the prompt wakes it
 *	kill PID			or tells it to leave off
 *
 * The prompt waits until the file is open, OPEN_WAIT at most: what it does next
 * then finds it open, or the thread asleep in open().
 *
 * Invariant: a job's memory goes with the last of its users.
 * Locking: none. Context: process, sleeps as drivers do.
 * In Linux: a shell's `&`. Watch it: (gdb) break run_job
 *				      (gdb) p *job
 */

#include "dev.h"
#include <linux/completion.h>
#include <linux/err.h>
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/kthread.h>
#include <linux/poll.h>
#include <linux/signal.h>
#include <linux/slab.h>
#include <linux/string.h>

#define SHOWN		40		/* bytes of what was read */
#define OPEN_WAIT	(HZ / 2)

enum job_verb { JOB_READ, JOB_WRITE, JOB_POLL };
static const char *const verb_names[] = { "read", "write", "poll" };

struct job {
	enum job_verb verb;
	int flags;			/* O_NONBLOCK */
	atomic_t users;			/* the thread, and who waits for ... */
	struct completion opened;	/* ... its open() */
	char path[sizeof_field(struct file, name)];
	size_t len;			/* to read, or of buf */
	unsigned int events;		/* to poll for, and how long */
	unsigned long ms;
	char buf[PIECE];		/* what is written, or was read */
};

static void put_job(struct job *job)
{
	if (atomic_dec_and_test(&job->users))
		kfree(job);
}

static void report(const struct job *job, ssize_t n)
{
	char text[SHOWN + 1];
	int i;

	if (n < 0) {
		if (n == -ERESTARTSYS)
			n = -EINTR;
		pr_info("%s %s: %pe\n", verb_names[job->verb], job->path,
			ERR_PTR(n));
		return;
	}
	if (job->verb == JOB_POLL) {
		pr_info("poll %s: %#x\n", job->path, (unsigned int)n);
		return;
	}
	for (i = 0; i < min_t(ssize_t, n, SHOWN); i++)
		text[i] = job->buf[i] >= ' ' && job->buf[i] < 0x7f ?
			  job->buf[i] : '.';
	text[i] = '\0';
	pr_info("%s %s: %d bytes: %s\n", verb_names[job->verb], job->path,
		(int)n, text);
}

static ssize_t use_file(struct job *job, struct file *file)
{
	switch (job->verb) {
	case JOB_READ:
		return kernel_read(file, job->buf, job->len, &file->f_pos);
	case JOB_WRITE:
		return kernel_write(file, job->buf, job->len, &file->f_pos);
	default:
		return vfs_poll_wait(file, job->events,
				     msecs_to_jiffies(job->ms));
	}
}

static int run_job(void *arg)
{
	static const int access[] = { O_RDONLY, O_WRONLY, O_RDWR };
	struct job *job = arg;
	struct file *file;
	ssize_t n;

	allow_signal(SIGINT);
	allow_signal(SIGTERM);
	file = filp_open(job->path, access[job->verb] | job->flags, 0);
	complete(&job->opened);
	n = PTR_ERR_OR_ZERO(file);
	if (!n) {
		n = use_file(job, file);
		flush_signals(current);	/* closing is not interrupted, too */
		filp_close(file, NULL);
	}
	report(job, n);
	put_job(job);
	return 0;
}

/* Fills in the job from the words behind the path: 0 or -EINVAL. */
static int set_up(struct job *job, int argc, char **argv)
{
	unsigned long n = PIECE;

	if (job->verb == JOB_POLL)
		return parse_poll(argc, argv, &job->events, &job->ms);
	if (job->verb == JOB_WRITE) {
		if (argc != 1)
			return -EINVAL;
		job->len = strlen(argv[0]);
		memcpy(job->buf, argv[0], job->len);
		return 0;
	}
	if (argc > 1 || (argc && parse_ulong(argv[0], n, &n)))
		return -EINVAL;
	job->len = n;
	return 0;
}

int dev_in_background(const char *verb, int argc, char **argv, int flags)
{
	int which = match_string(verb_names, ARRAY_SIZE(verb_names), verb);
	struct task_struct *task;
	struct job *job;

	if (which < 0)
		return complain("dev", verb, "only read, write and poll go on "
				"in the background", -EINVAL);
	job = kzalloc(sizeof(*job), GFP_KERNEL);
	if (!job)
		return complain("dev", argv[0], "no memory", -ENOMEM);
	job->verb = which;
	atomic_set(&job->users, 2);
	init_completion(&job->opened);
	job->flags = flags;
	if (strscpy(job->path, argv[0], sizeof(job->path)) < 0) {
		kfree(job);
		return complain_of(argv[0], -ENAMETOOLONG);
	}
	if (set_up(job, argc - 1, argv + 1)) {
		kfree(job);
		return usage("dev");
	}
	task = kthread_create(run_job, job, "dev-%s", verb);
	if (IS_ERR(task)) {
		kfree(job);
		return complain("dev", argv[0], "no memory for a thread",
				PTR_ERR(task));
	}
	say("[%d] %s %s\n", task->pid, verb, argv[0]);
	wake_up_process(task);
	wait_for_completion_timeout(&job->opened, OPEN_WAIT);
	put_job(job);
	return 0;
}
