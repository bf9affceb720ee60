/*
 * dma8237_test.c - the two DMA controllers: what is set stands in the chips,
 * and each misuse is reported, with its caller, and not done.
 */
#include <kunit/test.h>
#include <linux/errno.h>
#include <linux/irqflags.h>
#include <linux/oops.h>
#include <linux/printk.h>
#include <linux/string.h>
#include <asm/dma.h>
#include <asm/io.h>
#include "said.h"

#define BYTES	1			/* no device of a PC's board has these */
#define WORDS	5

static int saved_loglevel;
static struct kmsg_dump_iter log;
static unsigned int warned;

static void expect_no_more(void)
{
	said_from_here(&log);
	warned = warn_count;
}

/* Is @text in the log since the last look? */
static bool said(const char *text)
{
	return said_since(&log, text);
}

/* @stmt is reported once, with @text and with this function as the caller. */
#define EXPECT_REPORT(text, stmt) do {					\
	expect_no_more();						\
	stmt;								\
	KUNIT_EXPECT_EQ(test, warn_count, warned + 1);			\
	KUNIT_EXPECT_TRUE_MSG(test, said(text), "not said: " text);	\
	KUNIT_EXPECT_TRUE_MSG(test, said(test->name), "no caller: " text); \
} while (0)

static void give_back(struct kunit *test)
{
	struct dma_channel c;

	dma_channel_read(BYTES, &c);
	if (c.owner && !strcmp(c.owner, "test"))
		free_dma(BYTES);
	dma_channel_read(WORDS, &c);
	if (c.owner && !strcmp(c.owner, "test"))
		free_dma(WORDS);
	console_loglevel = saved_loglevel;
}

static int take(struct kunit *test)
{
	saved_loglevel = console_loglevel;
	console_loglevel = 0;		/* the reports are meant */
	if (request_dma(BYTES, "test") || request_dma(WORDS, "test")) {
		give_back(test);
		return -EBUSY;
	}
	expect_no_more();
	return 0;
}

static void dma_owners(struct kunit *test)
{
	struct dma_channel c;

	KUNIT_EXPECT_EQ(test, request_dma(BYTES, "other"), -EBUSY);
	KUNIT_EXPECT_EQ(test, request_dma(4, "test"), -EBUSY);
	KUNIT_EXPECT_EQ(test, request_dma(8, "test"), -EINVAL);
	KUNIT_EXPECT_EQ(test, request_dma(~0u, "test"), -EINVAL);
	dma_channel_read(4, &c);
	KUNIT_EXPECT_STREQ(test, c.owner, "cascade");
	KUNIT_EXPECT_TRUE(test, c.enabled);
	free_dma(BYTES);
	KUNIT_EXPECT_EQ(test, request_dma(BYTES, "other"), 0);
	free_dma(BYTES);
	KUNIT_EXPECT_EQ(test, warn_count, warned);
	EXPECT_REPORT("free_dma: DMA channel 1 is nobody's", free_dma(BYTES));
	EXPECT_REPORT("no DMA channel 4", free_dma(4));
	EXPECT_REPORT("no DMA channel 9", free_dma(9));
}

/* Two reads through the flip-flop, by hand. */
static unsigned int port_pair(u16 port)
{
	unsigned int low = inb(port);

	return low | inb(port) << 8;
}

static void set(unsigned int channel, unsigned int addr, unsigned int count)
{
	disable_dma(channel);
	clear_dma_ff(channel);
	set_dma_mode(channel, DMA_MODE_READ);
	set_dma_addr(channel, addr);
	set_dma_count(channel, count);
}

static void dma_registers_of_bytes(struct kunit *test)
{
	unsigned long flags = claim_dma_lock();

	set(BYTES, 0x123456, 0x789);
	KUNIT_EXPECT_EQ(test, port_pair(0x02), 0x3456u);
	KUNIT_EXPECT_EQ(test, port_pair(0x03), 0x788u);
	KUNIT_EXPECT_EQ(test, inb(0x83), (u8)0x12);
	KUNIT_EXPECT_EQ(test, get_dma_residue(BYTES), 0x789);
	set_dma_page(BYTES, 0xfe);
	KUNIT_EXPECT_EQ(test, inb(0x83), (u8)0xfe);
	set(BYTES, 0xff0000, 0x10000);		/* a whole frame, the last */
	KUNIT_EXPECT_EQ(test, port_pair(0x02), 0u);
	KUNIT_EXPECT_EQ(test, port_pair(0x03), 0xffffu);
	KUNIT_EXPECT_EQ(test, get_dma_residue(BYTES), 0x10000);
	set(BYTES, 0xffffff, 1);
	KUNIT_EXPECT_EQ(test, port_pair(0x03), 0u);
	KUNIT_EXPECT_EQ(test, get_dma_residue(BYTES), 1);
	release_dma_lock(flags);
	KUNIT_EXPECT_EQ(test, warn_count, warned);
}

