/*
 * mbr_test.c - partition tables, good ones and others, through mbr_parse().
 */
#include "host.h"
#include "partitions.h"

static void blank(void)
{
	memset(&td, 0, sizeof(td));
	td.bad = -1;
	td.capacity = 10000;
}

static void put(u32 sector, int i, u8 boot, u8 type, u32 start, u32 nr)
{
	u8 *p = td.data[sector] + 446 + 16 * i;

	p[0] = boot;
	p[4] = type;
	memcpy(p + 8, &start, 4);
	memcpy(p + 12, &nr, 4);
	td.data[sector][510] = 0x55;
	td.data[sector][511] = 0xaa;
}

static void expect(int i, u32 start, u32 nr, u8 type)
{
	CHECK_EQ(parts[i].start, start);
	CHECK_EQ(parts[i].nr, nr);
	CHECK_EQ(parts[i].type, type);
}

HOST_TEST(primary)
{
	blank();
	put(0, 0, 0x80, 0x83, 8, 100);
	put(0, 2, 0, 0x06, 200, 9800);
	CHECK_EQ(parse(), 2);
	expect(1, 8, 100, 0x83);
	expect(2, 0, 0, 0);
	expect(3, 200, 9800, 6);
	CHECK_EQ(td.reads, 1);
}

HOST_TEST(no_table)
{
	blank();
	CHECK_EQ(parse(), 0);
	put(0, 0, 0x12, 0x83, 8, 100);	/* a boot sector's code */
	CHECK_EQ(parse(), 0);
	put(0, 0, 0, 0x83, 8, 100);
	td.data[0][510] = 0;
	CHECK_EQ(parse(), 0);
	td.capacity = 0;
	CHECK_EQ(parse(), 0);
	blank();
	td.bad = 0;
	CHECK_EQ(parse(), -EIO);
}

HOST_TEST(logical)
{
	blank();
	put(0, 0, 0, 0x83, 1, 9);
	put(0, 1, 0, 0x05, 10, 5000);
	put(10, 0, 0, 0x83, 2, 8);
	put(10, 1, 0, 0x05, 20, 100);		/* at 30 */
	put(30, 0, 0, 0x82, 3, 97);
	put(30, 1, 0, 0x05, 10, 100);		/* backwards, at 20 */
	put(20, 0, 0, 0x06, 1, 5);
	CHECK_EQ(parse(), 5);
	expect(2, 10, 2, 5);
	expect(5, 12, 8, 0x83);
	expect(6, 33, 97, 0x82);
	expect(7, 21, 5, 6);
}

HOST_TEST(chain_that_bites_its_tail)
{
	blank();
	put(0, 0, 0, 0x0f, 10, 5000);
	put(10, 0, 0, 0x83, 2, 8);
	put(10, 1, 0, 0x05, 20, 100);
	put(30, 0, 0, 0x83, 2, 8);
	put(30, 1, 0, 0x05, 0, 100);		/* 10 again */
	host_log_clear();
	CHECK_EQ(parse(), 3);
	CHECK(host_log_has("astray"));
	put(10, 1, 0, 0x05, 6000, 100);		/* out of its range */
	CHECK_EQ(parse(), 2);
}

HOST_TEST(more_than_there_are_numbers_for)
{
	blank();
	put(0, 0, 0, 0x05, 1, 60);
	for (int i = 1; i < 50; i++) {
		put(i, 0, 0, 0x83, 1, 1);
		put(i, 1, 0, 0x05, i, 1);
	}
	CHECK_EQ(parse(), 12);			/* 1 and 5 to 15 */
}

HOST_TEST(past_the_end)
{
	blank();
	put(0, 0, 0, 0x83, 9000, 2000);
	put(0, 1, 0, 0x83, 10000, 5);
	put(0, 2, 0, 0x83, 0xffffffff, 0xffffffff);
	put(0, 3, 0, 0x83, 0, 10);		/* the table itself */
	host_log_clear();
	CHECK_EQ(parse(), 1);
	expect(1, 9000, 1000, 0x83);
	CHECK(host_log_has("1000 sectors less"));
	CHECK(host_log_has("partition 3"));
}

/* Tables at random, with numbers that are often nearly right. */
HOST_TEST(at_random)
{
	u32 rounds = host_rounds(3000, 300000);

	while (rounds--) {
		blank();
		td.capacity = 1 + host_below(host_below(4) ? 64 : 20000);
		td.bad = host_below(8) ? -1 : (int)host_below(64);
		for (int n = host_below(20); n--; )
			put(host_below(3) ? host_below(DISK_SECTORS) : 0,
			    host_below(4), host_below(30) ? 0 : host_rand(),
			    host_below(2) ? 5 : 0x83,
			    host_below(5) ? host_below(64) : host_rand(),
			    host_below(5) ? host_below(64) : host_rand());
		parse();
	}
}
