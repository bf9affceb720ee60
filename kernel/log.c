/*
 * log.c - the kernel's log: the last 32 KB of messages, in a ring.
 *
 *	pos 0        log_first              log_last        log_next
 *	  ~ ~ ~ ~ ~ ~ ~ |head|text|head|text|head|text......|
 *	  overwritten    oldest line         newest (maybe open)
 *
 * Model: a position is the number of bytes ever written before it; the byte
 * itself is at position % LOG_SIZE. A line is a head and its text, copied in
 * and out byte by byte, so nothing is special about the ring's end. A new line
 * drops the oldest ones until it fits. A reader keeps a position; if the ring
 * has moved on past it, it continues with the oldest line that is left.
 *
 * Invariants: log_first <= log_last < log_next <= log_first + LOG_SIZE (all
 * zero when empty); only the newest line can be open, and then grow.
 * Locking: log_lock, interrupts off, any context. A CPU that already holds it
 * (a fault inside vsnprintf, say) goes on without: the log of a dying kernel
 * may lose a line, but it must not hang.
 * Linux: kernel/printk/printk_ringbuffer.c, without its lock-free descriptors.
 * gdb: `print log_next - log_first`, `x/s log_buf` (oldest text last seen
 * there), `print/c log_buf[log_last % 32768]@80`.
 */
#include <linux/kernel.h>
#include <linux/irqflags.h>
#include <linux/smp.h>
#include <linux/spinlock.h>
#include <linux/string.h>
#include <linux/timekeeping.h>
#include "log.h"

#define LOG_SIZE	32768		/* a power of two */

struct log_head {
	u64 ns;				/* when the line was begun */
	u16 len;			/* bytes of text */
	u8 level;
	u8 open;			/* no newline came yet */
} __packed;

static char log_buf[LOG_SIZE];
static u64 log_first;			/* the oldest line */
static u64 log_last;			/* the newest line */
static u64 log_next;			/* where the next one will begin */

static arch_spinlock_t lock = __ARCH_SPIN_LOCK_UNLOCKED;
static int owner;			/* CPU + 1 that holds it */

bool log_lock(unsigned long *flags)
{
	local_irq_save(*flags);
	if (READ_ONCE(owner) == smp_processor_id() + 1)
		return true;
	arch_spin_lock(&lock);
	WRITE_ONCE(owner, smp_processor_id() + 1);
	return false;
}

void log_unlock(bool nested, unsigned long flags)
{
	if (!nested && READ_ONCE(owner) == smp_processor_id() + 1) {
		WRITE_ONCE(owner, 0);
		arch_spin_unlock(&lock);
	}
	local_irq_restore(flags);
}

/* What this CPU was doing with the lock, it will never finish. */
void log_bust_lock(void)
{
	if (READ_ONCE(owner) != smp_processor_id() + 1)
		return;
	WRITE_ONCE(owner, 0);
	arch_spin_unlock(&lock);
}

static void ring_write(u64 pos, const void *from, unsigned int n)
{
	const char *s = from;

	while (n--)
		log_buf[pos++ % LOG_SIZE] = *s++;
}

static void ring_read(u64 pos, void *to, unsigned int n)
{
	char *d = to;

	while (n--)
		*d++ = log_buf[pos++ % LOG_SIZE];
}

/* Drop old lines until @n more bytes fit behind log_next. */
static void make_room(unsigned int n)
{
	struct log_head head;

	while (log_next + n - log_first > LOG_SIZE) {
		ring_read(log_first, &head, sizeof(head));
		log_first += sizeof(head) + head.len;
	}
}

/*
 * Add @text, which holds no newline; @ends: one followed. It goes on with the
 * open line if @cont, else begins one.
 */
void log_append(int level, bool cont, const char *text, unsigned int len,
		bool ends)
{
	struct log_head head = { .len = 0 };

	if (log_next)
		ring_read(log_last, &head, sizeof(head));
	if (cont && head.open && head.len + len <= LOG_LINE_MAX) {
		make_room(len);
	} else {
		if (head.open) {
			head.open = false;
			ring_write(log_last, &head, sizeof(head));
		}
		make_room(sizeof(head) + len);
		head = (struct log_head){ .ns = sched_clock(),
					  .level = level };
		log_last = log_next;
		log_next += sizeof(head);
	}
	ring_write(log_next, text, len);
	log_next += len;
	head.len += len;
	head.open = !ends;
	ring_write(log_last, &head, sizeof(head));
}

/* The line at @pos, or the oldest one behind it; false: there is none. */
bool log_peek(u64 pos, struct log_line *line)
{
	struct log_head head;
	unsigned long flags;
	bool nested = log_lock(&flags), found;

	pos = max(pos, log_first);
	found = pos < log_next;
	if (found) {
		ring_read(pos, &head, sizeof(head));
		*line = (struct log_line){
			.pos = pos, .next = pos + sizeof(head) + head.len,
			.ns = head.ns, .len = head.len,
			.level = head.level, .open = head.open,
		};
	}
	log_unlock(nested, flags);
	return found;
}

/* Up to @n bytes of the text from @from on; 0 if it was overwritten. */
unsigned int log_copy(const struct log_line *line, unsigned int from,
		      char *buf, unsigned int n)
{
	unsigned long flags;
	bool nested = log_lock(&flags);

	n = min(n, line->len - from);
	if (line->pos < log_first)
		n = 0;
	ring_read(line->pos + sizeof(struct log_head) + from, buf, n);
	log_unlock(nested, flags);
	return n;
}

int log_time(char *buf, size_t size, u64 ns)
{
	u32 rest;
	unsigned long seconds = div_u64_rem(ns, 1000000000, &rest);

	return scnprintf(buf, size, "[%5lu.%06u] ", seconds, rest / 1000);
}
