/*
 * sysfs.h - the files of /sys: each is one value of a kobject; fs/sysfs.c.
 *
 *	cat /sys/kernel/NAME/file		show() fills a page
 *	dev write /sys/kernel/NAME/file "5"	store() gets the text
 */
#ifndef _LINUX_SYSFS_H
#define _LINUX_SYSFS_H

#include <linux/compiler.h>
#include <linux/stat.h>
#include <linux/types.h>

struct kobject;
struct module;

struct attribute {
	const char *name;
	struct module *owner;		/* until 2.6.36; nobody asks for it */
	umode_t mode;			/* S_IRUGO, S_IWUSR: who may */
};

struct attribute_group {
	const char *name;		/* of a directory of their own, or NULL */
	umode_t (*is_visible)(struct kobject *, struct attribute *, int nr);
	struct attribute **attrs;	/* ends with NULL */
};

struct sysfs_ops {
	ssize_t (*show)(struct kobject *, struct attribute *, char *page);
	ssize_t (*store)(struct kobject *, struct attribute *,
			 const char *buf, size_t count);
};

#define __ATTR(_name, _mode, _show, _store) {				\
	.attr = { .name = __stringify(_name), .mode = (_mode) },	\
	.show = _show, .store = _store }
#define __ATTR_RO(_name)	__ATTR(_name, 0444, _name##_show, NULL)
#define __ATTR_WO(_name)	__ATTR(_name, 0200, NULL, _name##_store)
#define __ATTR_RW(_name) \
	__ATTR(_name, 0644, _name##_show, _name##_store)
#define __ATTR_NULL		{ .attr = { .name = NULL } }
#define ATTRIBUTE_GROUPS(_name)						\
	static const struct attribute_group _name##_group = {		\
		.attrs = _name##_attrs };				\
	static const struct attribute_group *_name##_groups[] = {	\
		&_name##_group, NULL }
#define sysfs_attr_init(attr)	do { (void)(attr); } while (0)

/*
 * A file of @kobj, which must be in /sys: 0, -ENOMEM, -EEXIST, -ENOENT. All may
 * sleep. When a remove returns nobody is in show() or store() any more; all are
 * removed with the kobject.
 */
int sysfs_create_file(struct kobject *kobj, const struct attribute *attr);
void sysfs_remove_file(struct kobject *kobj, const struct attribute *attr);
int sysfs_create_group(struct kobject *kobj,
		       const struct attribute_group *group);
void sysfs_remove_group(struct kobject *kobj,
			const struct attribute_group *group);
int sysfs_create_groups(struct kobject *kobj,
			const struct attribute_group **groups);
void sysfs_remove_groups(struct kobject *kobj,
			 const struct attribute_group **groups);

/* As sprintf() into show's page, not past its end; _at: from byte @at on. */
__printf(2, 3)
int sysfs_emit(char *page, const char *fmt, ...);
__printf(3, 4)
int sysfs_emit_at(char *page, int at, const char *fmt, ...);

/* Who sleeps in poll() on it would wake: nobody can. */
#define sysfs_notify(kobj, dir, name)	do { (void)(kobj); } while (0)

#endif
