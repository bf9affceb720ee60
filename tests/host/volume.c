/*
 * volume.c - a volume looked at as a whole, and compared with a list of what
 * was put on it.
 */
#include "host.h"
#include "volume.h"
#include <linux/crc32.h>
#include <linux/kernel.h>
#include <linux/stat.h>
#include <linux/string.h>

#define MAX_DEPTH	16
#define PATH_SIZE	1000

static struct volume vol;
static struct vol_file levels[MAX_DEPTH];
static struct vol_entry entry;
static char path[PATH_SIZE];
static char *list;			/* what should be there, line by line */
static u32 matched;

const char *why(void)
{
	return vol.why;
}

u8 *insert_image(const char *name, u32 block)
{
	char file[200];
	size_t len;
	void *image;

	snprintf(file, sizeof(file), "build/host/images/%s", name);
	image = host_map_file(file, &len);
	host_disk(image, len, block);
	return image;
}

void check_refused(int error, const char *words)
{
	CHECK_EQ(vol_open(&vol, "fd0"), error);
	CHECK_MSG(strstr(vol.why, words), "'%s', not '%s'", vol.why, words);
	CHECK_EQ(host_disk_held, 0);
}

/* Reads a file in pieces of odd sizes. */
static long long read_file(struct vol_file *file, u32 *crc)
{
	static u8 buf[3000];
	long long done = 0;
	ssize_t n;
	u32 step = 1;

	*crc = ~0;
	for (;;) {
		n = vol_read(file, buf, step);
		CHECK(n <= (ssize_t)step && host_disk_held == 0);
		if (n <= 0)
			break;
		*crc = crc32_le(*crc, buf, n);
		done += n;
		step = step % 2900 + 97;
	}
	*crc = ~*crc;
	return n < 0 ? n : done;
}

long long read_path(const char *name, u32 *crc)
{
	struct vol_file *file = &levels[0];
	long long n = vol_open(&vol, "fd0");

	if (n)
		return n;
	n = vol_lookup(&vol, name, file);
	if (!n)
		n = read_file(file, crc);
	vol_close(&vol);
	CHECK_EQ(host_disk_held, 0);
	return n;
}

/* The line of what stands in @entry must be in the list, once. */
static void match(u32 crc)
{
	static char line[PATH_SIZE + 80];
	const struct vol_time *t = &entry.time;
	char *at;
	bool dir = S_ISDIR(entry.mode);

	snprintf(line, sizeof(line),
		 "%c %u %08x %04u-%02u-%02u %02u:%02u:%02u %s\n",
		 dir ? 'd' : 'f', dir ? 0 : entry.size, dir ? 0 : crc, t->year,
		 t->month, t->day, t->hour, t->minute, t->second, path);
	at = strstr(list, line);
	CHECK_MSG(at && (at == list || at[-1] == '\n'), "not in the list: %s",
		  line);
	*at = '#';
	matched++;
}

static bool same_file(const struct vol_file *a, const struct vol_entry *b)
{
	return a->entry.start == b->start && a->entry.size == b->size &&
	       a->entry.mode == b->mode;
}

/* All below the directory in levels[depth], whose path is in @path. */
static void walk(int depth, bool lookup)
{
	struct vol_file *dir = &levels[depth], *below = dir + 1;
	size_t len = strlen(path);
	int status;
	u32 crc = 0;

	while ((status = vol_readdir(dir, &entry)) > 0) {
		if (!strcmp(entry.name, ".") || !strcmp(entry.name, ".."))
			continue;
		CHECK(depth + 2 < MAX_DEPTH);
		snprintf(path + len, PATH_SIZE - len, "%s%s", len ? "/" : "",
			 entry.name);
		if (lookup) {
			CHECK_EQ(vol_lookup(&vol, path, below), 0);
			CHECK(same_file(below, &entry));
		}
		CHECK_EQ(vol_start(&vol, &entry, below), 0);
		if (!S_ISDIR(entry.mode))
			CHECK_EQ(read_file(below, &crc), entry.size);
		match(crc);
		if (S_ISDIR(entry.mode))
			walk(depth + 1, lookup);
		path[len] = '\0';
	}
	CHECK_MSG(status == 0, "%s: %s", path, vol.why);
	CHECK_EQ(vol_readdir(dir, &entry), 0);
}

void check_image(const char *name, u32 block)
{
	char file[200];
	size_t len, lines = 0;

	insert_image(name, block);
	snprintf(file, sizeof(file), "build/host/images/%s.list", name);
	list = host_read_file(file, &len);
	for (size_t i = 0; i < len; i++)
		lines += list[i] == '\n';
	CHECK_EQ(vol_open(&vol, "fd0"), 0);
	CHECK_EQ(vol_lookup(&vol, "/", &levels[0]), 0);
	path[0] = '\0';
	matched = 0;
	walk(0, true);
	vol_close(&vol);
	CHECK_EQ(matched, lines);
	CHECK_EQ(host_disk_held, 0);
}

/* ---- for the fuzzers ---- */

static u32 budget;			/* entries still to be looked at */

static void check_entry(void)
{
	size_t len = strnlen(entry.name, sizeof(entry.name));

	CHECK(len > 0 && len <= VOL_NAME_MAX);
	CHECK(strnlen(entry.alias, sizeof(entry.alias)) < 13);
	for (size_t i = 0; i < len; i++)
		CHECK(vol_char(entry.name[i]) == entry.name[i]);
}

static void look(int depth)
{
	struct vol_file *dir = &levels[depth], *below = dir + 1;
	u32 crc;
	int status;

	while ((status = vol_readdir(dir, &entry)) > 0 && budget) {
		budget--;
		check_entry();
		if (vol_start(&vol, &entry, below)) {
			CHECK(vol.why[0]);
			continue;
		}
		if (!S_ISDIR(entry.mode))
			read_file(below, &crc);
		else if (depth + 2 < 4)
			look(depth + 1);
	}
	CHECK(status >= 0 || vol.why[0]);
}

void read_everything(void)
{
	budget = 200;
	if (vol_open(&vol, "fd0")) {
		CHECK(vol.why[0]);
		return;
	}
	CHECK_EQ(vol_lookup(&vol, "/", &levels[0]), 0);
	look(0);
	vol_lookup(&vol, "docs/../DOCS/./nothing", &levels[0]);
	vol_close(&vol);
	CHECK_EQ(host_disk_held, 0);
}
