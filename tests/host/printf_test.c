/*
 * printf_test.c - vsnprintf beside the C library's, and numbers out of text.
 *
 * Random directives with flags, width, precision and length modifier; both must
 * write the same bytes and return the same length, into buffers of every size
 * from 0 up. Left out is where the kernel differs on purpose: `%.0d` and `%#x`
 * of zero, and %p.
 */
#include "host.h"
#include <linux/kernel.h>
#include <linux/string.h>

#define SIZE	600

struct directive {
	char fmt[40];
	int args;		/* ints for the '*'s in front of the value */
	int star[2];
	char kind;		/* 'i' int, 'l' long long, 's' string */
	u64 value;
	const char *str;
};

static void add(struct directive *d, const char *s)
{
	strcat(d->fmt, s);
}

static void add_number(struct directive *d, bool negative_too)
{
	char num[12];
	int n = host_below(30);

	if (!host_below(4)) {
		add(d, "*");
		d->star[d->args++] = negative_too && host_below(2) ? -n : n;
		return;
	}
	host_snprintf(num, sizeof(num), "%d", n);
	add(d, num);
}

static u64 random_value(void)
{
	u64 v = (u64)host_rand() << 32 | host_rand();

	v >>= host_below(64);
	return host_below(2) ? v : -v;
}

static void make_integer(struct directive *d, bool alternative)
{
	static const char *const lengths[] = {
		"hh", "h", "", "l", "z", "t", "ll", "ll"
	};
	static const char kinds[] = "diuxXo";
	const char *length = lengths[host_below(8)];
	char conv[2] = { kinds[host_below(6)], 0 };

	add(d, length);
	add(d, conv);
	d->value = random_value();
	d->kind = !strcmp(length, "ll") ? 'l' : 'i';
	/* Zero is where the kernel differs, also after truncation. */
	if (alternative || strchr(d->fmt, '.'))
		d->value |= 1;
}

static void make(struct directive *d)
{
	static const char *const strings[] = {
		"", "a", "hello", "a longer piece of text, with blanks"
	};
	bool alternative = false, text = !host_below(5);
	bool percent = !host_below(40);

	memset(d, 0, sizeof(*d));
	add(d, "[%");
	if (percent) {
		add(d, "%]");
		return;
	}
	for (const char *flag = text ? "-" : "-+ 0#"; *flag; flag++) {
		char f[2] = { *flag, 0 };

		if (host_below(3))
			continue;
		add(d, f);
		alternative |= *flag == '#';
	}
	if (host_below(2))
		add_number(d, true);
	if (host_below(2)) {
		add(d, ".");
		if (host_below(6))
			add_number(d, true);
	}
	if (text) {
		d->kind = 's';
		d->str = strings[host_below(4)];
		add(d, "s");
	} else if (!host_below(8) && !strchr(d->fmt, '.') && !strchr(d->fmt, '0')) {
		d->kind = 'i';
		d->value = 1 + host_below(255);
		add(d, "c");
	} else {
		make_integer(d, alternative);
	}
	add(d, "]");
}

/* Call @fn with the arguments that the directive needs. */
#define CALL(fn, buf, n, d)						\
({									\
	int __r;							\
	const char *f = (d)->fmt;					\
	int a = (d)->star[0], b = (d)->star[1];				\
	if ((d)->kind == 's')						\
		__r = (d)->args == 0 ? fn(buf, n, f, (d)->str) :	\
		      (d)->args == 1 ? fn(buf, n, f, a, (d)->str) :	\
				       fn(buf, n, f, a, b, (d)->str);	\
	else if ((d)->kind == 'l')					\
		__r = (d)->args == 0 ? fn(buf, n, f, (d)->value) :	\
		      (d)->args == 1 ? fn(buf, n, f, a, (d)->value) :	\
				       fn(buf, n, f, a, b, (d)->value);	\
	else								\
		__r = (d)->args == 0 ? fn(buf, n, f, (u32)(d)->value) :	\
		      (d)->args == 1 ? fn(buf, n, f, a, (u32)(d)->value) : \
				       fn(buf, n, f, a, b, (u32)(d)->value); \
	__r;								\
})

#pragma GCC diagnostic ignored "-Wformat-nonliteral"
#pragma GCC diagnostic ignored "-Wformat-security"

HOST_TEST(vsnprintf_as_the_c_library)
{
	static char want[SIZE];

	for (u32 i = host_rounds(200000, 10000000); i; i--) {
		struct directive d;
		int len, n;
		char *got;

		make(&d);
		len = CALL(host_snprintf, want, sizeof(want), &d);
		n = host_below(2) ? len + 1 : (int)host_below(len + 3);
		got = host_malloc(n);
		CHECK_MSG(CALL(snprintf, got, n, &d) == len,
			  "length of '%s' value %#llx stars %d %d: '%s'",
			  d.fmt, d.value, d.star[0], d.star[1], want);
		if (n) {
			want[min(len, n - 1)] = 0;
			CHECK_MSG(!strcmp(got, want),
				  "'%s' value %#llx stars %d %d: got '%s', want '%s'",
				  d.fmt, d.value, d.star[0], d.star[1], got, want);
		}
		host_free(got);
	}
}

