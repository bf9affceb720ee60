/*
 * chrdev.c - which numbers of character devices are whose, and who drives them.
 *
 *	regions   240:0 .. 240:3 "scull"          who has the numbers
 *	cdevs     240:0 .. 240:3 -> scull_fops    who answers when one is opened
 *
 * Two steps, as a driver may take numbers long before its devices work: from
 * cdev_add() on they can be opened, and its code must be ready for that.
 * register_chrdev() of old takes both at once, with all 256 minors of a major.
 *
 * Invariants: no number is in two regions, none in two cdevs.
 * Locking: chrdevs_mutex over both lists; it is not held while a driver runs.
 * Context: process. Linux: fs/char_dev.c.
 * gdb: `break chrdev_open`, `p cdevs`.
 */
#include <linux/cdev.h>
#include <linux/ctype.h>
#include <linux/export.h>
#include <linux/fs.h>
#include <linux/kernel.h>
#include <linux/leftover.h>
#include <linux/list.h>
#include <linux/mutex.h>
#include <linux/slab.h>
#include <linux/string.h>
#include "file.h"

#define MAJORS		512		/* of so many Linux gives out */
#define FIRST_DYNAMIC	254		/* majors given out, downwards to ... */
#define LAST_DYNAMIC	234

struct region {
	struct list_head list;		/* in regions, by number */
	dev_t from;
	unsigned int count;
	unsigned long caller;		/* who has registered it */
	struct cdev *cdev;		/* register_chrdev()'s, or NULL */
	char name[64];
};

static LIST_HEAD(regions);
static LIST_HEAD(cdevs);
static DEFINE_MUTEX(chrdevs_mutex);

static bool overlap(dev_t a, unsigned int na, dev_t b, unsigned int nb)
{
	return a < b + nb && b < a + na;
}

/* ---- numbers ---- */

/* Of one major, and each number as large as its place in a dev_t. */
static bool is_range(unsigned int major, unsigned int minor,
		     unsigned int count)
{
	return count && major < MAJORS && minor <= MINORMASK &&
	       count - 1 <= MINORMASK - minor;
}

/* 0, or -EBUSY. With chrdevs_mutex. */
static int insert(struct region *new)
{
	struct list_head *at = &regions;
	struct region *r;

	list_for_each_entry(r, &regions, list) {
		if (overlap(r->from, r->count, new->from, new->count))
			return -EBUSY;
		if (r->from < new->from)
			at = &r->list;
	}
	list_add(&new->list, at);
	return 0;
}

static bool major_taken(unsigned int major)
{
	struct region *r;

	list_for_each_entry(r, &regions, list)
		if (MAJOR(r->from) == major)
			return true;
	return false;
}

/* A major that nobody has a number of; 0: none is left. With chrdevs_mutex. */
static unsigned int free_major(void)
{
	unsigned int major;

	for (major = FIRST_DYNAMIC; major >= LAST_DYNAMIC; major--)
		if (!major_taken(major))
			return major;
	for (major = MAJORS - 1; major > 383; major--)
		if (!major_taken(major))
			return major;
	return 0;
}

/* Major 0: any. The region, or ERR_PTR. */
static struct region *take(unsigned int major, unsigned int minor,
			   unsigned int count, const char *name,
			   unsigned long caller)
{
	struct region *r;
	int err = 0;

	might_sleep();
	if (!is_range(major, minor, count))
		return ERR_PTR(-EINVAL);
	r = kzalloc(sizeof(*r), GFP_KERNEL);
	if (!r)
		return ERR_PTR(-ENOMEM);
	r->count = count;
	r->caller = leftover_home(caller);
	strscpy(r->name, name, sizeof(r->name));
	mutex_lock(&chrdevs_mutex);
	major = major ?: free_major();
	r->from = MKDEV(major, minor);
	err = major ? insert(r) : -EBUSY;
	mutex_unlock(&chrdevs_mutex);
	if (!err)
		return r;
	kfree(r);
	return ERR_PTR(err);
}

