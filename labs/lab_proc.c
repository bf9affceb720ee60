/*
 * lab_proc - files in /proc, in three generations.
 *
 *	cat /proc/lab_old		read_proc, until 3.9
 *	cat /proc/lab/list		seq_file, a record at a time
 *	cat /proc/lab/count		single_open; dev write /proc/lab/count 5
 */
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/list.h>
#include <linux/module.h>
#include <linux/proc_fs.h>
#include <linux/seq_file.h>
#include <linux/slab.h>
#include <linux/uaccess.h>

struct item {
	struct list_head list;
	int nr;
};

static int count = 3;
module_param(count, int, 0444);
MODULE_PARM_DESC(count, "items in the list");

static LIST_HEAD(items);
static struct proc_dir_entry *dir;

static int read_old(char *page, char **start, off_t off, int len, int *eof,
		    void *data)
{
	*eof = 1;
	return sprintf(page, "%s, at offset %ld\n", (char *)data, off);
}

static void *item_start(struct seq_file *m, loff_t *pos)
{
	return seq_list_start(&items, *pos);
}

static void *item_next(struct seq_file *m, void *v, loff_t *pos)
{
	return seq_list_next(v, &items, pos);
}

static void item_stop(struct seq_file *m, void *v)
{
}

static int item_show(struct seq_file *m, void *v)
{
	struct item *item = list_entry(v, struct item, list);

	seq_printf(m, "item %d\n", item->nr);
	return 0;
}

static const struct seq_operations item_ops = {
	.start = item_start,
	.next = item_next,
	.stop = item_stop,
	.show = item_show,
};

static int list_open(struct inode *inode, struct file *file)
{
	return seq_open(file, &item_ops);
}

static const struct file_operations list_fops = {
	.owner = THIS_MODULE,
	.open = list_open,
	.read = seq_read,
	.llseek = seq_lseek,
	.release = seq_release,
};

static int count_show(struct seq_file *m, void *v)
{
	seq_printf(m, "%d\n", count);
	return 0;
}

static int count_open(struct inode *inode, struct file *file)
{
	return single_open(file, count_show, NULL);
}

static ssize_t count_write(struct file *file, const char __user *buf,
			   size_t len, loff_t *ppos)
{
	char text[16] = "";
	int err;

	if (copy_from_user(text, buf, min(len, sizeof(text) - 1)))
		return -EFAULT;
	err = kstrtoint(text, 0, &count);
	return err ? err : len;
}

static const struct proc_ops count_ops = {
	.proc_open = count_open,
	.proc_read = seq_read,
	.proc_write = count_write,
	.proc_lseek = seq_lseek,
	.proc_release = single_release,
};

static void free_items(void)
{
	struct item *item, *next;

	list_for_each_entry_safe(item, next, &items, list)
		kfree(item);
}

static int __init proc_init(void)
{
	int i;

	for (i = 0; i < count; i++) {
		struct item *item = kmalloc(sizeof(*item), GFP_KERNEL);

		if (!item)
			goto fail;
		item->nr = i;
		list_add_tail(&item->list, &items);
	}
	dir = proc_mkdir("lab", NULL);
	if (!dir)
		goto fail;
	if (!create_proc_read_entry("lab_old", 0, NULL, read_old, "read_proc"))
		goto fail_dir;
	if (!proc_create("list", 0, dir, &list_fops) ||
	    !proc_create("count", 0644, dir, &count_ops))
		goto fail_old;
	pr_info("proc: /proc/lab_old /proc/lab/list /proc/lab/count\n");
	return 0;
fail_old:
	remove_proc_entry("lab_old", NULL);
fail_dir:
	remove_proc_subtree("lab", NULL);
fail:
	free_items();
	return -ENOMEM;
}

static void __exit proc_exit(void)
{
	remove_proc_entry("lab_old", NULL);
	remove_proc_subtree("lab", NULL);
	free_items();
	pr_info("proc: bye\n");
}

module_init(proc_init);
module_exit(proc_exit);
MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("files in /proc, in three generations");
