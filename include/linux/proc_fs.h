/*
 * proc_fs.h - files in /proc that a module makes; fs/proc.c.
 *
 * Three generations, one kind of entry:
 *	2.4, 2.6   create_proc_read_entry("lab", 0, NULL, read_lab, NULL);
 *	2.6, 3     proc_create("lab", 0, NULL, &lab_file_operations);
 *	since 5.6  proc_create("lab", 0, NULL, &lab_proc_ops);
 * `cat /proc/lab` reads it, `dev write /proc/lab "text"` writes, lsproc lists
 * it.
 */
#ifndef _LINUX_PROC_FS_H
#define _LINUX_PROC_FS_H

#include <linux/fs.h>
#include <linux/list.h>
#include <linux/seq_file.h>
#include <linux/types.h>
#include <linux/uidgid.h>

/*
 * Until 3.9: fill @page from @off on with at most @count bytes; *eof = 1 when
 * that was all. Where the bytes begin is in *start, if it isn't left NULL.
 */
typedef int (read_proc_t)(char *page, char **start, off_t off, int count,
			  int *eof, void *data);
typedef int (write_proc_t)(struct file *file, const char __user *buffer,
			   unsigned long count, void *data);

struct proc_ops {
	unsigned int proc_flags;
	int (*proc_open)(struct inode *, struct file *);
	ssize_t (*proc_read)(struct file *, char __user *, size_t, loff_t *);
	ssize_t (*proc_write)(struct file *, const char __user *, size_t,
			      loff_t *);
	loff_t (*proc_lseek)(struct file *, loff_t, int);
	int (*proc_release)(struct inode *, struct file *);
	unsigned int (*proc_poll)(struct file *, struct poll_table_struct *);
	long (*proc_ioctl)(struct file *, unsigned int, unsigned long);
	int (*proc_mmap)(struct file *, struct vm_area_struct *);
};

struct proc_dir_entry {
	struct list_head list;		/* in entries, by path */
	const char *name;		/* the last part of ... */
	char *path;			/* ... "driver/lab", below /proc */
	umode_t mode;			/* S_IFREG or S_IFDIR, and who may */
	const struct file_operations *proc_fops;	/* NULL: as below */
	read_proc_t *read_proc;
	write_proc_t *write_proc;
	int (*show)(struct seq_file *m, void *v);	/* proc_create_single */
	const struct seq_operations *seq_ops;		/* proc_create_seq */
	void *data;
	loff_t size;
	struct module *owner;		/* who made it: kept while it is open */
	uid_t uid;			/* for those who set it */
	gid_t gid;
	unsigned int users;		/* the tree and open files */
	unsigned long caller;		/* who has made it */
	struct file_operations own;	/* from a proc_ops, or ours */
};

/*
 * All of these may sleep. An entry, or NULL: no memory, the name is taken, the
 * parent is no directory. @parent NULL: /proc itself.
 */
struct proc_dir_entry *create_proc_entry(const char *name, umode_t mode,
					 struct proc_dir_entry *parent);
struct proc_dir_entry *create_proc_read_entry(const char *name, umode_t mode,
					      struct proc_dir_entry *parent,
					      read_proc_t *read, void *data);
struct proc_dir_entry *proc_mkdir(const char *name,
				  struct proc_dir_entry *parent);
struct proc_dir_entry *
proc_create_fops_data(const char *name, umode_t mode,
		      struct proc_dir_entry *parent,
		      const struct file_operations *fops, void *data);
struct proc_dir_entry *
proc_create_ops_data(const char *name, umode_t mode,
		     struct proc_dir_entry *parent,
		     const struct proc_ops *ops, void *data);
struct proc_dir_entry *
proc_create_single_data(const char *name, umode_t mode,
			struct proc_dir_entry *parent,
			int (*show)(struct seq_file *, void *), void *data);
struct proc_dir_entry *
proc_create_seq_data(const char *name, umode_t mode,
		     struct proc_dir_entry *parent,
		     const struct seq_operations *ops, void *data);

/* The operations' type says which generation. */
#define proc_create_data(name, mode, parent, ops, data)			\
	_Generic((ops),							\
		 struct proc_ops *: proc_create_ops_data,		\
		 const struct proc_ops *: proc_create_ops_data,		\
		 default: proc_create_fops_data)			\
		(name, mode, parent, ops, data)
#define proc_create(name, mode, parent, ops) \
	proc_create_data(name, mode, parent, ops, NULL)
#define proc_create_single(name, mode, parent, show) \
	proc_create_single_data(name, mode, parent, show, NULL)
#define proc_create_seq(name, mode, parent, ops) \
	proc_create_seq_data(name, mode, parent, ops, NULL)

/* What who opens it finds in the inode; whose it is. */
static inline void proc_set_size(struct proc_dir_entry *entry, loff_t size)
{
	entry->size = size;
}

static inline void proc_set_user(struct proc_dir_entry *entry, kuid_t uid,
				 kgid_t gid)
{
	entry->uid = __kuid_val(uid);
	entry->gid = __kgid_val(gid);
}

/*
 * Gone for all who look; who has it open reads on. A directory must be empty.
 */
void remove_proc_entry(const char *name, struct proc_dir_entry *parent);
void proc_remove(struct proc_dir_entry *entry);
/* With all that is in it: 0 or -ENOENT. */
int remove_proc_subtree(const char *name, struct proc_dir_entry *parent);

/* Of an open file: the entry's data. */
static inline void *pde_data(const struct inode *inode)
{
	return inode->i_private;
}
#define PDE_DATA(inode)		pde_data(inode)

/* At boot: @taken says which names are no module's to have. */
void proc_reserve(bool (*taken)(const char *path));
/* The i-th file's path below /proc, NULL at the end; for the prompt alone. */
const char *proc_file_name(int i);

#endif
