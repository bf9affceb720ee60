/* kmsg_dump.h - reading the log back, line by line, from the oldest. */
#ifndef K896_LINUX_KMSG_DUMP_H
#define K896_LINUX_KMSG_DUMP_H

#include <linux/types.h>

struct kmsg_dump_iter {
	u64 cur_seq;			/* next line; 0 to begin */
};

/*
 * One line as "[    1.234567] text\n" (with "<6>" in front if @syslog) into
 * @line, cut to @size; its length in *@len. False when there are no more.
 * Any context. Lines that were overwritten meanwhile are skipped.
 */
bool kmsg_dump_get_line(struct kmsg_dump_iter *iter, bool syslog,
			char *line, size_t size, size_t *len);

/* From the oldest line on again. */
void kmsg_dump_rewind(struct kmsg_dump_iter *iter);

#endif
