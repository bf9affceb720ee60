/*
 * uaccess.h - memory that may not be there.
 */
#ifndef _LINUX_UACCESS_H
#define _LINUX_UACCESS_H

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

#endif
