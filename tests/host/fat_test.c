/*
 * fat_test.c - fs/fat.c and fs/fat_dir.c on media that mkfs.fat and mtools
 * made: everything that was put in, and nothing else; then the same media,
 * spoilt.
 */
#include "host.h"
#include "volume.h"
#include <asm/unaligned.h>
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/string.h>

static u8 *image;			/* floppy.img, changed at will */
static u32 crc;

/* Of floppy.img: one reserved sector, two FATs of nine, 224 root entries. */
#define FAT(n)		(image + (1 + (n) * 9) * 512)
#define ROOT		(image + 19 * 512)
#define CLUSTER(n)	(image + (33 + (n) - 2) * 512)

HOST_TEST(fat12_floppy)
{
	check_image("floppy.img", 512);
}

HOST_TEST(fat12_big_clusters)
{
	check_image("fat12.img", 512);
}

HOST_TEST(fat16)
{
	check_image("fat16.img", 512);
}

HOST_TEST(fat32)
{
	check_image("fat32.img", 512);
}

HOST_TEST(fat_large_sectors)
{
	check_image("sectors2k.img", 512);
	check_image("sectors2k.img", 2048);
	check_image("sectors4k.img", 512);
}

HOST_TEST(fat_one_table)
{
	check_image("720k.img", 512);
}

static u32 get12(u32 cluster)
{
	u32 v = get_unaligned_le16(FAT(0) + cluster * 3 / 2);

	return cluster & 1 ? v >> 4 : v & 0xfff;
}

static void set12(u32 cluster, u32 value)
{
	for (int i = 0; i < 2; i++) {
		u8 *at = FAT(i) + cluster * 3 / 2;
		u32 v = get_unaligned_le16(at);

		v = cluster & 1 ? (v & 0xf) | value << 4 : (v & 0xf000) | value;
		put_unaligned_le16(v, at);
	}
}

/* The record of a file in the root directory. */
static u8 *record(const char *short_name)
{
	for (u8 *at = ROOT; at < ROOT + 224 * 32; at += 32)
		if (memcmp(at, short_name, 11) == 0)
			return at;
	host_fail(__FILE__, __LINE__, "no %s", short_name);
}

/* The first cluster of big.bin. */
static u32 big(void)
{
	return get_unaligned_le16(record("BIG     BIN") + 26);
}

HOST_TEST(fat_names)
{
	u32 other;

	image = insert_image("floppy.img", 512);
	CHECK_EQ(read_path("/README.TXT", &crc), 126);
	CHECK_EQ(read_path("readme.txt", &other), 126);
	CHECK_EQ(crc, other);
	CHECK_EQ(read_path("//Readme.Txt", &other), 126);
	CHECK_EQ(read_path("ALONGF~1.TEX", &other), 17);
	CHECK_EQ(read_path("docs/../docs/./nested/deeper/and deeper/"
			   "../and deeper/deepest.txt", &other), 14);
	CHECK_EQ(read_path("../README.TXT", &other), 126);
	CHECK_EQ(read_path("docs/../../README.TXT", &other), -ENOENT);
	CHECK(strstr(why(), "no such file"));
	CHECK_EQ(read_path("README", &other), -ENOENT);
	CHECK_EQ(read_path("README.TXT/x", &other), -ENOTDIR);
	CHECK(strstr(why(), "README.TXT is not a directory"));
	CHECK_EQ(read_path("hole2", &other), -ENOENT);	/* deleted */
	CHECK_EQ(read_path("K896", &other), -ENOENT);	/* the label */
}

/* A long name whose short one was changed by somebody who can't see it. */
HOST_TEST(fat_orphaned_long_name)
{
	image = insert_image("floppy.img", 512);
	memcpy(record("ALONGF~1TEX"), "OTHER   TXT", 11);
	CHECK_EQ(read_path("A long file name, with blanks.text", &crc),
		 -ENOENT);
	CHECK_EQ(read_path("other.txt", &crc), 17);
}

