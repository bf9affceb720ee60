/*
 * printf_fuzz.c - any format. Every argument is a pointer to readable memory
 * that is text as well, so that each conversion finds what it needs; %pV alone
 * wants another format there and is left out.
 */
#include "host.h"
#include <linux/kernel.h>
#include <linux/string.h>

int LLVMFuzzerTestOneInput(const u8 *data, size_t size);

#pragma GCC diagnostic ignored "-Wformat-nonliteral"
#pragma GCC diagnostic ignored "-Wformat-security"
#pragma GCC diagnostic ignored "-Wformat-extra-args"

int LLVMFuzzerTestOneInput(const u8 *data, size_t size)
{
	static char arg[4096] = "text behind a pointer";
	u32 conversions = 0, room;
	char *fmt, *out;
	int len, again;

	if (size < 1 || size > 500)
		return 0;
	room = *data++;
	size--;
	fmt = host_malloc(size + 1);
	memcpy(fmt, data, size);
	fmt[size] = 0;
	for (char *p = fmt; *p; p++)
		conversions += *p == '%' || *p == '*';
	if (conversions <= 10 && !strstr(fmt, "pV")) {
		out = host_malloc(room);
		len = snprintf(out, room, fmt, arg, arg, arg, arg, arg, arg, arg,
			       arg, arg, arg, arg, arg, arg, arg, arg, arg, arg,
			       arg, arg, arg);
		if (room)
			CHECK(strnlen(out, room) < room);
		again = snprintf(NULL, 0, fmt, arg, arg, arg, arg, arg, arg, arg,
				 arg, arg, arg, arg, arg, arg, arg, arg, arg,
				 arg, arg, arg, arg);
		CHECK_EQ(len, again);
		if (room && len >= 0 && (u32)len < room)
			CHECK_EQ(strlen(out) <= (u32)len, true);
		host_free(out);
	}
	host_free(fmt);
	return 0;
}
