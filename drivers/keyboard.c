/*
 * keyboard.c - the PC keyboard behind the 8042 controller.
 *
 * A key sends a code when pressed and the same with bit 7 set when released
 * (scan code set 1, into which the controller translates); newer keys have
 * 0xe0 in front. Codes become bytes of a terminal: letters by the US layout
 * with shift, caps lock and control, alt as ESC in front, arrows and the like
 * as VT100 sequences. So the prompt reads keyboard and serial line alike. Shift
 * with page up or down is the screen's: it shows what has scrolled away.
 *
 * A machine may have no controller, or one without a keyboard: every wait has
 * a limit, and 0xff from the status port means that nothing is there.
 *
 * Locking: the state belongs to the interrupt handler.
 * Counterpart in Linux: drivers/input/serio/i8042.c, keyboard/atkbd.c.
 * gdb:	break keyboard_interrupt
 *	p/x kbd
 */
#define pr_fmt(fmt) "keyboard: " fmt

#include <linux/console.h>
#include <linux/init.h>
#include <linux/interrupt.h>
#include <linux/printk.h>
#include <asm/io.h>
#include <asm/irq_vectors.h>
#include <asm/processor.h>
#include "drivers.h"

#define KBD_DATA	0x60
#define KBD_STATUS	0x64		/* read */
#define KBD_COMMAND	0x64		/* write */
#define STATUS_OUT	0x01		/* a byte for us */
#define STATUS_IN	0x02		/* it has not taken our last byte */
#define STATUS_MOUSE	0x20		/* the byte is the mouse's */
#define CMD_READ_CONFIG	0x20
#define CMD_WRITE_CONFIG 0x60
#define CMD_MOUSE_OFF	0xa7
#define CMD_KBD_OFF	0xad
#define CMD_KBD_ON	0xae
#define CONFIG_KBD_IRQ	0x01
#define CONFIG_MOUSE_IRQ 0x02
#define CONFIG_KBD_OFF	0x10
#define CONFIG_TRANSLATE 0x40		/* to scan code set 1 */
#define KEYBOARD_SCAN	0xf4		/* to the keyboard itself: report */
#define WAIT_MAX	5000		/* reads of a port: about 5 ms */

#define RELEASED	0x80
#define EXTENDED	0xe0
#define KEY_LSHIFT	0x2a
#define KEY_RSHIFT	0x36
#define KEY_CTRL	0x1d
#define KEY_ALT		0x38
#define KEY_CAPS	0x3a
#define KEY_SLASH	0x35		/* extended: of the keypad */
#define KEY_ENTER	0x1c		/* extended: of the keypad */

static struct {
	bool shift, ctrl, alt;		/* held down */
	bool caps;			/* caps lock is on */
	bool extended;			/* the last byte was 0xe0 */
} kbd;

/* By scan code; 0: no character. */
static const char plain[] =
	"\0\0331234567890-=\177\tqwertyuiop[]\r\0asdfghjkl;'`\0\\"
	"zxcvbnm,./\0*\0 \0\0\0\0\0\0\0\0\0\0\0\0\000789-456+1230.";
static const char shifted[] =
	"\0\033!@#$%^&*()_+\177\tQWERTYUIOP{}\r\0ASDFGHJKL:\"~\0|"
	"ZXCVBNM<>?\0*\0 \0\0\0\0\0\0\0\0\0\0\0\0\000789-456+1230.";

static void push(const char *s)
{
	while (*s)
		console_input(*s++);
}

/* Keys behind 0xe0, as a VT100 sends them. */
static void press_extended(u8 code)
{
	switch (code) {
	case 0x48:
		push("\033[A");			/* up */
		break;
	case 0x50:
		push("\033[B");			/* down */
		break;
	case 0x4d:
		push("\033[C");			/* right */
		break;
	case 0x4b:
		push("\033[D");			/* left */
		break;
	case 0x47:
		push("\033[H");			/* home */
		break;
	case 0x4f:
		push("\033[F");			/* end */
		break;
	case 0x52:
		push("\033[2~");		/* insert */
		break;
	case 0x53:
		push("\033[3~");		/* delete */
		break;
	case 0x49:				/* page up */
		if (kbd.shift)
			vga_scrollback(-VGA_HALF_PAGE);
		else
			push("\033[5~");
		break;
	case 0x51:				/* page down */
		if (kbd.shift)
			vga_scrollback(VGA_HALF_PAGE);
		else
			push("\033[6~");
		break;
	case KEY_ENTER:
		push("\r");
		break;
	case KEY_SLASH:
		push("/");
		break;
	}
}

