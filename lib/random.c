/*
 * random.c - numbers that look random and can be repeated.
 *
 * Model: Marsaglia's xorshift with shifts 13, 17 and 5: a state of 32 bits
 * that walks through every value but 0. Each test takes a rnd_state of its
 * own; the kernel's sequence is for everybody who needs no repetition.
 *
 * Invariants: a state is never 0 (0 would stay 0).
 * Locking, context: none; any context. Two CPUs that draw from the kernel's
 * sequence at once may get the same number; nobody may rely on more.
 * Linux: lib/random32.c, drivers/char/random.c.
 * gdb: `print kernel_state`, `break random_seed`.
 */
#include <linux/export.h>
#include <linux/kernel.h>
#include <linux/random.h>

static struct rnd_state kernel_state = { 2463534242u };

void prandom_seed_state(struct rnd_state *state, u64 seed)
{
	u32 s = (u32)seed ^ (u32)(seed >> 32);

	state->s = s ? s : 1;
}
EXPORT_SYMBOL(prandom_seed_state);

u32 prandom_u32_state(struct rnd_state *state)
{
	u32 s = READ_ONCE(state->s);

	s ^= s << 13;
	s ^= s >> 17;
	s ^= s << 5;
	WRITE_ONCE(state->s, s);
	return s;
}
EXPORT_SYMBOL(prandom_u32_state);

void prandom_bytes_state(struct rnd_state *state, void *buf, size_t n)
{
	u8 *p = buf;

	while (n--)
		*p++ = prandom_u32_state(state) >> 24;
}
EXPORT_SYMBOL(prandom_bytes_state);

void random_seed(u32 seed)
{
	prandom_seed_state(&kernel_state, seed);
}
EXPORT_SYMBOL(random_seed);

u32 get_random_u32(void)
{
	return prandom_u32_state(&kernel_state);
}
EXPORT_SYMBOL(get_random_u32);

u64 get_random_u64(void)
{
	u64 high = get_random_u32();

	return high << 32 | get_random_u32();
}
EXPORT_SYMBOL(get_random_u64);

void get_random_bytes(void *buf, size_t n)
{
	prandom_bytes_state(&kernel_state, buf, n);
}
EXPORT_SYMBOL(get_random_bytes);

/* The upper half of a product: no division, and the best bits count most. */
u32 get_random_u32_below(u32 ceil)
{
	return (u64)get_random_u32() * ceil >> 32;
}
EXPORT_SYMBOL(get_random_u32_below);
