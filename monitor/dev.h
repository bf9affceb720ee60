#ifndef MONITOR_DEV_H
#define MONITOR_DEV_H

/* What dev.c shares with the verbs that stand in files of their own. */

#include "files.h"
#include <linux/fs.h>

/* Says why; returns @err, -EINTR for what would be restarted. */
int complain_of(const char *path, int err);
/*
 * The file that is held open, or one for this command, with O_NONBLOCK if the
 * command says so: or ERR_PTR after a message. end_use() closes the latter.
 */
struct file *use(const char *path, int flags);
int end_use(struct file *file);
/* The one that is held open at @path; NULL: none. */
struct file *held_file(const char *path);
/* The i-th of them, NULL: there is none; held up to NR_HELD. */
#define NR_HELD		8
struct file *nth_held_file(int i);

/* Whether "&" ends the command: it goes on in a thread. dev_job.c. */
int dev_in_background(const char *verb, int argc, char **argv, int flags);

/* [in|out [MS]]: what for and how long; without, both, and it only asks. */
int parse_poll(int argc, char **argv, unsigned int *events, unsigned long *ms);

/* The verbs: dev_wait.c, dev_mmap.c. */
int do_poll(const char *path, int argc, char **argv);
int do_async(const char *path, int argc, char **argv);
int do_mmap(const char *path, int argc, char **argv);

#endif
