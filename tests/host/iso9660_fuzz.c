/*
 * iso9660_fuzz.c - any ISO 9660 volume through the reader, plain, with Rock
 * Ridge and with Joliet names: no byte outside of a buffer is read, none is
 * kept, everything ends.
 *
 * A small volume is made here that is good; the input spoils it. Its first byte
 * says which, then come patches: two bytes where, one what.
 */
#include "host.h"
#include "volume.h"
#include <asm/unaligned.h>
#include <linux/kernel.h>
#include <linux/string.h>

int LLVMFuzzerTestOneInput(const u8 *data, size_t size);

#define BLOCKS	24
#define SIZE	(BLOCKS * 2048)

static u8 image[1 << 16];
static bool rock, joliet;

static void descriptor(u32 block, u8 type, u32 root)
{
	u8 *d = image + block * 2048;

	d[0] = type;
	memcpy(d + 1, "CD001", 5);
	d[6] = 1;
	put_unaligned_le32(BLOCKS, d + 80);
	put_unaligned_le16(2048, d + 128);
	d[156] = 34;
	put_unaligned_le32(root, d + 158);
	put_unaligned_le32(2048, d + 166);
	if (type == 2)
		memcpy(d + 88, "%/E", 3);
}

/* Adds a record; @extra: Rock Ridge pieces. What lies behind it. */
static u8 *record(u8 *r, const char *name, u32 len, u8 flags, u32 block,
		  u32 bytes, const char *extra, u32 extra_len)
{
	u32 at = round_up(33 + len, 2);

	r[0] = at + extra_len;
	put_unaligned_le32(block, r + 2);
	put_unaligned_le32(bytes, r + 10);
	memcpy(r + 18, "\x7e\x0b\x15\x0c\x00\x00\x00", 7);
	r[25] = flags;
	r[32] = len;
	memcpy(r + 33, name, len);
	memcpy(r + at, extra, extra_len);
	return r + r[0];
}

#define SP	"SP\7\1\xbe\xef\0"
#define NM	"NM\x0e\1\0Long name"
#define PX	"PX\x0c\1\x6d\x41\0\0\0\0\x41\x6d"
#define CE	"CE\x1c\1\x17\0\0\0\0\0\0\x17\0\0\0\0\0\0\0\0\x40\0\0\0\0\0\0\x40"
#define EXTRA(s)	(s), rock ? sizeof(s) - 1 : 0

static void directory(u32 block, u32 parent, u32 below, bool wide)
{
	u8 *r = image + block * 2048;

	r = record(r, "\0", 1, 2, block, 2048, EXTRA(SP));
	r = record(r, "\1", 1, 2, parent, 2048, EXTRA(CE));
	if (below)
		r = record(r, wide ? "\0d\0o\0c\0s" : "DOCS", wide ? 8 : 4, 2,
			   below, 2048, EXTRA(CE));
	record(r, wide ? "\0f\0.\0x\0;\0" "1" : "FILE.X;1", wide ? 10 : 8, 0, 22,
	       1500, EXTRA(NM));
}

static void make(void)
{
	memset(image, 0, sizeof(image));
	descriptor(16, 1, 19);
	if (joliet)
		descriptor(17, 2, 21);
	descriptor(joliet ? 18 : 17, 255, 0);
	directory(19, 19, 20, false);
	directory(20, 19, 0, false);
	directory(21, 21, 0, true);
	memcpy(image + 23 * 2048, PX, sizeof(PX));	/* what CE leads to */
}

/* What is spoilt below was good. */
static void check_good(bool with_rock, bool with_joliet, const char *path)
{
	u32 crc;

	rock = with_rock;
	joliet = with_joliet;
	make();
	host_disk(image, SIZE, 2048);
	CHECK_EQ(read_path(path, &crc), 1500);
}

int LLVMFuzzerTestOneInput(const u8 *data, size_t size)
{
	static bool checked;

	if (!checked) {
		check_good(false, false, "docs/file.x");
		check_good(false, true, "f.x");
		check_good(true, true, "docs/../Long name");
		checked = true;
	}
	if (!size)
		return 0;
	rock = data[0] & 1;
	joliet = data[0] & 2;
	make();
	host_disk(image, SIZE, data[0] & 4 ? 512 : 2048);
	if (data[0] & 0x80)
		host_bad_sector = (data[0] >> 3 & 7) * 4 + 64;
	for (size_t i = 1; i + 3 <= size; i += 3)
		image[get_unaligned_le16(data + i)] = data[i + 2];
	read_everything();
	CHECK(host_disk_reads < 200000);
	return 0;
}
