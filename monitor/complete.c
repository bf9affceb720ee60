/*
 * Tab: what can stand where the cursor is.
 *
 * Model: the words in front of the cursor decide which kind of name is meant:
 * a command at the start (also after `;`, `help` and `time`), a demo after
 * `demo`, a crash after `crash`, an inspector after `cat` (with or without
 * /proc/ in front), a GFP mask after `alloc_pages N` and `kmalloc N`, an object
 * held after `kfree`; a file, fd0:/x or /etc/motd, by complete_file.c. A kind
 * is a function that gives its i-th name, a table's in alphabetical order, then
 * NULL.
 *
 * Invariants: nothing is stored here: the tables of the linker are the truth.
 * The linker sorted them by name.
 * Locking & context: prompt only.
 * In Linux: readline's completion, in the shell.
 * Watch it: (gdb) break edit_complete
 *           (gdb) p complete_source(le->buf, le->pos, &start)
 */

#include "internal.h"
#include <linux/ctype.h>
#include <linux/proc_fs.h>
#include <linux/string.h>

const char *cmd_name(int i)
{
	const struct monitor_cmd *c = __monitor_cmds_start + i;

	return c < __monitor_cmds_end ? c->name : NULL;
}

/* The inspectors, then what modules have. */
const char *proc_name(int i)
{
	const struct monitor_cmd *c;

	for_each_cmd(c)
		if (c->show && i-- == 0)
			return c->name;
	return proc_file_name(i);
}

const char *demo_name(int i)
{
	const struct monitor_demo *d = __monitor_demos_start + i;

	return d < __monitor_demos_end ? d->name : NULL;
}

/* Which names follow a command: its first words, and the source. */
static const struct {
	const char *cmd;
	name_fn name;
	int word;			/* which argument, from 1 */
} follows[] = {
	{ "help", cmd_name, 1 }, { "time", cmd_name, 1 },
	{ "cat", proc_name, 1 }, { "demo", demo_name, 1 },
	{ "crash", crash_name, 1 }, { "dev", dev_verb_name, 1 },
	{ "dev", dev_node_name, 2 },
	{ "alloc_pages", gfp_name, 2 }, { "kmalloc", gfp_name, 2 },
	{ "vmalloc", gfp_name, 2 },
	{ "kfree", held_object_name, 1 },
	{ "vfree", held_area_name, 1 },
	{ "frames", zone_arg_name, 1 }, { "drain", zone_arg_name, 1 },
	{ "hog", zone_arg_name, 1 }, { "slabinfo", cache_arg_name, 2 },
};

/* The commands whose arguments are files, and the words that may be one. */
static bool takes_files(const char *line)
{
	static const char *const cmds[] = { "cat", "ls", "crc32", "filefrag",
					    "insmod" };

	for (unsigned int i = 0; i < sizeof(cmds) / sizeof(cmds[0]); i++)
		if (strstarts(line, cmds[i]) && isspace(line[strlen(cmds[i])]))
			return true;
	return false;
}

static bool begins_path(const char *word, size_t len)
{
	return len && (*word == '/' ? strncmp(word, "/proc/", 6) :
				      !!memchr(word, ':', len));
}

/*
 * complete_source - the kind of name that stands at @pos of @line
 *
 * Sets *start to where the word begins. Returns NULL where nothing is known.
 */
name_fn complete_source(const char *line, size_t pos, size_t *start)
{
	size_t cmd = pos, at, word = 0, n;
	unsigned int i;

	for (*start = pos; *start > 0; (*start)--)
		if ((isspace(line[*start - 1]) || line[*start - 1] == ';') &&
		    (*start < 2 || line[*start - 2] != '\\'))
			break;
	while (cmd > 0 && line[cmd - 1] != ';')
		cmd--;
	while (cmd < *start && isspace(line[cmd]))
		cmd++;
	if (cmd == *start)
		return cmd_name;
	if (takes_files(line + cmd) && begins_path(line + *start, pos - *start))
		return complete_file(line, pos, start);
	for (at = cmd; at < *start; at++)
		word += isspace(line[at]) && !isspace(line[at - 1]);
	for (i = 0; i < sizeof(follows) / sizeof(follows[0]); i++) {
		n = strlen(follows[i].cmd);
		if (strncmp(line + cmd, follows[i].cmd, n) == 0 &&
		    isspace(line[cmd + n]) && word == follows[i].word)
			break;
	}
	if (i == sizeof(follows) / sizeof(follows[0]))
		return NULL;
	if (follows[i].name == proc_name &&
	    strncmp(line + *start, "/proc/", 6) == 0)
		*start += 6;
	/* GFP masks are joined by `|`: the last piece is the word. */
	for (at = *start; follows[i].name == gfp_name && at < pos; at++)
		if (line[at] == '|')
			*start = at + 1;
	return follows[i].name;
}

/* Lists the names that begin with the word, five a row, below the line. */
static void list(struct lineedit *le, name_fn name, const char *word,
		 size_t len)
{
	static const char blanks[] = "               ";
	int i, column = 0;
	const char *c;

	for (i = 0; (c = name(i)); i++) {
		if (strncmp(c, word, len))
			continue;
		if (column++ % 5 == 0)
			le->out("\n", 1);
		le->out(c, strlen(c));
		if (strlen(c) < sizeof(blanks) - 1)
			le->out(blanks, sizeof(blanks) - 1 - strlen(c));
	}
	le->out("\n", 1);
	le->drawn = 0;
	edit_repaint(le);
}

/*
 * edit_complete - the Tab key
 *
 * Inserts what all candidates have in common; where that is nothing, lists
 * them. A sole candidate gets a blank behind it at the end of the line, unless
 * it is a directory, which goes on.
 */
void edit_complete(struct lineedit *le)
{
	size_t start, len, common = 0, n;
	const char *word, *c, *first = NULL;
	int i, count = 0;
	name_fn name;

	name = complete_source(le->buf, le->pos, &start);
	if (!name)
		return;
	word = le->buf + start;
	len = le->pos - start;
	for (i = 0; (c = name(i)); i++) {
		if (strncmp(c, word, len))
			continue;
		if (count++ == 0) {
			first = c;
			common = strlen(c);
		}
		for (n = len; n < common && c[n] == first[n]; n++)
			;
		common = n;
	}
	if (count > 1 && common == len) {
		list(le, name, word, len);
		return;
	}
	if (common > len)
		edit_insert(le, first + len, common - len);
	if (count == 1 && le->pos == le->len && first[common - 1] != '/')
		edit_insert(le, " ", 1);
}
