/*
 * typecheck.h - warnings where an argument of a macro has the wrong type.
 */
#ifndef _LINUX_TYPECHECK_H
#define _LINUX_TYPECHECK_H

/* Always 1; warns if @x is not of that type. */
#define typecheck(type, x) \
	({ type *__tc_want = (typeof(x) *)0; (void)__tc_want; 1; })
/* Warns if @fn is not a function like that. */
#define typecheck_fn(type, fn) \
	({ typeof(type) *__tc_fn = fn; (void)__tc_fn; })

#endif
