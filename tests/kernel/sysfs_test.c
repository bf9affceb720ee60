/*
 * Kobjects and their files: in the tree, through a path, and out of it again.
 */
#include <kunit/test.h>
#include <linux/device.h>
#include <linux/err.h>
#include <linux/fs.h>
#include <linux/kobject.h>
#include <linux/slab.h>
#include <linux/string.h>

static int value, released, shown;

static ssize_t value_show(struct kobject *kobj, struct kobj_attribute *attr,
			  char *page)
{
	shown++;
	return sysfs_emit(page, "%d\n", value);
}

static ssize_t value_store(struct kobject *kobj, struct kobj_attribute *attr,
			   const char *text, size_t len)
{
	return kstrtoint(text, 0, &value) ?: len;
}

static struct kobj_attribute value_attr = __ATTR_RW(value);
static struct kobj_attribute deaf_attr = __ATTR(deaf, 0444, NULL, NULL);
static struct attribute *attrs[] = { &value_attr.attr, NULL };
static const struct attribute_group group = { .name = "more", .attrs = attrs };

/* What reading @path gives, as a number; or -Exxx. */
static int read_number(const char *path)
{
	struct file *file = filp_open(path, O_RDONLY, 0);
	char text[16] = "";
	loff_t pos = 0;
	ssize_t n;
	int val;

	if (IS_ERR(file))
		return PTR_ERR(file);
	n = kernel_read(file, text, sizeof(text) - 1, &pos);
	filp_close(file, NULL);
	if (n < 0)
		return n;
	return kstrtoint(strim(text), 0, &val) ?: val;
}

static void a_file_is_a_value(struct kunit *test)
{
	struct kobject *kobj = kobject_create_and_add("kunit", kernel_kobj);
	struct file *file;
	loff_t pos = 0;

	KUNIT_ASSERT_NOT_NULL(test, kobj);
	value = 7;
	KUNIT_EXPECT_EQ(test, sysfs_create_file(kobj, &value_attr.attr), 0);
	KUNIT_EXPECT_EQ(test, sysfs_create_file(kobj, &value_attr.attr),
			-EEXIST);
	KUNIT_EXPECT_EQ(test, sysfs_create_file(kobj, &deaf_attr.attr), 0);
	KUNIT_EXPECT_EQ(test, read_number("/sys/kernel/kunit/value"), 7);
	KUNIT_EXPECT_EQ(test, read_number("/sys/kernel/kunit/deaf"), -EIO);
	KUNIT_EXPECT_EQ(test, read_number("/sys/kernel/kunit/nix"), -ENOENT);
	KUNIT_EXPECT_EQ(test, read_number("/sys/kernel/kunit"), -EISDIR);
	KUNIT_EXPECT_EQ(test, read_number("/sys/nix"), -ENOENT);
	file = filp_open("/sys/kernel/kunit/value", O_WRONLY, 0);
	KUNIT_ASSERT_FALSE(test, IS_ERR(file));
	KUNIT_EXPECT_EQ(test, kernel_write(file, "42", 2, &pos), 2);
	KUNIT_EXPECT_EQ(test, value, 42);
	KUNIT_EXPECT_EQ(test, kernel_write(file, "x", 1, &pos), -EINVAL);
	sysfs_remove_file(kobj, &value_attr.attr);
	KUNIT_EXPECT_EQ(test, kernel_write(file, "1", 1, &pos), -ENODEV);
	filp_close(file, NULL);
	KUNIT_EXPECT_EQ(test, read_number("/sys/kernel/kunit/value"), -ENOENT);
	kobject_put(kobj);
	KUNIT_EXPECT_EQ(test, read_number("/sys/kernel/kunit/deaf"), -ENOENT);
}