/* Addresses shifted by one, the page without its lowest bit. */
static void dma_registers_of_words(struct kunit *test)
{
	unsigned long flags = claim_dma_lock();
	struct dma_channel c;

	set(WORDS, 0x135790, 0x2468);
	KUNIT_EXPECT_EQ(test, port_pair(0xc4), 0x135790u >> 1 & 0xffff);
	KUNIT_EXPECT_EQ(test, port_pair(0xc6), (0x2468u >> 1) - 1);
	KUNIT_EXPECT_EQ(test, inb(0x8b), (u8)0x12);
	KUNIT_EXPECT_EQ(test, get_dma_residue(WORDS), 0x2468);
	set(WORDS, 0xfe0000, 0x20000);
	KUNIT_EXPECT_EQ(test, port_pair(0xc6), 0xffffu);
	KUNIT_EXPECT_EQ(test, get_dma_residue(WORDS), 0x20000);
	set(WORDS, 0x13fffe, 2);
	release_dma_lock(flags);
	dma_channel_read(WORDS, &c);
	KUNIT_EXPECT_EQ(test, c.addr, 0x13fffeu);
	KUNIT_EXPECT_EQ(test, c.now, 0x13fffeu);
	KUNIT_EXPECT_EQ(test, c.count, 2u);
	KUNIT_EXPECT_EQ(test, c.left, 2u);
	KUNIT_EXPECT_FALSE(test, c.enabled);
	KUNIT_EXPECT_EQ(test, warn_count, warned);
}

/* After the last byte the register is 0xffff; here it is set to that. */
static void dma_residue_after_the_end(struct kunit *test)
{
	unsigned long flags = claim_dma_lock();

	set(BYTES, 0x10000, 512);
	outb(0xff, 0x03);
	outb(0xff, 0x03);
	KUNIT_EXPECT_EQ(test, get_dma_residue(BYTES), 0);
	set(WORDS, 0x20000, 512);
	outb(0xff, 0xc6);
	outb(0xff, 0xc6);
	KUNIT_EXPECT_EQ(test, get_dma_residue(WORDS), 0);
	release_dma_lock(flags);
}

static void dma_enable_and_disable(struct kunit *test)
{
	unsigned long flags = claim_dma_lock();
	struct dma_channel c;

	set(BYTES, 0x20000, 0x10000);
	enable_dma(BYTES);
	release_dma_lock(flags);
	dma_channel_read(BYTES, &c);
	KUNIT_EXPECT_TRUE(test, c.enabled);
	KUNIT_EXPECT_EQ(test, c.mode, (u8)DMA_MODE_READ);
	flags = claim_dma_lock();
	disable_dma(BYTES);
	set_dma_mode(BYTES, DMA_MODE_WRITE | DMA_AUTOINIT);
	KUNIT_EXPECT_EQ(test, get_dma_residue(BYTES), 0x10000);
	set_dma_mode(WORDS, DMA_MODE_CASCADE);	/* needs no address */
	enable_dma(WORDS);
	disable_dma(WORDS);
	release_dma_lock(flags);
	KUNIT_EXPECT_EQ(test, warn_count, warned);
}

static void dma_without_the_lock(struct kunit *test)
{
	unsigned long flags;

	EXPECT_REPORT("set_dma_addr: DMA channel 1 of test without claim_dma_lock",
		      set_dma_addr(BYTES, 0x1000));
	local_irq_save(flags);
	EXPECT_REPORT("enable_dma: DMA channel 5 of test without claim_dma_lock",
		      enable_dma(WORDS));
	local_irq_restore(flags);
	EXPECT_REPORT("get_dma_residue: DMA channel 1 of test without",
		      get_dma_residue(BYTES));
}

