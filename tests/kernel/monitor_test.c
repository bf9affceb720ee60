/*
 * monitor_test.c - the prompt: parsing, suggestions, line editing, statuses.
 *
 * The line editor is tested with a screen of its own: a row of columns that
 * obeys \r, \b and \n, onto which the editor paints. After every key the row
 * must show just what the editor's state says.
 */
#include <kunit/test.h>
#include <linux/errno.h>
#include <linux/gfp.h>
#include <linux/minmax.h>
#include <linux/mm.h>
#include <linux/percpu.h>
#include <linux/string.h>
#include "../../monitor/internal.h"

#define CTRL(c)	((c) & 0x1f)
#define PROMPT	"k896> "

static char line[256];
static char *argv[MAX_WORDS + 1], *rest;

static int split(const char *text)
{
	strscpy(line, text, sizeof(line));
	return split_command(line, argv, MAX_WORDS, &rest);
}

static void parse_words(struct kunit *test)
{
	KUNIT_EXPECT_EQ(test, 3, split("  page  0x17\tx "));
	KUNIT_EXPECT_STREQ(test, "page", argv[0]);
	KUNIT_EXPECT_STREQ(test, "0x17", argv[1]);
	KUNIT_EXPECT_STREQ(test, "x", argv[2]);
	KUNIT_EXPECT_PTR_EQ(test, NULL, argv[3]);
	KUNIT_EXPECT_PTR_EQ(test, NULL, rest);
	KUNIT_EXPECT_EQ(test, 0, split(""));
	KUNIT_EXPECT_EQ(test, 0, split("  # a comment ; help"));
	KUNIT_EXPECT_PTR_EQ(test, NULL, rest);
	KUNIT_EXPECT_EQ(test, 2, split("echo a#b"));
	KUNIT_EXPECT_STREQ(test, "a#b", argv[1]);
}

static void parse_quotes(struct kunit *test)
{
	KUNIT_EXPECT_EQ(test, 4, split("echo \"a;b\" c\\ d 'e \"f\\'"));
	KUNIT_EXPECT_STREQ(test, "a;b", argv[1]);
	KUNIT_EXPECT_STREQ(test, "c d", argv[2]);
	KUNIT_EXPECT_STREQ(test, "e \"f\\", argv[3]);
	KUNIT_EXPECT_EQ(test, 2, split("echo ''"));
	KUNIT_EXPECT_STREQ(test, "", argv[1]);
	KUNIT_EXPECT_EQ(test, 1, split("a'b c'd"));
	KUNIT_EXPECT_STREQ(test, "ab cd", argv[0]);
	KUNIT_EXPECT_EQ(test, -EINVAL, split("echo 'open"));
	KUNIT_EXPECT_EQ(test, -EINVAL, split("echo \"open; help"));
	KUNIT_EXPECT_EQ(test, 1, split("end\\"));
	KUNIT_EXPECT_STREQ(test, "end\\", argv[0]);
}

static void parse_several(struct kunit *test)
{
	KUNIT_EXPECT_EQ(test, 1, split("a;;b c; "));
	KUNIT_ASSERT_NOT_NULL(test, rest);
	KUNIT_EXPECT_EQ(test, 0, split_command(rest, argv, MAX_WORDS, &rest));
	KUNIT_ASSERT_NOT_NULL(test, rest);
	KUNIT_EXPECT_EQ(test, 2, split_command(rest, argv, MAX_WORDS, &rest));
	KUNIT_EXPECT_STREQ(test, "c", argv[1]);
	KUNIT_ASSERT_NOT_NULL(test, rest);
	KUNIT_EXPECT_EQ(test, 0, split_command(rest, argv, MAX_WORDS, &rest));
	KUNIT_EXPECT_PTR_EQ(test, NULL, rest);

	strscpy(line, "1 2 3", sizeof(line));
	KUNIT_EXPECT_EQ(test, -E2BIG, split_command(line, argv, 2, &rest));
}

static void suggestions(struct kunit *test)
{
	KUNIT_EXPECT_EQ(test, 0, edit_distance("page", "page"));
	KUNIT_EXPECT_EQ(test, 1, edit_distance("zoneifno", "zoneinfo"));
	KUNIT_EXPECT_EQ(test, 1, edit_distance("budyinfo", "buddyinfo"));
	KUNIT_EXPECT_EQ(test, 4, edit_distance("", "page"));
	KUNIT_EXPECT_GT(test, edit_distance("an endless word that goes on",
					    "page"), 24);
	KUNIT_EXPECT_STREQ(test, "zoneinfo", suggest("zonifo", cmd_name));
	KUNIT_EXPECT_STREQ(test, "buddyinfo", suggest("buddy", cmd_name));
	KUNIT_EXPECT_STREQ(test, "GFP_KERNEL", suggest("GFP_KERNAL", gfp_name));
	KUNIT_EXPECT_PTR_EQ(test, NULL, suggest("", cmd_name));
	KUNIT_EXPECT_PTR_EQ(test, NULL, suggest("xqzwvk", cmd_name));
}

