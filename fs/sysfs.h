#ifndef FS_SYSFS_H
#define FS_SYSFS_H

/* What fs/kobject.c and fs/sysfs.c share: the tree of /sys. */

#include <linux/kobject.h>
#include <linux/mutex.h>

extern struct list_head sysfs_kobjects;	/* all that are in /sys */
extern struct mutex sysfs_mutex;	/* over that list and all files */

struct sysfs_file {
	struct list_head list;		/* in kobj->files */
	const struct attribute *attr;
	const char *dir;		/* its group's directory, or NULL */
	unsigned int users;		/* that are in its show() or store() */
};

/* The kobject @name of @len bytes right below @parent; with sysfs_mutex. */
struct kobject *sysfs_child(struct kobject *parent, const char *name,
			    size_t len);
/*
 * Without sysfs_mutex: files that are in no kobject's list, until they are
 * idle.
 */
void sysfs_end_files(struct list_head *files);
/* With sysfs_mutex: who has a file of @kobj's open has one of nothing's. */
void sysfs_forget(struct kobject *kobj);
/* Those that its type brings along. 0 or -Exxx. */
int sysfs_default_files(struct kobject *kobj);

/* Of a directory of @kobj's (NULL: itself); with sysfs_mutex. */
struct sysfs_file *sysfs_find_file(struct kobject *kobj, const char *dir,
				   const char *name);

/* Is @f in the directory @dir (NULL: the kobject's own)? */
bool sysfs_is_in(const struct sysfs_file *f, const char *dir);

/* @f is not used by us any more. Takes sysfs_mutex. */
void sysfs_put_file(struct sysfs_file *f);

#endif
