/*
 * overflow.h - arithmetic that says when the result did not fit.
 */
#ifndef _LINUX_OVERFLOW_H
#define _LINUX_OVERFLOW_H

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
