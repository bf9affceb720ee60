/*
 * pipe.c - a driver that lets its readers wait: one buffer, read, poll and
 * fasync, in 2.6's manner; its page can be mapped. broken=1: poll crashes.
 */
#include <linux/config.h>
#include <linux/module.h>
#include <linux/fs.h>
#include <linux/mm.h>
#include <linux/poll.h>
#include <linux/sched.h>
#include <asm/semaphore.h>
#include <asm/uaccess.h>

static int major;
static int broken;
module_param(broken, int, 0);
static char *buf;
static size_t used;
static int opened;
static DECLARE_MUTEX(sem);
static DECLARE_WAIT_QUEUE_HEAD(readers);
static struct fasync_struct *listeners;

static int pipe_open(struct inode *inode, struct file *filp)
{
	opened++;
	return nonseekable_open(inode, filp);
}

static int pipe_fasync(int fd, struct file *filp, int on)
{
	return fasync_helper(fd, filp, on, &listeners);
}

static int pipe_release(struct inode *inode, struct file *filp)
{
	pipe_fasync(-1, filp, 0);
	opened--;
	return 0;
}

static ssize_t pipe_read(struct file *filp, char __user *to, size_t n,
			 loff_t *pos)
{
	if (down_interruptible(&sem))
		return -ERESTARTSYS;
	while (!used) {
		DEFINE_WAIT(wait);

		up(&sem);
		if (filp->f_flags & O_NONBLOCK)
			return -EAGAIN;
		prepare_to_wait(&readers, &wait, TASK_INTERRUPTIBLE);
		if (!used)
			schedule();
		finish_wait(&readers, &wait);
		if (signal_pending(current))
			return -ERESTARTSYS;
		if (down_interruptible(&sem))
			return -ERESTARTSYS;
	}
	n = min(n, used);
	if (copy_to_user(to, buf, n)) {
		up(&sem);
		return -EFAULT;
	}
	used -= n;
	memmove(buf, buf + n, used);
	up(&sem);
	return n;
}

static ssize_t pipe_write(struct file *filp, const char __user *from, size_t n,
			  loff_t *pos)
{
	if (down_interruptible(&sem))
		return -ERESTARTSYS;
	n = min(n, (size_t)PAGE_SIZE - used);
	if (copy_from_user(buf + used, from, n)) {
		up(&sem);
		return -EFAULT;
	}
	used += n;
	up(&sem);
	wake_up_interruptible(&readers);
	kill_fasync(&listeners, SIGIO, POLL_IN);
	return n ? n : -ENOSPC;
}

static unsigned int pipe_poll(struct file *filp, poll_table *wait)
{
	unsigned int mask;

	down(&sem);
	poll_wait(filp, &readers, wait);
	mask = used ? POLLIN | POLLRDNORM : 0;
	if (used < PAGE_SIZE)
		mask |= POLLOUT | POLLWRNORM;
	up(&sem);
	if (broken)
		*(volatile int *)NULL = 0;
	return mask;
}

static struct page *pipe_nopage(struct vm_area_struct *vma,
				unsigned long address, int *type)
{
	if (vma->vm_pgoff || address - vma->vm_start >= PAGE_SIZE)
		return NOPAGE_SIGBUS;
	get_page(virt_to_page(buf));
	return virt_to_page(buf);
}

static struct vm_operations_struct pipe_vm_ops = { .nopage = pipe_nopage };

static int pipe_mmap(struct file *filp, struct vm_area_struct *vma)
{
	vma->vm_ops = &pipe_vm_ops;
	return 0;
}

static int simple_open(struct inode *inode, struct file *filp)
{
	return pipe_open(inode, filp);		/* a name that the kernel has */
}

static struct file_operations fops = {
	.owner = THIS_MODULE,
	.open = simple_open,
	.release = pipe_release,
	.read = pipe_read,
	.write = pipe_write,
	.poll = pipe_poll,
	.fasync = pipe_fasync,
	.mmap = pipe_mmap,
};

static int pipe_init(void)
{
	buf = (char *)get_zeroed_page(GFP_KERNEL);
	if (!buf)
		return -ENOMEM;
	major = register_chrdev(0, "pipe", &fops);
	if (major > 0)
		return 0;
	free_page((unsigned long)buf);
	return major;
}

static void pipe_exit(void)
{
	printk(KERN_INFO "pipe: %d left open\n", opened);
	unregister_chrdev(major, "pipe");
	free_page((unsigned long)buf);
}

module_init(pipe_init);
module_exit(pipe_exit);
MODULE_LICENSE("Dual BSD/GPL");
