/*
 * brd.h - a disk in memory, for tests and for trying things; drivers/brd.c.
 */
#ifndef _LINUX_BRD_H
#define _LINUX_BRD_H

/*
 * brd_create - make "ram0", of @kb KB, all zero: 0, -EBUSY where there is one,
 * -EINVAL, -ENOMEM. brd_destroy() takes it away, with what is on it: 0,
 * -ENODEV, or -EBUSY while somebody has it open. May sleep.
 */
int brd_create(unsigned long kb);
int brd_destroy(void);

#endif
