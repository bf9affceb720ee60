/*
 * iso9660_test.c - fs/iso9660.c and fs/rock.c on media that xorriso made, and
 * on the same media, spoilt.
 */
#include "host.h"
#include "volume.h"
#include <asm/unaligned.h>
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/string.h>

static u8 *image;
static u32 crc;

#define BLOCK(n)	(image + (n) * 2048)
#define PRIMARY		BLOCK(16)

HOST_TEST(iso_rock_ridge)
{
	check_image("rock.iso", 2048);
	check_image("rock.iso", 512);		/* on a hard disk */
}

HOST_TEST(iso_joliet)
{
	check_image("joliet.iso", 2048);
}

HOST_TEST(iso_plain)
{
	check_image("plain.iso", 2048);
}

HOST_TEST(iso_names)
{
	struct volume vol;

	image = insert_image("rock.iso", 2048);
	CHECK_EQ(read_path("README.TXT", &crc), 126);
	CHECK_EQ(read_path("/readme.txt", &crc), 126);
	CHECK_EQ(read_path("docs/nested/../../README.TXT", &crc), 126);
	CHECK_EQ(read_path("1/2/3/4/5/6/7/8/9/10/deep.txt", &crc), 16);
	CHECK_EQ(read_path("1/2/3/4/5/6/7/8/9/10", &crc) > 0, 1);
	CHECK_EQ(read_path("docs/x", &crc), -ENOENT);
	CHECK_EQ(vol_open(&vol, "cdrom"), 0);
	CHECK(strcmp(vol.device, "hdc") == 0);
	vol_close(&vol);
	CHECK_EQ(vol_open(&vol, "hdb"), -ENODEV);
	CHECK(strstr(vol.why, "no such device"));
}

/* The record of the root, in the primary descriptor. */
static u32 root_block(void)
{
	return get_unaligned_le32(PRIMARY + 158);
}

HOST_TEST(iso_nonsense)
{
	image = insert_image("plain.iso", 2048);
	put_unaligned_le16(1024, PRIMARY + 128);
	check_refused(-EIO, "blocks of 1024 bytes");
	image = insert_image("plain.iso", 2048);
	PRIMARY[1] = 'X';
	check_refused(-EINVAL, "not a FAT or ISO 9660 file system");
	image = insert_image("plain.iso", 2048);
	put_unaligned_le32(0xfffffff0, PRIMARY + 158);
	check_refused(-EIO, "beyond the end");
	image = insert_image("plain.iso", 2048);
	put_unaligned_le32(root_block(), PRIMARY + 80);	/* size */
	CHECK_EQ(read_path("readme.txt", &crc), -EIO);
	CHECK_MSG(strstr(why(), "behind the end of the volume"), "%s", why());
	image = insert_image("plain.iso", 2048);
	host_disk(image, 16 * 2048, 2048);
	check_refused(-EINVAL, "not a FAT or ISO 9660");
}

HOST_TEST(iso_broken_records)
{
	static const u8 lengths[] = { 1, 33, 35 };
	u8 *record;

	for (u32 i = 0; i < ARRAY_SIZE(lengths); i++) {
		image = insert_image("plain.iso", 2048);
		record = BLOCK(root_block());
		record += record[0];
		record += record[0];		/* the third, docs */
		record[0] = lengths[i];
		CHECK_EQ(read_path("readme.txt", &crc), -EIO);
		CHECK_MSG(strstr(why(), "nonsense"), "%u: %s", i, why());
	}
	image = insert_image("plain.iso", 2048);
	record = BLOCK(root_block());
	memset(record, 0, 2048);
	CHECK_EQ(read_path("readme.txt", &crc), -ENOENT);
}

/* The record of that name in the root directory of rock.iso. */
static u8 *record(const char *name)
{
	u8 *at = BLOCK(root_block()), *end = at + 2048;
	u32 len = strlen(name);

	for (; at < end && at[0]; at += at[0])
		if (at[32] == len && memcmp(at + 33, name, len) == 0)
			return at;
	host_fail(__FILE__, __LINE__, "no record %s", name);
}

HOST_TEST(iso_pieces_and_errors)
{
	u8 *r;

	image = insert_image("plain.iso", 2048);
	r = record("README.TXT;1");
	r[25] |= 0x80;
	CHECK_EQ(read_path("readme.txt", &crc), -EOPNOTSUPP);
	r[25] &= ~0x80;
	put_unaligned_le32(0xffffffff, r + 10);
	CHECK_EQ(read_path("readme.txt", &crc), -EIO);
	CHECK(strstr(why(), "larger than its medium"));
	put_unaligned_le32(6, r + 10);
	CHECK_EQ(read_path("readme.txt", &crc), 6);
	host_bad_sector = get_unaligned_le32(r + 2) * 4;
	CHECK_EQ(read_path("readme.txt", &crc), -EIO);
	CHECK_MSG(strstr(why(), "read error at sector"), "%s", why());
	host_bad_sector = 64;
	check_refused(-EIO, "read error at sector 64");
}

/* The first piece of that kind, from @at on. */
static u8 *piece(u8 *at, const char *kind)
{
	for (u32 i = 0; i < 2000; i++)
		if (memcmp(at + i, kind, 2) == 0)
			return at + i;
	host_fail(__FILE__, __LINE__, "no %s", kind);
}

/* What goes on elsewhere may not go on for ever, nor outside of its block. */
HOST_TEST(iso_rock_ridge_areas)
{
	u8 *r, *ce, *there;
	u32 block, offset;

	image = insert_image("rock.iso", 2048);
	r = BLOCK(root_block());
	ce = piece(r, "CE");			/* of "." itself */
	block = get_unaligned_le32(ce + 4);
	offset = get_unaligned_le32(ce + 12);
	there = BLOCK(block) + offset;
	CHECK_EQ(read_path("README.TXT", &crc), 126);
	memcpy(there, ce, 28);			/* a circle */
	put_unaligned_le32(28, ce + 20);
	CHECK_EQ(read_path("README.TXT", &crc), 126);
	CHECK(host_disk_reads < 100);
	put_unaligned_le32(2040, ce + 12);
	CHECK_EQ(read_path("README.TXT", &crc), -EIO);
	CHECK_MSG(strstr(why(), "Rock Ridge area"), "%s", why());
	put_unaligned_le32(0xffffffff, ce + 4);
	put_unaligned_le32(0, ce + 12);
	CHECK_EQ(read_path("README.TXT", &crc), -EIO);
}
