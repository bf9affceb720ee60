/*
 * static_key.h - switches that are read everywhere and changed seldom. Linux
 * patches the jumps; here they are counters that are read.
 */
#ifndef _LINUX_STATIC_KEY_H
#define _LINUX_STATIC_KEY_H

#include <linux/atomic.h>
#include <linux/types.h>

struct static_key {
	atomic_t enabled;		/* on while not 0 */
};

struct static_key_true {
	struct static_key key;
};

struct static_key_false {
	struct static_key key;
};

#define STATIC_KEY_TRUE_INIT	{ { ATOMIC_INIT(1) } }
#define STATIC_KEY_FALSE_INIT	{ { ATOMIC_INIT(0) } }
#define DEFINE_STATIC_KEY_TRUE(name) \
	struct static_key_true name = STATIC_KEY_TRUE_INIT
#define DEFINE_STATIC_KEY_FALSE(name) \
	struct static_key_false name = STATIC_KEY_FALSE_INIT
#define DECLARE_STATIC_KEY_TRUE(name)	extern struct static_key_true name
#define DECLARE_STATIC_KEY_FALSE(name)	extern struct static_key_false name

/* The older form: a struct static_key by itself. */
#define STATIC_KEY_INIT_TRUE	{ ATOMIC_INIT(1) }
#define STATIC_KEY_INIT_FALSE	{ ATOMIC_INIT(0) }
#define STATIC_KEY_INIT		STATIC_KEY_INIT_FALSE
#define static_key_false(k)	unlikely(atomic_read(&(k)->enabled) > 0)
#define static_key_true(k)	likely(atomic_read(&(k)->enabled) > 0)
#define static_key_slow_inc(k)	atomic_inc(&(k)->enabled)
#define static_key_slow_dec(k)	atomic_dec(&(k)->enabled)
#define static_key_enable(k)	atomic_set(&(k)->enabled, 1)
#define static_key_disable(k)	atomic_set(&(k)->enabled, 0)

/* Of each of the three. */
#define static_key_enabled(k) \
	(atomic_read(&((const struct static_key *)(k))->enabled) > 0)
#define static_branch_likely(k)	likely(static_key_enabled(k))
#define static_branch_unlikely(k)	unlikely(static_key_enabled(k))
#define static_branch_enable(k)	atomic_set(&(k)->key.enabled, 1)
#define static_branch_disable(k)	atomic_set(&(k)->key.enabled, 0)
#define static_branch_inc(k)	atomic_inc(&(k)->key.enabled)
#define static_branch_dec(k)	atomic_dec(&(k)->key.enabled)

#endif
