/*
 * proc.c - files in /proc that come and go with a module.
 *
 * The kernel's own inspectors are fixed (PROC_SHOW, monitor/proc.c). A module's
 * are entries here; how one is read depends on what was given to make it:
 *
 *	file_operations   they are the file's operations
 *	proc_ops          copied into entry->own: the same calls, other names
 *	show              own: single_open() calls it
 *	seq_operations    own: seq_open() walks them
 *	read_proc         own: fs/proc_open.c calls it page by page
 *
 * Invariants: a path stands here once, and no inspector has it. An entry is
 * freed when it is out of the list and no file on it is open.
 * Locking: proc_mutex; it is not held while a module's code runs. Context:
 * process.
 * Linux: fs/proc/generic.c, fs/proc/inode.c.
 * gdb: `break proc_open_path`, `p entries`.
 */
#include <linux/err.h>
#include <linux/export.h>
#include <linux/kernel.h>
#include <linux/leftover.h>
#include <linux/mutex.h>
#include <linux/proc_fs.h>
#include <linux/slab.h>
#include <linux/string.h>
#include "file.h"
#include "proc.h"

#define caller()	((unsigned long)__builtin_return_address(0))

static LIST_HEAD(entries);
static DEFINE_MUTEX(proc_mutex);
static bool (*reserved)(const char *path);	/* has an inspector it? */

void proc_reserve(bool (*taken)(const char *path))
{
	reserved = taken;
}

/* With proc_mutex. */
static struct proc_dir_entry *find(const char *path)
{
	struct proc_dir_entry *e;

	list_for_each_entry(e, &entries, list)
		if (!strcmp(e->path, path))
			return e;
	return NULL;
}

/* ---- making ---- */

static struct proc_dir_entry *alloc_entry(const char *name, umode_t mode,
					  struct proc_dir_entry *parent)
{
	struct proc_dir_entry *e = kzalloc(sizeof(*e), GFP_KERNEL);

	if (!e)
		return NULL;
	if (!(mode & S_IFMT))
		mode |= S_IFREG;
	if (!(mode & S_IALLUGO))
		mode |= S_ISDIR(mode) ? 0555 : 0444;
	e->mode = mode;
	e->users = 1;
	e->path = parent ? kasprintf(GFP_KERNEL, "%s/%s", parent->path, name) :
			   kstrdup(name, GFP_KERNEL);
	if (e->path) {
		e->name = kbasename(e->path);
		return e;
	}
	kfree(e);
	return NULL;
}

static void free_entry(struct proc_dir_entry *e)
{
	kfree(e->path);
	kfree(e);
}

/* Among the others, by path; false: it is there already. */
static bool insert(struct proc_dir_entry *new)
{
	struct list_head *at = &entries;
	struct proc_dir_entry *e;
	bool fresh;

	mutex_lock(&proc_mutex);
	fresh = !find(new->path) && !(reserved && reserved(new->path));
	list_for_each_entry(e, &entries, list)
		if (strcmp(e->path, new->path) < 0)
			at = &e->list;
	if (fresh)
		list_add(&new->list, at);
	mutex_unlock(&proc_mutex);
	return fresh;
}

/* The entry is complete before anybody can open it. */
static struct proc_dir_entry *add(struct proc_dir_entry *e,
				  unsigned long caller)
{
	might_sleep();
	if (!e)
		return NULL;
	e->caller = leftover_home(caller);
	e->owner = module_of(caller);
	if (insert(e))
		return e;
	WARN(1, "/proc/%s is there already\n", e->path);
	free_entry(e);
	return NULL;
}

static struct proc_dir_entry *make(const char *name, umode_t mode,
				   struct proc_dir_entry *parent, void *data)
{
	struct proc_dir_entry *e;

	if (!*name || (parent && !S_ISDIR(parent->mode)))
		return NULL;
	e = alloc_entry(name, mode, parent);
	if (e)
		e->data = data;
	return e;
}

struct proc_dir_entry *create_proc_entry(const char *name, umode_t mode,
					 struct proc_dir_entry *parent)
{
	return add(make(name, mode, parent, NULL), caller());
}
EXPORT_SYMBOL(create_proc_entry);

struct proc_dir_entry *create_proc_read_entry(const char *name, umode_t mode,
					      struct proc_dir_entry *parent,
					      read_proc_t *read, void *data)
{
	struct proc_dir_entry *e = make(name, mode, parent, data);

	if (e)
		e->read_proc = read;
	return add(e, caller());
}
EXPORT_SYMBOL(create_proc_read_entry);

struct proc_dir_entry *proc_mkdir(const char *name,
				  struct proc_dir_entry *parent)
{
	return add(make(name, S_IFDIR, parent, NULL), caller());
}
EXPORT_SYMBOL(proc_mkdir);

struct proc_dir_entry *
proc_create_fops_data(const char *name, umode_t mode,
		      struct proc_dir_entry *parent,
		      const struct file_operations *fops, void *data)
{
	struct proc_dir_entry *e = make(name, mode, parent, data);

	if (e)
		e->proc_fops = fops;
	return add(e, caller());
}
EXPORT_SYMBOL(proc_create_fops_data);

