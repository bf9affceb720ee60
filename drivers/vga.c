/*
 * vga.c - the text screen: 80 columns, 25 rows, a character and a colour each.
 *
 * The screen is a window onto 32 KB of memory at 0xb8000, which holds 204
 * rows. Scrolling moves the window down a row (two writes to the controller)
 * and clears the new last row; only when the window reaches the end are the
 * last 124 rows copied back to the beginning. That is 15 times cheaper than
 * moving all rows for each line, and the rows above are still there: shift and
 * page up look at them, until something is written.
 *
 *	0xb8000 +-------------+ 0
 *	        | rows gone   |
 *	        +-------------+ top		<- the controller's start + back
 *	        | 25 visible  |
 *	        +-------------+
 *	        | not used yet|
 *	        +-------------+ 204
 *
 * Of ANSI's escape sequences: colours (m), home and position (H), clear (J),
 * clear to the end of the line (K), cursor moves (A-D). Others are swallowed.
 *
 * Invariants: row < ROWS, col <= COLS (at COLS the next character wraps).
 * Locking: printk's console code calls one at a time.
 * Counterpart in Linux: drivers/video/console/vgacon.c, drivers/tty/vt/vt.c.
 * gdb:	p vga
 *	x/80xh 0xc00b8000
 */
#include <linux/console.h>
#include <linux/init.h>
#include <linux/minmax.h>
#include <linux/string.h>
#include <asm/io.h>
#include "drivers.h"

#define TEXT_MEMORY	0xb8000		/* physical, in the direct map */
#define COLS		80
#define ROWS		25
#define MEMORY_ROWS	204		/* 32 KB */
#define KEPT_ROWS	125		/* at the end of memory, with the new one */
#define OLD_CELLS	((MEMORY_ROWS - KEPT_ROWS + 1) * COLS)

#define CRTC_INDEX	0x3d4
#define CRTC_DATA	0x3d5
#define CRTC_START	0x0c		/* and 0x0d: first cell shown */
#define CRTC_CURSOR	0x0e		/* and 0x0f: cell of the cursor */

#define GREY_ON_BLACK	0x07
#define BRIGHT		0x08
#define ESC		0x1b
#define MAX_PARAMS	4

enum vga_state {
	TEXT,				/* characters are shown */
	GOT_ESC,			/* after ESC */
	GOT_CSI				/* after ESC [: collecting numbers */
};

static struct {
	volatile u16 *cells;		/* all of MEMORY_ROWS */
	unsigned int top;		/* row of memory that is written first */
	unsigned int back;		/* rows above it, where the reader looks */
	unsigned int row, col;		/* of the cursor, on the screen */
	u8 attr;			/* background << 4 | foreground */
	enum vga_state state;
	unsigned int nparams;		/* numbers begun */
	unsigned int param[MAX_PARAMS];
} vga = { .attr = GREY_ON_BLACK };

static void crtc_write(u8 reg, u16 value)
{
	outb(reg, CRTC_INDEX);
	outb(value >> 8, CRTC_DATA);
	outb(reg + 1, CRTC_INDEX);
	outb(value & 0xff, CRTC_DATA);
}

static volatile u16 *cell(unsigned int row, unsigned int col)
{
	return vga.cells + (vga.top + row) * COLS + col;
}

static void clear_cells(volatile u16 *from, unsigned int n)
{
	u16 blank = vga.attr << 8 | ' ';

	while (n--)
		*from++ = blank;
}

static void show(void)
{
	crtc_write(CRTC_START, (vga.top - vga.back) * COLS);
}

static void scroll(void)
{
	unsigned int i;

	if (vga.top + ROWS == MEMORY_ROWS) {
		for (i = 0; i < (KEPT_ROWS - 1) * COLS; i++)
			vga.cells[i] = vga.cells[OLD_CELLS + i];
		vga.top = KEPT_ROWS - ROWS;
	} else {
		vga.top++;
	}
	clear_cells(cell(ROWS - 1, 0), COLS);
	show();
}

static void newline(void)
{
	vga.col = 0;
	if (++vga.row == ROWS) {
		vga.row--;
		scroll();
	}
}

static void put_text(u8 c)
{
	switch (c) {
	case '\n':
		newline();
		return;
	case '\r':
		vga.col = 0;
		return;
	case '\b':
		if (vga.col)
			vga.col--;
		return;
	case '\t':
		vga.col = min((vga.col & ~7u) + 8, (unsigned int)COLS - 1);
		return;
	case ESC:
		vga.state = GOT_ESC;
		return;
	}
	if (c < ' ')
		return;
	if (vga.col == COLS)
		newline();
	*cell(vga.row, vga.col++) = vga.attr << 8 | c;
}

/* ANSI counts red 1, green 2, blue 4; VGA the other way round. */
static u8 vga_colour(unsigned int ansi)
{
	return (ansi & 1) << 2 | (ansi & 2) | (ansi & 4) >> 2;
}

