/*
 * cleanup.h - variables that give back what they hold when their block ends, on
 * every way out of it.
 *
 *	char *buf __free(kfree) = kmalloc(n, GFP_KERNEL);
 *	guard(mutex)(&lock);
 *	scoped_guard(spinlock_irqsave, &lock) { ... }
 *
 * The compiler calls the cleanup function with the variable's address, the last
 * variable first.
 */
#ifndef _LINUX_CLEANUP_H
#define _LINUX_CLEANUP_H

#include <linux/compiler.h>
#include <linux/stddef.h>
#include <linux/types.h>

/* ---- memory and other things that are freed ---- */

/* Define what __free(name) does: @how sees the value as _T. */
#define DEFINE_FREE(name, type, how)					\
static inline void __free_##name(void *__var)				\
{									\
	type _T = *(type *)__var;					\
									\
	how;								\
}
#define __free(name)	__cleanup(__free_##name)

/* The value, which from now on is somebody else's to free. */
#define no_free_ptr(p) \
	({ typeof(p) __keep = (p); (p) = NULL; __keep; })
#define return_ptr(p)	return no_free_ptr(p)
#define retain_and_null_ptr(p)	((void)no_free_ptr(p))

/* ---- classes: a value with a constructor and a destructor ---- */

#define DEFINE_CLASS(name, type, how_out, how_in, args...)		\
typedef type class_##name##_t;						\
static inline void class_##name##_destructor(type *__var)		\
{									\
	type _T = *__var;						\
									\
	how_out;							\
}									\
static inline type class_##name##_constructor(args)			\
{									\
	type __made = how_in;						\
									\
	return __made;							\
}
/* The same class, made in another way. */
#define EXTEND_CLASS(name, ext, how_in, args...)			\
typedef class_##name##_t class_##name##ext##_t;				\
static inline void class_##name##ext##_destructor(class_##name##_t *__var) \
{									\
	class_##name##_destructor(__var);				\
}									\
static inline class_##name##_t class_##name##ext##_constructor(args)	\
{									\
	class_##name##_t __made = how_in;				\
									\
	return __made;							\
}

/* CLASS(name, var)(arguments of the constructor); */
#define CLASS(name, var)						\
	class_##name##_t var __cleanup(class_##name##_destructor)	\
		__maybe_unused = class_##name##_constructor

/* ---- guards: a lock that is held as long as its block lasts ---- */

/* Of a lock that is a pointer: @in takes _T, @out gives it back. */
#define DEFINE_GUARD(name, type, in, out)				\
	DEFINE_CLASS(name, type, if (_T) { out; }, ({ in; _T; }), type _T) \
	static inline void *class_##name##_lock_ptr(class_##name##_t *__var) \
	{ return (void *)*__var; }
/* A way of taking it that can fail: @cond is true if it is taken. */
#define DEFINE_GUARD_COND(name, ext, cond, ...)				\
	EXTEND_CLASS(name, ext, ({ void *__got = _T;			\
				   if (_T && !(cond)) __got = NULL;	\
				   __got; }), class_##name##_t _T)	\
	static inline void *						\
	class_##name##ext##_lock_ptr(class_##name##_t *__var)		\
	{ return class_##name##_lock_ptr(__var); }

/* Of a lock that needs a place for more, flags for example: _T->lock, _T->x. */
#define __LOCK_GUARD_TYPE(name, type, ...)				\
typedef struct {							\
	type *lock;							\
	__VA_ARGS__;							\
} class_##name##_t;							\
static inline void *class_##name##_lock_ptr(class_##name##_t *__var)	\
{									\
	return (void *)__var->lock;					\
}
#define __LOCK_GUARD_END(name, out)					\
static inline void class_##name##_destructor(class_##name##_t *_T)	\
{									\
	if (_T->lock) {							\
		out;							\
	}								\
}
#define DEFINE_LOCK_GUARD_1(name, type, in, out, ...)			\
__LOCK_GUARD_TYPE(name, type, __VA_ARGS__)				\
__LOCK_GUARD_END(name, out)						\
static inline class_##name##_t class_##name##_constructor(type *__lock)	\
{									\
	class_##name##_t __made = { .lock = __lock }, *_T = &__made;	\
									\
	in;								\
	return __made;							\
}
/* Of none at all: preemption, interrupts, RCU. */
#define DEFINE_LOCK_GUARD_0(name, in, out, ...)				\
__LOCK_GUARD_TYPE(name, void, __VA_ARGS__)				\
__LOCK_GUARD_END(name, out)						\
static inline class_##name##_t class_##name##_constructor(void)		\
{									\
	class_##name##_t __made = { .lock = (void *)1 }, *_T = &__made;	\
									\
	(void)_T;							\
	in;								\
	return __made;							\
}
#define DEFINE_LOCK_GUARD_1_COND(name, ext, cond, ...)			\
	EXTEND_CLASS(name, ext,						\
		({ class_##name##_t __try = { .lock = __lock },		\
		   *_T = &__try;					\
		   if (_T->lock && !(cond))				\
			_T->lock = NULL;				\
		   __try; }), typeof(((class_##name##_t *)0)->lock) __lock) \
	static inline void *						\
	class_##name##ext##_lock_ptr(class_##name##_t *__var)		\
	{ return class_##name##_lock_ptr(__var); }

/* To the end of this block; of the statement that follows. */
#define guard(name)	CLASS(name, __UNIQUE_ID(guard))
#define __guard_ptr(name)	class_##name##_lock_ptr
#define scoped_guard(name, args...)					\
	for (CLASS(name, __scope)(args), *__once = NULL;		\
	     __guard_ptr(name)(&__scope) && !__once;			\
	     __once = (void *)1)
/* With one that can fail: @otherwise, a statement, where it does. */
#define scoped_cond_guard(name, otherwise, args...)			\
	for (CLASS(name, __scope)(args), *__once = NULL; !__once;	\
	     __once = (void *)1)					\
		if (!__guard_ptr(name)(&__scope)) {			\
			otherwise;					\
		} else

#endif
