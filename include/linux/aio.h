/*
 * aio.h - reads and writes that end later, as drivers of 2.6 offered them
 * (aio_read, aio_write). Nobody here asks for one: those who call a driver
 * wait.
 */
#ifndef _LINUX_AIO_H
#define _LINUX_AIO_H

#include <linux/bug.h>
#include <linux/errno.h>
#include <linux/fs.h>
#include <linux/types.h>

struct kiocb {
	struct file *ki_filp;
	loff_t ki_pos;
	void *private;
};

#define EIOCBQUEUED	529	/* it ends later */
#define is_sync_kiocb(iocb)	((void)(iocb), true)

static inline int aio_complete(struct kiocb *iocb, long res, long res2)
{
	WARN(1, "aio_complete: nobody asked for one\n");
	return 0;
}

#endif
