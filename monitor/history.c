/*
 * The lines typed before.
 *
 * Model: one buffer, the lines behind each other with their NULs, oldest
 * first. A new line goes to the end; when room runs out, whole lines leave at
 * the front. No allocation, so history works while memory is being exhausted
 * on purpose.
 *
 *	text: "zoneinfo\0page 17\0buddyinfo\0......"
 *	                 age 1    age 0      ^used
 *
 * Invariants: used <= sizeof(text); text[used - 1] is a NUL when used > 0.
 * Locking & context: prompt only (one reader), no lock.
 * In Linux: nothing; a shell's job.
 * Watch it: (gdb) p used
 *           (gdb) x/8s text
 */

#include "internal.h"
#include <linux/string.h>

static char text[4096];
static size_t used;

/* The line before the one that starts at @at (its NUL is at @at - 1). */
static size_t previous(size_t at)
{
	at--;
	while (at > 0 && text[at - 1])
		at--;
	return at;
}

/* history_get - the line typed @age lines ago (0: the last), or NULL */
const char *history_get(int age)
{
	size_t at = used;

	if (age < 0)
		return NULL;
	do {
		if (at == 0)
			return NULL;
		at = previous(at);
	} while (age--);
	return text + at;
}

/* history_add - remember a line; empty lines and repetitions are not kept */
void history_add(const char *line)
{
	size_t n = strlen(line) + 1, first;
	const char *last = history_get(0);

	if (n == 1 || n > sizeof(text) || (last && strcmp(last, line) == 0))
		return;
	while (used + n > sizeof(text)) {
		first = strlen(text) + 1;
		used -= first;
		memmove(text, text + first, used);
	}
	memcpy(text + used, line, n);
	used += n;
}