static void set_colour(unsigned int p)
{
	if (p == 0)
		vga.attr = GREY_ON_BLACK;
	else if (p == 1)
		vga.attr |= BRIGHT;
	else if (p == 7)
		vga.attr = vga.attr << 4 | vga.attr >> 4;
	else if (p == 22)
		vga.attr &= ~BRIGHT;
	else if (p >= 30 && p <= 37)
		vga.attr = (vga.attr & 0xf8) | vga_colour(p - 30);
	else if (p == 39)
		vga.attr = (vga.attr & 0xf8) | (GREY_ON_BLACK & 7);
	else if (p >= 40 && p <= 47)
		vga.attr = (vga.attr & 0x0f) | vga_colour(p - 40) << 4;
	else if (p == 49)
		vga.attr &= 0x0f;
	else if (p >= 90 && p <= 97)
		vga.attr = (vga.attr & 0xf0) | BRIGHT | vga_colour(p - 90);
}

static void clear_screen(unsigned int what)
{
	unsigned int here = vga.row * COLS + min(vga.col, COLS - 1u);

	if (what == 0)
		clear_cells(cell(0, here), ROWS * COLS - here);
	else if (what == 1)
		clear_cells(cell(0, 0), here + 1);
	else
		clear_cells(cell(0, 0), ROWS * COLS);
}

static void clear_line(unsigned int what)
{
	unsigned int col = min(vga.col, COLS - 1u);

	if (what == 0)
		clear_cells(cell(vga.row, col), COLS - col);
	else if (what == 1)
		clear_cells(cell(vga.row, 0), col + 1);
	else
		clear_cells(cell(vga.row, 0), COLS);
}

/* The letter that ends a sequence says what to do with its numbers. */
static void run_sequence(u8 c)
{
	unsigned int n = max(vga.param[0], 1u), m = max(vga.param[1], 1u), i;

	switch (c) {
	case 'A':
		vga.row -= min(vga.row, n);
		break;
	case 'B':
		vga.row = min(vga.row + n, ROWS - 1u);
		break;
	case 'C':
		vga.col = min(vga.col + n, COLS - 1u);
		break;
	case 'D':
		vga.col -= min(vga.col, n);
		break;
	case 'H':
	case 'f':
		vga.row = min(n, (unsigned int)ROWS) - 1;
		vga.col = min(m, (unsigned int)COLS) - 1;
		break;
	case 'J':
		clear_screen(vga.param[0]);
		break;
	case 'K':
		clear_line(vga.param[0]);
		break;
	case 'm':
		for (i = 0; i <= vga.nparams && i < MAX_PARAMS; i++)
			set_colour(vga.param[i]);
		break;
	}
}

static void put_sequence(u8 c)
{
	unsigned int *p = &vga.param[min(vga.nparams, MAX_PARAMS - 1u)];

	if (c >= '0' && c <= '9') {
		*p = min(*p * 10 + (c - '0'), 9999u);
	} else if (c == ';') {
		vga.nparams++;
	} else if (c >= '@') {
		run_sequence(c);
		vga.state = TEXT;
	}
}

static void put_char(u8 c)
{
	switch (vga.state) {
	case TEXT:
		put_text(c);
		break;
	case GOT_ESC:
		vga.state = c == '[' ? GOT_CSI : TEXT;
		vga.nparams = 0;
		memset(vga.param, 0, sizeof(vga.param));
		break;
	case GOT_CSI:
		put_sequence(c);
		break;
	}
}

static bool paused;			/* the screen shows something else */

void vga_pause(bool silent)
{
	WRITE_ONCE(paused, silent);
}

static void vga_write(struct console *con, const char *s, unsigned int len)
{
	if (paused)
		return;
	if (vga.back) {
		vga.back = 0;
		show();
	}
	while (len--)
		put_char(*s++);
	crtc_write(CRTC_CURSOR, (vga.top + vga.row) * COLS +
		   min(vga.col, COLS - 1u));
}

/* Whoever writes just now would bring the reader back down at once. */
void vga_scrollback(int rows)
{
	if (!console_trylock())
		return;
	if (!paused) {
		vga.back = clamp((int)vga.back - rows, 0, (int)vga.top);
		show();
	}
	console_unlock();
}

static struct console vga_console = {
	.name = "tty0",
	.write = vga_write,
};

/* Memory that keeps two patterns is there. */
static bool __init probe(void)
{
	u16 old = vga.cells[0];
	bool there;

	vga.cells[0] = 0x5aa5;
	vga.cells[1] = 0;		/* a floating bus forgets the first */
	there = vga.cells[0] == 0x5aa5;
	vga.cells[0] = 0xa55a;
	vga.cells[1] = 0xffff;
	there = there && vga.cells[0] == 0xa55a;
	vga.cells[0] = old;
	return there;
}

void __init vga_init(void)
{
	vga.cells = phys_to_virt(TEXT_MEMORY);
	if (!probe())
		return;
	clear_cells(vga.cells, ROWS * COLS);
	show();
	console_register(&vga_console);
}
