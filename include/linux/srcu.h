/*
 * srcu.h - readers that may sleep, and a writer that waits for those of one
 * structure only; kernel/srcu.c.
 */
#ifndef _LINUX_SRCU_H
#define _LINUX_SRCU_H

#include <linux/atomic.h>
#include <linux/mutex.h>

struct srcu_struct {
	atomic_t readers[2];		/* inside, by the side they entered */
	int side;			/* that is entered now */
	struct mutex mutex;		/* one writer at a time */
};

#define DEFINE_SRCU(name)						\
	struct srcu_struct name = {					\
		.mutex = __MUTEX_INITIALIZER((name).mutex) }
#define DEFINE_STATIC_SRCU(name)	static DEFINE_SRCU(name)
#define cleanup_srcu_struct(s)	do { (void)(s); } while (0)
#define srcu_dereference(p, s)	READ_ONCE(p)

/* 0. */
int init_srcu_struct(struct srcu_struct *s);
/* What unlock is to be told. They nest, and never wait. Any context. */
int srcu_read_lock(struct srcu_struct *s);
void srcu_read_unlock(struct srcu_struct *s, int side);
/* Until all who are readers now have left; not as one of them. May sleep. */
void synchronize_srcu(struct srcu_struct *s);

#endif
