/*
 * srcu.h - readers that may sleep, and a writer that waits for those of one
 * structure only. Here the readers share a lock with them: a reader who sleeps
 * holds up writers, not other readers.
 */
#ifndef _LINUX_SRCU_H
#define _LINUX_SRCU_H

#include <linux/rwsem.h>

struct srcu_struct {
	struct rw_semaphore readers;
};

#define DEFINE_SRCU(name) \
	struct srcu_struct name = { __RWSEM_INITIALIZER((name).readers) }
#define DEFINE_STATIC_SRCU(name)	static DEFINE_SRCU(name)
#define init_srcu_struct(s)	({ init_rwsem(&(s)->readers); 0; })
#define cleanup_srcu_struct(s)	do { (void)(s); } while (0)
#define srcu_read_lock(s)	({ down_read(&(s)->readers); 0; })
#define srcu_read_unlock(s, i)	do { (void)(i); up_read(&(s)->readers); } while (0)
#define srcu_dereference(p, s)	READ_ONCE(p)

static inline void synchronize_srcu(struct srcu_struct *s)
{
	down_write(&s->readers);
	up_write(&s->readers);
}

#endif
