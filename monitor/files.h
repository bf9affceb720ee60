#ifndef MONITOR_FILES_H
#define MONITOR_FILES_H

/* What ls shares with the other commands on files; files.c. */

#include "internal.h"
#include <linux/volume.h>

#define PIECE	4096			/* bytes read at once */

struct reader {
	struct volume vol;
	struct vol_file file;		/* what is read */
	struct vol_entry entry;		/* of a directory */
	char buf[PIECE];
};

/* Opens a path for @cmd: a reader, or ERR_PTR after a message. May sleep. */
struct reader *start_reader(const char *cmd, const char *path);
void end_reader(struct reader *r);
/* Says why it failed; returns @error. */
int complain(const char *cmd, const char *path, const char *why, int error);

/* Did somebody type Ctrl-C? What else was typed meanwhile is lost. */
bool interrupted(void);

/*
 * What a file holds as it is shown: printable characters, line ends and tabs,
 * ^X for control characters, a dot for the others.
 */
struct text {
	char out[128];			/* what is still to be written */
	size_t n;
	char last;			/* character of the file */
};
#define TEXT_START	{ .last = '\n' }
void put_text(struct text *t, char c);
void end_text(struct text *t);

#endif
