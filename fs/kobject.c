/*
 * kobject.c - the directories of /sys: things with a name, a parent, and a
 * count of who holds them.
 *
 *	kobject_create_and_add("lab", kernel_kobj)	/sys/kernel/lab, count 1
 *	kobject_get(), kobject_put()			2, 1
 *	kobject_put()					0: out of /sys, release()
 *
 * A kobject lies inside the structure it is the name of; when the last
 * reference goes, its type's release() frees that. An open file is no
 * reference: release() is code of the owner's, who may be a module that leaves.
 * But who is in a show() when the owner lets go is waited for.
 *
 * Invariants: a kobject in sysfs_kobjects has a name that no other below the
 * same parent has, and a reference of its parent.
 * Locking: sysfs_mutex over the list. Context: kobject_init, _get and _put of
 * what is not in /sys: any; the rest may sleep.
 * Linux: lib/kobject.c, fs/sysfs/dir.c.
 * gdb: `break kobject_add_at`, `p sysfs_kobjects`.
 */
#include <linux/export.h>
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/leftover.h>
#include <linux/slab.h>
#include <linux/string.h>
#include "sysfs.h"

LIST_HEAD(sysfs_kobjects);
DEFINE_MUTEX(sysfs_mutex);

struct kobject *kernel_kobj, *mm_kobj;
EXPORT_SYMBOL(kernel_kobj);
EXPORT_SYMBOL(mm_kobj);

struct kobject *sysfs_child(struct kobject *parent, const char *name,
			    size_t len)
{
	struct kobject *kobj;

	list_for_each_entry(kobj, &sysfs_kobjects, list)
		if (kobj->parent == parent && strlen(kobj->name) == len &&
		    !strncmp(kobj->name, name, len))
			return kobj;
	return NULL;
}

void kobject_init(struct kobject *kobj, const struct kobj_type *ktype)
{
	kref_init(&kobj->kref);
	kobj->ktype = ktype;
	kobj->in_sysfs = false;
	INIT_LIST_HEAD(&kobj->list);
	INIT_LIST_HEAD(&kobj->files);
}
EXPORT_SYMBOL(kobject_init);

static void set_name(struct kobject *kobj, const char *fmt, va_list args)
{
	vsnprintf(kobj->k_name, sizeof(kobj->k_name), fmt, args);
	strreplace(kobj->k_name, '/', '!');	/* "snd/seq" is one name */
	kobj->name = kobj->k_name;
}

int kobject_set_name(struct kobject *kobj, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	set_name(kobj, fmt, args);
	va_end(args);
	return 0;
}
EXPORT_SYMBOL(kobject_set_name);

/* ---- in and out of the tree ---- */

/* By its name; @caller is who asks. 0, -EEXIST, -EINVAL, -ENOMEM. */
static int kobject_add_at(struct kobject *kobj, struct kobject *parent,
			  unsigned long caller)
{
	int err = 0;

	might_sleep();
	if (!kobj->name || !*kobj->name)
		return -EINVAL;
	if (!parent && kobj->kset)
		parent = &kobj->kset->kobj;
	mutex_lock(&sysfs_mutex);
	if (kobj->in_sysfs || sysfs_child(parent, kobj->name,
					  strlen(kobj->name)))
		err = -EEXIST;
	else
		list_add_tail(&kobj->list, &sysfs_kobjects);
	if (!err) {
		kobj->parent = kobject_get(parent);
		kobj->caller = leftover_home(caller);
		kobj->in_sysfs = true;
	}
	mutex_unlock(&sysfs_mutex);
	if (err)
		return err;
	err = sysfs_default_files(kobj);
	if (err)
		kobject_del(kobj);
	return err;
}

int kobject_add(struct kobject *kobj, struct kobject *parent,
		const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	set_name(kobj, fmt, args);
	va_end(args);
	return kobject_add_at(kobj, parent,
			      (unsigned long)__builtin_return_address(0));
}
EXPORT_SYMBOL(kobject_add);

int kobject_init_and_add(struct kobject *kobj, const struct kobj_type *ktype,
			 struct kobject *parent, const char *fmt, ...)
{
	va_list args;

	kobject_init(kobj, ktype);
	va_start(args, fmt);
	set_name(kobj, fmt, args);
	va_end(args);
	return kobject_add_at(kobj, parent,
			      (unsigned long)__builtin_return_address(0));
}
EXPORT_SYMBOL(kobject_init_and_add);

