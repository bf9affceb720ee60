/*
 * smp_lock.h - the big kernel lock, under which 2.6 let one thread at a time
 * run code that had no locks of its own. kernel/bkl.c.
 */
#ifndef _LINUX_SMP_LOCK_H
#define _LINUX_SMP_LOCK_H

#include <linux/types.h>

/*
 * Take it, as often as one likes; give it back as often. A thread that sleeps
 * keeps it here (Linux let go of it in the meantime). May sleep.
 */
void lock_kernel(void);
void unlock_kernel(void);
/* Does somebody hold it? */
bool kernel_locked(void);

#endif
