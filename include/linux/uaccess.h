/*
 * uaccess.h - memory that may not be there.
 */
#ifndef _LINUX_UACCESS_H
#define _LINUX_UACCESS_H

#include <linux/errno.h>
#include <linux/string.h>
#include <linux/types.h>

/*
 * Copy @size bytes from a kernel address that may be unmapped (or to one that
 * may be read-only): 0, or -EFAULT with part of it copied. Any context.
 */
long copy_from_kernel_nofault(void *dst, const void *src, size_t size);
long copy_to_kernel_nofault(void *dst, const void *src, size_t size);

#define get_kernel_nofault(val, ptr) \
	copy_from_kernel_nofault(&(val), (ptr), sizeof(val))
#define probe_kernel_read	copy_from_kernel_nofault
#define probe_kernel_write	copy_to_kernel_nofault
#define probe_kernel_address(addr, val)	get_kernel_nofault(val, addr)

/* ---- memory of whoever called us ---- */

/*
 * The caller's buffer. As there are no processes, the caller is the kernel (the
 * prompt, another module), and its buffers lie in kernel memory: any address
 * that can be reached will do, and one that can't is found out, as from a
 * process. Any context.
 *
 * Each copy returns how many bytes were NOT copied. What copy_from_user could
 * not get is filled with zeroes.
 */
unsigned long copy_to_user(void __user *to, const void *from, unsigned long n);
unsigned long copy_from_user(void *to, const void __user *from,
			     unsigned long n);
unsigned long clear_user(void __user *to, unsigned long n);
/*
 * A string of at most @max bytes: its length without the NUL (@max: there was
 * none), or -EFAULT. strnlen_user: with the NUL; more than @max: there was
 * none; 0: not to be read.
 */
long strncpy_from_user(char *to, const char __user *from, long max);
long strnlen_user(const char __user *s, long max);

#define __copy_to_user		copy_to_user
#define __copy_from_user	copy_from_user
#define __copy_to_user_inatomic		copy_to_user
#define __copy_from_user_inatomic	copy_from_user
#define raw_copy_to_user	copy_to_user
#define raw_copy_from_user	copy_from_user
#define __clear_user		clear_user

/*
 * May it be the caller's at all: does the range end before the addresses do?
 * access_ok(addr, size), or 2.6's (VERIFY_READ, addr, size).
 */
#define VERIFY_READ	0
#define VERIFY_WRITE	1
static inline bool __access_ok(unsigned long addr, unsigned long size)
{
	return addr + size >= addr;
}
#define __access_ok_new(addr, size) \
	__access_ok((__force unsigned long)(addr), (size))
#define __access_ok_old(type, addr, size) \
	((void)(type), __access_ok_new(addr, size))
#define __access_ok_which(a, b, c, which, ...)	which
#define access_ok(...) \
	__access_ok_which(__VA_ARGS__, __access_ok_old, __access_ok_new, ) \
		(__VA_ARGS__)

/* One number of the pointer's type: 0, or -EFAULT (and get_user: 0 in @x). */
#define get_user(x, ptr) ({						\
	const typeof(*(ptr)) __user *__gu_ptr = (ptr);			\
	__typeof__(*(ptr) + 0) __gu_val = 0;				\
	typeof(*(ptr)) __gu_raw;					\
	int __gu_bad = copy_from_user((void *)&__gu_raw, __gu_ptr,	\
				      sizeof(__gu_raw)) ? -EFAULT : 0;	\
	if (!__gu_bad)							\
		__gu_val = __gu_raw;					\
	(x) = (__force typeof(x))__gu_val;				\
	__gu_bad; })
#define put_user(x, ptr) ({						\
	typeof(*(ptr)) __user *__pu_ptr = (ptr);			\
	typeof(*(ptr)) __pu_val = (__force typeof(*(ptr)))(x);		\
	copy_to_user(__pu_ptr, &__pu_val, sizeof(__pu_val)) ? -EFAULT : 0; })
#define __get_user	get_user
#define __put_user	put_user

/*
 * A structure whose size the caller says: of a longer one the rest must be
 * zeroes (-E2BIG), of a shorter one it is. 0, or -EFAULT.
 */
int copy_struct_from_user(void *to, size_t size, const void __user *from,
			  size_t user_size);

#endif
