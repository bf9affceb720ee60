/*
 * From a line to the words of its commands.
 *
 * Model: like a small shell. Blanks separate words, `;` separates commands,
 * 'single' and "double" quotes keep both inside a word, a backslash keeps the
 * next character (not inside single quotes), `#` where a word could begin
 * starts a comment. Nothing is expanded: what you see is what a command gets.
 *
 *	echo "a;b" c\ d; help   ->   [echo] [a;b] [c d]   rest: " help"
 *
 * Invariants: the words are cut in place and never grow, so the line itself
 * is the only storage; every word ends in a NUL inside the line.
 * Locking & context: pure function of its arguments, any context.
 * In Linux: next_arg() in lib/cmdline.c, with less to do.
 * Watch it: (gdb) break split_command
 *           (gdb) p *argv@argc
 */

#include "internal.h"
#include <linux/ctype.h>
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/string.h>

/* Moves a word from *in to out, quotes removed; -EINVAL on an open quote. */
static int cut_word(char **in, char *out)
{
	char *s = *in, quote = 0;

	for (; *s; s++) {
		if (quote && *s == quote) {
			quote = 0;
		} else if (!quote && (*s == '"' || *s == '\'')) {
			quote = *s;
		} else if (*s == '\\' && quote != '\'' && s[1]) {
			*out++ = *++s;
		} else if (!quote && (isspace(*s) || *s == ';')) {
			break;
		} else {
			*out++ = *s;
		}
	}
	/* The cut may fall on *s itself: step over it before the NUL lands. */
	*in = s;
	if (out != s)
		*out = '\0';
	return quote ? -EINVAL : 0;
}

/*
 * split_command - cut the first command off a line
 * @line: changed in place
 * @argv: receives at most @max words and a NULL (so max + 1 pointers)
 * @rest: set to what follows the `;`, or NULL at the end of the line
 *
 * Returns the number of words (0 for an empty command), -EINVAL on a quote
 * that is never closed, -E2BIG on more than @max words.
 */
int split_command(char *line, char **argv, int max, char **rest)
{
	int argc = 0;
	char *s = line, end;

	*rest = NULL;
	for (;;) {
		while (isspace(*s))
			s++;
		if (*s == '\0' || *s == '#')
			break;
		if (*s == ';') {
			*rest = s + 1;
			break;
		}
		if (argc == max)
			return -E2BIG;
		argv[argc++] = s;
		if (cut_word(&s, s))
			return -EINVAL;
		end = *s;
		if (end == '\0')
			break;
		*s++ = '\0';
		if (end == ';') {
			*rest = s;
			break;
		}
	}
	argv[argc] = NULL;
	return argc;
}

/* Not in memory or on a medium, but a driver's, a module's: /proc/x, /sys/x. */
bool is_driver_path(const char *path)
{
	return strstarts(path, "/proc/") || strstarts(path, "/sys/") ||
	       strstarts(path, "/dev/");
}

/*
 * is_file_path - /etc/motd, or behind a device as fd0:/README.TXT; not /proc/x
 */
bool is_file_path(const char *path)
{
	const char *colon = strchr(path, ':');

	if (*path == '/')
		return !is_driver_path(path);
	return colon && colon > path && !memchr(path, '/', colon - path);
}

/*
 * split_path - the device of a file's path, into @device; what stands behind it
 *
 * @path is one that is_file_path() knows. Without a device, initramfs is meant.
 */
const char *split_path(const char *path, char *device, size_t size)
{
	const char *colon = strchr(path, ':');

	if (*path == '/') {
		strscpy(device, "initramfs", size);
		return path;
	}
	strscpy(device, path, min(size, (size_t)(colon - path + 1)));
	return colon + 1;
}

/* join_words - words as one line again, those with blanks quoted: 0, -E2BIG */
int join_words(char *line, size_t size, int argc, char **argv)
{
	size_t len = 0;

	line[0] = 0;
	for (int i = 0; i < argc; i++)
		len += scnprintf(line + len, size - len,
				 strchr(argv[i], ' ') ? "%s\"%s\"" : "%s%s",
				 i ? " " : "", argv[i]);
	return len + 1 < size ? 0 : -E2BIG;
}
