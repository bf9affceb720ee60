/*
 * Editing one line: the text, the cursor, and what the screen shows of them.
 *
 * Model: a window of COLUMNS - prompt columns onto the line; a long line
 * scrolls sideways under it and never wraps:
 *
 *	k896> 0xc0100000 0xc0200000 0xc0300000 0xc04_
 *	      ^first                                ^pos
 *
 * Each operation changes the text and repaints no more than what changed.
 * Painting uses \r, \b and blanks only: every terminal ever made knows these.
 * Which key does what is keys.c's business.
 *
 * Invariants: first <= pos <= len < LINE_SIZE, buf[len] == 0, and every byte
 * of buf is printable ASCII, so one byte is one column.
 * Locking & context: the struct belongs to its caller; no sleep, no alloc.
 * In Linux: the tty's N_TTY discipline, and readline above it.
 * Watch it: (gdb) break edit_insert
 *           (gdb) p *le
 */

#include "internal.h"
#include <linux/minmax.h>
#include <linux/string.h>

#define COLUMNS	79		/* the last column makes some terminals wrap */

static void put(struct lineedit *le, char c, unsigned int n)
{
	while (n--)
		le->out(&c, 1);
}

static unsigned int window(const struct lineedit *le)
{
	return COLUMNS - strlen(le->prompt);
}

/* Prints the visible part from byte @from on, and puts the cursor at pos. */
static void paint(struct lineedit *le, unsigned int from)
{
	unsigned int behind = le->len - le->first;
	unsigned int shown = min(behind, window(le));
	unsigned int end = le->first + shown, blank;

	le->out(le->buf + from, end - from);
	blank = le->drawn > shown ? le->drawn - shown : 0;
	put(le, ' ', blank);
	put(le, '\b', blank + end - le->pos);
	le->drawn = shown;
}

void edit_repaint(struct lineedit *le)
{
	le->out("\r", 1);
	le->out(le->prompt, strlen(le->prompt));
	paint(le, le->first);
}

/* Moves the window when the cursor left it. Returns whether it moved. */
static bool scroll(struct lineedit *le)
{
	unsigned int w = window(le);

	if (le->pos >= le->first && le->pos <= le->first + w)
		return false;
	le->first = le->pos > w / 2 ? le->pos - w / 2 : 0;
	return true;
}

void edit_move(struct lineedit *le, int pos)
{
	int old = le->pos;

	if (pos < 0 || pos > le->len)
		return;
	le->pos = pos;
	if (scroll(le))
		edit_repaint(le);
	else if (pos < old)
		put(le, '\b', old - pos);
	else
		le->out(le->buf + old, pos - old);
}

/* Takes the bytes [from, to) out; the cursor ends at from. */
void edit_cut(struct lineedit *le, unsigned int from, unsigned int to)
{
	if (from >= to)
		return;
	if (from < le->pos)
		edit_move(le, from);
	memmove(le->buf + from, le->buf + to, le->len - to + 1);
	le->len -= to - from;
	paint(le, le->pos);
}

void edit_insert(struct lineedit *le, const char *s, unsigned int n)
{
	unsigned int at = le->pos;

	if (n > LINE_SIZE - 1u - le->len) {
		le->out("\a", 1);
		return;
	}
	memmove(le->buf + at + n, le->buf + at, le->len - at + 1);
	memcpy(le->buf + at, s, n);
	le->len += n;
	le->pos += n;
	if (scroll(le))
		edit_repaint(le);
	else
		paint(le, at);
}

void edit_replace(struct lineedit *le, const char *line)
{
	edit_move(le, 0);
	le->len = le->pos = 0;
	le->buf[0] = '\0';
	paint(le, 0);
	edit_insert(le, line, min_t(size_t, strlen(line), LINE_SIZE - 1));
}

/* lineedit_start - an empty line behind @prompt; le->out is already set */
void lineedit_start(struct lineedit *le, const char *prompt)
{
	le->prompt = prompt;
	le->len = le->pos = le->first = le->drawn = 0;
	le->buf[0] = le->saved[0] = '\0';
	le->age = -1;
	le->esc = 0;
	edit_repaint(le);
}
