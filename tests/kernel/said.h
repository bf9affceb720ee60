/*
 * said.h - what the kernel has said since some moment, for suites whose subject
 * is a report.
 */
#ifndef _TESTS_SAID_H
#define _TESTS_SAID_H

#include <linux/kmsg_dump.h>
#include <linux/types.h>

/* @log is the end of the log as it is now. One suite runs at a time. */
void said_from_here(struct kmsg_dump_iter *log);
/* Is @text in a line of the log from @log on? @log stays where it is. */
bool said_since(const struct kmsg_dump_iter *log, const char *text);

#endif