/* As `cat` reads: until there is no more. */
static void a_text_is_made_once(struct kunit *test)
{
	struct kobject *kobj = kobject_create_and_add("kunit/a", NULL);
	struct file *file;
	char text[8] = "";
	loff_t pos = 0;

	KUNIT_ASSERT_NOT_NULL(test, kobj);
	value = 123;
	shown = 0;
	KUNIT_EXPECT_EQ(test, sysfs_create_file(kobj, &value_attr.attr), 0);
	file = filp_open("/sys/kunit!a/value", O_RDONLY, 0);
	KUNIT_ASSERT_FALSE(test, IS_ERR(file));
	KUNIT_EXPECT_EQ(test, kernel_read(file, text, 1, &pos), 1);
	value = 456;
	KUNIT_EXPECT_EQ(test, kernel_read(file, text + 1, 6, &pos), 3);
	KUNIT_EXPECT_EQ(test, kernel_read(file, text + 4, 1, &pos), 0);
	KUNIT_EXPECT_STREQ(test, text, "123\n");
	KUNIT_EXPECT_EQ(test, shown, 1);
	pos = 0;
	KUNIT_EXPECT_EQ(test, kernel_read(file, text, 4, &pos), 4);
	KUNIT_EXPECT_STREQ(test, text, "456\n");
	filp_close(file, NULL);
	kobject_put(kobj);
}

static void a_group_is_a_directory(struct kunit *test)
{
	struct kobject *kobj = kobject_create_and_add("kunit", NULL);

	KUNIT_ASSERT_NOT_NULL(test, kobj);
	value = 9;
	KUNIT_EXPECT_EQ(test, sysfs_create_group(kobj, &group), 0);
	KUNIT_EXPECT_EQ(test, sysfs_create_group(kobj, &group), -EEXIST);
	KUNIT_EXPECT_EQ(test, sysfs_create_group(kobj, &group), 0);
	KUNIT_EXPECT_EQ(test, read_number("/sys/kunit/more/value"), 9);
	KUNIT_EXPECT_EQ(test, read_number("/sys/kunit/value"), -ENOENT);
	KUNIT_EXPECT_EQ(test, read_number("/sys/kunit/more"), -EISDIR);
	sysfs_remove_group(kobj, &group);
	KUNIT_EXPECT_EQ(test, read_number("/sys/kunit/more/value"), -ENOENT);
	KUNIT_EXPECT_NULL(test, kobject_create_and_add("kunit", NULL));
	kobject_put(kobj);
}

static void count_release(struct kobject *kobj)
{
	released++;
}

static const struct kobj_type counted = {
	.release = count_release,
	.sysfs_ops = &kobj_sysfs_ops,
	.default_attrs = attrs,
};

/*
 * A module that goes can't wait for who has a file open: nothing of it is kept.
 */
static void the_last_one_releases(struct kunit *test)
{
	struct kobject *parent = kobject_create_and_add("kunit", NULL);
	static struct kobject kobj;
	struct file *file;
	loff_t pos = 0;
	char text[1];

	KUNIT_ASSERT_NOT_NULL(test, parent);
	memset(&kobj, 0, sizeof(kobj));
	released = 0;
	KUNIT_EXPECT_EQ(test, kobject_init_and_add(&kobj, &counted, parent,
						   "child%d", 1), 0);
	kobject_put(parent);			/* the child has one, too */
	value = 3;
	KUNIT_EXPECT_EQ(test, read_number("/sys/kunit/child1/value"), 3);
	file = filp_open("/sys/kunit/child1/value", O_RDONLY, 0);
	KUNIT_ASSERT_FALSE(test, IS_ERR(file));
	kobject_del(&kobj);
	KUNIT_EXPECT_EQ(test, read_number("/sys/kunit/child1/value"), -ENOENT);
	KUNIT_EXPECT_EQ(test, released, 0);
	kobject_put(&kobj);
	KUNIT_EXPECT_EQ(test, released, 1);
	memset(&kobj, 0x5a, sizeof(kobj));
	KUNIT_EXPECT_EQ(test, kernel_read(file, text, 1, &pos), -ENODEV);
	filp_close(file, NULL);
	KUNIT_EXPECT_EQ(test, released, 1);
}

static struct kobject *child;

static ssize_t unexport_store(struct kobject *kobj,
			      struct kobj_attribute *attr, const char *text,
			      size_t len)
{
	kobject_put(child);
	return len;
}

static struct kobj_attribute unexport_attr = __ATTR_WO(unexport);

