/*
 * module_trace.h - the records of what modules have, for those who write them
 * (module_traced.c).
 */
#ifndef KERNEL_MODULE_TRACE_H
#define KERNEL_MODULE_TRACE_H

#include "module.h"

struct record;

/* @what was given to whoever called from @caller; NULL is nothing. */
void trace_note(enum module_memory kind, const void *what, size_t size,
		unsigned long caller);
/* @what is about to be given back. */
void trace_strike(const void *what);
/* Is there a record of it? */
bool trace_has(const void *what);
/* Its record, taken out; NULL: there is none. Back in, or kfree() it. */
struct record *trace_take(const void *what);
void trace_put(struct record *r);

#endif
