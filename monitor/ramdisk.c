/*
 * ramdisk [KB|off]: a disk in memory, to try things on.
 *
 * Locking & context: prompt only; may sleep.
 * In Linux: ramdisk_size= and /dev/ram0.
 * Watch it: (gdb) break brd_create
 *           (gdb) km-blk
 */

#include "internal.h"
#include <linux/async.h>
#include <linux/brd.h>
#include <linux/errno.h>
#include <linux/string.h>

static int report(int err)
{
	if (err == -EBUSY)
		say("ram0 is there already, or in use; `ramdisk off` ends it\n");
	else if (err == -ENODEV)
		say("there is no ram0; `ramdisk 1024` makes one of 1 MB\n");
	else if (err)
		say("ramdisk: %s\n", err == -ENOMEM ? "no memory for that" :
		    "how many KB?");
	return err;
}

static int ramdisk_cmd(int argc, char **argv)
{
	unsigned long kb;

	if (argc != 2)
		return usage("ramdisk");
	async_synchronize_full();
	if (!strcmp(argv[1], "off"))
		return report(brd_destroy());
	if (parse_ulong(argv[1], ~0UL, &kb))
		return usage("ramdisk");
	return report(brd_create(kb));
}
MONITOR_CMD(ramdisk, "KB|off", "a disk in memory, ram0\n"
	    "  It is all zero, and takes that much memory until `ramdisk off`, "
	    "which\n  forgets what is on it.", ramdisk_cmd);
