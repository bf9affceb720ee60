/*
 * string_choices.h - one of two words, for messages.
 */
#ifndef _LINUX_STRING_CHOICES_H
#define _LINUX_STRING_CHOICES_H

#include <linux/types.h>

#define __CHOICE(name, yes, no) \
static inline const char *str_##name(bool v) { return v ? yes : no; }

__CHOICE(yes_no, "yes", "no")
__CHOICE(true_false, "true", "false")
__CHOICE(on_off, "on", "off")
__CHOICE(enable_disable, "enable", "disable")
__CHOICE(enabled_disabled, "enabled", "disabled")
__CHOICE(read_write, "read", "write")
__CHOICE(high_low, "high", "low")
__CHOICE(up_down, "up", "down")

static inline const char *str_plural(size_t n)
{
	return n == 1 ? "" : "s";
}

#endif
