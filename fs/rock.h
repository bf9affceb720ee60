#ifndef FS_ROCK_H
#define FS_ROCK_H

/* What fs/rock.c does for fs/iso9660.c. */

#include <linux/volume.h>

/* Does this volume have it? Sets vol->iso.rock; 0 or -EIO. */
int rock_detect(struct volume *vol);
/*
 * What is said of the record in vol->iso.record: its name, mode, the real place
 * of a directory. 1; 0: the entry is not to be seen; -EIO.
 */
int rock_read(struct volume *vol, struct vol_entry *entry);

#endif
