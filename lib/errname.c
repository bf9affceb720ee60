/*
 * errname.c - an error number's name, for %pe and for people.
 *
 * Model: a table indexed by the number; the numbers come from the UAPI
 * headers. Where two names share a number (EAGAIN, EWOULDBLOCK) the first one
 * written here is the one that is printed.
 *
 * Invariants: constant. Locking, context: none; any context.
 * Linux: lib/errname.c.
 * gdb: `print errname(12)`, `print names[22]`.
 */
#include <linux/errno.h>
#include "printf.h"

#define E(name)	[name] = #name

static const char * const names[] = {
	E(EPERM), E(ENOENT), E(ESRCH), E(EINTR), E(EIO), E(ENXIO), E(E2BIG),
	E(ENOEXEC), E(EBADF), E(ECHILD), E(EAGAIN), E(ENOMEM), E(EACCES),
	E(EFAULT), E(ENOTBLK), E(EBUSY), E(EEXIST), E(EXDEV), E(ENODEV),
	E(ENOTDIR), E(EISDIR), E(EINVAL), E(ENFILE), E(EMFILE), E(ENOTTY),
	E(ETXTBSY), E(EFBIG), E(ENOSPC), E(ESPIPE), E(EROFS), E(EMLINK),
	E(EPIPE), E(EDOM), E(ERANGE), E(EDEADLK), E(ENAMETOOLONG), E(ENOLCK),
	E(ENOSYS), E(ENOTEMPTY), E(ELOOP), E(ENODATA), E(ETIME), E(EPROTO),
	E(EBADMSG), E(EOVERFLOW), E(EILSEQ), E(EMSGSIZE), E(EOPNOTSUPP),
	E(EADDRINUSE), E(ENOBUFS), E(ETIMEDOUT), E(EALREADY),
	E(EINPROGRESS), E(ECANCELED), E(ENOMEDIUM), E(EMEDIUMTYPE),
};

const char *errname(int err)
{
	unsigned int n = err < 0 ? -err : err;

	return n < ARRAY_SIZE(names) ? names[n] : NULL;
}