static void dma_of_nobody(struct kunit *test)
{
	unsigned long flags;

	free_dma(BYTES);
	flags = claim_dma_lock();
	EXPECT_REPORT("enable_dma: DMA channel 1 is nobody's", enable_dma(BYTES));
	EXPECT_REPORT("set_dma_mode: there is no DMA channel 4",
		      set_dma_mode(4, DMA_MODE_READ));
	EXPECT_REPORT("set_dma_count: there is no DMA channel 8",
		      set_dma_count(8, 1));
	release_dma_lock(flags);
}

/* Refused, and the old address is not good any more: nothing starts. */
static void dma_above_16_mb(struct kunit *test)
{
	unsigned long flags = claim_dma_lock();

	set(BYTES, 0x30000, 512);
	EXPECT_REPORT("DMA channel 1 of test: 0x1020000 is above 16 MB",
		      set_dma_addr(BYTES, 0x1020000));
	KUNIT_EXPECT_EQ(test, inb(0x83), (u8)0x03);
	EXPECT_REPORT("enable_dma: DMA channel 1 of test has no address",
		      enable_dma(BYTES));
	set_dma_addr(BYTES, 0xffffff);
	EXPECT_REPORT("the block 0xffffff-0x10001fe crosses 0x1000000",
		      enable_dma(BYTES));
	release_dma_lock(flags);
}

static void dma_across_a_frame(struct kunit *test)
{
	unsigned long flags = claim_dma_lock();
	struct dma_channel c;

	set(BYTES, 0x12fe00, 0x200);		/* up to the edge is good */
	enable_dma(BYTES);
	KUNIT_EXPECT_EQ(test, warn_count, warned);
	set(BYTES, 0x12fe01, 0x200);
	EXPECT_REPORT("the block 0x12fe01-0x130000 crosses 0x130000",
		      enable_dma(BYTES));
	set(WORDS, 0x12fe00, 0x400);		/* in one frame of 128 KB */
	enable_dma(WORDS);
	set(WORDS, 0x13fe00, 0x400);
	EXPECT_REPORT("the block 0x13fe00-0x1401ff crosses 0x140000",
		      enable_dma(WORDS));
	release_dma_lock(flags);
	dma_channel_read(BYTES, &c);
	KUNIT_EXPECT_FALSE(test, c.enabled);
}

static void dma_odd_and_too_much(struct kunit *test)
{
	unsigned long flags = claim_dma_lock();

	EXPECT_REPORT("DMA channel 5 of test: 0x20001 is odd",
		      set_dma_addr(WORDS, 0x20001));
	EXPECT_REPORT("DMA channel 5 of test: 511 bytes",
		      set_dma_count(WORDS, 511));
	EXPECT_REPORT("DMA channel 5 of test: 131074 bytes: 131072 at most",
		      set_dma_count(WORDS, 0x20002));
	EXPECT_REPORT("DMA channel 1 of test: 65537 bytes: 65536 at most",
		      set_dma_count(BYTES, 0x10001));
	EXPECT_REPORT("DMA channel 1 of test: 0 bytes", set_dma_count(BYTES, 0));
	EXPECT_REPORT("set_dma_mode: DMA channel 1 of test: 0x45 is no mode",
		      set_dma_mode(BYTES, DMA_MODE_READ | 1));
	EXPECT_REPORT("has no mode address count", enable_dma(BYTES));
	release_dma_lock(flags);
}

static struct kunit_case dma8237_cases[] = {
	KUNIT_CASE(dma_owners),
	KUNIT_CASE(dma_registers_of_bytes),
	KUNIT_CASE(dma_registers_of_words),
	KUNIT_CASE(dma_residue_after_the_end),
	KUNIT_CASE(dma_enable_and_disable),
	KUNIT_CASE(dma_without_the_lock),
	KUNIT_CASE(dma_of_nobody),
	KUNIT_CASE(dma_above_16_mb),
	KUNIT_CASE(dma_across_a_frame),
	KUNIT_CASE(dma_odd_and_too_much),
	{}
};

static struct kunit_suite dma8237_suite = {
	.name = "dma8237",
	.init = take,
	.exit = give_back,
	.test_cases = dma8237_cases,
};
kunit_test_suite(dma8237_suite);