int register_chrdev_region(dev_t from, unsigned int count, const char *name)
{
	if (!MAJOR(from))
		return -EINVAL;
	return PTR_ERR_OR_ZERO(take(MAJOR(from), MINOR(from), count, name,
				    (unsigned long)__builtin_return_address(0)));
}
EXPORT_SYMBOL(register_chrdev_region);

int alloc_chrdev_region(dev_t *dev, unsigned int baseminor, unsigned int count,
			const char *name)
{
	struct region *r;

	r = take(0, baseminor, count, name,
		 (unsigned long)__builtin_return_address(0));
	if (IS_ERR(r))
		return PTR_ERR(r);
	*dev = r->from;
	return 0;
}
EXPORT_SYMBOL(alloc_chrdev_region);

/* Off the list; NULL: nobody has exactly these. */
static struct region *take_back(dev_t from, unsigned int count)
{
	struct region *r, *found = NULL;

	mutex_lock(&chrdevs_mutex);
	list_for_each_entry(r, &regions, list)
		if (r->from == from && r->count == count)
			found = r;
	if (found)
		list_del(&found->list);
	mutex_unlock(&chrdevs_mutex);
	return found;
}

void unregister_chrdev_region(dev_t from, unsigned int count)
{
	struct region *r = take_back(from, count);

	WARN(!r, "unregister_chrdev_region(%u:%u, %u): nobody has these\n",
	     MAJOR(from), MINOR(from), count);
	kfree(r);
}
EXPORT_SYMBOL(unregister_chrdev_region);

/* ---- cdevs ---- */

/* cdev_del() ends one, not its last reference. */
static void keep_cdev(struct kobject *kobj)
{
}

static const struct kobj_type cdev_type = { .release = keep_cdev };

void cdev_init(struct cdev *cdev, const struct file_operations *fops)
{
	memset(cdev, 0, sizeof(*cdev));
	kobject_init(&cdev->kobj, &cdev_type);
	INIT_LIST_HEAD(&cdev->list);
	cdev->ops = fops;
}
EXPORT_SYMBOL(cdev_init);

struct cdev *cdev_alloc(void)
{
	struct cdev *cdev = kmalloc(sizeof(*cdev), GFP_KERNEL);

	if (!cdev)
		return NULL;
	cdev_init(cdev, NULL);
	cdev->allocated = true;
	return cdev;
}
EXPORT_SYMBOL(cdev_alloc);

int cdev_add(struct cdev *cdev, dev_t dev, unsigned int count)
{
	struct cdev *c;
	int err = 0;

	might_sleep();
	if (!is_range(MAJOR(dev), MINOR(dev), count) || WARN_ON(!cdev->ops))
		return -EINVAL;
	mutex_lock(&chrdevs_mutex);
	list_for_each_entry(c, &cdevs, list)
		if (c == cdev || overlap(c->dev, c->count, dev, count))
			err = -EBUSY;
	if (!err) {
		cdev->dev = dev;
		cdev->count = count;
		list_add_tail(&cdev->list, &cdevs);
	}
	mutex_unlock(&chrdevs_mutex);
	return err;
}
EXPORT_SYMBOL(cdev_add);

void cdev_del(struct cdev *cdev)
{
	might_sleep();
	mutex_lock(&chrdevs_mutex);
	if (cdev->count)
		list_del_init(&cdev->list);
	cdev->count = 0;
	mutex_unlock(&chrdevs_mutex);
	if (cdev->allocated)
		kfree(cdev);
}
EXPORT_SYMBOL(cdev_del);

/* ---- both at once ---- */

int __register_chrdev(unsigned int major, unsigned int baseminor,
		      unsigned int count, const char *name,
		      const struct file_operations *fops)
{
	struct cdev *cdev = cdev_alloc();
	struct region *r;
	int err;

	if (!cdev)
		return -ENOMEM;
	cdev->owner = fops->owner;
	cdev->ops = fops;
	r = take(major, baseminor, count, name,
		 (unsigned long)__builtin_return_address(0));
	err = PTR_ERR_OR_ZERO(r);
	if (!err)
		err = cdev_add(cdev, r->from, count);
	if (!err) {
		r->cdev = cdev;
		return major ? 0 : MAJOR(r->from);
	}
	if (!IS_ERR(r))
		kfree(take_back(r->from, count));
	kfree(cdev);
	return err;
}
EXPORT_SYMBOL(__register_chrdev);

