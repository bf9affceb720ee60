/* volume.h - what the tests of the file systems share; volume.c. */
#ifndef VOLUME_H
#define VOLUME_H

#include <linux/volume.h>

/*
 * Everything on build/host/images/@name is as its list says, nothing else is
 * there, and every buffer was given back. @block: the device's blocks.
 */
void check_image(const char *name, u32 block);
/* Put that image into the drive; it may be changed. */
u8 *insert_image(const char *name, u32 block);

/* Open what is in the drive: an error, and its words are those. */
void check_refused(int error, const char *why);
/* Open, read the file at @path to its end: bytes, or -Exxx. */
long long read_path(const char *path, u32 *crc);
const char *why(void);			/* of the last of these */

/* For the fuzzers: look at all that can be reached, within limits. */
void read_everything(void);

#endif
