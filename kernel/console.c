/*
 * console.c - one voice for all screens and serial lines, one ear for all
 * keyboards.
 *
 * Model, out: each console remembers how far it has shown the log. Whoever
 * owns the consoles brings them all up to date; printk() only tries to become
 * the owner, for if there is one, it will see the new text before it leaves.
 * So a console that is registered late shows what was said before it came. The
 * prompt's own text (console_write) goes to the consoles directly, behind what
 * the log still had to say.
 *
 * Model, in: drivers put bytes into a ring of 256, the prompt takes them out.
 *
 * Invariants: a console's write() is never entered twice at once. After
 * console_unlock() nothing is left to show, or somebody else is the owner.
 * Locking: `owner` is a lock by compare-and-swap, with preemption off and
 * interrupts as they were: a slow serial line must not keep them waiting. An
 * interrupt that finds its own CPU the owner leaves its text to it. The ring
 * has a lock of its own, interrupts off.
 * Linux: kernel/printk/printk.c (console_lock, console_unlock).
 * gdb: `print *consoles`, `print owner`, `print ring.head - ring.tail`.
 */
#include <linux/kernel.h>
#include <linux/atomic.h>
#include <linux/console.h>
#include <linux/irqflags.h>
#include <linux/preempt.h>
#include <linux/printk.h>
#include <linux/smp.h>
#include <linux/spinlock.h>
#include <linux/string.h>
#include <asm/processor.h>
#include "log.h"

static struct console *consoles;	/* in order of registration */
static atomic_t owner = ATOMIC_INIT(0);	/* CPU + 1, 0: free */
static char chunk[160];			/* the owner's, on its way out */

bool console_trylock(void)
{
	preempt_disable();
	if (atomic_cmpxchg(&owner, 0, smp_processor_id() + 1) == 0)
		return true;
	preempt_enable();
	return false;
}

static void leave(void)
{
	atomic_set(&owner, 0);
	preempt_enable();
}

void console_bust_lock(void)
{
	atomic_cmpxchg(&owner, smp_processor_id() + 1, 0);
}

static void emit(struct console *con, const char *s, unsigned int n)
{
	if (!n)
		return;
	con->write(con, s, n);
	con->midline = s[n - 1] != '\n';
}

/*
 * A line as it is shown is time + text + newline (that only once it is
 * closed). Bytes @from on of that to @buf; 0: no more for now.
 */
static unsigned int render(const struct log_line *line, unsigned int from,
			   char *buf, unsigned int n)
{
	char time[24];
	unsigned int len = log_time(time, sizeof(time), line->ns);

	if (from < len) {
		n = min(n, len - from);
		memcpy(buf, time + from, n);
		return n;
	}
	from -= len;
	if (from < line->len)
		return log_copy(line, from, buf, n);
	if (line->open || from > line->len)
		return 0;
	*buf = '\n';
	return 1;
}

/* The next line, or what is new of it. False: nothing. */
static bool show_line(struct console *con)
{
	unsigned int n, before;
	struct log_line line;

	if (!log_peek(con->seq, &line))
		return false;
	if (line.pos != con->seq) {
		con->seq = line.pos;
		con->shown = 0;
	}
	before = con->shown;
	if (line.level < console_loglevel) {
		if (!con->shown && con->midline)
			emit(con, "\n", 1);
		while ((n = render(&line, con->shown, chunk, sizeof(chunk)))) {
			emit(con, chunk, n);
			con->shown += n;
		}
	}
	if (line.open)
		return con->shown != before;
	con->seq = line.next;
	con->shown = 0;
	return true;
}

static bool show_all(void)
{
	struct console *con;
	bool any = false;

	for (con = consoles; con; con = con->next)
		while (show_line(con))
			any = true;
	return any;
}

/*
 * Bring all consoles up to date, unless somebody is at it. The second look
 * after each pass finds what was logged just before the unlock.
 */
void console_flush(void)
{
	bool more = true;

	while (more && console_trylock()) {
		more = show_all();
		leave();
	}
}

void console_unlock(void)
{
	leave();
	console_flush();
}

/* Wait for the consoles; false if this CPU has them already. */
static bool console_lock(void)
{
	while (!console_trylock()) {
		if (atomic_read(&owner) == smp_processor_id() + 1)
			return false;
		cpu_relax();
	}
	return true;
}

void console_write(const char *s, size_t n)
{
	bool locked = console_lock();
	struct console *con;

	if (locked)
		show_all();
	for (con = consoles; con; con = con->next)
		emit(con, s, n);
	if (locked)
		console_unlock();
}

/* Give an owner on another CPU a while to finish, then take over. */
void console_flush_on_panic(void)
{
	unsigned int patience = 10000000;

	while (atomic_read(&owner) && --patience)
		cpu_relax();
	atomic_set(&owner, 0);
	console_flush();
}

void console_register(struct console *con)
{
	struct console **link = &consoles;
	bool locked = console_lock();

	while (*link)
		link = &(*link)->next;
	con->next = NULL;
	con->seq = 0;
	con->shown = 0;
	*link = con;
	if (locked)
		console_unlock();
	console_flush();
}

/* Keys: written at head, read at tail, both modulo 256. */
static struct {
	arch_spinlock_t lock;
	u8 head, tail;
	u8 keys[256];
} ring;

static void (*reader)(int byte);	/* told of each key; see console_set_reader */

void console_input(int c)
{
	unsigned long flags;

	local_irq_save(flags);
	arch_spin_lock(&ring.lock);
	if ((u8)(ring.head + 1) != ring.tail)
		ring.keys[ring.head++] = c;
	arch_spin_unlock(&ring.lock);
	local_irq_restore(flags);
	if (reader)
		reader(c);
}

int console_trygetc(void)
{
	unsigned long flags;
	int c = -1;

	local_irq_save(flags);
	arch_spin_lock(&ring.lock);
	if (ring.head != ring.tail)
		c = ring.keys[ring.tail++];
	arch_spin_unlock(&ring.lock);
	local_irq_restore(flags);
	return c;
}

void console_set_reader(void (*fn)(int byte))
{
	reader = fn;
}
