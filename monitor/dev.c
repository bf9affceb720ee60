/*
 * dev: a driver's operations, called by hand; cat of a module's proc file.
 *
 * Model: what a process would do with a device, without the process. Each
 * command opens, does its one thing and closes, as a shell's `echo >` does;
 * after `dev open` the same file is used by all until `dev close`: it keeps its
 * place, and its module can't be removed.
 *
 *	dev open /dev/x            ->open()
 *	dev write /dev/x "text"        ->write()      at f_pos
 *	dev seek /dev/x 0              ->llseek()
 *	dev read /dev/x 100            ->read()
 *	dev close /dev/x           ->release()
 *
 * Invariants: a path is held open once. A driver that gives bytes without end
 * is left after MAX_READ of them.
 * Locking & context: prompt only; may sleep, as drivers do.
 * In Linux: any program; mknod, cat, dd, ioctl(2).
 * Watch it: (gdb) break vfs_write
 *           (gdb) p held[0]->f_pos
 */

#include "dev.h"
#include <linux/err.h>
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/kstrtox.h>
#include <linux/poll.h>
#include <linux/slab.h>
#include <linux/string.h>
#include "../fs/file.h"

#define MAX_READ	(1u << 20)
#define ARG_SIZE	256		/* what an ioctl's pointer points to */

static struct file *held[NR_HELD];	/* by dev open */
static int more_flags;			/* of this command: O_NONBLOCK */

/* ---- files ---- */

struct file *nth_held_file(int i)
{
	return held[i];
}

static struct file **find_held(const char *path)
{
	for (int i = 0; i < NR_HELD; i++)
		if (held[i] && !strcmp(held[i]->name, path))
			return &held[i];
	return NULL;
}

struct file *held_file(const char *path)
{
	struct file **h = find_held(path);

	return h ? *h : NULL;
}

static const char *reason(int err)
{
	switch (err) {
	case -ENOENT:	return "no such file (`dev` lists them)";
	case -ENXIO:	return "nobody drives it";
	case -EISDIR:	return "is a directory";
	case -EBADF:	return "was not opened for that";
	case -EINVAL:	return "its driver does not do that, or not so";
	case -ENOTTY:	return "its driver knows no such ioctl";
	case -EFAULT:	return "bad address";
	case -ENOMEM:	return "no memory";
	case -ENOSPC:	return "no room left";
	case -EBUSY:	return "busy";
	case -EAGAIN:	return "not now, and it was not to wait";
	case -ENODEV:	return "its driver maps nothing";
	case -EINTR:	return "interrupted";
	default:	return "its driver says";
	}
}

int complain_of(const char *path, int err)
{
	if (err == -ERESTARTSYS)
		err = -EINTR;
	say("dev: %.40s: %s: %pe\n", path, reason(err), ERR_PTR(err));
	return err;
}

struct file *use(const char *path, int flags)
{
	struct file *file = held_file(path);

	if (file) {
		file->f_flags &= ~O_NONBLOCK;
		file->f_flags |= more_flags;
		return file;
	}
	file = filp_open(path, flags | more_flags, 0);
	if (IS_ERR(file))
		complain_of(path, PTR_ERR(file));
	return file;
}

static bool is_held(const struct file *file)
{
	for (int i = 0; i < NR_HELD; i++)
		if (held[i] == file)
			return true;
	return false;
}

int end_use(struct file *file)
{
	return is_held(file) ? 0 : filp_close(file, NULL);
}

void abandon_files(void)
{
	while (file_abandon(is_held))
		;
}

/* ---- reading ---- */

/*
 * After a first piece nothing is waited for: who can poll says if there is
 * more.
 */
static bool has_more(struct file *file)
{
	return vfs_poll(file, NULL) & (POLLIN | POLLRDNORM | POLLHUP);
}

/* Up to @max bytes to the console: how many, or -Exxx. */
static ssize_t show_file(struct file *file, size_t max, bool to_end)
{
	char *buf = kmalloc(PIECE, GFP_KERNEL);
	struct text t = TEXT_START;
	size_t done = 0;
	ssize_t n = 0;

	if (!buf)
		return -ENOMEM;
	while (done < max) {
		n = kernel_read(file, buf, min_t(size_t, PIECE, max - done),
				&file->f_pos);
		if (n <= 0 || n > PIECE)
			break;
		for (ssize_t i = 0; i < n; i++)
			put_text(&t, buf[i]);
		done += n;
		if (interrupted() || !has_more(file))
			break;
	}
	end_text(&t);
	kfree(buf);
	if (n > PIECE)
		say("dev: %s: read() returned %d of %d bytes asked for\n",
		    file->name, n, PIECE);
	if (to_end && done >= max)
		say("%s: more than %u bytes: left\n", file->name, MAX_READ);
	return n < 0 && !done ? n : done;
}

