/*
 * sync, buffers: the buffer cache from outside.
 *
 * Model: sync writes what is dirty and says whether all of it is on the disks;
 * buffers says what there is and what it has been good for.
 *
 * Locking & context: sync sleeps until the disks are done.
 * In Linux: sync(2), the Buffers: line of /proc/meminfo.
 * Watch it: (gdb) break sys_sync
 *           (gdb) km-buffer
 */

#include "internal.h"
#include <linux/async.h>
#include <linux/errno.h>
#include "../fs/buffer.h"

static int sync_cmd(int argc, char **argv)
{
	int err;

	if (argc != 1)
		return usage("sync");
	async_synchronize_full();
	err = sys_sync();
	if (err)
		say("sync: error %d; %lu blocks could not be written, and stay dirty\n",
		    err, buffer_stats.nr_dirty);
	return err;
}
MONITOR_CMD(sync, "", "write what was changed to the disks, and wait\n"
	    "  Without an error all of it is on the media afterwards.", sync_cmd);

static int buffers_show(struct seq_file *m, void *v)
{
	struct buffer_stats s = buffer_stats;

	seq_printf(m, "buffers  %lu, %lu KB\n", s.nr, s.bytes >> 10);
	seq_printf(m, "dirty    %lu, %lu KB; flushed early from %lu KB on, %lu KB at most\n",
		   s.nr_dirty, s.dirty_bytes >> 10, dirty_background >> 10,
		   dirty_limit >> 10);
	seq_printf(m, "found    %lu\n", s.hits);
	seq_printf(m, "read     %lu, of them %lu ahead\n", s.reads, s.ahead);
	seq_printf(m, "written  %lu\n", s.writes);
	seq_printf(m, "errors   %lu; lost %lu\n", s.errors, s.lost);
	return 0;
}
PROC_SHOW(buffers, buffers_show, "the buffer cache: blocks of disks in memory\n"
	  "  found: asked for and already there. lost: dirty, and the medium "
	  "was gone.");
