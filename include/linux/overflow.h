/*
 * overflow.h - arithmetic that says when the result did not fit.
 */
#ifndef _LINUX_OVERFLOW_H
#define _LINUX_OVERFLOW_H

#include <linux/compiler.h>
#include <linux/stddef.h>
#include <linux/types.h>

/* *@d gets the wrapped result; true: it is not the real one. */
#define check_add_overflow(a, b, d)	__builtin_add_overflow(a, b, d)
#define check_sub_overflow(a, b, d)	__builtin_sub_overflow(a, b, d)
#define check_mul_overflow(a, b, d)	__builtin_mul_overflow(a, b, d)

/* Sizes that saturate: SIZE_MAX is more than any allocator gives. */
static inline size_t size_mul(size_t a, size_t b)
{
	size_t bytes;

	return check_mul_overflow(a, b, &bytes) ? (size_t)-1 : bytes;
}

static inline size_t size_add(size_t a, size_t b)
{
	size_t bytes;

	return check_add_overflow(a, b, &bytes) ? (size_t)-1 : bytes;
}

#define array_size(a, b)	size_mul(a, b)
#define struct_size(p, member, n) \
	size_add(sizeof(*(p)), size_mul(n, sizeof(*(p)->member)))

static inline size_t size_sub(size_t a, size_t b)
{
	size_t bytes;

	return a == (size_t)-1 || b == (size_t)-1 ||
	       check_sub_overflow(a, b, &bytes) ? (size_t)-1 : bytes;
}

#define array3_size(a, b, c)	size_mul(size_mul(a, b), c)
#define flex_array_size(p, member, n) \
	size_mul(n, sizeof(*(p)->member))
#define struct_size_t(type, member, n)	struct_size((type *)NULL, member, n)

/* The wrapped result, where that is what is wanted. */
#define wrapping_add(type, a, b) \
	({ type __wrap; (void)check_add_overflow(a, b, &__wrap); __wrap; })
#define wrapping_sub(type, a, b) \
	({ type __wrap; (void)check_sub_overflow(a, b, &__wrap); __wrap; })
#define wrapping_mul(type, a, b) \
	({ type __wrap; (void)check_mul_overflow(a, b, &__wrap); __wrap; })
#define wrapping_assign_add(var, by) ({					\
	typeof(var) *__wrapped = &(var);				\
	*__wrapped = wrapping_add(typeof(var), *__wrapped, by); })
#define wrapping_assign_sub(var, by) ({					\
	typeof(var) *__wrapped = &(var);				\
	*__wrapped = wrapping_sub(typeof(var), *__wrapped, by); })

#define is_non_negative(n)	((n) > 0 || (n) == 0)
#define is_negative(n)		(!is_non_negative(n))
/*
 * No number that is lost by the change: of a constant; or a type that holds
 * all.
 */
#define castable_to_type(n, t)						\
	__builtin_choose_expr(__builtin_constant_p(n),			\
			      !overflows_type(n, t), __same_type(n, t))

/*
 * On the stack, a structure that ends in an array, of @n elements; DEFINE_FLEX
 * writes @n into its member @counter too. All else is 0.
 */
#define __FLEX_BYTES(type, member, n) \
	(sizeof(type) + sizeof(((type *)0)->member[0]) * (n))
#define DEFINE_RAW_FLEX(type, name, member, n)				\
	union {								\
		u8 bytes[__FLEX_BYTES(type, member, n)];		\
		type obj;						\
	} name##_u = {};						\
	type *name = (type *)&name##_u
#define DEFINE_FLEX(type, name, member, counter, n)			\
	union {								\
		u8 bytes[__FLEX_BYTES(type, member, n)];		\
		type obj;						\
	} name##_u = { .obj.counter = (n) };				\
	type *name = (type *)&name##_u
#define STACK_FLEX_ARRAY_SIZE(name, member)				\
	((sizeof(name##_u) - offsetof(typeof(*(name)), member)) /	\
	 sizeof((name)->member[0]))

#define is_signed_type(type)	((type)-1 < (type)1)
#define type_max(t)							\
	((typeof(t))(is_signed_type(typeof(t)) ?			\
		     (1ULL << (8 * sizeof(t) - 1)) - 1 : ~0ULL))
#define type_min(t) \
	((typeof(t))(is_signed_type(typeof(t)) ? -type_max(t) - 1 : 0))
/* Can no object of type @t hold @n? */
#define overflows_type(n, t) ({						\
	typeof(t) __fits;						\
	__builtin_add_overflow((n), 0, &__fits); })

/* *@d gets @a << @by; true: bits, or the sign, were lost. */
#define check_shl_overflow(a, by, d) ({					\
	typeof(a) __shl_a = (a);					\
	typeof(d) __shl_d = (d);					\
	long long __shl_by = (by);					\
	bool __shl_bad = __shl_a < 0 || __shl_by < 0 ||			\
		__shl_by >= (long long)(8 * sizeof(*__shl_d));		\
	*__shl_d = (u64)__shl_a << (__shl_bad ? 0 : __shl_by);		\
	__shl_bad || *__shl_d < 0 ||					\
		(typeof(a))(*__shl_d >> __shl_by) != __shl_a; })

#endif
