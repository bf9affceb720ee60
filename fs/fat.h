#ifndef FS_FAT_H
#define FS_FAT_H

/* What fs/fat.c and fs/fat_dir.c share. */

#include <linux/volume.h>

void fat_root(struct volume *vol, struct vol_entry *root);
int fat_readdir(struct vol_file *dir, struct vol_entry *entry);

#endif
