/*
 * extable.c - memory that may not be there, read and written.
 *
 * The copy is one string instruction listed in __ex_table: when it faults, the
 * fault handler finds it there and goes on behind it, with %ecx still telling
 * how much was left. That is how an oops prints the code around a wild pointer,
 * and how `page` or `pt` look at any address you type.
 *
 * Invariant: after a fault at a listed instruction, only %eip is different.
 * Context: any; no locks.
 * Counterpart in Linux: arch/x86/mm/extable.c, mm/maccess.c.
 * gdb:	p *__start___ex_table@(__stop___ex_table - __start___ex_table)
 *	break fixup_exception
 */
#include <linux/errno.h>
#include <linux/export.h>
#include <linux/uaccess.h>
#include <asm/extable.h>
#include <asm/ptrace.h>
#include <asm/traps.h>

extern const struct exception_table_entry __start___ex_table[];
extern const struct exception_table_entry __stop___ex_table[];

bool fixup_exception(struct pt_regs *regs)
{
	const struct exception_table_entry *e;

	for (e = __start___ex_table; e < __stop___ex_table; e++) {
		if (e->insn == regs->ip) {
			regs->ip = e->fixup;
			return true;
		}
	}
	return false;
}

/* Not inlined, so that each of the two instructions exists once. */
static noinline size_t copy_may_fault(void *dst, const void *src, size_t size)
{
	asm volatile("1:	rep; movsb\n"
		     "2:\n"
		     _ASM_EXTABLE(1b, 2b)
		     : "+D" (dst), "+S" (src), "+c" (size) : : "memory");
	return size;
}

long copy_from_kernel_nofault(void *dst, const void *src, size_t size)
{
	return copy_may_fault(dst, src, size) ? -EFAULT : 0;
}
EXPORT_SYMBOL(copy_from_kernel_nofault);

long copy_to_kernel_nofault(void *dst, const void *src, size_t size)
{
	return copy_may_fault(dst, src, size) ? -EFAULT : 0;
}
EXPORT_SYMBOL(copy_to_kernel_nofault);

unsigned long copy_to_user(void __user *to, const void *from, unsigned long n)
{
	return copy_may_fault((__force void *)to, from, n);
}
EXPORT_SYMBOL(copy_to_user);

unsigned long copy_from_user(void *to, const void __user *from,
			     unsigned long n)
{
	unsigned long left = copy_may_fault(to, (__force void *)from, n);

	if (unlikely(left))
		memset(to + n - left, 0, left);
	return left;
}
EXPORT_SYMBOL(copy_from_user);
