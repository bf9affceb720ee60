/*
 * file_ops.c - operations that many drivers would write alike.
 *
 * Seeking: generic where the size is known, default where it is the inode's,
 * noop where a place means nothing but nobody should be told so, no where it is
 * an error. A buffer in memory read and written piece by piece: simple_*.
 *
 * Invariant: f_pos never gets negative, nor does what is copied reach past the
 * buffer.
 * Locking: none, a file has one user. Context: process.
 * Linux: fs/read_write.c, fs/libfs.c.
 * gdb: `break simple_read_from_buffer`, `p *pos`.
 */
#include <linux/export.h>
#include <linux/fs.h>
#include <linux/kernel.h>
#include <linux/uaccess.h>

loff_t no_llseek(struct file *file, loff_t offset, int whence)
{
	return -ESPIPE;
}
EXPORT_SYMBOL(no_llseek);

loff_t noop_llseek(struct file *file, loff_t offset, int whence)
{
	return file->f_pos;
}
EXPORT_SYMBOL(noop_llseek);

loff_t fixed_size_llseek(struct file *file, loff_t offset, int whence,
			 loff_t size)
{
	if (whence == SEEK_CUR)
		offset += file->f_pos;
	else if (whence == SEEK_END)
		offset += size;
	else if (whence != SEEK_SET)
		return -EINVAL;
	if (offset < 0)
		return -EINVAL;
	file->f_pos = offset;
	return offset;
}
EXPORT_SYMBOL(fixed_size_llseek);

loff_t generic_file_llseek(struct file *file, loff_t offset, int whence)
{
	return fixed_size_llseek(file, offset, whence, file->f_inode->i_size);
}
EXPORT_SYMBOL(generic_file_llseek);

loff_t default_llseek(struct file *file, loff_t offset, int whence)
{
	return generic_file_llseek(file, offset, whence);
}
EXPORT_SYMBOL(default_llseek);

int nonseekable_open(struct inode *inode, struct file *file)
{
	return 0;
}
EXPORT_SYMBOL(nonseekable_open);

int simple_open(struct inode *inode, struct file *file)
{
	if (inode->i_private)
		file->private_data = inode->i_private;
	return 0;
}
EXPORT_SYMBOL(simple_open);

/* Of @count bytes from @pos on as many as there are of @available. */
static ssize_t part_of(size_t count, loff_t pos, size_t available)
{
	if (pos < 0)
		return -EINVAL;
	return pos >= available ? 0 : min_t(size_t, count, available - pos);
}

/* Of @count bytes @left could not be copied: what that is for the caller. */
static ssize_t copied(size_t count, size_t left, loff_t *pos)
{
	if (left == count)
		return -EFAULT;
	*pos += count - left;
	return count - left;
}

ssize_t simple_read_from_buffer(void __user *to, size_t count, loff_t *pos,
				const void *from, size_t available)
{
	ssize_t n = part_of(count, *pos, available);

	return n <= 0 ? n : copied(n, copy_to_user(to, from + *pos, n), pos);
}
EXPORT_SYMBOL(simple_read_from_buffer);

ssize_t simple_write_to_buffer(void *to, size_t available, loff_t *pos,
			       const void __user *from, size_t count)
{
	ssize_t n = part_of(count, *pos, available);

	return n <= 0 ? n : copied(n, copy_from_user(to + *pos, from, n), pos);
}
EXPORT_SYMBOL(simple_write_to_buffer);
