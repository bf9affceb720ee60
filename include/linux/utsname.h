/*
 * utsname.h - what this kernel is called; struct new_utsname comes from the
 * UAPI header of the same name.
 */
#ifndef K896_LINUX_UTSNAME_H
#define K896_LINUX_UTSNAME_H

#include_next <linux/utsname.h>

/* kernel/utsname.c. */
extern struct new_utsname system_utsname;

#define utsname()	(&system_utsname)
#define init_utsname()	(&system_utsname)

#endif
