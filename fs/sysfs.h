#ifndef FS_SYSFS_H
#define FS_SYSFS_H

/* What fs/kobject.c and fs/sysfs.c share: the tree of /sys. */

#include <linux/kobject.h>
#include <linux/mutex.h>
#include <linux/rwsem.h>

extern struct list_head sysfs_kobjects;	/* all that are in /sys */
extern struct mutex sysfs_mutex;	/* over that list and all files */

struct sysfs_file {
	struct list_head list;		/* in kobj->files */
	const struct attribute *attr;
	const char *dir;		/* its group's directory, or NULL */
};

/* The kobject @name of @len bytes right below @parent; with sysfs_mutex. */
struct kobject *sysfs_child(struct kobject *parent, const char *name,
			    size_t len);
/* With sysfs_mutex: all of its files are gone, but may still be in use. */
void sysfs_drop_files(struct kobject *kobj);
/* Until nobody is in a show() or store() that was found before. May sleep. */
void sysfs_drain(void);
/* Those that its type brings along. 0 or -Exxx. */
int sysfs_default_files(struct kobject *kobj);

/* Of a directory of @kobj's (NULL: itself); with sysfs_mutex. */
struct sysfs_file *sysfs_find_file(struct kobject *kobj, const char *dir,
				   const char *name);

/* Held for reading by who is in a show() or store(). */
extern struct rw_semaphore sysfs_users;

#endif
