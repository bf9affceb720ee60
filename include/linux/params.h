/*
 * params.h - the command line of the kernel; see kernel/params.c.
 */
#ifndef _LINUX_PARAMS_H
#define _LINUX_PARAMS_H

#include <linux/types.h>

#define COMMAND_LINE_SIZE	4096

/* Are they the same name? '-' and '_' are. Any context. */
bool parameq(const char *a, const char *b);

/* Call the early_param()s (early 1), then the __setup()s (early 0). */
void parse_params(const char *cmdline, int early);

#endif
