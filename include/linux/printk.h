/*
 * printk.h - the kernel's messages; see kernel/printk.c.
 *
 * Every message goes into the log, with a level and a time; those whose level
 * lies below console_loglevel also go to the consoles. Any context: interrupts,
 * several CPUs, in the middle of an oops.
 */
#ifndef K896_LINUX_PRINTK_H
#define K896_LINUX_PRINTK_H

#include <linux/compiler.h>
#include <linux/types.h>
#include <linux/stdarg.h>
#include <linux/kern_levels.h>
#include <linux/init.h>
#include <linux/panic.h>

#define CONSOLE_LOGLEVEL_DEFAULT 7	/* everything but KERN_DEBUG */
#define CONSOLE_LOGLEVEL_QUIET	 4	/* errors and worse */
#define CONSOLE_LOGLEVEL_DEBUG	 10

extern int console_loglevel;		/* levels below this are shown */

/* Both return the number of bytes logged. */
int printk(const char *fmt, ...) __printf(1, 2) __cold;
int vprintk(const char *fmt, va_list args) __printf(1, 0);
#define _printk		printk
#define printk_deferred	printk

/* For %pV: a format and its arguments, to be printed inside another. */
struct va_format {
	const char *fmt;
	va_list *va;
};

#ifndef pr_fmt
#define pr_fmt(fmt)	fmt
#endif

#define pr_emerg(fmt, ...)	printk(KERN_EMERG pr_fmt(fmt), ##__VA_ARGS__)
#define pr_alert(fmt, ...)	printk(KERN_ALERT pr_fmt(fmt), ##__VA_ARGS__)
#define pr_crit(fmt, ...)	printk(KERN_CRIT pr_fmt(fmt), ##__VA_ARGS__)
#define pr_err(fmt, ...)	printk(KERN_ERR pr_fmt(fmt), ##__VA_ARGS__)
#define pr_warn(fmt, ...)	printk(KERN_WARNING pr_fmt(fmt), ##__VA_ARGS__)
#define pr_warning		pr_warn
#define pr_notice(fmt, ...)	printk(KERN_NOTICE pr_fmt(fmt), ##__VA_ARGS__)
#define pr_info(fmt, ...)	printk(KERN_INFO pr_fmt(fmt), ##__VA_ARGS__)
#define pr_cont(fmt, ...)	printk(KERN_CONT fmt, ##__VA_ARGS__)

/* Checked by the compiler, but no code. */
#define no_printk(fmt, ...)	({ if (0) printk(fmt, ##__VA_ARGS__); 0; })

#ifdef DEBUG
#define pr_debug(fmt, ...)	printk(KERN_DEBUG pr_fmt(fmt), ##__VA_ARGS__)
#else
#define pr_debug(fmt, ...)	no_printk(KERN_DEBUG pr_fmt(fmt), ##__VA_ARGS__)
#endif
#define pr_devel		pr_debug

#define printk_once(fmt, ...) ({					\
	static bool __printed;						\
	if (unlikely(!__printed)) {					\
		__printed = true;					\
		printk(fmt, ##__VA_ARGS__);				\
	} })
#define pr_emerg_once(fmt, ...) \
	printk_once(KERN_EMERG pr_fmt(fmt), ##__VA_ARGS__)
#define pr_err_once(fmt, ...) \
	printk_once(KERN_ERR pr_fmt(fmt), ##__VA_ARGS__)
#define pr_warn_once(fmt, ...) \
	printk_once(KERN_WARNING pr_fmt(fmt), ##__VA_ARGS__)
#define pr_notice_once(fmt, ...) \
	printk_once(KERN_NOTICE pr_fmt(fmt), ##__VA_ARGS__)
#define pr_info_once(fmt, ...) \
	printk_once(KERN_INFO pr_fmt(fmt), ##__VA_ARGS__)

/* At most ten of each in five seconds; true means: print. */
struct ratelimit_state {
	int interval;			/* jiffies; 0: five seconds */
	int burst;			/* messages in it; 0: ten */
	u64 begin;			/* ns: when the current window began */
	int printed;			/* in this window */
	int missed;			/* suppressed in this window */
};
bool __ratelimit(struct ratelimit_state *rs);
/* The same with one limit for all who ask so, as 2.6 had it. */
int printk_ratelimit(void);

#define printk_ratelimited(fmt, ...) ({					\
	static struct ratelimit_state __rs;				\
	if (__ratelimit(&__rs))						\
		printk(fmt, ##__VA_ARGS__); })
#define pr_err_ratelimited(fmt, ...) \
	printk_ratelimited(KERN_ERR pr_fmt(fmt), ##__VA_ARGS__)
#define pr_warn_ratelimited(fmt, ...) \
	printk_ratelimited(KERN_WARNING pr_fmt(fmt), ##__VA_ARGS__)
#define pr_notice_ratelimited(fmt, ...) \
	printk_ratelimited(KERN_NOTICE pr_fmt(fmt), ##__VA_ARGS__)
#define pr_debug_ratelimited(fmt, ...)	pr_debug(fmt, ##__VA_ARGS__)
#define pr_debug_once(fmt, ...)		pr_debug(fmt, ##__VA_ARGS__)
#define pr_info_ratelimited(fmt, ...) \
	printk_ratelimited(KERN_INFO pr_fmt(fmt), ##__VA_ARGS__)

/* A memory dump, 16 or 32 bytes a line. */
enum {
	DUMP_PREFIX_NONE,
	DUMP_PREFIX_ADDRESS,
	DUMP_PREFIX_OFFSET
};

int hex_dump_to_buffer(const void *buf, size_t len, int rowsize,
		       int groupsize, char *linebuf, size_t linebuflen,
		       bool ascii);
void print_hex_dump(const char *level, const char *prefix_str,
		    int prefix_type, int rowsize, int groupsize,
		    const void *buf, size_t len, bool ascii);
#define print_hex_dump_bytes(prefix, type, buf, len) \
	print_hex_dump(KERN_DEBUG, prefix, type, 16, 1, buf, len, true)

#endif
