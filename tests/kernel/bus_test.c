/* Buses: a device and its driver find each other, whoever comes first. */
#include <kunit/test.h>
#include <linux/device.h>
#include <linux/err.h>
#include <linux/fs.h>
#include <linux/oops.h>
#include <linux/string.h>
#include "said.h"

static int probed, removed, released, answer;

static int match_name(struct device *dev, struct device_driver *drv)
{
	return !strncmp(dev_name(dev), drv->name, strlen(drv->name));
}

static struct bus_type bus = { .name = "kunit", .match = match_name };

static int probe(struct device *dev)
{
	probed++;
	dev_set_drvdata(dev, &probed);
	return answer;
}

static int remove(struct device *dev)
{
	removed++;
	return 0;
}

static struct device_driver driver = {
	.name = "thing", .bus = &bus, .probe = probe, .remove = remove,
};
static struct device_driver twin = { .name = "thing", .bus = &bus };

static void release(struct device *dev)
{
	released++;
}

static void add(struct kunit *test, struct device *dev, const char *name)
{
	memset(dev, 0, sizeof(*dev));
	dev->bus = &bus;
	dev->release = release;
	strscpy(dev->bus_id, name, BUS_ID_SIZE);
	KUNIT_ASSERT_EQ(test, device_register(dev), 0);
}

/* What @path says; "" if it can't be read. */
static const char *said(const char *path)
{
	static char text[128];
	struct file *file = filp_open(path, O_RDONLY, 0);
	loff_t pos = 0;
	ssize_t n;

	text[0] = '\0';
	if (IS_ERR(file))
		return text;
	n = kernel_read(file, text, sizeof(text) - 1, &pos);
	filp_close(file, NULL);
	text[max_t(ssize_t, n, 0)] = '\0';
	return text;
}

static int bus_test_init(struct kunit *test)
{
	probed = removed = released = answer = 0;
	return bus_register(&bus);
}

static void bus_test_exit(struct kunit *test)
{
	bus_unregister(&bus);
}

static void one_name_once(struct kunit *test)
{
	static struct bus_type namesake;
	unsigned int warned = warn_count;

	namesake.name = bus.name;
	KUNIT_EXPECT_EQ(test, bus_register(&namesake), -EEXIST);
	KUNIT_EXPECT_NULL(test, namesake.p);
	KUNIT_EXPECT_EQ(test, warn_count, warned);
	KUNIT_EXPECT_EQ(test, bus_register(&bus), -EEXIST);
	KUNIT_EXPECT_EQ(test, warn_count, warned + 1);
	KUNIT_EXPECT_NOT_NULL(test, bus.p);
}

static void the_second_finds_the_first(struct kunit *test)
{
	static struct device early, late, other;

	add(test, &early, "thing0");
	KUNIT_EXPECT_NULL(test, early.driver);
	KUNIT_ASSERT_EQ(test, driver_register(&driver), 0);
	KUNIT_EXPECT_PTR_EQ(test, early.driver, &driver);
	add(test, &late, "thing1");
	KUNIT_EXPECT_PTR_EQ(test, late.driver, &driver);
	add(test, &other, "gadget");
	KUNIT_EXPECT_NULL(test, other.driver);
	KUNIT_EXPECT_EQ(test, probed, 2);
	KUNIT_EXPECT_STREQ(test, said("/sys/bus/kunit/devices"),
			   "thing0: thing\nthing1: thing\n"
			   "gadget: no driver\n");
	device_unregister(&late);
	KUNIT_EXPECT_EQ(test, removed, 1);
	KUNIT_EXPECT_EQ(test, released, 1);
	driver_unregister(&driver);
	KUNIT_EXPECT_EQ(test, removed, 2);
	KUNIT_EXPECT_NULL(test, early.driver);
	KUNIT_EXPECT_NULL(test, dev_get_drvdata(&early));
	device_unregister(&early);
	device_unregister(&other);
	KUNIT_EXPECT_EQ(test, removed, 2);
	KUNIT_EXPECT_EQ(test, released, 3);
}

/* A probe() that says no leaves the device to the next driver. */
static void a_refusal_is_not_the_end(struct kunit *test)
{
	static struct device_driver next = { .name = "thin", .bus = &bus };
	static struct device dev;

	answer = -ENODEV;
	KUNIT_ASSERT_EQ(test, driver_register(&driver), 0);
	add(test, &dev, "thing0");
	KUNIT_EXPECT_EQ(test, probed, 1);
	KUNIT_EXPECT_NULL(test, dev.driver);
	KUNIT_ASSERT_EQ(test, driver_register(&next), 0);
	KUNIT_EXPECT_PTR_EQ(test, dev.driver, &next);
	driver_unregister(&driver);
	KUNIT_EXPECT_EQ(test, removed, 0);
	KUNIT_EXPECT_PTR_EQ(test, dev.driver, &next);
	driver_unregister(&next);
	device_unregister(&dev);
}

