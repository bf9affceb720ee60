/*
 * What each key does to the line being typed.
 *
 * Model: a state machine, a byte of input at a time. The serial line and the
 * keyboard speak the same VT100 (ESC [ A is "up"), so it serves both.
 *
 *	left right home end     ctrl-b ctrl-f ctrl-a ctrl-e     move
 *	backspace delete        ctrl-h ctrl-d                   one character
 *	ctrl-k ctrl-u ctrl-w    to the end, to the start, a word
 *	up down                 ctrl-p ctrl-n                   history
 *	tab                     complete
 *	ctrl-l, ctrl-c          clear the screen, drop the line
 *
 * Invariants: only printable ASCII reaches the line; bytes that fit nothing
 * are dropped, so garbage can do no more than fill the line.
 * Locking & context: the struct belongs to its caller; no sleep, no alloc.
 * In Linux: n_tty_receive_char() and readline's key map.
 * Watch it: (gdb) break lineedit_input
 *           (gdb) p *le
 */

#include "internal.h"
#include <linux/ctype.h>
#include <linux/string.h>

#define CTRL(c)	((c) & 0x1f)
#define ESC	0x1b

/* Shows the line of the given age; -1 is the one that was being typed. */
static void history(struct lineedit *le, int age)
{
	const char *line = age < 0 ? le->saved : history_get(age);

	if (age < -1 || !line)
		return;
	if (le->age < 0)
		strcpy(le->saved, le->buf);
	le->age = age;
	edit_replace(le, line);
}

static unsigned int word_start(const struct lineedit *le)
{
	unsigned int p = le->pos;

	while (p > 0 && le->buf[p - 1] == ' ')
		p--;
	while (p > 0 && le->buf[p - 1] != ' ')
		p--;
	return p;
}

/* ctrl-l: wipes the screen (VT100), the line stays. */
static void clear_screen(struct lineedit *le)
{
	le->out("\033[2J\033[H", 7);
	le->drawn = 0;
	edit_repaint(le);
}

static void arrow(struct lineedit *le, int c)
{
	switch (c) {
	case 'A':
		history(le, le->age + 1);
		break;
	case 'B':
		history(le, le->age - 1);
		break;
	case 'C':
		edit_move(le, le->pos + 1);
		break;
	case 'D':
		edit_move(le, le->pos - 1);
		break;
	case 'H':
		edit_move(le, 0);
		break;
	case 'F':
		edit_move(le, le->len);
		break;
	}
}

/* Inside ESC [ 3 ~ and its kind. */
static void escape(struct lineedit *le, int c)
{
	if (le->esc == 1) {
		le->esc = (c == '[' || c == 'O') ? 2 : 0;
		le->param = 0;
		return;
	}
	if (isdigit(c)) {
		le->param = le->param * 10 + c - '0';
		return;
	}
	if (c >= 0x20 && c < 0x40)	/* ';' and other parameter bytes */
		return;
	le->esc = 0;
	if (c != '~')
		arrow(le, c);
	else if (le->param == 1 || le->param == 7)
		arrow(le, 'H');
	else if (le->param == 4 || le->param == 8)
		arrow(le, 'F');
	else if (le->param == 3 && le->pos < le->len)
		edit_cut(le, le->pos, le->pos + 1);
}

static void control(struct lineedit *le, int c)
{
	switch (c) {
	case ESC:
		le->esc = 1;
		break;
	case CTRL('a'):
		edit_move(le, 0);
		break;
	case CTRL('b'):
		edit_move(le, le->pos - 1);
		break;
	case CTRL('d'):
		if (le->pos < le->len)
			edit_cut(le, le->pos, le->pos + 1);
		break;
	case CTRL('e'):
		edit_move(le, le->len);
		break;
	case CTRL('f'):
		edit_move(le, le->pos + 1);
		break;
	case CTRL('h'):
	case 0x7f:
		if (le->pos > 0)
			edit_cut(le, le->pos - 1, le->pos);
		break;
	case '\t':
		edit_complete(le);
		break;
	case CTRL('k'):
		edit_cut(le, le->pos, le->len);
		break;
	case CTRL('l'):
		clear_screen(le);
		break;
	case CTRL('n'):
		history(le, le->age - 1);
		break;
	case CTRL('p'):
		history(le, le->age + 1);
		break;
	case CTRL('u'):
		edit_cut(le, 0, le->pos);
		break;
	case CTRL('w'):
		edit_cut(le, word_start(le), le->pos);
		break;
	}
}

/*
 * lineedit_input - one byte of input
 *
 * Returns EDIT_DONE when the line is complete (le->buf holds it, the cursor
 * stands on a new screen line), else EDIT_MORE. \r, \n and \r\n end a line.
 */
int lineedit_input(struct lineedit *le, int c)
{
	bool after_cr = le->last_cr;

	le->last_cr = c == '\r';
	if (c == '\n' && after_cr)
		return EDIT_MORE;
	if (c == '\r' || c == '\n' || c == CTRL('c')) {
		edit_move(le, le->len);
		le->out(c == CTRL('c') ? "^C\n" : "\n", c == CTRL('c') ? 3 : 1);
		if (c == CTRL('c'))
			le->len = le->pos = le->buf[0] = 0;
		return EDIT_DONE;
	}
	if (le->esc) {
		escape(le, c);
	} else if (c >= 0x20 && c < 0x7f) {
		char ch = c;

		edit_insert(le, &ch, 1);
	} else {
		control(le, c);
	}
	return EDIT_MORE;
}