static void press(u8 code)
{
	bool letter, shift = kbd.shift;
	char c;

	if (code >= sizeof(plain) - 1 || !plain[code])
		return;
	letter = plain[code] >= 'a' && plain[code] <= 'z';
	if (letter && kbd.caps)
		shift = !shift;
	c = shift ? shifted[code] : plain[code];
	if (kbd.ctrl && c >= '@' && c < 0x7f)
		c &= 0x1f;
	if (kbd.alt)
		console_input('\033');
	console_input(c);
}

/* Keys that change others: true if @code is one. */
static bool modifier(u8 code, bool down)
{
	switch (code) {
	case KEY_LSHIFT:
	case KEY_RSHIFT:
		kbd.shift = down;
		return true;
	case KEY_CTRL:
		kbd.ctrl = down;
		return true;
	case KEY_ALT:
		kbd.alt = down;
		return true;
	case KEY_CAPS:
		kbd.caps ^= down;
		return true;
	}
	return false;
}

static void scan_code(u8 byte)
{
	u8 code = byte & ~RELEASED;
	bool down = !(byte & RELEASED), extended = kbd.extended;

	kbd.extended = byte == EXTENDED;
	if (kbd.extended)
		return;
	/* Keyboards wrap some extended keys in shifts that nobody pressed. */
	if (extended && (code == KEY_LSHIFT || code == KEY_RSHIFT))
		return;
	if (modifier(code, down) || !down)
		return;
	if (extended)
		press_extended(code);
	else
		press(code);
}

static irqreturn_t keyboard_interrupt(int irq, void *dev_id)
{
	u8 status = inb(KBD_STATUS);
	u8 byte;

	if (!(status & STATUS_OUT))
		return IRQ_NONE;
	byte = inb(KBD_DATA);
	if (!(status & STATUS_MOUSE))
		scan_code(byte);
	return IRQ_HANDLED;
}

/* Until the status is as wanted; false if it never is. */
static bool __init wait_status(u8 mask, u8 wanted)
{
	unsigned int tries = WAIT_MAX;

	while ((inb(KBD_STATUS) & mask) != wanted) {
		if (!--tries)
			return false;
		cpu_relax();
	}
	return true;
}

static bool __init command(u8 cmd)
{
	if (!wait_status(STATUS_IN, 0))
		return false;
	outb(cmd, KBD_COMMAND);
	return true;
}

static bool __init send(u8 byte)
{
	if (!wait_status(STATUS_IN, 0))
		return false;
	outb(byte, KBD_DATA);
	return true;
}

static int __init receive(void)
{
	return wait_status(STATUS_OUT, STATUS_OUT) ? inb(KBD_DATA) : -1;
}

static bool __init write_config(u8 config)
{
	return command(CMD_WRITE_CONFIG) && send(config);
}

/* Throw away what was typed at the boot loader. */
static void __init drain(void)
{
	unsigned int limit = 32;

	while (limit-- && inb(KBD_STATUS) & STATUS_OUT)
		inb(KBD_DATA);
}

/* Interrupts last: the keyboard's answers in between are nobody's keys. */
static bool __init controller_init(void)
{
	int config;

	if (inb(KBD_STATUS) == 0xff || !command(CMD_KBD_OFF) ||
	    !command(CMD_MOUSE_OFF))
		return false;
	drain();
	if (!command(CMD_READ_CONFIG))
		return false;
	config = receive();
	if (config < 0)
		return false;
	config |= CONFIG_TRANSLATE;
	config &= ~(CONFIG_KBD_IRQ | CONFIG_MOUSE_IRQ | CONFIG_KBD_OFF);
	if (!write_config(config) || !command(CMD_KBD_ON) ||
	    !send(KEYBOARD_SCAN))
		return false;
	receive();			/* its acknowledge, if there is one */
	drain();
	return write_config(config | CONFIG_KBD_IRQ);
}

void __init keyboard_init(void)
{
	if (!controller_init())
		pr_info("no controller\n");
	else if (request_irq(KEYBOARD_IRQ, keyboard_interrupt, 0, "i8042",
			     NULL))
		pr_warn("its line is taken\n");
}
