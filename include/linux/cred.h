/*
 * cred.h - in whose name a thread runs: always the one user's, number 0.
 */
#ifndef _LINUX_CRED_H
#define _LINUX_CRED_H

#include <linux/capability.h>
#include <linux/uidgid.h>

struct cred {
	kuid_t uid, euid, suid, fsuid;
	kgid_t gid, egid, sgid, fsgid;
};

extern const struct cred init_cred;	/* kernel/context.c: all zeroes */

#define init_user_ns		(*(struct user_namespace *)NULL)
#define current_cred()		(&init_cred)
#define __task_cred(task)	((task)->cred)
#define current_uid()		(current_cred()->uid)
#define current_euid()		(current_cred()->euid)
#define current_gid()		(current_cred()->gid)
#define current_egid()		(current_cred()->egid)
#define task_uid(task)		((task)->cred->uid)
#define task_euid(task)		((task)->cred->euid)

#endif