void kobject_del(struct kobject *kobj)
{
	struct kobject *parent;
	LIST_HEAD(files);
	bool was;

	if (!kobj)
		return;
	mutex_lock(&sysfs_mutex);
	was = kobj->in_sysfs;
	parent = kobj->parent;
	if (was) {
		list_del_init(&kobj->list);
		list_splice_init(&kobj->files, &files);
		sysfs_forget(kobj);
		kobj->in_sysfs = false;
		kobj->parent = NULL;
	}
	mutex_unlock(&sysfs_mutex);
	if (!was)
		return;
	sysfs_end_files(&files);
	kobject_put(parent);
}
EXPORT_SYMBOL(kobject_del);

/* ---- references ---- */

struct kobject *kobject_get(struct kobject *kobj)
{
	if (kobj)
		kref_get(&kobj->kref);
	return kobj;
}
EXPORT_SYMBOL(kobject_get);

static void last_put(struct kref *kref)
{
	struct kobject *kobj = container_of(kref, struct kobject, kref);

	if (kobj->in_sysfs)
		kobject_del(kobj);
	if (kobj->ktype && kobj->ktype->release)
		kobj->ktype->release(kobj);
	else
		pr_warn("kobject %s: its type has no release()\n",
			kobj->name ?: "(no name)");
}

void kobject_put(struct kobject *kobj)
{
	if (kobj)
		kref_put(&kobj->kref, last_put);
}
EXPORT_SYMBOL(kobject_put);

/* ---- those that are nothing but a directory ---- */

static void free_kobject(struct kobject *kobj)
{
	kfree(kobj);
}

static const struct kobj_type directory_type = {
	.release = free_kobject,
	.sysfs_ops = &kobj_sysfs_ops,
};

/* Into the tree, in zeroed memory; if that fails, @kobj has been released. */
static bool appears(struct kobject *kobj, const struct kobj_type *type,
		    const char *name, struct kobject *parent,
		    unsigned long caller)
{
	kobject_init(kobj, type);
	kobject_set_name(kobj, "%s", name);
	if (!kobject_add_at(kobj, parent, caller))
		return true;
	kobject_put(kobj);
	return false;
}

struct kobject *kobject_create_and_add(const char *name,
				       struct kobject *parent)
{
	struct kobject *kobj = kzalloc(sizeof(*kobj), GFP_KERNEL);

	return kobj && appears(kobj, &directory_type, name, parent,
			       (unsigned long)__builtin_return_address(0)) ?
	       kobj : NULL;
}
EXPORT_SYMBOL(kobject_create_and_add);

static void free_kset(struct kobject *kobj)
{
	kfree(container_of(kobj, struct kset, kobj));
}

static const struct kobj_type kset_type = {
	.release = free_kset,
	.sysfs_ops = &kobj_sysfs_ops,
};

struct kset *kset_create_and_add(const char *name,
				 const struct kset_uevent_ops *uevent_ops,
				 struct kobject *parent)
{
	struct kset *kset = kzalloc(sizeof(*kset), GFP_KERNEL);

	if (!kset)
		return NULL;
	kset->uevent_ops = uevent_ops;
	return appears(&kset->kobj, &kset_type, name, parent,
		       (unsigned long)__builtin_return_address(0)) ? kset : NULL;
}
EXPORT_SYMBOL(kset_create_and_add);

void kset_unregister(struct kset *kset)
{
	if (!kset)
		return;
	kobject_del(&kset->kobj);
	kobject_put(&kset->kobj);
}
EXPORT_SYMBOL(kset_unregister);

static int __init kobject_start(void)
{
	kernel_kobj = kobject_create_and_add("kernel", NULL);
	mm_kobj = kobject_create_and_add("mm", kernel_kobj);
	return 0;
}
core_initcall(kobject_start);

static unsigned int kobject_callbacks(unsigned long start, unsigned long end,
				      char *first)
{
	struct kobject *kobj;
	unsigned int n = 0;

	mutex_lock(&sysfs_mutex);
	list_for_each_entry(kobj, &sysfs_kobjects, list)
		if (leftover_is(kobj->caller, start, end) && !n++)
			strscpy(first, kobj->name, LEFTOVER_NAME);
	mutex_unlock(&sysfs_mutex);
	return n;
}
LEFTOVER_KIND(kobject_kind, "kobject", kobject_callbacks);
