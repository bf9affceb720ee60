/*
 * printk_test.c - suite `printk`: the log, levels and continued lines, hex
 * dumps, seq_file, and kunit's own promises.
 */
#include <kunit/test.h>
#include <linux/console.h>
#include <linux/kmsg_dump.h>
#include <linux/printk.h>
#include <linux/seq_file.h>
#include <asm/setjmp.h>

static char line[160];
static int saved_loglevel;

/* What the tests log should not be seen. */
static int printk_init(struct kunit *test)
{
	saved_loglevel = console_loglevel;
	console_loglevel = 0;
	return 0;
}

static void printk_exit(struct kunit *test)
{
	console_loglevel = saved_loglevel;
}

/* The log from here on. */
static struct kmsg_dump_iter log_end(void)
{
	struct kmsg_dump_iter it = { 0 };
	size_t len;

	while (kmsg_dump_get_line(&it, true, line, sizeof(line), &len))
		;
	return it;
}

/* The next line is "<level>[time] text". */
static void expect_line(struct kunit *test, struct kmsg_dump_iter *it,
			int level, const char *text)
{
	size_t len;

	KUNIT_ASSERT_TRUE(test, kmsg_dump_get_line(it, true, line,
						   sizeof(line), &len));
	KUNIT_EXPECT_EQ(test, len, strlen(line));
	KUNIT_EXPECT_EQ(test, line[1] - '0', level);
	KUNIT_EXPECT_EQ(test, line[len - 1], '\n');
	line[len - 1] = '\0';
	KUNIT_EXPECT_STREQ(test, strchr(line, ']') + 2, text);
}

static void test_levels(struct kunit *test)
{
	struct kmsg_dump_iter it = log_end();
	size_t len;

	printk(KERN_ERR "an error\n");
	printk("<6>old spelling\n");
	printk("no level\n");
	pr_info("two\nlines\n");
	printk("%s", KERN_DEBUG "late level\n");
	expect_line(test, &it, 3, "an error");
	expect_line(test, &it, 6, "old spelling");
	expect_line(test, &it, 4, "no level");
	expect_line(test, &it, 6, "two");
	expect_line(test, &it, 6, "lines");
	expect_line(test, &it, 7, "late level");
	KUNIT_EXPECT_FALSE(test, kmsg_dump_get_line(&it, true, line,
						    sizeof(line), &len));
}

static void test_continue(struct kunit *test)
{
	struct kmsg_dump_iter it = log_end();

	printk(KERN_INFO "one");
	pr_cont(", two");
	printk(", three\n");
	printk(KERN_INFO "cut off");
	printk(KERN_ERR "by this\n");
	pr_cont("alone\n");
	expect_line(test, &it, 6, "one, two, three");
	expect_line(test, &it, 6, "cut off");
	expect_line(test, &it, 3, "by this");
	expect_line(test, &it, 4, "alone");
}

/* More than the log holds: the newest lines are there, whole. */
static void test_wrap(struct kunit *test)
{
	struct kmsg_dump_iter it = log_end();
	size_t len;
	int i, seen = 0;

	for (i = 0; i < 2000; i++)
		printk(KERN_DEBUG "line %d of many that fill the log\n", i);
	while (kmsg_dump_get_line(&it, false, line, sizeof(line), &len)) {
		int nr = -1;

		KUNIT_ASSERT_EQ(test, sscanf(strchr(line, ']'), "] line %d",
					     &nr), 1);
		if (!seen)
			i = nr;
		KUNIT_ASSERT_EQ(test, nr, i + seen);
		seen++;
	}
	KUNIT_EXPECT_GT(test, seen, 400);
	KUNIT_EXPECT_EQ(test, i + seen, 2000);
}

static void test_hex_dump(struct kunit *test)
{
	struct kmsg_dump_iter it = log_end();

	print_hex_dump(KERN_DEBUG, "obj: ", DUMP_PREFIX_OFFSET, 16, 1,
		       "0123456789abcdefXY", 18, true);
	expect_line(test, &it, 7, "obj: 00000000: 30 31 32 33 34 35 36 37 "
		    "38 39 61 62 63 64 65 66  0123456789abcdef");
	expect_line(test, &it, 7, "obj: 00000010: 58 59"
		    "                                            XY");
	print_hex_dump(KERN_DEBUG, "", DUMP_PREFIX_NONE, 16, 4,
		       "\1\2\3\4\5\6\7\10", 8, false);
	expect_line(test, &it, 7, "04030201 08070605");
}

static void test_seq_file(struct kunit *test)
{
	struct seq_file m;
	char buf[16];

	seq_buf_open(&m, buf, sizeof(buf));
	seq_printf(&m, "%d", 12345);
	seq_putc(&m, ' ');
	seq_puts(&m, "abc");
	KUNIT_EXPECT_EQ(test, m.count, 9);
	KUNIT_EXPECT_MEMEQ(test, buf, "12345 abc", 9);
	seq_setwidth(&m, 4);
	seq_puts(&m, "x");
	seq_pad(&m, '|');
	KUNIT_EXPECT_MEMEQ(test, buf, "12345 abcx   |", 14);
	KUNIT_EXPECT_FALSE(test, seq_has_overflowed(&m));
	seq_printf(&m, "%s", "too long");
	KUNIT_EXPECT_TRUE(test, seq_has_overflowed(&m));
}

static int calls;

static void note(void *ctx)
{
	calls = calls * 10 + (long)ctx;
}

static void test_actions(struct kunit *test)
{
	calls = 0;
	KUNIT_ASSERT_EQ(test, kunit_add_action(test, note, (void *)1), 0);
	KUNIT_ASSERT_EQ(test, kunit_add_action(test, note, (void *)2), 0);
	KUNIT_ASSERT_EQ(test, kunit_add_action(test, note, (void *)3), 0);
	kunit_release_action(test, note, (void *)2);
	KUNIT_EXPECT_EQ(test, calls, 2);
	kunit_remove_action(test, note, (void *)3);
	KUNIT_EXPECT_NOT_NULL(test, kunit_kzalloc(test, 100, GFP_KERNEL));
	KUNIT_EXPECT_PTR_EQ(test, kunit_get_current_test(), test);
}

/* The case before left one action: it must have run at its end. */
static void test_actions_done(struct kunit *test)
{
	KUNIT_EXPECT_EQ(test, calls, 21);
	kunit_skip(test, "to see that a case can be skipped");
	KUNIT_FAIL(test, "went on after kunit_skip()");
}

static struct kunit_case printk_cases[] = {
	KUNIT_CASE(test_levels),
	KUNIT_CASE(test_continue),
	KUNIT_CASE(test_wrap),
	KUNIT_CASE(test_hex_dump),
	KUNIT_CASE(test_seq_file),
	KUNIT_CASE(test_actions),
	KUNIT_CASE(test_actions_done),
	{}
};

static struct kunit_suite printk_suite = {
	.name = "printk",
	.init = printk_init,
	.exit = printk_exit,
	.test_cases = printk_cases,
};

kunit_test_suite(printk_suite);
