/*
 * ratelimit.h - messages that may not come too often, with limits of one's own.
 */
#ifndef _LINUX_RATELIMIT_H
#define _LINUX_RATELIMIT_H

#include <linux/jiffies.h>
#include <linux/printk.h>

#define DEFAULT_RATELIMIT_INTERVAL	(5 * HZ)
#define DEFAULT_RATELIMIT_BURST		10

/* At most @burst in @interval jiffies. */
#define RATELIMIT_STATE_INIT(name, every, most) \
	{ .interval = (every), .burst = (most) }
#define DEFINE_RATELIMIT_STATE(name, every, most) \
	struct ratelimit_state name = RATELIMIT_STATE_INIT(name, every, most)

static inline void ratelimit_state_init(struct ratelimit_state *rs,
					int interval, int burst)
{
	*rs = (struct ratelimit_state)RATELIMIT_STATE_INIT(, interval, burst);
}

#endif