HOST_TEST(fat_circle)
{
	u32 at, first;

	image = insert_image("floppy.img", 512);
	first = at = big();
	for (int i = 0; i < 100; i++)
		at = get12(at);
	set12(at, first);
	CHECK_EQ(read_path("big.bin", &crc), -EIO);
	CHECK_MSG(strstr(why(), "circle"), "%s", why());
	CHECK(host_disk_reads < 3000);
	set12(at, at);				/* the smallest */
	CHECK_EQ(read_path("big.bin", &crc), -EIO);
	CHECK(strstr(why(), "circle"));
}

/* A directory that never ends: its own start follows. */
HOST_TEST(fat_circle_of_directory)
{
	u32 start;

	image = insert_image("floppy.img", 512);
	start = get_unaligned_le16(record("MANY       ") + 26);
	set12(start, start);
	CHECK_EQ(read_path("many/nobody", &crc), -EIO);
	CHECK_MSG(strstr(why(), "circle"), "%s", why());
}

HOST_TEST(fat_broken_chains)
{
	static const struct {
		u32 value;
		const char *words;
	} broken[] = {
		{ 0xff7, "bad cluster behind cluster" },
		{ 0, "followed by 0, which is none" },
		{ 1, "followed by 1, which is none" },
		{ 2849, "followed by 2849, which is none" },
		{ 0xff6, "followed by 4086, which is none" },
		{ 0xfff, "ends early" },
		{ 0xff8, "ends early" },
	};

	for (u32 i = 0; i < ARRAY_SIZE(broken); i++) {
		image = insert_image("floppy.img", 512);
		set12(get12(big()), broken[i].value);
		CHECK_EQ(read_path("big.bin", &crc), -EIO);
		CHECK_MSG(strstr(why(), broken[i].words), "%s", why());
	}
}

HOST_TEST(fat_broken_records)
{
	u8 *file;

	image = insert_image("floppy.img", 512);
	file = record("BIG     BIN");
	put_unaligned_le16(0, file + 26);
	CHECK_EQ(read_path("big.bin", &crc), -EIO);
	CHECK_MSG(strstr(why(), "begins in cluster 0"), "%s", why());
	put_unaligned_le16(60000, file + 26);
	CHECK_EQ(read_path("big.bin", &crc), -EIO);
	put_unaligned_le32(0xffffffff, file + 28);
	CHECK_EQ(read_path("big.bin", &crc), -EIO);
	CHECK_MSG(strstr(why(), "larger than its medium"), "%s", why());
	put_unaligned_le16(0, record("DOCS       ") + 26);
	CHECK_EQ(read_path("docs/x", &crc), -EIO);
	/* A piece of a long name that nothing follows, at the very end. */
	memset(ROOT, 0xe5, 224 * 32);
	memset(ROOT + 223 * 32, 0x41, 32);
	ROOT[223 * 32 + 11] = 0x0f;
	CHECK_EQ(read_path("x", &crc), -ENOENT);
}

HOST_TEST(fat_read_errors)
{
	u32 good;

	image = insert_image("floppy.img", 512);
	CHECK_EQ(read_path("big.bin", &good), 900 << 10);
	host_bad_sector = 0;
	check_refused(-EIO, "read error at sector 0");
	host_bad_sector = 33 + big() - 2;
	CHECK_EQ(read_path("big.bin", &crc), -EIO);
	CHECK(strstr(why(), "read error at sector"));
	host_bad_sector = 20;
	CHECK_EQ(read_path("nobody", &crc), -EIO);
	/* A sector of the first FAT: the second one has it, too. */
	host_bad_sector = 1 + big() * 3 / 2 / 512;
	CHECK_EQ(read_path("big.bin", &crc), 900 << 10);
	CHECK_EQ(crc, good);
}