static void gfp_masks(struct kunit *test)
{
	gfp_t gfp;

	KUNIT_EXPECT_EQ(test, 0, gfp_parse("GFP_KERNEL", &gfp));
	KUNIT_EXPECT_TRUE(test, gfp == GFP_KERNEL);
	KUNIT_EXPECT_EQ(test, 0, gfp_parse("GFP_DMA|__GFP_ZERO", &gfp));
	KUNIT_EXPECT_TRUE(test, gfp == (GFP_DMA | __GFP_ZERO));
	KUNIT_EXPECT_EQ(test, 0, gfp_parse("0x8001", &gfp));
	KUNIT_EXPECT_TRUE(test, gfp == (GFP_DMA | __GFP_ZERO));
	KUNIT_EXPECT_EQ(test, 0, gfp_parse("GFP_NOWAIT", &gfp));
	KUNIT_EXPECT_TRUE(test, gfp == GFP_NOWAIT);
	KUNIT_EXPECT_EQ(test, -EINVAL, gfp_parse("GFP_NONSENSE", &gfp));
	KUNIT_EXPECT_EQ(test, -EINVAL, gfp_parse("GFP_DMA|", &gfp));
	KUNIT_EXPECT_EQ(test, -EINVAL, gfp_parse("0xffffffff", &gfp));
}

/* A screen of one row. */
static char row[128];
static unsigned int column, overflow;

static void screen(const char *s, size_t n)
{
	for (; n--; s++) {
		if (*s == '\r') {
			column = 0;
		} else if (*s == '\b') {
			column -= column > 0;
		} else if (*s == '\n') {
			memset(row, ' ', sizeof(row));
			column = 0;
		} else if (*s >= ' ') {
			overflow += column >= 80;
			row[min(column++, 127u)] = *s;
		}
	}
}

static struct lineedit le = { .out = screen };

static void fresh(void)
{
	memset(row, ' ', sizeof(row));
	column = overflow = 0;
	lineedit_start(&le, PROMPT);
}

static bool screen_is_right(void)
{
	unsigned int w = 79 - strlen(PROMPT);
	unsigned int n = min(le.len - le.first + 0u, w), i;

	if (memcmp(row, PROMPT, 6) || memcmp(row + 6, le.buf + le.first, n))
		return false;
	for (i = 6 + n; i < 80; i++)
		if (row[i] != ' ')
			return false;
	return column == 6u + le.pos - le.first && !overflow &&
	       le.buf[le.len] == '\0' && le.pos <= le.len;
}

/* Types a text; false as soon as the screen is wrong. */
static bool type(const char *s)
{
	for (; *s; s++) {
		if (lineedit_input(&le, *s) == EDIT_DONE)
			return true;
		if (!screen_is_right())
			return false;
	}
	return true;
}

static void edit_keys(struct kunit *test)
{
	fresh();
	KUNIT_EXPECT_TRUE(test, type("pge\033[D\033[Da"));
	KUNIT_EXPECT_STREQ(test, "page", le.buf);
	KUNIT_EXPECT_TRUE(test, type("\001x\033[F 17\033[H\033[3~"));
	KUNIT_EXPECT_STREQ(test, "page 17", le.buf);
	KUNIT_EXPECT_TRUE(test, type("\005\027"));
	KUNIT_EXPECT_STREQ(test, "page ", le.buf);
	KUNIT_EXPECT_TRUE(test, type("\002\002\013\177"));
	KUNIT_EXPECT_STREQ(test, "pa", le.buf);
	KUNIT_EXPECT_TRUE(test, type("xyz\033OD\025"));
	KUNIT_EXPECT_STREQ(test, "z", le.buf);
	KUNIT_EXPECT_EQ(test, EDIT_DONE, lineedit_input(&le, '\r'));
	KUNIT_EXPECT_EQ(test, EDIT_MORE, lineedit_input(&le, '\n'));
	KUNIT_EXPECT_EQ(test, EDIT_DONE, lineedit_input(&le, '\n'));
	fresh();
	KUNIT_EXPECT_TRUE(test, type("gone"));
	KUNIT_EXPECT_EQ(test, EDIT_DONE, lineedit_input(&le, CTRL('c')));
	KUNIT_EXPECT_STREQ(test, "", le.buf);
}

