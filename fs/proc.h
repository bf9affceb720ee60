#ifndef FS_PROC_H
#define FS_PROC_H

/* Between fs/proc.c, the entries, and fs/proc_open.c, files on them. */

struct proc_dir_entry;

/* A reference of the entry at that path below /proc, or NULL. May sleep. */
struct proc_dir_entry *proc_get_entry(const char *path);
void proc_put_entry(struct proc_dir_entry *e);

#endif
