/*
 * kernel.h - what nearly every file wants: the small arithmetic, printing and
 * the assertions, by including their headers.
 */
#ifndef K896_LINUX_KERNEL_H
#define K896_LINUX_KERNEL_H

#include_next <linux/kernel.h>
#include <linux/stdarg.h>
#include <linux/align.h>
#include <linux/limits.h>
#include <linux/linkage.h>
#include <linux/stddef.h>
#include <linux/types.h>
#include <linux/compiler.h>
#include <linux/container_of.h>
#include <linux/bitops.h>
#include <linux/bits.h>
#include <linux/errno.h>
#include <linux/hex.h>
#include <linux/instruction_pointer.h>
#include <linux/kstrtox.h>
#include <linux/log2.h>
#include <linux/math.h>
#include <linux/minmax.h>
#include <linux/panic.h>
#include <linux/printk.h>
#include <linux/build_bug.h>
#include <linux/sprintf.h>
#include <linux/stringify.h>
#include <linux/swab.h>
#include <linux/typecheck.h>
#include <linux/bug.h>

#define __must_be_array(a) \
	BUILD_BUG_ON_ZERO(__same_type((a), &(a)[0]))
#define ARRAY_SIZE(a)	(sizeof(a) / sizeof((a)[0]) + __must_be_array(a))

#define upper_32_bits(n)	((u32)(((n) >> 16) >> 16))
#define lower_32_bits(n)	((u32)((n) & 0xffffffff))
#define upper_16_bits(n)	((u16)((n) >> 16))
#define lower_16_bits(n)	((u16)((n) & 0xffff))

#define PTR_IF(cond, ptr)	((cond) ? (ptr) : NULL)

/*
 * A byte in all places of a word; a pointer of a caller that came as a number.
 */
#define REPEAT_BYTE(x)		((~0UL / 0xff) * (x))
#define u64_to_user_ptr(x)	((void __user *)(uintptr_t)(x))

enum system_states {
	SYSTEM_BOOTING,			/* one CPU, interrupts off */
	SYSTEM_RUNNING,			/* contexts mean what they say */
	SYSTEM_HALT,
};

extern enum system_states system_state;

void __might_sleep(const char *what, unsigned long caller);
/*
 * Say, in a function that can sleep, that it can: reported where it must not.
 */
#define might_sleep()	__might_sleep(__func__, _RET_IP_)
#define might_sleep_if(cond)	do { if (cond) might_sleep(); } while (0)

#endif
