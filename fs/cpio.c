/*
 * cpio.c - entries of a cpio archive, format newc, one after the other.
 *
 *   070701 ino mode uid gid nlink mtime size ... namesize check   110 letters
 *   name, NUL, up to a multiple of 4
 *   data, up to a multiple of 4
 *   ... and so on, until one is called TRAILER!!!
 *
 * All numbers are 8 hexadecimal letters. The archive comes from a person, so
 * each of them is looked at before it is used; nothing outside the image is
 * ever read.
 *
 * Locking: none. Context: any; runs on the host, too, where it is fuzzed.
 * Linux: init/initramfs.c. gdb: `break cpio_next`, `x/110c image + *at`.
 */
#include <linux/cpio.h>
#include <linux/ctype.h>
#include <linux/errno.h>
#include <linux/hex.h>
#include <linux/kernel.h>
#include <linux/string.h>

#define HEADER		110
#define NAME_MAX	255
enum field { MODE = 1, MTIME = 5, SIZE = 6, NAMESIZE = 11 };

bool is_cpio(const void *image, size_t size)
{
	return size >= HEADER && (!memcmp(image, "070701", 6) ||
				  !memcmp(image, "070702", 6));
}

/* The @field-th number of a header; false: not a number. */
static bool number(const char *header, enum field field, u32 *value)
{
	const char *at = header + 6 + 8 * field;

	*value = 0;
	for (int i = 0; i < 8; i++) {
		int digit = hex_to_bin(at[i]);

		if (digit < 0)
			return false;
		*value = *value << 4 | digit;
	}
	return true;
}

static int refuse(const char **why, const char *text)
{
	*why = text;
	return -EINVAL;
}

int cpio_next(const void *image, size_t size, size_t *at,
	      struct cpio_entry *entry, const char **why)
{
	const char *header = image + *at;
	size_t data;
	u32 name_size;

	if (*at > size || !is_cpio(header, size - *at))
		return refuse(why, "no header where one should be");
	if (!number(header, MODE, &entry->mode) ||
	    !number(header, MTIME, &entry->mtime) ||
	    !number(header, SIZE, &entry->size) ||
	    !number(header, NAMESIZE, &name_size))
		return refuse(why, "a header without numbers");
	if (!name_size || name_size > NAME_MAX + 1 ||
	    name_size > size - *at - HEADER || header[HEADER + name_size - 1])
		return refuse(why, "a name that doesn't end");
	entry->name = header + HEADER;
	if (!strcmp(entry->name, "TRAILER!!!"))
		return 0;
	data = ALIGN(*at + HEADER + name_size, 4);
	if (data > size || entry->size > size - data)
		return refuse(why, "a file that is longer than the archive");
	entry->data = image + data;
	*at = min(ALIGN(data + entry->size, 4), size);
	return 1;
}