static void names_are_taken_once(struct kunit *test)
{
	static struct bus_type same = { .name = "kunit" };
	static struct device lost = { .init_name = "lost", .bus = &same };
	static struct device_driver nowhere = { .name = "x", .bus = &same };

	KUNIT_EXPECT_EQ(test, bus_register(&same), -EEXIST);
	KUNIT_EXPECT_NULL(test, same.p);
	KUNIT_EXPECT_EQ(test, driver_register(&nowhere), -EINVAL);
	lost.release = release;
	KUNIT_EXPECT_EQ(test, device_register(&lost), -EINVAL);
	KUNIT_EXPECT_FALSE(test, lost.kobj.in_sysfs);
	put_device(&lost);
	KUNIT_EXPECT_EQ(test, released, 1);
	KUNIT_ASSERT_EQ(test, driver_register(&driver), 0);
	KUNIT_EXPECT_EQ(test, driver_register(&twin), -EEXIST);
	KUNIT_EXPECT_NULL(test, twin.p);
	driver_unregister(&driver);
}

/* As a module's exit may have them in the wrong order. */
static void a_bus_goes_before_its_driver(struct kunit *test)
{
	unsigned int warned = warn_count;

	KUNIT_ASSERT_EQ(test, driver_register(&driver), 0);
	bus_unregister(&bus);
	KUNIT_EXPECT_EQ(test, warn_count, warned + 1);
	driver_unregister(&driver);
	KUNIT_EXPECT_EQ(test, warn_count, warned + 2);
	KUNIT_EXPECT_NULL(test, driver.p);
	KUNIT_ASSERT_EQ(test, bus_register(&bus), 0);
	KUNIT_EXPECT_EQ(test, driver_register(&driver), 0);
	driver_unregister(&driver);
}

static void nobody_releases_it(struct kunit *test)
{
	static struct device dev = { .init_name = "kunit-static" };
	struct kmsg_dump_iter log;

	said_from_here(&log);
	KUNIT_ASSERT_EQ(test, device_register(&dev), 0);
	device_unregister(&dev);
	KUNIT_EXPECT_TRUE(test, said_since(&log, "kunit-static: it has no release()"));
}

static ssize_t version_show(struct bus_type *type, char *page)
{
	return sysfs_emit(page, "%s 1\n", type->name);
}

static ssize_t fresh_show(const struct bus_type *type, char *page)
{
	return sysfs_emit(page, "%s 6\n", type->name);
}

static ssize_t who_show(struct device_driver *drv, char *page)
{
	return sysfs_emit(page, "%s\n", drv->name);
}

static BUS_ATTR(version, 0444, version_show, NULL);
static BUS_ATTR_RO(fresh);
static DRIVER_ATTR_RO(who);

static void both_have_files(struct kunit *test)
{
	KUNIT_EXPECT_EQ(test, bus_create_file(&bus, &bus_attr_version), 0);
	KUNIT_EXPECT_EQ(test, bus_create_file(&bus, &bus_attr_fresh), 0);
	KUNIT_ASSERT_EQ(test, driver_register(&driver), 0);
	KUNIT_EXPECT_EQ(test, driver_create_file(&driver, &driver_attr_who),
			0);
	KUNIT_EXPECT_STREQ(test, said("/sys/bus/kunit/version"), "kunit 1\n");
	KUNIT_EXPECT_STREQ(test, said("/sys/bus/kunit/fresh"), "kunit 6\n");
	KUNIT_EXPECT_STREQ(test, said("/sys/bus/kunit/drivers/thing/who"),
			   "thing\n");
	driver_remove_file(&driver, &driver_attr_who);
	bus_remove_file(&bus, &bus_attr_version);
	KUNIT_EXPECT_STREQ(test, said("/sys/bus/kunit/version"), "");
	driver_unregister(&driver);
	KUNIT_EXPECT_EQ(test, driver_create_file(&driver, &driver_attr_who),
			-EINVAL);
}

static struct kunit_case bus_cases[] = {
	KUNIT_CASE(one_name_once),
	KUNIT_CASE(the_second_finds_the_first),
	KUNIT_CASE(a_refusal_is_not_the_end),
	KUNIT_CASE(names_are_taken_once),
	KUNIT_CASE(a_bus_goes_before_its_driver),
	KUNIT_CASE(nobody_releases_it),
	KUNIT_CASE(both_have_files),
	{}
};

static struct kunit_suite bus_suite = {
	.name = "bus",
	.init = bus_test_init,
	.exit = bus_test_exit,
	.test_cases = bus_cases,
};
kunit_test_suite(bus_suite);