static void edit_history(struct kunit *test)
{
	history_add("first line");
	history_add("second line");
	history_add("second line");
	KUNIT_EXPECT_STREQ(test, "second line", history_get(0));
	KUNIT_EXPECT_STREQ(test, "first line", history_get(1));
	fresh();
	KUNIT_EXPECT_TRUE(test, type("draft\033[A\033[A"));
	KUNIT_EXPECT_STREQ(test, "first line", le.buf);
	KUNIT_EXPECT_TRUE(test, type("\033[B"));
	KUNIT_EXPECT_STREQ(test, "second line", le.buf);
	KUNIT_EXPECT_TRUE(test, type("\033[B\033[B"));
	KUNIT_EXPECT_STREQ(test, "draft", le.buf);
	for (int i = 0; i < 200; i++) {
		snprintf(line, sizeof(line), "%d a line to fill the buffer", i);
		history_add(line);
	}
	KUNIT_EXPECT_STREQ(test, line, history_get(0));
	KUNIT_EXPECT_PTR_EQ(test, NULL, history_get(199));
	KUNIT_EXPECT_PTR_EQ(test, NULL, history_get(-1));
}

static void edit_completion(struct kunit *test)
{
	fresh();
	KUNIT_EXPECT_TRUE(test, type("zonei\t"));
	KUNIT_EXPECT_STREQ(test, "zoneinfo ", le.buf);
	fresh();
	KUNIT_EXPECT_TRUE(test, type("echo x; demo bud\t"));
	KUNIT_EXPECT_STREQ(test, "echo x; demo buddy ", le.buf);
	fresh();
	KUNIT_EXPECT_TRUE(test, type("cat /proc/budd\t"));
	KUNIT_EXPECT_STREQ(test, "cat /proc/buddyinfo ", le.buf);
	fresh();
	KUNIT_EXPECT_TRUE(test, type("alloc_pages 0 GFP_DMA|__GFP_ZE\t"));
	KUNIT_EXPECT_STREQ(test, "alloc_pages 0 GFP_DMA|__GFP_ZERO ", le.buf);
	fresh();
	KUNIT_EXPECT_TRUE(test, type("echo zonei\tnothing\t\033[A\t"));
	fresh();
	KUNIT_EXPECT_TRUE(test, type("free_\033[D\t"));
}

/* Long lines scroll sideways, and garbage is only garbage. */
static void edit_garbage(struct kunit *test)
{
	u32 r = 1;
	int i, wrong = 0, lines = 0;

	fresh();
	for (i = 0; i < LINE_SIZE + 100; i++)
		KUNIT_ASSERT_EQ(test, EDIT_MORE,
				lineedit_input(&le, 'a' + i % 26));
	KUNIT_EXPECT_EQ(test, LINE_SIZE - 1, (int)strlen(le.buf));
	KUNIT_EXPECT_TRUE(test, screen_is_right());
	KUNIT_EXPECT_TRUE(test, type("\001\006\006\013\031"));
	for (i = 0; i < 20000; i++) {
		r ^= r << 13;
		r ^= r >> 17;
		r ^= r << 5;
		/* Not ctrl-l, which clears a screen that this one hasn't. */
		if ((r & 0xff) == CTRL('l'))
			continue;
		if (lineedit_input(&le, r & 0xff) == EDIT_DONE) {
			lines++;
			fresh();
		}
		wrong += !screen_is_right();
	}
	KUNIT_EXPECT_EQ(test, 0, wrong);
	KUNIT_EXPECT_GT(test, lines, 10);
}

static void run_status(struct kunit *test)
{
	KUNIT_EXPECT_EQ(test, 0, monitor_run(""));
	KUNIT_EXPECT_EQ(test, 0, monitor_run(" ; true ;; true # false"));
	KUNIT_EXPECT_EQ(test, -EPERM, monitor_run("true; false; true"));
	KUNIT_EXPECT_EQ(test, -ENOENT, monitor_run("nosuchcommand; true"));
	KUNIT_EXPECT_EQ(test, -EINVAL, monitor_run("echo 'open"));
	KUNIT_EXPECT_EQ(test, -ENOENT, monitor_run("time nosuchcommand"));
	KUNIT_EXPECT_EQ(test, -EINVAL, monitor_run("buddyinfo 17"));
}

