/*
 * stacktrace.h - who called whom, kept for later: kernel/stacktrace.c.
 */
#ifndef _LINUX_STACKTRACE_H
#define _LINUX_STACKTRACE_H

/*
 * stack_trace_save - return addresses from the caller outwards into @store, at
 * most @size of them, the first @skip left out. How many. Any context.
 * stack_trace_print - one line each, @spaces in, at the level of a report.
 */
unsigned int stack_trace_save(unsigned long *store, unsigned int size,
			      unsigned int skip);
void stack_trace_print(const unsigned long *entries, unsigned int nr,
		       int spaces);

#endif