HOST_TEST(scnprintf_returns_what_it_wrote)
{
	char buf[8];

	CHECK_EQ(scnprintf(buf, sizeof(buf), "%s", "123"), 3);
	CHECK_EQ(scnprintf(buf, sizeof(buf), "%s", "1234567890"), 7);
	CHECK(!strcmp(buf, "1234567"));
	CHECK_EQ(scnprintf(buf, 1, "%s", "x"), 0);
	CHECK_EQ(scnprintf(buf, 0, "%s", "x"), 0);
}

HOST_TEST(kernel_extensions)
{
	char buf[80];
	phys_addr_t phys = 0x1234567890ULL;
	u8 bytes[] = { 0xde, 0xad, 0xbe, 0xef };

	snprintf(buf, sizeof(buf), "%p", (void *)0xc0123456);
	CHECK_MSG(!strcmp(buf, "c0123456"), "%s", buf);
	snprintf(buf, sizeof(buf), "%pa", &phys);
	CHECK_MSG(strstr(buf, "1234567890"), "%s", buf);
	snprintf(buf, sizeof(buf), "%*ph", 4, bytes);
	CHECK_MSG(!strcmp(buf, "de ad be ef"), "%s", buf);
	static const char *volatile none;
	snprintf(buf, sizeof(buf), "%s", none);
	CHECK_MSG(!strcmp(buf, "(null)"), "%s", buf);
}

/* Text that is nearly a number. */
static void random_number_text(char *s)
{
	static const char *const prefixes[] = { "", "0", "0x", "0X", "+", "-" };
	u32 len = host_below(24);

	strcpy(s, host_below(2) ? "" : prefixes[host_below(6)]);
	if (!host_below(4))
		strcat(s, prefixes[host_below(4)]);
	s += strlen(s);
	while (len--)
		*s++ = host_below(40) ? "0123456789abcdefABCDEF"[host_below(
				host_below(3) ? 10 : 22)] : " xz\n\t-"[host_below(6)];
	if (!host_below(8))
		*s++ = '\n';
	*s = 0;
}

/* The rule of kstrtoull in terms of the C library's strtoull. */
static int reference(const char *s, int base, u64 *val)
{
	const char *digits = s + (*s == '+');
	char *end;
	int err;

	if (*digits < '0' || (*digits > '9' && base < 16) ||
	    (*digits > '9' && *digits < 'A') || *digits > 'f' ||
	    (*digits > 'F' && *digits < 'a'))
		return -EINVAL;
	*val = host_strtoull(digits, &end, base, &err);
	if (end == digits)
		return -EINVAL;
	if (*end == '\n')
		end++;
	if (*end)
		return -EINVAL;
	return err ? -ERANGE : 0;
}

HOST_TEST(kstrtoull_as_strtoull)
{
	static const int bases[] = { 0, 2, 8, 10, 16 };

	for (u32 i = host_rounds(200000, 10000000); i; i--) {
		char s[40];
		u64 want = 0, got = 0;
		int base = bases[host_below(5)], err, e;

		random_number_text(s);
		err = reference(s, base, &want);
		e = kstrtoull(s, base, &got);
		/* Which of two faults comes first is not promised. */
		CHECK_MSG(!e == !err && (e || got == want),
			  "'%s' base %d: %d %llu, want %d %llu", s, base, e,
			  got, err, want);
	}
}

HOST_TEST(narrow_kstrto_reject_what_does_not_fit)
{
	for (u32 i = host_rounds(100000, 2000000); i; i--) {
		long long v = (long long)random_value() >> host_below(64);
		char s[32];
		long l;
		unsigned long ul;
		int n;
		u8 b;
		s8 sb;
		u16 h;
		long long ll;

		host_snprintf(s, sizeof(s), "%lld", v);
		CHECK_EQ(kstrtoll(s, 10, &ll), 0);
		CHECK(ll == v);
		CHECK_EQ(!kstrtol(s, 10, &l), v == (long)v);
		CHECK_EQ(!kstrtoint(s, 10, &n), v == (int)v);
		CHECK_EQ(!kstrtos8(s, 10, &sb), v == (s8)v);
		CHECK_EQ(!kstrtou8(s, 10, &b), v == (u8)v);
		CHECK_EQ(!kstrtou16(s, 10, &h), v == (u16)v);
		CHECK_EQ(!kstrtoul(s, 10, &ul), v == (long long)(unsigned long)v);
	}
}

HOST_TEST(memparse_takes_suffixes)
{
	char *end;

	CHECK(memparse("64M", &end) == 64ULL << 20 && !*end);
	CHECK(memparse("0x10k@16", &end) == 16ULL << 10 && *end == '@');
	CHECK(memparse("4G", &end) == 4ULL << 30 && !*end);
	CHECK(memparse("1T", &end) == 1ULL << 40 && !*end);
	const char *s = "M";
	CHECK(memparse(s, &end) == 0 && end == s);
	s = "";
	CHECK(memparse(s, &end) == 0 && end == s);
}
