/*
 * compiler_types.h - names for what the compiler and the checkers know about
 * a type or a function. Everything here is an attribute: no code.
 *
 * Under sparse (__CHECKER__) the address spaces and lock annotations become
 * real attributes, so a user pointer that is dereferenced or a lock that is
 * taken and not given back is reported; for gcc and clang they vanish.
 */
#ifndef K896_LINUX_COMPILER_TYPES_H
#define K896_LINUX_COMPILER_TYPES_H

#ifndef __ASSEMBLY__

#ifdef __CHECKER__
#define __user		__attribute__((noderef, address_space(__user)))
#define __iomem		__attribute__((noderef, address_space(__iomem)))
#define __percpu	__attribute__((noderef, address_space(__percpu)))
#define __rcu		__attribute__((noderef, address_space(__rcu)))
#define __kernel	__attribute__((address_space(0)))
#define __force		__attribute__((force))
#define __nocast	__attribute__((nocast))
#define __safe		__attribute__((safe))
#define __must_hold(x)	__attribute__((context(x, 1, 1)))
#define __acquires(x)	__attribute__((context(x, 0, 1)))
#define __releases(x)	__attribute__((context(x, 1, 0)))
#define __acquire(x)	__context__(x, 1)
#define __release(x)	__context__(x, -1)
#define __cond_lock(x, c) ((c) ? ({ __acquire(x); 1; }) : 0)
#define __chk_user_ptr(x) ((void)0)
#else
#define __user
#define __iomem
#define __percpu
#define __rcu
#define __kernel
#define __force
#define __nocast
#define __safe
#define __must_hold(x)
#define __acquires(x)
#define __releases(x)
#define __acquire(x)	((void)0)
#define __release(x)	((void)0)
#define __cond_lock(x, c) (c)
#define __chk_user_ptr(x) ((void)0)
#endif

#define __private

/* Inlining and where the code goes. */
#ifdef CONFIG_COVERAGE		/* no copies: a line has one count */
#define __inlined	inline
#else
#define __inlined	inline __attribute__((__always_inline__))
#endif
#undef __always_inline
#define __always_inline	__inlined
/* Inlined anywhere: it asks who called the function that it stands in. */
#define __caller_inline	inline __attribute__((__always_inline__))
#define noinline	__attribute__((__noinline__))
#define __noclone
#define noinline_for_stack	noinline
#define noinstr		noinline
#define __cold		__attribute__((__cold__))
#define __section(s)	__attribute__((__section__(s)))
#define notrace
#define asmlinkage	__attribute__((regparm(0)))
#define __visible
#define __flatten	__attribute__((__flatten__))

/* What a function promises. */
#define __noreturn	__attribute__((__noreturn__))
#define __pure		__attribute__((__pure__))
#define __attribute_const__ __attribute__((__const__))
#define __must_check	__attribute__((__warn_unused_result__))
#define __malloc	__attribute__((__malloc__))
#define __printf(f, a)	__attribute__((__format__(__printf__, f, a)))
#define __scanf(f, a)	__attribute__((__format__(__scanf__, f, a)))
#define __deprecated
#define __alloc_size(...) __attribute__((__alloc_size__(__VA_ARGS__)))

/* Objects and symbols. */
#define __packed	__attribute__((__packed__))
#define __aligned(x)	__attribute__((__aligned__(x)))
#define __used		__attribute__((__used__))
#define __unused	__attribute__((__unused__))
#define __always_unused	__attribute__((__unused__))
#define __maybe_unused	__attribute__((__unused__))
#define __weak		__attribute__((__weak__))
#define __alias(s)	__attribute__((__alias__(#s)))
#define __cleanup(fn)	__attribute__((__cleanup__(fn)))
#define __mode(m)	__attribute__((__mode__(m)))
#if __has_attribute(copy)
#define __copy(symbol)	__attribute__((__copy__(symbol)))
#else
#define __copy(symbol)
#endif
#define __may_alias	__attribute__((__may_alias__))
#define __transparent_union __attribute__((__transparent_union__))
#define __randomize_layout
#define __designated_init
#define fallthrough	__attribute__((__fallthrough__))

/* Functions that must never survive optimisation: see build_bug.h. */
#define __compiletime_error(m)	 __attribute__((__error__(m)))
#define __compiletime_warning(m) __attribute__((__warning__(m)))

#ifdef __CHECKER__
#undef __compiletime_error
#undef __compiletime_warning
#define __compiletime_error(m)
#define __compiletime_warning(m)
#undef fallthrough
#define fallthrough	do { } while (0)
#endif

/* For checkers that this compiler has not. */
#define __counted_by(member)
#define __nonstring
#define __no_sanitize_address
#define __struct_size(p)	__builtin_object_size(p, 0)
#define __member_size(p)	__builtin_object_size(p, 1)

/* Branch hints. */
#define likely(x)	__builtin_expect(!!(x), 1)
#define unlikely(x)	__builtin_expect(!!(x), 0)

#define statically_true(x)	(__builtin_constant_p(x) && (x))
#define __same_type(a, b) __builtin_types_compatible_p(typeof(a), typeof(b))

#endif /* __ASSEMBLY__ */
#endif