/* As `echo 5 > unexport` of GPIOs does. */
static void a_store_may_remove_another_kobject(struct kunit *test)
{
	struct kobject *kobj = kobject_create_and_add("kunit", NULL);
	struct file *file;
	loff_t pos = 0;

	KUNIT_ASSERT_NOT_NULL(test, kobj);
	child = kobject_create_and_add("child", kobj);
	KUNIT_ASSERT_NOT_NULL(test, child);
	KUNIT_EXPECT_EQ(test, sysfs_create_file(child, &value_attr.attr), 0);
	KUNIT_EXPECT_EQ(test, sysfs_create_file(kobj, &unexport_attr.attr), 0);
	file = filp_open("/sys/kunit/unexport", O_WRONLY, 0);
	KUNIT_ASSERT_FALSE(test, IS_ERR(file));
	KUNIT_EXPECT_EQ(test, kernel_write(file, "1", 1, &pos), 1);
	KUNIT_EXPECT_EQ(test, read_number("/sys/kunit/child/value"), -ENOENT);
	filp_close(file, NULL);
	kobject_put(kobj);
}

static ssize_t number_show(struct device *dev, struct device_attribute *attr,
			   char *page)
{
	return sysfs_emit(page, "%u\n", MINOR(dev->devt));
}

static DEVICE_ATTR_RO(number);

/* As 2.6.10 knew them: without the attribute. */
static unsigned int added;

static ssize_t show_sum(struct device *dev, char *page)
{
	return sysfs_emit(page, "%u\n", MINOR(dev->devt) + added);
}

static ssize_t store_sum(struct device *dev, const char *buf, size_t count)
{
	added = buf[0] - '0';
	return count;
}

static DEVICE_ATTR(sum, 0644, show_sum, store_sum);

static void functions_may_take_no_attribute(struct kunit *test)
{
	struct class *class = class_create("kunit");
	struct device *dev;
	struct file *file;
	loff_t pos = 0;

	KUNIT_ASSERT_FALSE(test, IS_ERR(class));
	dev = device_create(class, NULL, MKDEV(300, 5), NULL, "kunit5");
	KUNIT_ASSERT_FALSE(test, IS_ERR(dev));
	added = 0;
	KUNIT_EXPECT_EQ(test, device_create_file(dev, &dev_attr_sum), 0);
	KUNIT_EXPECT_EQ(test, read_number("/sys/class/kunit/kunit5/sum"), 5);
	file = filp_open("/sys/class/kunit/kunit5/sum", O_WRONLY, 0);
	if (!IS_ERR(file)) {
		KUNIT_EXPECT_EQ(test, kernel_write(file, "3", 1, &pos), 1);
		filp_close(file, NULL);
	}
	KUNIT_EXPECT_EQ(test, read_number("/sys/class/kunit/kunit5/sum"), 8);
	device_destroy(class, MKDEV(300, 5));
	class_destroy(class);
}

static void a_device_has_a_directory(struct kunit *test)
{
	struct class *class = class_create(THIS_MODULE, "kunit");
	struct device *dev;

	KUNIT_ASSERT_FALSE(test, IS_ERR(class));
	KUNIT_EXPECT_EQ(test, PTR_ERR(class_create("kunit")), -EEXIST);
	dev = device_create(ERR_PTR(-EEXIST), NULL, MKDEV(300, 4), NULL, "x");
	KUNIT_EXPECT_EQ(test, PTR_ERR(dev), -EEXIST);
	dev = device_create(class, NULL, MKDEV(300, 4), NULL, "kunit%d", 4);
	KUNIT_ASSERT_FALSE(test, IS_ERR(dev));
	KUNIT_EXPECT_STREQ(test, dev_name(dev), "kunit4");
	KUNIT_EXPECT_EQ(test, device_create_file(dev, &dev_attr_number), 0);
	KUNIT_EXPECT_EQ(test, read_number("/sys/class/kunit/kunit4/number"),
			4);
	device_destroy(class, MKDEV(300, 4));
	KUNIT_EXPECT_EQ(test, read_number("/sys/class/kunit/kunit4/number"),
			-ENOENT);
	class_destroy(class);
}

static struct kunit_case sysfs_cases[] = {
	KUNIT_CASE(a_file_is_a_value),
	KUNIT_CASE(a_text_is_made_once),
	KUNIT_CASE(a_group_is_a_directory),
	KUNIT_CASE(the_last_one_releases),
	KUNIT_CASE(a_store_may_remove_another_kobject),
	KUNIT_CASE(a_device_has_a_directory),
	KUNIT_CASE(functions_may_take_no_attribute),
	{}
};

static struct kunit_suite sysfs_suite = {
	.name = "sysfs",
	.test_cases = sysfs_cases,
};
kunit_test_suite(sysfs_suite);
