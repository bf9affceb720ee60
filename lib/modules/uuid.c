/*
 * uuid.c - names of 128 bits: made, and read from text.
 *
 * Model: both kinds have the same 36 characters of text, two digits a byte with
 * dashes before the bytes 4, 6, 8 and 10. A guid_t has the bytes of its first
 * three numbers (4, 2 and 2 long) the other way round.
 *
 * Locking, context: none; any context.
 * Linux: lib/uuid.c.
 * gdb: `break parse`, `finish`.
 */
#include <linux/ctype.h>
#include <linux/errno.h>
#include <linux/hex.h>
#include <linux/kernel.h>
#include <linux/random.h>
#include <linux/uuid.h>

const guid_t guid_null;
const uuid_t uuid_null;

static bool dash_before(int byte)
{
	return byte == 4 || byte == 6 || byte == 8 || byte == 10;
}

/* Where a guid_t has the byte that is read as number @byte. */
static int guid_place(int byte)
{
	if (byte < 4)
		return 3 - byte;
	return byte < 8 ? byte ^ 1 : byte;
}

bool uuid_is_valid(const char *text)
{
	int byte;

	for (byte = 0; byte < UUID_SIZE; byte++, text += 2) {
		if (dash_before(byte) && *text++ != '-')
			return false;
		if (!isxdigit(text[0]) || !isxdigit(text[1]))
			return false;
	}
	return true;
}

static int parse(const char *text, u8 *to, bool guid)
{
	int byte;

	if (!uuid_is_valid(text))
		return -EINVAL;
	for (byte = 0; byte < UUID_SIZE; byte++, text += 2) {
		text += dash_before(byte);
		to[guid ? guid_place(byte) : byte] =
			hex_to_bin(text[0]) << 4 | hex_to_bin(text[1]);
	}
	return 0;
}

int guid_parse(const char *text, guid_t *guid)
{
	return parse(text, guid->b, true);
}

int uuid_parse(const char *text, uuid_t *uuid)
{
	return parse(text, uuid->b, false);
}

/*
 * Version 4 in the third number's highest digit, the variant in the fourth's.
 */
static void generate(u8 *b, int version_at)
{
	get_random_bytes(b, UUID_SIZE);
	b[version_at] = (b[version_at] & 0x0f) | 0x40;
	b[8] = (b[8] & 0x3f) | 0x80;
}

void generate_random_uuid(unsigned char uuid[UUID_SIZE])
{
	generate(uuid, 6);
}

void generate_random_guid(unsigned char guid[UUID_SIZE])
{
	generate(guid, 7);
}

void guid_gen(guid_t *guid)
{
	generate(guid->b, 7);
}

void uuid_gen(uuid_t *uuid)
{
	generate(uuid->b, 6);
}
