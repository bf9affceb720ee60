/* Numbers of devices, open files, and reports read piece by piece. */
#include <kunit/test.h>
#include <linux/cdev.h>
#include <linux/err.h>
#include <linux/fs.h>
#include <linux/proc_fs.h>
#include <linux/seq_file.h>
#include <linux/slab.h>

#define RECORDS		40

static const struct file_operations nothing_fops = { };

static void numbers_belong_to_one(struct kunit *test)
{
	dev_t dev, other;

	KUNIT_ASSERT_EQ(test, alloc_chrdev_region(&dev, 5, 10, "kunit"), 0);
	KUNIT_EXPECT_EQ(test, MINOR(dev), 5);
	KUNIT_EXPECT_EQ(test, register_chrdev_region(dev + 9, 2, "x"), -EBUSY);
	KUNIT_EXPECT_EQ(test, register_chrdev_region(dev - 1, 2, "x"), -EBUSY);
	KUNIT_EXPECT_EQ(test, register_chrdev_region(dev + 10, 2, "x"), 0);
	unregister_chrdev_region(dev + 10, 2);
	KUNIT_EXPECT_EQ(test, register_chrdev_region(dev, 0, "x"), -EINVAL);
	KUNIT_EXPECT_EQ(test, register_chrdev_region(3, 1, "x"), -EINVAL);
	/* no number may fall over into the major, or out of it */
	KUNIT_EXPECT_EQ(test, alloc_chrdev_region(&other, MINORMASK + 1, 1, "x"),
			-EINVAL);
	KUNIT_EXPECT_EQ(test, alloc_chrdev_region(&other, 2, ~0u, "x"),
			-EINVAL);
	KUNIT_EXPECT_EQ(test, register_chrdev(4096, "x", &nothing_fops),
			-EINVAL);
	KUNIT_EXPECT_EQ(test, register_chrdev(4096 + MAJOR(dev) - 1, "x",
					      &nothing_fops), -EINVAL);
	KUNIT_ASSERT_EQ(test, alloc_chrdev_region(&other, 0, 1, "kunit2"), 0);
	KUNIT_EXPECT_NE(test, MAJOR(dev), MAJOR(other));
	unregister_chrdev_region(other, 1);
	unregister_chrdev_region(dev, 10);
}

static void nobody_drives_it(struct kunit *test)
{
	struct cdev *cdev = cdev_alloc();
	struct file *file;
	dev_t dev;

	KUNIT_ASSERT_NOT_NULL(test, cdev);
	KUNIT_ASSERT_EQ(test, alloc_chrdev_region(&dev, 0, 2, "kunit"), 0);
	file = filp_open("/dev/kunit1", O_RDWR, 0);
	KUNIT_EXPECT_EQ(test, PTR_ERR(file), -ENXIO);
	cdev->ops = &nothing_fops;
	KUNIT_EXPECT_EQ(test, cdev_add(cdev, dev, 2), 0);
	file = filp_open("/dev/kunit1", O_RDONLY, 0);
	KUNIT_EXPECT_FALSE(test, IS_ERR(file));
	if (!IS_ERR(file)) {
		loff_t pos = 0;

		KUNIT_EXPECT_EQ(test, iminor(file_inode(file)), 1);
		KUNIT_EXPECT_EQ(test, kernel_read(file, &pos, 1, &pos),
				-EINVAL);
		KUNIT_EXPECT_EQ(test, kernel_write(file, &pos, 1, &pos),
				-EBADF);
		KUNIT_EXPECT_EQ(test, vfs_ioctl(file, 1, 0), -ENOTTY);
		filp_close(file, NULL);
	}
	cdev_del(cdev);
	KUNIT_EXPECT_EQ(test, PTR_ERR(filp_open("/dev/kunit1", O_RDWR, 0)),
			-ENXIO);
	unregister_chrdev_region(dev, 2);
	KUNIT_EXPECT_EQ(test, PTR_ERR(filp_open("/dev/kunit1", O_RDWR, 0)),
			-ENOENT);
}

/* ---- reports ---- */

static void *start(struct seq_file *m, loff_t *pos)
{
	return *pos < RECORDS ? (void *)(long)(*pos + 1) : NULL;
}

static void *next(struct seq_file *m, void *v, loff_t *pos)
{
	++*pos;
	return start(m, pos);
}

static void stop(struct seq_file *m, void *v)
{
}

/* The tenth is larger than a page, every seventh left out. */
static int show(struct seq_file *m, void *v)
{
	long nr = (long)v;

	if (nr % 7 == 0)
		return SEQ_SKIP;
	seq_printf(m, "%ld:", nr);
	for (int i = 0; i < (nr == 10 ? 9000 : 200); i++)
		seq_putc(m, 'a' + (nr + i) % 26);
	seq_putc(m, '\n');
	return 0;
}

static const struct seq_operations ops = {
	.start = start, .next = next, .stop = stop, .show = show,
};

/* All of /proc/kunit_seq in pieces of @piece bytes, into @buf. */
static size_t read_all(struct file *file, char *buf, size_t size, size_t piece)
{
	loff_t pos = 0;
	ssize_t n = 1;

	while (n > 0 && pos + piece <= size)
		n = kernel_read(file, buf + pos, piece, &pos);
	return pos;
}

static void any_piece_gives_the_same(struct kunit *test)
{
	static const size_t pieces[] = { 7, 100, 4096, 20000 };
	char *whole = kunit_kzalloc(test, 40000, GFP_KERNEL);
	char *buf = kunit_kzalloc(test, 40000, GFP_KERNEL);
	size_t all = 0, n;
	struct file *file;
	loff_t pos = 9100;

	KUNIT_ASSERT_NOT_NULL(test, whole);
	KUNIT_ASSERT_NOT_NULL(test, buf);
	KUNIT_ASSERT_NOT_NULL(test, proc_create_seq("kunit_seq", 0, NULL,
						    &ops));
	file = filp_open("/proc/kunit_seq", O_RDONLY, 0);
	remove_proc_entry("kunit_seq", NULL);	/* who has it open reads on */
	KUNIT_ASSERT_FALSE(test, IS_ERR(file));
	for (int i = 0; i < ARRAY_SIZE(pieces); i++) {
		n = read_all(file, i ? buf : whole, 40000, pieces[i]);
		if (!i)
			all = n;
		KUNIT_EXPECT_EQ(test, n, all);
		KUNIT_EXPECT_EQ(test, i ? memcmp(buf, whole, all) : 0, 0);
	}
	KUNIT_EXPECT_GT(test, all, 9000 + 33 * 200);
	KUNIT_EXPECT_EQ(test, kernel_read(file, buf, 50, &pos), 50);
	KUNIT_EXPECT_EQ(test, memcmp(buf, whole + 9100, 50), 0);
	filp_close(file, NULL);
	KUNIT_EXPECT_EQ(test, PTR_ERR(filp_open("/proc/kunit_seq", 0, 0)),
			-ENOENT);
}

static struct kunit_case file_cases[] = {
	KUNIT_CASE(numbers_belong_to_one),
	KUNIT_CASE(nobody_drives_it),
	KUNIT_CASE(any_piece_gives_the_same),
	{ }
};

static struct kunit_suite file_suite = {
	.name = "file",
	.test_cases = file_cases,
};
kunit_test_suite(file_suite);
