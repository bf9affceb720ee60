/*
 * report.c - printk, WARN, BUG and panic for host tests.
 *
 * Everything printed goes into one buffer that a test reads with host_log(),
 * formatted by the kernel's own vsnprintf. VERBOSE=1 shows it as well. A WARN
 * is counted; BUG and panic end the test, or come back to PANICS() if it asked.
 */
#include "host.h"
#include <linux/console.h>
#include <linux/kernel.h>
#include <linux/seq_file.h>
#include <linux/string.h>

#define LOG_MAX		(1 << 18)

int console_loglevel = CONSOLE_LOGLEVEL_DEFAULT;
int oops_in_progress;
int host_warnings;
volatile int host_expecting;
void *host_escape[64];

static char log[LOG_MAX];
static size_t log_len;

void _longjmp(void **env, int val) __attribute__((noreturn));
char *getenv(const char *name);
void abort(void) __attribute__((noreturn));

const char *host_log(void)
{
	return log;
}

void host_log_clear(void)
{
	log_len = 0;
	log[0] = 0;
}

bool host_log_has(const char *text)
{
	return strstr(log, text);
}

/* A message's level is "\001" and a digit; a test reads without. */
int vprintk(const char *fmt, va_list args)
{
	char *line = log + log_len;
	int len;

	if (log_len > LOG_MAX / 2)
		host_log_clear();
	if (fmt[0] == '\001' && fmt[1])
		fmt += 2;
	line = log + log_len;
	len = vscnprintf(line, LOG_MAX - log_len, fmt, args);
	log_len += len;
	if (getenv("VERBOSE"))
		host_note("%.*s", len && line[len - 1] == '\n' ? len - 1 : len,
			  line);
	return len;
}

int printk(const char *fmt, ...)
{
	va_list args;
	int len;

	va_start(args, fmt);
	len = vprintk(fmt, args);
	va_end(args);
	return len;
}

/* Back to PANICS(), or the end of the test. */
void host_stop(const char *why)
{
	if (host_expecting)
		_longjmp(host_escape, 1);
	host_note("kernel stopped: %s", why);
	abort();
}

static void vstop(const char *what, const char *file, int line,
		  const char *fmt, va_list args)
{
	static char why[512];
	int len = snprintf(why, sizeof(why), "%s %s:%d: ", what, file, line);

	vsnprintf(why + len, sizeof(why) - len, fmt ?: "", args);
	printk("%s\n", why);
	host_stop(why);
}

void panic(const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	vstop("panic", "", 0, fmt, args);
	__builtin_unreachable();
}

void bug_report(const char *file, int line, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	vstop("BUG", file, line, fmt, args);
	__builtin_unreachable();
}

void warn_slowpath(const char *file, int line, void *caller,
		   const char *fmt, ...)
{
	va_list args;

	host_warnings++;
	printk("WARNING: %s:%d ", file, line);
	va_start(args, fmt);
	if (fmt)
		vprintk(fmt, args);
	va_end(args);
	printk("\n");
}

void dump_stack(void)
{
}

volatile unsigned long jiffies;		/* no tick here */

void dump_stack_lvl(const char *level)
{
}

void print_hex_dump(const char *level, const char *prefix_str,
		    int prefix_type, int rowsize, int groupsize,
		    const void *buf, size_t len, bool ascii)
{
}

unsigned int stack_trace_save(unsigned long *store, unsigned int size,
			      unsigned int skip)
{
	store[0] = (unsigned long)__builtin_return_address(0);
	return 1;
}

void stack_trace_print(const unsigned long *entries, unsigned int nr,
		       int spaces)
{
}

/* There is one CPU here: who waits for a spinlock waits for itself. */
void spin_lock_slow(void)
{
	panic("a spinlock is taken twice");
}

bool __ratelimit(struct ratelimit_state *rs)
{
	return true;
}

void console_write(const char *s, size_t n)
{
	printk("%.*s", (int)n, s);
}
