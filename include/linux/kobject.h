/*
 * kobject.h - a thing with a name, a parent and a count of references, seen as
 * a directory of /sys; fs/kobject.c. Its attributes are the files there
 * (linux/sysfs.h).
 */
#ifndef _LINUX_KOBJECT_H
#define _LINUX_KOBJECT_H

#include <linux/compiler.h>
#include <linux/kref.h>
#include <linux/list.h>
#include <linux/sysfs.h>
#include <linux/types.h>

#define KOBJ_NAME_LEN	32

struct kset;

struct kobj_type {
	void (*release)(struct kobject *kobj);	/* the last has let go */
	const struct sysfs_ops *sysfs_ops;	/* how files are read */
	struct attribute **default_attrs;	/* until 5.18, ends with NULL */
	const struct attribute_group **default_groups;
};

struct kobject {
	const char *name;		/* k_name, once it has one */
	char k_name[KOBJ_NAME_LEN];
	struct kref kref;
	struct kobject *parent;		/* NULL: /sys itself; a reference */
	struct kset *kset;		/* whose member it is, or NULL */
	const struct kobj_type *ktype;
	struct list_head list;		/* in the list of all that are in /sys */
	struct list_head files;		/* its attributes */
	unsigned long caller;		/* who has put it there */
	bool in_sysfs;
};

struct kset {
	struct kobject kobj;
	const struct kset_uevent_ops *uevent_ops;	/* nobody is told */
};

struct kobj_attribute {
	struct attribute attr;
	ssize_t (*show)(struct kobject *kobj, struct kobj_attribute *attr,
			char *buf);
	ssize_t (*store)(struct kobject *kobj, struct kobj_attribute *attr,
			 const char *buf, size_t count);
};
extern const struct sysfs_ops kobj_sysfs_ops;

extern struct kobject *kernel_kobj;	/* /sys/kernel */
extern struct kobject *mm_kobj;		/* /sys/kernel/mm */

/*
 * In zeroed memory: one reference, the caller's; not in /sys yet. Any context.
 */
void kobject_init(struct kobject *kobj, const struct kobj_type *ktype);
__printf(2, 3)
int kobject_set_name(struct kobject *kobj, const char *fmt, ...);
#define kobject_name(kobj)	((kobj)->name)

/*
 * Into /sys, below @parent (NULL: its kset, or /sys itself): 0, -EEXIST,
 * -EINVAL for no name. Fails or not, kobject_put() is its end. All may sleep.
 */
__printf(3, 4)
int kobject_add(struct kobject *kobj, struct kobject *parent,
		const char *fmt, ...);
__printf(4, 5)
int kobject_init_and_add(struct kobject *kobj, const struct kobj_type *ktype,
			 struct kobject *parent, const char *fmt, ...);
/* One that its last kobject_put() frees; NULL: no memory, the name is taken. */
struct kobject *kobject_create_and_add(const char *name,
				       struct kobject *parent);
/* Out of /sys, with its files, for all who look. */
void kobject_del(struct kobject *kobj);

struct kobject *kobject_get(struct kobject *kobj);
/* The last one takes it out of /sys and calls its release. NULL is allowed. */
void kobject_put(struct kobject *kobj);

/* ---- sets ---- */

struct kset *kset_create_and_add(const char *name,
				 const struct kset_uevent_ops *uevent_ops,
				 struct kobject *parent);
void kset_unregister(struct kset *kset);

/* ---- word to a daemon: there is none ---- */

enum kobject_action {
	KOBJ_ADD, KOBJ_REMOVE, KOBJ_CHANGE, KOBJ_MOVE, KOBJ_ONLINE,
	KOBJ_OFFLINE,
};
#define kobject_uevent(kobj, action)	((void)(kobj), (void)(action), 0)

#define UEVENT_NUM_ENVP		64
#define UEVENT_BUFFER_SIZE	2048

struct kobj_uevent_env {		/* what a bus's uevent() fills */
	char *envp[UEVENT_NUM_ENVP];	/* "NAME=VALUE", NULL at the end */
	int envp_idx;			/* so many */
	char buf[UEVENT_BUFFER_SIZE];	/* where they stand */
	int buflen;
};

/* One more: 0, -ENOMEM where there is no room. lib/modules/uevent.c. */
__printf(2, 3)
int add_uevent_var(struct kobj_uevent_env *env, const char *fmt, ...);

#endif
