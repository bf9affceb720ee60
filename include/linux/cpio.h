/*
 * cpio.h - an archive of the kind that initial files come in; fs/cpio.c.
 */
#ifndef _LINUX_CPIO_H
#define _LINUX_CPIO_H

#include <linux/types.h>

struct cpio_entry {
	const char *name;		/* in the archive, NUL-terminated */
	u32 mode, mtime;
	const char *data;		/* in the archive */
	u32 size;			/* of data */
};

/* Does it begin like one? */
bool is_cpio(const void *image, size_t size);

/*
 * cpio_next - the entry at offset *at, which moves to the next one: 1; 0 at the
 * archive's end; -EINVAL where it makes no sense, with *why. Any context.
 */
int cpio_next(const void *image, size_t size, size_t *at,
	      struct cpio_entry *entry, const char **why);

#endif
