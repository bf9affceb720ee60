/*
 * random.h - pseudo-random numbers; lib/random.c. For tests, colouring and
 * fault injection: repeatable for a given seed, useless for secrets.
 */
#ifndef K896_LINUX_RANDOM_H
#define K896_LINUX_RANDOM_H

#include <linux/types.h>

struct rnd_state {
	u32 s;				/* never 0 */
};

void prandom_seed_state(struct rnd_state *state, u64 seed);
u32 prandom_u32_state(struct rnd_state *state);
void prandom_bytes_state(struct rnd_state *state, void *buf, size_t n);

/* The kernel's own sequence; any context. */
void random_seed(u32 seed);
u32 get_random_u32(void);
u64 get_random_u64(void);
void get_random_bytes(void *buf, size_t n);
/* Below @ceil, which is not 0. */
u32 get_random_u32_below(u32 ceil);

#define get_random_u8()		((u8)get_random_u32())
#define get_random_u16()	((u16)get_random_u32())
#define get_random_int()	get_random_u32()
#define get_random_long()	((unsigned long)get_random_u32())
#define prandom_u32()		get_random_u32()
#define prandom_u32_max(ceil)	get_random_u32_below(ceil)
#define random32()		get_random_u32()
#define srandom32(seed)		random_seed(seed)
#define get_random_u32_inclusive(floor, ceil) \
	((floor) + get_random_u32_below((ceil) - (floor) + 1))

#define get_random_u32_above(floor) \
	((floor) + 1 + get_random_u32_below(~(u32)(floor)))

#endif
