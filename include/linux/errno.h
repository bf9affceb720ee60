/*
 * errno.h - error numbers. Those that user programs know come from the UAPI
 * header; the ones below never leave the kernel.
 */
#ifndef K896_LINUX_ERRNO_H
#define K896_LINUX_ERRNO_H

#include_next <linux/errno.h>

#define ERESTARTSYS	512	/* a signal came: the call is to be restarted */
#define ERESTARTNOINTR	513
#define ENOIOCTLCMD	515
#define EPROBE_DEFER	517
#define EOPENSTALE	518
#define ENOTSUPP	524

#endif