struct proc_dir_entry *
proc_create_ops_data(const char *name, umode_t mode,
		     struct proc_dir_entry *parent,
		     const struct proc_ops *ops, void *data)
{
	struct proc_dir_entry *e = make(name, mode, parent, data);

	if (!e)
		return NULL;
	e->own = (struct file_operations) {
		.open = ops->proc_open,
		.read = ops->proc_read,
		.write = ops->proc_write,
		.llseek = ops->proc_lseek ?: no_llseek,
		.release = ops->proc_release,
		.poll = ops->proc_poll,
		.unlocked_ioctl = ops->proc_ioctl,
		.mmap = ops->proc_mmap,
	};
	e->proc_fops = &e->own;
	return add(e, caller());
}
EXPORT_SYMBOL(proc_create_ops_data);

struct proc_dir_entry *
proc_create_single_data(const char *name, umode_t mode,
			struct proc_dir_entry *parent,
			int (*show)(struct seq_file *, void *), void *data)
{
	struct proc_dir_entry *e = make(name, mode, parent, data);

	if (e)
		e->show = show;
	return add(e, caller());
}
EXPORT_SYMBOL(proc_create_single_data);

struct proc_dir_entry *
proc_create_seq_data(const char *name, umode_t mode,
		     struct proc_dir_entry *parent,
		     const struct seq_operations *ops, void *data)
{
	struct proc_dir_entry *e = make(name, mode, parent, data);

	if (e)
		e->seq_ops = ops;
	return add(e, caller());
}
EXPORT_SYMBOL(proc_create_seq_data);

/* ---- removing ---- */

void proc_put_entry(struct proc_dir_entry *e)
{
	bool last;

	mutex_lock(&proc_mutex);
	last = !--e->users;
	mutex_unlock(&proc_mutex);
	if (last)
		free_entry(e);
}

static bool is_in(const struct proc_dir_entry *e, const char *dir)
{
	size_t len = strlen(dir);

	return !strncmp(e->path, dir, len) && e->path[len] == '/';
}

/* The first entry in that directory. With proc_mutex. */
static struct proc_dir_entry *first_in(const char *dir)
{
	struct proc_dir_entry *e;

	list_for_each_entry(e, &entries, list)
		if (is_in(e, dir))
			return e;
	return NULL;
}

void proc_remove(struct proc_dir_entry *e)
{
	struct proc_dir_entry *inside;

	might_sleep();
	if (!e)
		return;
	mutex_lock(&proc_mutex);
	inside = first_in(e->path);
	list_del(&e->list);
	mutex_unlock(&proc_mutex);
	WARN(inside, "/proc/%s was no empty directory\n", e->path);
	proc_put_entry(e);
}
EXPORT_SYMBOL(proc_remove);

static struct proc_dir_entry *lookup(const char *name,
				     struct proc_dir_entry *parent)
{
	struct proc_dir_entry *e, *found = NULL;

	mutex_lock(&proc_mutex);
	list_for_each_entry(e, &entries, list)
		if (parent ? is_in(e, parent->path) &&
			     !strcmp(e->path + strlen(parent->path) + 1, name) :
			     !strcmp(e->path, name))
			found = e;
	mutex_unlock(&proc_mutex);
	return found;
}

void remove_proc_entry(const char *name, struct proc_dir_entry *parent)
{
	struct proc_dir_entry *e = lookup(name, parent);

	if (!WARN(!e, "remove_proc_entry: there is no %s\n", name))
		proc_remove(e);
}
EXPORT_SYMBOL(remove_proc_entry);

int remove_proc_subtree(const char *name, struct proc_dir_entry *parent)
{
	struct proc_dir_entry *e = lookup(name, parent), *inside;

	if (!e)
		return -ENOENT;
	do {
		mutex_lock(&proc_mutex);
		inside = first_in(e->path);
		if (inside)
			list_del(&inside->list);
		mutex_unlock(&proc_mutex);
		if (inside)
			proc_put_entry(inside);
	} while (inside);
	proc_remove(e);
	return 0;
}
EXPORT_SYMBOL(remove_proc_subtree);

/* ---- looking ---- */

struct proc_dir_entry *proc_get_entry(const char *path)
{
	struct proc_dir_entry *e;

	mutex_lock(&proc_mutex);
	e = find(path);
	if (e)
		e->users++;
	mutex_unlock(&proc_mutex);
	return e;
}

/* Copies: who offers several looks at them while an entry may go. */
const char *proc_file_name(int i)
{
	static char paths[16][40];
	struct proc_dir_entry *e;
	int left = i;

	if (i >= ARRAY_SIZE(paths))
		return NULL;
	mutex_lock(&proc_mutex);
	list_for_each_entry(e, &entries, list)
		if (!S_ISDIR(e->mode) && left-- == 0)
			strscpy(paths[i], e->path, sizeof(paths[i]));
	mutex_unlock(&proc_mutex);
	return left < 0 ? paths[i] : NULL;
}

/* It or anything it calls lies there. */
static bool calls_into(const struct proc_dir_entry *e, unsigned long start,
		       unsigned long end)
{
	return leftover_is(e->caller, start, end) ||
	       leftover_is((unsigned long)e->proc_fops, start, end) ||
	       leftover_is((unsigned long)e->read_proc, start, end) ||
	       leftover_is((unsigned long)e->write_proc, start, end);
}

static unsigned int proc_callbacks(unsigned long start, unsigned long end,
				   char *first)
{
	struct proc_dir_entry *e;
	unsigned int n = 0;

	mutex_lock(&proc_mutex);
	list_for_each_entry(e, &entries, list)
		if (calls_into(e, start, end) && !n++)
			snprintf(first, LEFTOVER_NAME, "/proc/%s", e->path);
	mutex_unlock(&proc_mutex);
	return n;
}
LEFTOVER_KIND(proc_kind, "proc file", proc_callbacks);
