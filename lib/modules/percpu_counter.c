/*
 * percpu_counter.c - a number counted by all CPUs without a line that they
 * share.
 *
 *	count 4096	CPU 0: +7	CPU 1: -30	CPU 2: +12
 *
 * A CPU adds to its own part, and when that reaches the batch, to the count
 * that all see. So the count is wrong by less than a batch for each CPU, and
 * costs a lock once a batch only. Linux counts its free pages and open files
 * so.
 *
 * Invariants: -batch < a CPU's part < batch, of the batch it was last changed
 * with; count and parts together are what was added.
 * Locking: fbc->lock for the count; interrupts off for a CPU's own part.
 * Context: any; to begin and to end may sleep.
 * Linux: lib/percpu_counter.c.
 * gdb: `p *fbc`, `km-percpu`.
 */
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/percpu_counter.h>

int __percpu_counter_init(struct percpu_counter *fbc, s64 amount)
{
	spin_lock_init(&fbc->lock);
	fbc->count = amount;
	fbc->counters = alloc_percpu(s32);
	return fbc->counters ? 0 : -ENOMEM;
}

void percpu_counter_destroy(struct percpu_counter *fbc)
{
	if (!fbc->counters)
		return;
	free_percpu(fbc->counters);
	fbc->counters = NULL;
}

void percpu_counter_set(struct percpu_counter *fbc, s64 amount)
{
	unsigned long flags;
	int cpu;

	spin_lock_irqsave(&fbc->lock, flags);
	for_each_possible_cpu(cpu)
		*per_cpu_ptr(fbc->counters, cpu) = 0;
	fbc->count = amount;
	spin_unlock_irqrestore(&fbc->lock, flags);
}

void percpu_counter_add_batch(struct percpu_counter *fbc, s64 amount, s32 batch)
{
	unsigned long flags;
	s32 *part;
	s64 sum;

	local_irq_save(flags);
	part = this_cpu_ptr(fbc->counters);
	sum = *part + amount;
	if (sum > -batch && sum < batch) {
		*part = sum;
	} else {
		spin_lock(&fbc->lock);
		fbc->count += sum;
		*part = 0;
		spin_unlock(&fbc->lock);
	}
	local_irq_restore(flags);
}

/* Two words: under the lock, so that both are of the same number. */
s64 percpu_counter_read(struct percpu_counter *fbc)
{
	unsigned long flags;
	s64 count;

	spin_lock_irqsave(&fbc->lock, flags);
	count = fbc->count;
	spin_unlock_irqrestore(&fbc->lock, flags);
	return count;
}

s64 percpu_counter_sum(struct percpu_counter *fbc)
{
	unsigned long flags;
	s64 sum;
	int cpu;

	spin_lock_irqsave(&fbc->lock, flags);
	sum = fbc->count;
	for_each_possible_cpu(cpu)
		sum += READ_ONCE(*per_cpu_ptr(fbc->counters, cpu));
	spin_unlock_irqrestore(&fbc->lock, flags);
	return sum;
}

int __percpu_counter_compare(struct percpu_counter *fbc, s64 rhs, s32 batch)
{
	s64 far = (s64)batch * num_possible_cpus();
	s64 count = percpu_counter_read(fbc);

	if (count <= rhs + far && count >= rhs - far)
		count = percpu_counter_sum(fbc);
	return count > rhs ? 1 : count < rhs ? -1 : 0;
}
