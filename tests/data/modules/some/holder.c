/* holder.c - files in /proc without a word about whose they are. */
#include <linux/module.h>
#include <linux/percpu.h>
#include <linux/proc_fs.h>
#include <linux/seq_file.h>
#include <linux/uaccess.h>

static int shown;
static DEFINE_PER_CPU(int *, counter) __used = &shown;

static ssize_t held_read(struct file *file, char __user *buf, size_t len,
			 loff_t *pos)
{
	return simple_read_from_buffer(buf, len, pos, "held\n", 5);
}

static const struct proc_ops held_ops = { .proc_read = held_read };

static int held_show(struct seq_file *m, void *v)
{
	seq_printf(m, "shown %d\n", ++shown);
	return 0;
}

static int __init holder_init(void)
{
	return proc_create("held", 0, NULL, &held_ops) &&
	       proc_create_single("held_once", 0, NULL, held_show) ?
	       0 : -ENOMEM;
}

static void __exit holder_exit(void)
{
	remove_proc_entry("held_once", NULL);
	remove_proc_entry("held", NULL);
}

module_init(holder_init);
module_exit(holder_exit);
MODULE_LICENSE("GPL");