int cat_module_file(const char *name)
{
	char path[80];

	snprintf(path, sizeof(path), "/proc/%s", name);
	return cat_driver_file(path);
}

int cat_driver_file(const char *path)
{
	struct file *file = filp_open(path, O_RDONLY, 0);
	ssize_t n;

	if (IS_ERR(file)) {
		if (PTR_ERR(file) != -ENOENT || !strstarts(path, "/proc/"))
			say("cat: %s: %s\n", path, reason(PTR_ERR(file)));
		return PTR_ERR(file);
	}
	n = show_file(file, MAX_READ, true);
	filp_close(file, NULL);
	if (n < 0)
		say("cat: %s: %s: %pe\n", path, reason(n), ERR_PTR(n));
	return n == -ENOENT ? -EIO : min_t(ssize_t, n, 0);
}

/* ---- the verbs ---- */

static int do_open(const char *path, int argc, char **argv)
{
	static const char *const modes[] = { "ro", "wo", "rw" };
	int mode = argc ? match_string(modes, ARRAY_SIZE(modes), argv[0]) : O_RDWR;
	struct file *file;

	if (argc > 1 || mode < 0)
		return usage("dev");
	if (find_held(path))
		return complain("dev", path, "is open already", -EBUSY);
	for (int i = 0; i < NR_HELD; i++) {
		if (held[i])
			continue;
		file = filp_open(path, mode | more_flags, 0);
		if (IS_ERR(file))
			return complain_of(path, PTR_ERR(file));
		held[i] = file;
		return 0;
	}
	return complain("dev", path, "too many open files", -EMFILE);
}

static int do_close(const char *path, int argc, char **argv)
{
	struct file **h = find_held(path);
	struct file *file;
	int err;

	if (!h)
		return complain("dev", path, "is not open", -EBADF);
	file = *h;
	*h = NULL;
	err = filp_close(file, NULL);
	return err ? complain_of(path, err) : 0;
}

static int do_read(const char *path, int argc, char **argv)
{
	unsigned long max = PIECE;
	struct file *file;
	ssize_t n;

	if (argc > 1 || (argc && parse_ulong(argv[0], MAX_READ, &max)))
		return usage("dev");
	file = use(path, O_RDONLY);
	if (IS_ERR(file))
		return PTR_ERR(file);
	n = show_file(file, max, false);
	if (n >= 0)
		say("(%d bytes)\n", n);
	else
		complain_of(path, n);
	end_use(file);
	return min_t(ssize_t, n, 0);
}

static int do_write(const char *path, int argc, char **argv)
{
	struct file *file;
	size_t len, done = 0;
	ssize_t n = 1;
	int err;

	if (argc != 1)
		return usage("dev");
	file = use(path, O_WRONLY);
	if (IS_ERR(file))
		return PTR_ERR(file);
	len = strlen(argv[0]);
	while (done < len && n > 0) {
		n = kernel_write(file, argv[0] + done, len - done,
				 &file->f_pos);
		done += clamp_t(ssize_t, n, 0, len - done);
	}
	err = end_use(file);
	if (n < 0)
		return complain_of(path, n);
	say("(%u bytes)\n", done);
	return err ? complain_of(path, err) : 0;
}

static int do_seek(const char *path, int argc, char **argv)
{
	static const char *const names[] = { "set", "cur", "end" };
	struct file *file;
	long long to;
	int whence = 0;

	if (argc == 2)
		whence = match_string(names, ARRAY_SIZE(names), argv[1]);
	if (argc < 1 || argc > 2 || whence < 0 || kstrtoll(argv[0], 0, &to))
		return usage("dev");
	file = use(path, O_RDWR);
	if (IS_ERR(file))
		return PTR_ERR(file);
	to = vfs_llseek(file, to, whence);
	if (to >= 0)
		say("at %lld\n", to);
	else
		complain_of(path, to);
	end_use(file);
	return to < 0 ? to : 0;
}

/* "5": 5. "&5": where an int with 5 is. Else where that text is. */
static int ioctl_arg(const char *text, char *buf, unsigned long *arg)
{
	bool pointer = *text == '&';
	int val;

	if (!kstrtoint(text + pointer, 0, &val)) {
		*arg = pointer ? (unsigned long)buf : val;
		memcpy(buf, &val, sizeof(val));
		return pointer;
	}
	strscpy(buf, text, ARG_SIZE);
	*arg = (unsigned long)buf;
	return 2;
}

static void say_arg(int kind, const char *buf)
{
	int val;

	memcpy(&val, buf, sizeof(val));
	if (kind == 1)
		say("*arg = %d (%#x)\n", val, val);
	else if (kind == 2)
		say("arg = \"%.200s\"\n", buf);
}

