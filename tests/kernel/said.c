/*
 * said.c - the log, from some moment on.
 *
 * Locking: none of its own; suites run one after the other. Context: process.
 */
#include <linux/string.h>
#include "said.h"

static char line[200];

void said_from_here(struct kmsg_dump_iter *log)
{
	size_t len;

	kmsg_dump_rewind(log);
	while (kmsg_dump_get_line(log, false, line, sizeof(line), &len))
		;
}

bool said_since(const struct kmsg_dump_iter *log, const char *text)
{
	struct kmsg_dump_iter it = *log;
	size_t len;

	while (kmsg_dump_get_line(&it, false, line, sizeof(line) - 1, &len)) {
		line[len] = '\0';
		if (strstr(line, text))
			return true;
	}
	return false;
}
