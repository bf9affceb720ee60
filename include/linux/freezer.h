/*
 * freezer.h - threads that stand still while the machine sleeps. This one never
 * sleeps.
 */
#ifndef _LINUX_FREEZER_H
#define _LINUX_FREEZER_H

#include <linux/types.h>

struct task_struct;

static inline void set_freezable(void)
{
}

static inline bool freezing(struct task_struct *task)
{
	return false;
}

static inline bool try_to_freeze(void)
{
	return false;
}

#endif
