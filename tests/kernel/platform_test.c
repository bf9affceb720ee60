/* The platform bus: a device and its driver have the same name. */
#include <kunit/test.h>
#include <linux/err.h>
#include <linux/platform_device.h>
#include <linux/string.h>

static struct platform_device *probed;
static int removed, released, answer;

static int probe(struct platform_device *pdev)
{
	probed = pdev;
	platform_set_drvdata(pdev, &answer);
	return answer;
}

static int remove(struct platform_device *pdev)
{
	removed++;
	KUNIT_EXPECT_PTR_EQ(kunit_get_current_test(),
			    platform_get_drvdata(pdev), &answer);
	return 0;
}

static struct platform_driver driver = {
	.probe = probe, .remove = remove, .driver.name = "kunit-thing",
};

static const struct platform_device_id ids[] = {
	{ "kunit-one", 1 }, { "kunit-two", 2 }, { }
};
static struct platform_driver many = {
	.probe = probe, .id_table = ids, .driver.name = "kunit-many",
};

static const struct resource resources[] = {
	{ .name = "regs", .start = 0x1000, .end = 0x1fff,
	  .flags = IORESOURCE_MEM },
	{ .start = 11, .end = 11, .flags = IORESOURCE_IRQ },
	{ .name = "ram", .start = 0x8000, .end = 0x8fff,
	  .flags = IORESOURCE_MEM },
};

static void release(struct device *dev)
{
	released++;
}

static int platform_test_init(struct kunit *test)
{
	probed = NULL;
	removed = released = answer = 0;
	return 0;
}

static void by_name(struct kunit *test)
{
	struct platform_device *first, *other;

	first = platform_device_register_simple("kunit-thing", 3, NULL, 0);
	KUNIT_ASSERT_FALSE(test, IS_ERR(first));
	other = platform_device_register_simple("kunit-thin", -1, NULL, 0);
	KUNIT_ASSERT_FALSE(test, IS_ERR(other));
	KUNIT_EXPECT_STREQ(test, dev_name(&first->dev), "kunit-thing.3");
	KUNIT_EXPECT_STREQ(test, dev_name(&other->dev), "kunit-thin");
	KUNIT_EXPECT_PTR_EQ(test, platform_device_register_simple(
				    "kunit-thing", 3, NULL, 0),
			    ERR_PTR(-EEXIST));
	KUNIT_ASSERT_EQ(test, platform_driver_register(&driver), 0);
	KUNIT_EXPECT_PTR_EQ(test, probed, first);
	KUNIT_EXPECT_NULL(test, other->dev.driver);
	platform_device_unregister(first);
	KUNIT_EXPECT_EQ(test, removed, 1);
	platform_device_unregister(other);
	platform_driver_unregister(&driver);
	KUNIT_EXPECT_EQ(test, removed, 1);
}

static void by_table(struct kunit *test)
{
	struct platform_device *two, *many_dev;

	KUNIT_ASSERT_EQ(test, platform_driver_register(&many), 0);
	two = platform_device_register_simple("kunit-two", -1, NULL, 0);
	KUNIT_ASSERT_FALSE(test, IS_ERR(two));
	KUNIT_EXPECT_PTR_EQ(test, probed, two);
	KUNIT_EXPECT_EQ(test, platform_get_device_id(two)->driver_data, 2ul);
	many_dev = platform_device_register_simple("kunit-many", -1, NULL, 0);
	KUNIT_ASSERT_FALSE(test, IS_ERR(many_dev));
	KUNIT_EXPECT_NULL(test, many_dev->dev.driver);	/* the table decides */
	platform_device_unregister(many_dev);
	platform_device_unregister(two);
	platform_driver_unregister(&many);
}

static void resources_and_data(struct kunit *test)
{
	static const char data[] = "greeting";
	struct platform_device *pdev = platform_device_register_resndata(NULL,
		"kunit-thing", 0, resources, 3, data, sizeof(data));

	KUNIT_ASSERT_FALSE(test, IS_ERR(pdev));
	KUNIT_EXPECT_EQ(test, platform_get_resource(pdev, IORESOURCE_MEM,
						    1)->start, 0x8000u);
	KUNIT_EXPECT_NULL(test, platform_get_resource(pdev, IORESOURCE_MEM, 2));
	KUNIT_EXPECT_EQ(test, platform_get_resource_byname(pdev,
			IORESOURCE_MEM, "regs")->end, 0x1fffu);
	KUNIT_EXPECT_NULL(test, platform_get_resource_byname(pdev,
			IORESOURCE_IRQ, "regs"));
	KUNIT_EXPECT_EQ(test, platform_get_irq(pdev, 0), 11);
	KUNIT_EXPECT_EQ(test, platform_get_irq(pdev, 1), -ENXIO);
	KUNIT_EXPECT_STREQ(test, dev_get_platdata(&pdev->dev), "greeting");
	KUNIT_EXPECT_TRUE(test, dev_get_platdata(&pdev->dev) != data);
	platform_device_unregister(pdev);
}

/* A caller's own device; and a driver that doesn't want it. */
static void of_ones_own(struct kunit *test)
{
	static struct platform_device own;

	memset(&own, 0, sizeof(own));
	own.name = "kunit-thing";
	own.id = PLATFORM_DEVID_NONE;
	own.dev.release = release;
	answer = -ENODEV;
	KUNIT_ASSERT_EQ(test, platform_driver_register(&driver), 0);
	KUNIT_ASSERT_EQ(test, platform_device_register(&own), 0);
	KUNIT_EXPECT_PTR_EQ(test, probed, &own);
	KUNIT_EXPECT_NULL(test, own.dev.driver);
	platform_device_unregister(&own);
	KUNIT_EXPECT_EQ(test, released, 1);
	KUNIT_EXPECT_EQ(test, removed, 0);
	platform_driver_unregister(&driver);
	platform_device_put(platform_device_alloc("kunit-never", 0));
	platform_device_unregister(NULL);
}

/* A reference given back too early: the bus has one of its own. */
static void the_bus_holds_what_is_on_it(struct kunit *test)
{
	static struct platform_device own;

	memset(&own, 0, sizeof(own));
	own.name = "kunit-thing";
	own.dev.release = release;
	KUNIT_ASSERT_EQ(test, platform_device_register(&own), 0);
	platform_device_put(&own);
	KUNIT_EXPECT_EQ(test, released, 0);
	KUNIT_ASSERT_EQ(test, platform_driver_register(&driver), 0);
	KUNIT_EXPECT_PTR_EQ(test, probed, &own);
	platform_driver_unregister(&driver);
	platform_device_del(&own);
	KUNIT_EXPECT_EQ(test, released, 1);
}

static struct kunit_case platform_cases[] = {
	KUNIT_CASE(by_name),
	KUNIT_CASE(by_table),
	KUNIT_CASE(resources_and_data),
	KUNIT_CASE(of_ones_own),
	KUNIT_CASE(the_bus_holds_what_is_on_it),
	{ }
};

static struct kunit_suite platform_suite = {
	.name = "platform",
	.init = platform_test_init,
	.test_cases = platform_cases,
};
kunit_test_suite(platform_suite);
