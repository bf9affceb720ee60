/*
 * console.h - where text goes and where keys come from.
 *
 * A driver registers a struct console once and may be called with interrupts
 * on or off, on any CPU, but never twice at once. Keys go the other way:
 * drivers push bytes with console_input(), the prompt takes them out.
 */
#ifndef K896_LINUX_CONSOLE_H
#define K896_LINUX_CONSOLE_H

#include <linux/types.h>

struct console {
	const char *name;		/* "ttyS0", "tty0" */
	void (*write)(struct console *con, const char *s, unsigned int len);
	/* the rest belongs to kernel/printk.c; leave it zero */
	struct console *next;		/* list of all consoles */
	u64 seq;			/* next log line it will show */
	unsigned int shown;		/* bytes of that line already shown */
	bool midline;			/* the cursor is not in column 0 */
};

/* Add @con and show it what the log holds already. Any context. */
void console_register(struct console *con);
#define register_console(con)	console_register(con)

/* @n bytes to all consoles, not into the log. Any context. */
void console_write(const char *s, size_t n);

/*
 * Have the consoles for a moment, to do with a screen what no text does: false
 * if somebody writes. Any context, preemption off in between; what was logged
 * meanwhile is shown by the unlock.
 */
bool console_trylock(void);
void console_unlock(void);

/* Show what is still to be shown, whoever holds the consoles: for an oops. */
void console_flush_on_panic(void);

/*
 * Free the log and the consoles from owners that will never give them back.
 * Called once by the first lines of an oops or panic.
 */
void printk_bust_locks(void);

/* A driver's key or received byte. Any context; dropped when 255 wait. */
void console_input(int c);

/* The oldest byte, or -1 if none waits. Any context. */
int console_trygetc(void);

/*
 * @fn(@byte) is called after each byte came, in its context: to wake a reader.
 */
void console_set_reader(void (*fn)(int byte));

#endif
