/* log.h - the log as printk.c writes it and console.c reads it. */
#ifndef KERNEL_LOG_H
#define KERNEL_LOG_H

#include <linux/types.h>

#define LOG_LINE_MAX	1000	/* longer lines are stored as several */

/* A line of the log, as log_peek() found it. */
struct log_line {
	u64 pos;		/* where it is; positions only grow */
	u64 next;		/* where the line behind it will be */
	u64 ns;			/* when it was begun, since boot */
	unsigned int len;	/* bytes of text */
	u8 level;		/* LOGLEVEL_* */
	bool open;		/* more may be added to it */
};

/* The lock, with interrupts off. Returns true if this CPU had it already. */
bool log_lock(unsigned long *flags);
void log_unlock(bool nested, unsigned long flags);

/* With the lock held. */
void log_append(int level, bool cont, const char *text, unsigned int len,
		bool ends);

/* These take the lock themselves; any context. */
bool log_peek(u64 pos, struct log_line *line);
unsigned int log_copy(const struct log_line *line, unsigned int from,
		      char *buf, unsigned int n);
void log_bust_lock(void);

/* console.c: show what is new; forget an owner that is this CPU. */
void console_flush(void);
void console_bust_lock(void);

/* "[    1.234567] " for a time in ns; returns the length. */
int log_time(char *buf, size_t size, u64 ns);

#endif
