/*
 * bench.h - rows of the benchmark table. A row is a function that returns its
 * figure in guest instructions (the TSC under -icount shift=0).
 */
#ifndef _TESTS_BENCH_H
#define _TESTS_BENCH_H

#include <linux/types.h>
#include <asm/processor.h>

struct bench_row {
	const char *key;		/* as in PEERS and bench.tsv */
	long (*run)(void);		/* instructions an operation; < 0: error */
};

#define BENCH_ROW(key, fn)						\
	static const struct bench_row __bench_##fn			\
		__used __section(".bench_rows")				\
		__aligned(__alignof__(struct bench_row)) = { key, fn }

#define BENCH_WARM	100
#define BENCH_ROUNDS	10000

/*
 * Instructions that one round of the statements takes: warmed up, interrupts
 * off, net of the empty loop, rounded.
 */
#define BENCH_LOOP(...)							\
({									\
	unsigned long __flags;						\
	u64 __t0, __t1, __t2;						\
	local_irq_save(__flags);					\
	for (int __i = 0; __i < BENCH_WARM; __i++) { __VA_ARGS__; }	\
	__t0 = rdtsc();							\
	for (int __i = 0; __i < BENCH_ROUNDS; __i++) {			\
		__VA_ARGS__; asm volatile("" : : : "memory"); }		\
	__t1 = rdtsc();							\
	for (int __i = 0; __i < BENCH_ROUNDS; __i++)			\
		asm volatile("" : : : "memory");			\
	__t2 = rdtsc();							\
	local_irq_restore(__flags);					\
	bench_round((__t1 - __t0) - (__t2 - __t1), BENCH_ROUNDS);	\
})

/* @total / @n, rounded to the nearest. */
static inline long bench_round(u64 total, unsigned long n)
{
	u64 half = total + n / 2;

	do_div(half, n);
	return half;
}

/* The peers' generator: xorshift32, 13, 17, 5. */
static inline u32 bench_rnd(u32 *state)
{
	*state ^= *state << 13;
	*state ^= *state >> 17;
	*state ^= *state << 5;
	return *state;
}

#endif