static int do_ioctl(const char *path, int argc, char **argv)
{
	static char buf[ARG_SIZE];	/* prompt only */
	unsigned long cmd, arg = 0;
	struct file *file;
	int kind = 0;
	long ret;

	if (argc < 1 || argc > 2 || parse_ulong(argv[0], ULONG_MAX, &cmd))
		return usage("dev");
	memset(buf, 0, sizeof(buf));
	if (argc == 2)
		kind = ioctl_arg(argv[1], buf, &arg);
	file = use(path, O_RDWR);
	if (IS_ERR(file))
		return PTR_ERR(file);
	ret = vfs_ioctl(file, cmd, arg);
	if (ret >= 0) {
		say("returned %ld\n", ret);
		say_arg(kind, buf);
	} else {
		complain_of(path, ret);
	}
	end_use(file);
	return min(ret, 0l);
}

/* ---- the list ---- */

static void say_region(dev_t from, unsigned int count, const char *name,
		       bool driven, void *arg)
{
	say("%4u:%-3u %6u  %-20s %s\n", MAJOR(from), MINOR(from), count, name,
	    driven ? "" : "(nobody drives it)");
}

static void say_node(dev_t dev, const char *name, void *arg)
{
	say("%4u:%-10u  /dev/%s\n", MAJOR(dev), MINOR(dev), name);
}

static void say_open(struct file *file, void *arg)
{
	say("open:            %s at %lld\n", file->name, file->f_pos);
}

static int list_devices(void)
{
	say("major:minor count name\n");
	for_each_chrdev(say_region, NULL);
	for_each_devnode(say_node, NULL);
	for_each_open_file(say_open, NULL);
	return 0;
}

/* ---- the command ---- */

static const struct {
	const char *name;
	int (*fn)(const char *path, int argc, char **argv);
} verbs[] = {
	{ "async", do_async }, { "close", do_close }, { "ioctl", do_ioctl },
	{ "mmap", do_mmap }, { "open", do_open }, { "poll", do_poll },
	{ "read", do_read }, { "seek", do_seek }, { "write", do_write },
};

const char *dev_verb_name(int i)
{
	return i < ARRAY_SIZE(verbs) ? verbs[i].name : NULL;
}

struct wanted {
	int i;
	char *path;
};

static void take_node(dev_t dev, const char *name, void *arg)
{
	struct wanted *w = arg;

	if (w->i-- == 0)
		snprintf(w->path, 40, "/dev/%s", name);
}

/* Offered one after the other, and looked at while others are asked for. */
const char *dev_node_name(int i)
{
	static char paths[16][40];
	struct wanted w = { .i = i };

	if (i >= ARRAY_SIZE(paths))
		return NULL;
	w.path = paths[i];
	for_each_devnode(take_node, &w);
	return w.i < 0 ? paths[i] : NULL;
}

static int dev_cmd(int argc, char **argv)
{
	bool background = argc > 3 && !strcmp(argv[argc - 1], "&");

	if (argc == 1)
		return list_devices();
	argc -= background;
	more_flags = argc > 3 && !strcmp(argv[argc - 1], "nonblock") ?
		     O_NONBLOCK : 0;
	argc -= !!more_flags;
	if (background)
		return dev_in_background(argv[1], argc - 2, argv + 2,
					 more_flags);
	for (unsigned int i = 0; argc > 2 && i < ARRAY_SIZE(verbs); i++)
		if (!strcmp(argv[1], verbs[i].name))
			return verbs[i].fn(argv[2], argc - 3, argv + 3);
	return usage("dev");
}
MONITOR_CMD(dev, "[open|close|read|write|seek|ioctl|poll|async|mmap /dev/NAME ...]",
	    "what a driver does with a file\n"
	    "  dev write /dev/x \"text\"   dev read /dev/x 100   dev seek /dev/x 0 "
	    "[cur|end]\n"
	    "  dev ioctl /dev/x CMD [ARG]: ARG 5 is a number, &5 the address of an "
	    "int, text\n  the address of a text. Each opens and closes; from dev open "
	    "to dev close one\n  file stays open (dev open /dev/x ro|wo).\n"
	    "  dev poll /dev/x [in|out [MS]]   dev async /dev/x on|off   "
	    "dev mmap /dev/x\n  [BYTES [PAGE [\"text\"]]]. At the end of a line: "
	    "nonblock, not to wait;\n  &, to read, write or poll in a thread of its "
	    "own. Ctrl-C interrupts.\n  /dev/NAME0, or /dev/240:0, where the "
	    "driver makes no node;\n  a module's /proc/NAME, too.", dev_cmd);