int __unregister_chrdev(unsigned int major, unsigned int baseminor,
			unsigned int count, const char *name)
{
	struct region *r = is_range(major, baseminor, count) ?
			   take_back(MKDEV(major, baseminor), count) : NULL;

	if (WARN(!r, "unregister_chrdev(%u, \"%.40s\"): nobody has these\n",
		 major, name))
		return -EINVAL;
	if (r->cdev)
		cdev_del(r->cdev);
	kfree(r);
	return 0;
}
EXPORT_SYMBOL(__unregister_chrdev);

/* ---- opening ---- */

/* Its operations and their owner's reference; NULL: nobody drives it. */
static const struct file_operations *get_driver(dev_t dev, struct inode *inode,
						struct module **owner)
{
	const struct file_operations *fops = NULL;
	struct cdev *c;

	mutex_lock(&chrdevs_mutex);
	list_for_each_entry(c, &cdevs, list) {
		if (!overlap(c->dev, c->count, dev, 1) ||
		    !try_module_get(c->owner))
			continue;
		fops = fops_get(c->ops);
		if (!fops)
			module_put(c->owner);
		*owner = c->owner;
		inode->i_cdev = c;
		break;
	}
	mutex_unlock(&chrdevs_mutex);
	return fops;
}

struct file *chrdev_open(dev_t dev, const char *path, int flags)
{
	struct inode inode = { .i_mode = S_IFCHR | 0666, .i_rdev = dev };
	const struct file_operations *fops;
	struct module *owner;

	fops = get_driver(dev, &inode, &owner);
	if (!fops)
		return ERR_PTR(-ENXIO);
	return file_open_on(fops, owner, NULL, &inode, path, flags);
}

int chrdev_by_name(const char *name, dev_t *dev)
{
	struct region *r;
	unsigned int n;
	size_t len;
	int err = -ENOENT;

	mutex_lock(&chrdevs_mutex);
	list_for_each_entry(r, &regions, list) {
		len = strlen(r->name);
		if (strncmp(r->name, name, len))
			continue;
		n = 0;
		if (name[len] && (!isdigit(name[len]) ||
				  kstrtouint(name + len, 10, &n) ||
				  n >= r->count))
			continue;
		*dev = r->from + n;
		err = 0;
		if (!name[len])
			break;			/* the name itself */
	}
	mutex_unlock(&chrdevs_mutex);
	return err;
}

/* ---- who asks ---- */

void for_each_chrdev(void (*fn)(dev_t from, unsigned int count,
				const char *name, bool driven, void *arg),
		     void *arg)
{
	struct region *r;
	struct cdev *c;
	bool driven;

	mutex_lock(&chrdevs_mutex);
	list_for_each_entry(r, &regions, list) {
		driven = false;
		list_for_each_entry(c, &cdevs, list)
			driven |= overlap(c->dev, c->count, r->from, r->count);
		fn(r->from, r->count, r->name, driven, arg);
	}
	mutex_unlock(&chrdevs_mutex);
}

static unsigned int chrdev_callbacks(unsigned long start, unsigned long end,
				     char *first)
{
	struct region *r;
	struct cdev *c;
	unsigned int n = 0;

	mutex_lock(&chrdevs_mutex);
	list_for_each_entry(r, &regions, list)
		if (leftover_is(r->caller, start, end) && !n++)
			snprintf(first, LEFTOVER_NAME, "%u:%u \"%.40s\"",
				 MAJOR(r->from), MINOR(r->from), r->name);
	list_for_each_entry(c, &cdevs, list)
		if ((leftover_is((unsigned long)c->ops, start, end) ||
		     leftover_is((unsigned long)c, start, end)) && !n++)
			snprintf(first, LEFTOVER_NAME, "cdev %u:%u, %ps",
				 MAJOR(c->dev), MINOR(c->dev), c->ops);
	mutex_unlock(&chrdevs_mutex);
	return n;
}
LEFTOVER_KIND(chrdev_kind, "character device", chrdev_callbacks);
