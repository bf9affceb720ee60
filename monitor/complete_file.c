/*
 * Tab in the path of a file: fd0:/do<Tab> is fd0:/docs/.
 *
 * Model: the part of the word up to its last '/' or ':' names a directory, the
 * rest is the beginning of a name in it. The names that begin so are read into
 * a table when the first of them is asked for, with a backslash in front of
 * what the prompt would take for something else, and a '/' behind directories.
 *
 *	cat fd0:/docs/A\ lo|		directory fd0:/docs/, beginning "A\ lo"
 *
 * Invariants: what doesn't fit into the table is left out. No message is
 * printed: who can't read the medium has nothing to offer.
 * Locking & context: prompt only, one at a time; may sleep.
 * In Linux: readline.
 * Watch it: (gdb) break read_names
 *           (gdb) p table
 */

#include "internal.h"
#include <linux/ctype.h>
#include <linux/kernel.h>
#include <linux/stat.h>
#include <linux/string.h>
#include <linux/volume.h>

#define TABLE_SIZE	2048

static char dir[LINE_SIZE];		/* "fd0:/docs/", as it is meant */
static char begin[LINE_SIZE];		/* "A\ lo", as it is typed */
static char table[TABLE_SIZE];		/* the names, NUL after each */
static size_t used;			/* bytes of it */

/* A name as it must be typed, into the table, if it is one of those wanted. */
static void offer(const struct vol_entry *e)
{
	char *to = table + used, *end = table + TABLE_SIZE - 3;
	const char *from;

	if (to > end)
		return;
	for (from = e->name; *from && to < end; from++) {
		if (isspace(*from) || strchr("\\'\";#", *from))
			*to++ = '\\';
		*to++ = *from;
	}
	if (S_ISDIR(e->mode))
		*to++ = '/';
	*to++ = '\0';
	if (!*from && strstarts(table + used, begin))
		used = to - table;
}

static void read_names(void)
{
	static struct volume vol;
	static struct vol_file file;
	static struct vol_entry entry;
	char device[32];
	const char *path = split_path(dir, device, sizeof(device));

	used = 0;
	if (vol_open(&vol, device))
		return;
	if (vol_lookup(&vol, path, &file) == 0 && S_ISDIR(file.entry.mode))
		while (vol_readdir(&file, &entry) > 0)
			if (entry.name[0] != '.')
				offer(&entry);
	vol_close(&vol);
}

/* The i-th name in that directory that begins so. */
static const char *file_name(int i)
{
	const char *at = table;

	if (i == 0)
		read_names();
	while (at < table + used && i--)
		at += strlen(at) + 1;
	return at < table + used ? at : NULL;
}

/*
 * complete_file - names for a path that ends at @pos of @line
 *
 * The word begins at *start; that is moved to where its last name begins. NULL
 * if it is no path of a file.
 */
name_fn complete_file(const char *line, size_t pos, size_t *start)
{
	size_t cut = pos, n = 0, i;

	while (cut > *start && line[cut - 1] != '/' && line[cut - 1] != ':')
		cut--;
	for (i = *start; i < cut; i++) {
		if (line[i] == '\\' && i + 1 < cut)
			i++;
		dir[n++] = line[i];
	}
	dir[n] = '\0';
	if (!is_file_path(dir))
		return NULL;
	memcpy(begin, line + cut, pos - cut);
	begin[pos - cut] = '\0';
	*start = cut;
	return file_name;
}