static void bad_arguments(struct kunit *test)
{
	KUNIT_EXPECT_EQ(test, -EINVAL, monitor_run("page"));
	KUNIT_EXPECT_EQ(test, -EINVAL, monitor_run("page 0xbfffffff"));
	KUNIT_EXPECT_EQ(test, -EINVAL, monitor_run("page -1"));
	KUNIT_EXPECT_EQ(test, -EINVAL, monitor_run("pt nowhere_at_all"));
	KUNIT_EXPECT_EQ(test, 0, monitor_run("pt c0100000"));	/* as %p */
	KUNIT_EXPECT_EQ(test, -EINVAL, monitor_run("bits 65"));
	KUNIT_EXPECT_EQ(test, -EINVAL, monitor_run("bits 10Q"));
	KUNIT_EXPECT_EQ(test, -EINVAL, monitor_run("frames Low"));
	KUNIT_EXPECT_EQ(test, -EINVAL, monitor_run("alloc_pages x"));
	KUNIT_EXPECT_EQ(test, -EINVAL,
			monitor_run("alloc_pages 0 GFP_KERNEL|__GFP_NOFAIL"));
	KUNIT_EXPECT_EQ(test, -ENOENT, monitor_run("demo nothing"));
	KUNIT_EXPECT_EQ(test, -ENOENT, monitor_run("cat /proc/nothing"));
	KUNIT_EXPECT_EQ(test, -EINVAL, monitor_run("crash nothing"));
}

/* The map of `frames` and the zone's own books tell the same. */
static void frames_add_up(struct kunit *test)
{
	unsigned long pfn, run, free, reserved, none;
	struct zone *zone;

	drain_all_pages();		/* the other CPUs' lists, too */
	for_each_populated_zone(zone) {
		free = reserved = none = 0;
		for (pfn = zone->zone_start_pfn; pfn < zone_end_pfn(zone);
		     pfn += run) {
			char kind = frame_run(pfn, &run);

			if (kind == 'R')
				reserved += run;
			else if (kind == '.')
				none += run;
			else if (kind != 's' && kind != 't' && kind != 'u')
				free += run;
		}
		KUNIT_EXPECT_EQ(test, zone_end_pfn(zone), pfn);
		KUNIT_EXPECT_EQ(test, zone->present_pages -
				zone->managed_pages, reserved);
		KUNIT_EXPECT_EQ(test, zone->spanned_pages -
				zone->present_pages, none);
		KUNIT_EXPECT_EQ(test, zone->free_pages +
				zone_pcp_pages(zone, smp_processor_id()), free);
	}
}

/* Every frame of a block leads to its head. */
static void blocks_have_heads(struct kunit *test)
{
	struct page *page = alloc_pages(GFP_KERNEL, 4);

	KUNIT_ASSERT_NOT_NULL(test, page);
	for (int i = 0; i < 16; i++)
		KUNIT_EXPECT_PTR_EQ(test, page,
				    block_head(page_to_pfn(page) + i));
	__free_pages(page, 4);
	KUNIT_EXPECT_TRUE(test, PageBuddy(block_head(page_to_pfn(page) + 5)));
}

static void zones_are_emptied(struct kunit *test)
{
	struct zone *dma = &zones[ZONE_DMA];
	unsigned long before = dma->free_pages + zone_pcp_pages(dma, 0);

	KUNIT_EXPECT_EQ(test, before - 3, hog_zone(dma, 3));
	KUNIT_EXPECT_EQ(test, 3UL, dma->free_pages);
	KUNIT_EXPECT_EQ(test, 3UL, hog_zone(dma, 0));
	KUNIT_EXPECT_PTR_EQ(test, NULL, alloc_page(GFP_DMA | __GFP_NOWARN));
	KUNIT_EXPECT_EQ(test, before, unhog_zone(dma));
	KUNIT_EXPECT_EQ(test, before, dma->free_pages);
}

static struct kunit_case cases[] = {
	KUNIT_CASE(parse_words),
	KUNIT_CASE(parse_quotes),
	KUNIT_CASE(parse_several),
	KUNIT_CASE(suggestions),
	KUNIT_CASE(gfp_masks),
	KUNIT_CASE(edit_keys),
	KUNIT_CASE(edit_history),
	KUNIT_CASE(edit_completion),
	KUNIT_CASE(edit_garbage),
	KUNIT_CASE(run_status),
	KUNIT_CASE(bad_arguments),
	KUNIT_CASE(frames_add_up),
	KUNIT_CASE(blocks_have_heads),
	KUNIT_CASE(zones_are_emptied),
	{}
};

static struct kunit_suite suite = {
	.name = "monitor",
	.test_cases = cases,
};
kunit_test_suite(suite);
