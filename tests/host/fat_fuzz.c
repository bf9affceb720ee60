/*
 * fat_fuzz.c - any FAT through the reader: no byte outside of a buffer is read,
 * none is kept, everything ends.
 *
 * A small medium is made here that is good; the input spoils it. Its first byte
 * says how many bits an entry of the table has, then come patches: two bytes
 * where, one what.
 */
#include "host.h"
#include "volume.h"
#include <asm/unaligned.h>
#include <linux/kernel.h>
#include <linux/string.h>

int LLVMFuzzerTestOneInput(const u8 *data, size_t size);

#define SIZE	(64 << 10)

static u8 image[SIZE];

/* A record with a short name; @attr 0x10: a directory. */
static void record(u8 *at, const char *name, u8 attr, u16 start, u32 bytes)
{
	memcpy(at, name, 11);
	at[11] = attr;
	put_unaligned_le32(0x5c642a3c, at + 22);	/* a time and a date */
	put_unaligned_le16(start, at + 26);
	put_unaligned_le32(bytes, at + 28);
}

static void long_record(u8 *at, const char *name, const char *short_name)
{
	static const u8 places[] = { 1, 3, 5, 7, 9, 14, 16, 18, 20, 22 };
	u8 sum = 0;

	for (int i = 0; i < 11; i++)
		sum = (sum >> 1 | sum << 7) + short_name[i];
	memset(at, 0, 32);
	at[0] = 0x41;
	at[11] = 0x0f;
	at[13] = sum;
	for (u32 i = 0; name[i]; i++)
		put_unaligned_le16(name[i], at + places[i]);
}

/* Links of the table's first entries: 2-3-4, 5, 6-7. */
static void table(u8 *fat, u32 bits)
{
	static const u16 next[] = { 0xff8, 0xfff, 3, 4, 0xfff, 0xfff, 7, 0xfff };

	for (u32 i = 0; i < ARRAY_SIZE(next); i++) {
		u32 v = next[i] >= 0xff8 ? next[i] | 0x0ffff000 : next[i];
		u8 *at = fat + i * bits / 8;

		if (bits == 32)
			put_unaligned_le32(v, at);
		else if (bits == 16)
			put_unaligned_le16(v, at);
		else if (i & 1)
			put_unaligned_le16((v & 0xfff) << 4 | (*at & 15), at);
		else
			put_unaligned_le16(v & 0xfff, at);
	}
}

/* One reserved sector, two FATs of one sector, then 16 records or cluster 6. */
static void make(u32 bits)
{
	u8 *s = image, *root = image + 3 * 512;
	u8 *data = bits == 32 ? root : root + 512;

	memset(image, 0, SIZE);
	s[0] = 0xeb;
	put_unaligned_le16(512, s + 11);
	s[13] = 1;
	put_unaligned_le16(1, s + 14);
	s[16] = 2;
	put_unaligned_le16(bits == 32 ? 0 : 16, s + 17);
	put_unaligned_le16(SIZE / 512, s + 19);
	s[21] = 0xf8;
	put_unaligned_le16(bits == 32 ? 0 : 1, s + 22);
	put_unaligned_le32(bits == 32 ? 1 : 0, s + 36);
	put_unaligned_le32(bits == 32 ? 6 : 0, s + 44);
	put_unaligned_le16(0xaa55, s + 510);
	table(image + 512, bits);
	table(image + 1024, bits);
	if (bits == 32)
		root = data + (6 - 2) * 512;
	record(root, "FILE    TXT", 0x20, 2, 1300);
	long_record(root + 32, "Long name", "LONGNA~1   ");
	record(root + 64, "LONGNA~1   ", 0x20, 0, 0);
	record(root + 96, "DOCS       ", 0x10, 5, 0);
	data += (5 - 2) * 512;
	record(data, ".          ", 0x10, 5, 0);
	record(data + 32, "..         ", 0x10, 0, 0);
	record(data + 64, "DEEP    TXT", 0x20, 6, 1024);
}

/* What is spoilt below was good. */
static void check_good(u32 bits)
{
	u32 crc;

	make(bits);
	host_disk(image, SIZE, 512);
	CHECK_EQ(read_path("file.txt", &crc), 1300);
	CHECK_EQ(read_path("Long name", &crc), 0);
	CHECK_EQ(read_path("docs/../docs/deep.txt", &crc), 1024);
}

int LLVMFuzzerTestOneInput(const u8 *data, size_t size)
{
	static bool checked;

	if (!checked) {
		check_good(12);
		check_good(32);
		checked = true;
	}
	if (!size)
		return 0;
	make(data[0] & 1 ? 32 : 12);
	host_disk(image, SIZE, 512);
	if (data[0] & 0x80)
		host_bad_sector = data[0] >> 2 & 31;
	for (size_t i = 1; i + 3 <= size; i += 3)
		image[get_unaligned_le16(data + i)] = data[i + 2];
	read_everything();
	CHECK(host_disk_reads < 200000);
	return 0;
}
