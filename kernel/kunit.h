/* kunit.h - what the files of kunit share. */
#ifndef KERNEL_KUNIT_H
#define KERNEL_KUNIT_H

#include <kunit/test.h>
#include <linux/seq_file.h>

/* Everything of the report, to the consoles; @kunit_indent blanks in front. */
#define report(fmt, ...) \
	seq_printf(&console_seq, "%*s" fmt, kunit_indent, "", ##__VA_ARGS__)

extern int kunit_indent;

/* Call what the case left to be called, the newest first. */
void kunit_cleanup(struct kunit *test);

#endif
