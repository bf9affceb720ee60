/*
 * cpio_fuzz.c - any archive of initial files: no byte outside of it is read,
 * and it ends. The input is spoilt into a good archive, as numbers of eight
 * letters are not guessed; behind it the input itself goes on.
 */
#include "host.h"
#include <linux/cpio.h>
#include <linux/kernel.h>
#include <linux/string.h>

int LLVMFuzzerTestOneInput(const u8 *data, size_t size);

#define MOST	1024

static char good[MOST];
static size_t good_size;

static void add(const char *name, u32 mode, const char *contents)
{
	u32 n = strlen(contents);

	good_size += snprintf(good + good_size, MOST - good_size,
			      "070701%08x%08x%08x%08x%08x%08x%08x%08x%08x%08x%08x%08x%08x%s",
			      1, mode, 0, 0, 1, 0, n, 0, 0, 0, 0,
			      (u32)strlen(name) + 1, 0, name) + 1;
	good_size = ALIGN(good_size, 4);
	memcpy(good + good_size, contents, n);
	good_size = ALIGN(good_size + n, 4);
}

/* How many entries, all of their bytes read. */
static int read_all(const char *image, size_t size, const char **why)
{
	struct cpio_entry e;
	volatile u32 sum = 0;
	size_t at = 0;
	int n = 0, status;

	while ((status = cpio_next(image, size, &at, &e, why)) > 0) {
		sum += strlen(e.name);
		for (u32 i = 0; i < e.size; i++)
			sum += e.data[i];
		CHECK(++n < 100);
	}
	return status ? status : n;
}

static void make(void)
{
	const char *why = "";

	add("etc", 040755, "");
	add("etc/motd", 0100644, "hello\n");
	add("TRAILER!!!", 0, "");
	CHECK_MSG(read_all(good, good_size, &why) == 2, "%s", why);
}

int LLVMFuzzerTestOneInput(const u8 *data, size_t size)
{
	const char *why = NULL;
	size_t length;
	char *image;

	if (!good_size)
		make();
	length = size && data[0] < 128 ? data[0] * good_size / 127 : good_size;
	image = host_malloc(length ?: 1);
	memcpy(image, good, length);
	for (size_t i = 1; i + 2 <= size && length; i += 2)
		image[data[i] * length / 256] = data[i + 1];
	if (read_all(image, length, &why) < 0)
		CHECK(why);
	host_free(image);
	return 0;
}
