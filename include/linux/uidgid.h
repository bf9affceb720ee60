/*
 * uidgid.h - users and groups by number, as types that are not numbers.
 */
#ifndef _LINUX_UIDGID_H
#define _LINUX_UIDGID_H

#include <linux/types.h>

typedef struct {
	uid_t val;
} kuid_t;

typedef struct {
	gid_t val;
} kgid_t;

#define KUIDT_INIT(id)		((kuid_t){ (id) })
#define KGIDT_INIT(id)		((kgid_t){ (id) })
#define GLOBAL_ROOT_UID		KUIDT_INIT(0)
#define GLOBAL_ROOT_GID		KGIDT_INIT(0)
#define uid_eq(a, b)		((a).val == (b).val)
#define gid_eq(a, b)		((a).val == (b).val)
#define __kuid_val(uid)		((uid).val)
#define __kgid_val(gid)		((gid).val)
#define from_kuid(ns, uid)	((void)(ns), (uid).val)
#define from_kgid(ns, gid)	((void)(ns), (gid).val)

#endif
