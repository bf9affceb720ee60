/*
 * serial.c - COM1, a 16550 UART, at 115200 baud: the console of scripts.
 *
 * Output is polled, so that it works at every moment, in an oops too: wait
 * until the transmitter is empty, then give it what its FIFO takes at once.
 * The wait has a limit: text for a port that doesn't get ready (nobody reads,
 * a broken emulator) is dropped. Input comes by interrupt.
 *
 * A missing port reads as 0xff. One that is there keeps what is written to its
 * scratch register.
 *
 * Locking: writes come from printk's console code, one at a time. The port is
 * set up once, at the boot.
 * Counterpart in Linux: drivers/tty/serial/8250/8250_core.c.
 * gdb:	break serial_interrupt
 *	p serial_present
 */
#define pr_fmt(fmt) "serial: " fmt

#include <linux/console.h>
#include <linux/init.h>
#include <linux/interrupt.h>
#include <linux/minmax.h>
#include <linux/printk.h>
#include <asm/io.h>
#include <asm/irq_vectors.h>
#include <asm/processor.h>
#include "drivers.h"

#define COM1		0x3f8
#define DATA		(COM1 + 0)	/* with DLAB: divisor, low byte */
#define INT_ENABLE	(COM1 + 1)	/* with DLAB: divisor, high byte */
#define FIFO_CONTROL	(COM1 + 2)
#define LINE_CONTROL	(COM1 + 3)
#define MODEM_CONTROL	(COM1 + 4)
#define LINE_STATUS	(COM1 + 5)
#define SCRATCH		(COM1 + 7)

#define INT_RECEIVED	0x01
#define FIFO_ON		0x07		/* on, both emptied, trigger at 1 */
#define FIFO_WORKS	0xc0		/* read back from a 16550A */
#define LINE_8N1	0x03
#define LINE_DLAB	0x80
#define MODEM_READY	0x0b		/* DTR, RTS, and OUT2 lets IRQs out */
#define STATUS_DATA	0x01
#define STATUS_EMPTY	0x20

#define DIVISOR		1		/* 115200 / 1 */
#define FIFO_SIZE	16
#define WAIT_MAX	1000000		/* reads of a port: about 1 s */

static bool serial_present;
static unsigned int burst = 1;		/* bytes per empty transmitter */

/*
 * The transmitter is empty; false if it stays full. After that nobody waits
 * until it has been seen empty again: a reader who stopped reading costs one
 * wait and the text meanwhile, not the console.
 */
static bool wait_empty(void)
{
	static bool stuck;
	unsigned int tries = stuck ? 1 : WAIT_MAX;

	while (!(inb(LINE_STATUS) & STATUS_EMPTY)) {
		if (!--tries) {
			stuck = true;
			return false;
		}
		cpu_relax();
	}
	stuck = false;
	return true;
}

static void serial_write(struct console *con, const char *s, unsigned int len)
{
	unsigned int room = 0;
	bool cr = false;		/* the \r before this \n is out */

	while (len && serial_present) {
		if (!room) {
			if (!wait_empty())
				return;
			room = burst;
		}
		room--;
		if (*s == '\n' && !cr) {
			outb('\r', DATA);
			cr = true;
			continue;
		}
		outb(*s++, DATA);
		cr = false;
		len--;
	}
}

static struct console serial_console = {
	.name = "ttyS0",
	.write = serial_write,
};

static bool __init probe(void)
{
	outb(0x5a, SCRATCH);
	if (inb(SCRATCH) != 0x5a)
		return false;
	outb(0xa5, SCRATCH);
	return inb(SCRATCH) == 0xa5 && inb(LINE_STATUS) != 0xff;
}

void __init serial_init(void)
{
	if (!probe())
		return;
	outb(0, INT_ENABLE);
	outb(LINE_DLAB, LINE_CONTROL);
	outb(DIVISOR, DATA);
	outb(DIVISOR >> 8, INT_ENABLE);
	outb(LINE_8N1, LINE_CONTROL);
	outb(FIFO_ON, FIFO_CONTROL);
	if ((inb(FIFO_CONTROL) & FIFO_WORKS) == FIFO_WORKS)
		burst = FIFO_SIZE;
	outb(MODEM_READY, MODEM_CONTROL);
	serial_present = true;
	console_register(&serial_console);
}

static irqreturn_t serial_interrupt(int irq, void *dev_id)
{
	unsigned int limit = 4 * FIFO_SIZE;	/* a stuck port ends */
	irqreturn_t mine = IRQ_NONE;

	while (limit-- && inb(LINE_STATUS) & STATUS_DATA) {
		console_input(inb(DATA));
		mine = IRQ_HANDLED;
	}
	/* The 8259 wants an edge: were there more, the line must drop first. */
	outb(0, INT_ENABLE);
	outb(INT_RECEIVED, INT_ENABLE);
	return mine;
}

void __init serial_irq_init(void)
{
	if (!serial_present)
		return;
	if (request_irq(COM1_IRQ, serial_interrupt, 0, "ttyS0", NULL)) {
		pr_warn("no interrupt: output only\n");
		return;
	}
	while (inb(LINE_STATUS) & STATUS_DATA && inb(LINE_STATUS) != 0xff)
		console_input(inb(DATA));	/* typed during the boot */
	outb(INT_RECEIVED, INT_ENABLE);
}
