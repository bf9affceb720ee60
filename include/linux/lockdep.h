/*
 * lockdep.h - the lock checker of debug builds, as locks see it. See
 * kernel/lockdep.c. In a release build all of it is nothing: the map in each
 * lock has no size, and every call is a constant condition.
 */
#ifndef _LINUX_LOCKDEP_H
#define _LINUX_LOCKDEP_H

#include <linux/compiler.h>
#include <linux/instruction_pointer.h>
#include <linux/types.h>

/* Its address tells one kind of lock from another. */
struct lock_class_key {
	char here;
};

/* What each lock carries. */
struct lockdep_map {
#if CONFIG_LOCKDEP
	const void *key;	/* of its class; NULL: the lock's own address */
	const char *name;	/* for reports, or NULL */
	unsigned short class;	/* number + 1; 0: not looked up yet */
#endif
};

/* A lock that somebody holds. */
struct held_lock {
	struct lockdep_map *map;	/* which */
	unsigned long ip;		/* where it was taken */
	unsigned char class;		/* number of its class */
	unsigned char context;		/* CTX_: where the holder was */
	unsigned char mode;		/* LOCK_ */
};

#define MAX_HELD	16

/* What a thread holds, in the order of taking; interrupts add to its end. */
struct lockdep_task {
#if CONFIG_LOCKDEP
	unsigned int depth;			/* entries in use */
	struct held_lock held[MAX_HELD];
#endif
};

/* How a lock is taken. */
#define LOCK_SHARED	1	/* others may hold it for reading too */
#define LOCK_TRY	2	/* without waiting: cannot deadlock */
#define LOCK_NESTED	4	/* a second of its class, on purpose */

/*
 * Note, before waiting for it, that the caller at @ip wants the lock of @map;
 * and after giving it back that it has. Any context.
 */
void __lock_acquire(struct lockdep_map *map, unsigned int mode,
		    unsigned long ip);
void __lock_release(struct lockdep_map *map, unsigned long ip);
/* The class of a lock that was just set up. */
void __lockdep_init_map(struct lockdep_map *map, const char *name,
			const struct lock_class_key *key);
bool __lock_is_held(const struct lockdep_map *map);

#if CONFIG_LOCKDEP
/* Print what the running thread holds, if anything. Any context. */
void lockdep_print_held(void);
/* Report a thread that holds something @when it must not (it ends). */
void lockdep_check_none_held(const char *when);
/* After an oops: what the thread held is held for ever, but not by it. */
void lockdep_forget_held(void);

extern unsigned int lockdep_reports;	/* since boot */
#else
#define lockdep_print_held()		do { } while (0)
#define lockdep_check_none_held(when)	do { } while (0)
#define lockdep_forget_held()		do { } while (0)
#define lockdep_reports			0U
#endif

#define lock_acquire(map, mode, ip) \
	do { if (CONFIG_LOCKDEP) __lock_acquire(map, mode, ip); } while (0)
#define lock_release(map, ip) \
	do { if (CONFIG_LOCKDEP) __lock_release(map, ip); } while (0)
#define lockdep_init_map(map, name, key) \
	do { if (CONFIG_LOCKDEP) __lockdep_init_map(map, name, key); } while (0)

#if CONFIG_LOCKDEP
#define LOCKDEP_MAP_INIT(lockname)	{ .name = lockname }
#else
#define LOCKDEP_MAP_INIT(lockname)	{ }
#endif

/* Give @lock a class of its own, apart from others set up at that place. */
#define lockdep_set_class(lock, class_key) \
	lockdep_init_map(&(lock)->dep_map, #class_key, class_key)
#define lockdep_set_class_and_name(lock, class_key, class_name) \
	lockdep_init_map(&(lock)->dep_map, class_name, class_key)

/* Does the caller hold @lock? Always yes in a release build. */
#define lockdep_is_held(lock) \
	(!CONFIG_LOCKDEP || __lock_is_held(&(lock)->dep_map))
#define lockdep_assert_held(lock)	WARN_ON(!lockdep_is_held(lock))

#endif
