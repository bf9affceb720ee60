/*
 * util.c - copies of strings and of memory, in memory from kmalloc; and memory
 * that comes from kmalloc if it can, else from vmalloc.
 *
 * Model: measure, allocate, copy. kasprintf() formats twice: once to learn
 * the length, once for good. kvmalloc() asks kmalloc() first, without a word
 * should that fail: contiguous frames are cheaper to use. A page or less it
 * asks there only: what vmalloc could add is a page, too.
 *
 * Invariants: a string that is returned ends with a NUL.
 * Locking, context: as kmalloc's with the same flags. The caller frees with
 * kfree(), or kvfree() for kvmalloc().
 * Linux: mm/util.c, lib/kasprintf.c.
 * gdb: `break kmemdup`, `finish`.
 */
#include <linux/kernel.h>
#include <linux/slab.h>
#include <linux/uaccess.h>
#include <linux/instruction_pointer.h>
#include <linux/err.h>
#include <linux/module.h>
#include <linux/string.h>
#include <linux/vmalloc.h>

/* Inlined, so that who asks is the caller of what is called from outside. */
static __caller_inline void *dup(const void *src, size_t n, gfp_t gfp)
{
	void *copy = kmalloc_track_caller(n, gfp);

	if (copy)
		memcpy(copy, src, n);
	return copy;
}
EXPORT_SYMBOL(kmemdup);

/* @n bytes and a NUL behind them. */
static __caller_inline char *dup_nul(const char *s, size_t n, gfp_t gfp)
{
	char *copy = s ? kmalloc_track_caller(n + 1, gfp) : NULL;

	if (copy) {
		memcpy(copy, s, n);
		copy[n] = '\0';
	}
	return copy;
}
EXPORT_SYMBOL(kmemdup_nul);

void *kmemdup(const void *src, size_t n, gfp_t gfp)
{
	return dup(src, n, gfp);
}

char *kmemdup_nul(const char *s, size_t n, gfp_t gfp)
{
	return dup_nul(s, n, gfp);
}

char *kstrdup(const char *s, gfp_t gfp)
{
	return s ? dup(s, strlen(s) + 1, gfp) : NULL;
}
EXPORT_SYMBOL(kstrdup);

char *kstrndup(const char *s, size_t max, gfp_t gfp)
{
	return s ? dup_nul(s, strnlen(s, max), gfp) : NULL;
}
EXPORT_SYMBOL(kstrndup);

static char *print_new(gfp_t gfp, unsigned long caller, const char *fmt,
		       va_list args)
{
	va_list again;
	char *text;
	int len;

	va_copy(again, args);
	len = vsnprintf(NULL, 0, fmt, again);
	va_end(again);
	text = __kmalloc_track_caller(len + 1, gfp, caller);
	if (text)
		vsnprintf(text, len + 1, fmt, args);
	return text;
}
EXPORT_SYMBOL(kvasprintf);

char *kvasprintf(gfp_t gfp, const char *fmt, va_list args)
{
	return print_new(gfp, _RET_IP_, fmt, args);
}

char *kasprintf(gfp_t gfp, const char *fmt, ...)
{
	va_list args;
	char *text;

	va_start(args, fmt);
	text = print_new(gfp, _RET_IP_, fmt, args);
	va_end(args);
	return text;
}
EXPORT_SYMBOL(kasprintf);

void *__kvmalloc_track_caller(size_t size, gfp_t gfp, unsigned long caller)
{
	bool small = size <= PAGE_SIZE;
	void *p = NULL;

	if (size <= KMALLOC_MAX_SIZE)
		p = __kmalloc_track_caller(size, small ? gfp :
					   gfp | __GFP_NOWARN | __GFP_NORETRY,
					   caller);
	if (p || small || (gfp & GFP_KERNEL) != GFP_KERNEL)
		return p;
	return __vmalloc_node(size, PAGE_SIZE, gfp, 0, (void *)caller);
}

void *kvmalloc(size_t size, gfp_t gfp)
{
	return __kvmalloc_track_caller(size, gfp, _RET_IP_);
}
EXPORT_SYMBOL(kvmalloc);

void *kvzalloc(size_t size, gfp_t gfp)
{
	return __kvmalloc_track_caller(size, gfp | __GFP_ZERO, _RET_IP_);
}
EXPORT_SYMBOL(kvzalloc);

void *kvmalloc_array(size_t n, size_t size, gfp_t gfp)
{
	size_t bytes;

	return check_mul_overflow(n, size, &bytes) ? NULL :
		__kvmalloc_track_caller(bytes, gfp, _RET_IP_);
}
EXPORT_SYMBOL(kvmalloc_array);

void *kvcalloc(size_t n, size_t size, gfp_t gfp)
{
	size_t bytes;

	return check_mul_overflow(n, size, &bytes) ? NULL :
		__kvmalloc_track_caller(bytes, gfp | __GFP_ZERO, _RET_IP_);
}
EXPORT_SYMBOL(kvcalloc);

void kvfree(const void *addr)
{
	if (is_vmalloc_addr(addr))
		vfree(addr);
	else
		kfree(addr);
}
EXPORT_SYMBOL(kvfree);

void *memdup_user_nul(const void __user *src, size_t n)
{
	char *p = n == SIZE_MAX ? NULL :	/* n + 1 would be 0 */
		  __kmalloc_track_caller(n + 1, GFP_USER, _RET_IP_);

	if (!p)
		return ERR_PTR(-ENOMEM);
	if (copy_from_user(p, src, n)) {
		kfree(p);
		return ERR_PTR(-EFAULT);
	}
	p[n] = 0;
	return p;
}
EXPORT_SYMBOL(memdup_user_nul);

void *memdup_user(const void __user *src, size_t n)
{
	void *p = __kmalloc_track_caller(n, GFP_USER, _RET_IP_);

	if (!p)
		return ERR_PTR(-ENOMEM);
	if (copy_from_user(p, src, n)) {
		kfree(p);
		return ERR_PTR(-EFAULT);
	}
	return p;
}
EXPORT_SYMBOL(memdup_user);
