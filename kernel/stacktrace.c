/*
 * stacktrace.c - a short trace kept with what it led to, printed much later.
 *
 * Who allocated this object, who freed it: when the mistake shows, they have
 * long returned. So the addresses are saved at the time.
 *
 * No locks. Context: any. Linux: kernel/stacktrace.c.
 * gdb: `break stack_trace_save`, `p/a *entries@8`.
 */
#include <linux/export.h>
#include <linux/kernel.h>
#include <linux/printk.h>
#include <linux/stacktrace.h>
#include <asm/unwind.h>

noinline unsigned int stack_trace_save(unsigned long *store, unsigned int size,
				       unsigned int skip)
{
	struct unwind_state state;
	unsigned int n = 0;

	for (unwind_start_caller(&state); state.ip && n < size; ) {
		if (skip)
			skip--;
		else
			store[n++] = state.ip;
		if (!unwind_next(&state))
			break;
	}
	return n;
}
EXPORT_SYMBOL(stack_trace_save);

void stack_trace_print(const unsigned long *entries, unsigned int nr,
		       int spaces)
{
	for (unsigned int i = 0; i < nr; i++)
		pr_alert("%*s%pB\n", spaces, "", (void *)entries[i]);
}
EXPORT_SYMBOL(stack_trace_print);