/* Numbers of the boot sector that can't be: where, how wide, what is said. */
static const struct {
	u16 at, width;
	u32 value;
	const char *words;
} nonsense[] = {
	{ 0, 1, 0, "not with a jump" },
	{ 510, 2, 0, "no boot signature" },
	{ 11, 2, 0, "sectors of 0 bytes" },
	{ 11, 2, 256, "sectors of 256 bytes" },
	{ 11, 2, 513, "sectors of 513 bytes" },
	{ 11, 2, 8192, "sectors of 8192 bytes" },
	{ 13, 1, 0, "clusters of 0 sectors" },
	{ 13, 1, 3, "clusters of 3 sectors" },
	{ 14, 2, 0, "no reserved sector" },
	{ 14, 2, 2881, "no clusters" },
	{ 16, 1, 0, "0 FATs" },
	{ 16, 1, 3, "3 FATs" },
	{ 17, 2, 0, "root directory of 0 entries" },
	{ 17, 2, 17, "root directory of 17 entries" },
	{ 17, 2, 65520, "no clusters" },
	{ 19, 2, 0, "0 sectors on a medium" },
	{ 19, 2, 2881, "2881 sectors on a medium of 2880" },
	{ 19, 2, 33, "no clusters" },
	{ 21, 1, 0, "medium of kind 0x00" },
	{ 21, 1, 0xf1, "medium of kind 0xf1" },
	{ 22, 2, 0, "a root directory of 224" },
	{ 22, 2, 8, "the FAT is too small" },
	{ 22, 2, 0xffff, "no clusters" },
};

HOST_TEST(fat_nonsense_is_refused)
{
	for (u32 i = 0; i < ARRAY_SIZE(nonsense); i++) {
		image = insert_image("floppy.img", 512);
		if (nonsense[i].width == 1)
			image[nonsense[i].at] = nonsense[i].value;
		else
			put_unaligned_le16(nonsense[i].value,
					   image + nonsense[i].at);
		check_refused(-EINVAL, nonsense[i].words);
		CHECK(strstarts(why(), "not a FAT or ISO 9660 file system ("));
	}
}

/* The end of the device lies before the end of the file system. */
HOST_TEST(fat_cut_short)
{
	image = insert_image("floppy.img", 512);
	host_disk(image, 1439 << 10, 512);
	check_refused(-EINVAL, "2880 sectors on a medium of 2878");
	host_disk(image, 512, 512);
	check_refused(-EINVAL, "2880 sectors on a medium of 1");
	host_disk(image, 0, 512);
	check_refused(-EIO, "sector 0 is beyond the end");
	host_disk(NULL, 0, 512);
	check_refused(-ENOMEDIUM, "no medium");
	image = insert_image("floppy.img", 2048);
	check_refused(-EINVAL, "sectors of 512 bytes on a device with 2048");
}

HOST_TEST(fat32_nonsense)
{
	image = insert_image("fat32.img", 512);
	put_unaligned_le32(1, image + 44);
	check_refused(-EINVAL, "a root directory in cluster 1");
	put_unaligned_le32(0x0fffffff, image + 44);
	check_refused(-EINVAL, "a root directory in cluster 268435455");
	put_unaligned_le16(1, image + 42);
	check_refused(-EINVAL, "FAT32 of version 1");
	put_unaligned_le32(0xffffffff, image + 36);
	check_refused(-EINVAL, "FAT32 of version 1");
	put_unaligned_le16(0, image + 42);
	check_refused(-EINVAL, "no clusters");
}

/* Of two FATs only the second one is kept; the first one is old. */
HOST_TEST(fat32_one_of_two)
{
	u32 start, sectors;

	image = insert_image("fat32.img", 512);
	start = get_unaligned_le16(image + 14);
	sectors = get_unaligned_le32(image + 36);
	put_unaligned_le16(0x81, image + 40);
	memset(image + start * 512, 0, sectors * 512);
	CHECK_EQ(read_path("big.bin", &crc), 2 << 20);
	put_unaligned_le16(0x80, image + 40);
	CHECK_EQ(read_path("big.bin", &crc), -EIO);
	put_unaligned_le16(0x82, image + 40);
	check_refused(-EINVAL, "flags 0x82");
}
