/*
 * io.h - port and memory-mapped I/O. Ports are their own address space (in/out);
 * device memory is reached through an ioremap()ed __iomem pointer, never by
 * dereferencing it: the accessors keep each access whole and in order.
 */
#ifndef _ASM_IO_H
#define _ASM_IO_H

#include <linux/types.h>
#include <linux/compiler.h>
#include <asm/page.h>

#define __PORT_IO(bwl, sfx, type)					\
static inline void out##bwl(type value, u16 port)			\
{									\
	asm volatile("out" #bwl " %" #sfx "0,%w1" : : "a" (value),	\
		     "Nd" (port));					\
}									\
static inline type in##bwl(u16 port)					\
{									\
	type value;							\
									\
	asm volatile("in" #bwl " %w1,%" #sfx "0" : "=a" (value)		\
		     : "Nd" (port));					\
	return value;							\
}									\
static inline void outs##bwl(u16 port, const void *buf, unsigned long n)	\
{									\
	asm volatile("rep; outs" #bwl : "+S" (buf), "+c" (n)		\
		     : "d" (port) : "memory");				\
}									\
static inline void ins##bwl(u16 port, void *buf, unsigned long n)	\
{									\
	asm volatile("rep; ins" #bwl : "+D" (buf), "+c" (n)		\
		     : "d" (port) : "memory");				\
}

__PORT_IO(b, b, u8)
__PORT_IO(w, w, u16)
__PORT_IO(l, k, u32)

/* A write to an unused port takes about a microsecond on the ISA bus. */
static inline void io_delay(void)
{
	outb(0, 0x80);
}

#define outb_p(v, port)	do { outb(v, port); io_delay(); } while (0)
#define inb_p(port)	({ u8 __v = inb(port); io_delay(); __v; })

#define __MEM_IO(bwl, type, suffix)					\
static inline type read##bwl(const volatile void __iomem *addr)	\
{									\
	type value;							\
									\
	asm volatile("mov" suffix " %1,%0" : "=q" (value)		\
		     : "m" (*(const volatile type __force *)addr) : "memory");\
	return value;							\
}									\
static inline void write##bwl(type value, volatile void __iomem *addr)	\
{									\
	asm volatile("mov" suffix " %0,%1" : : "qi" (value),		\
		     "m" (*(volatile type __force *)addr) : "memory");	\
}

__MEM_IO(b, u8, "b")
__MEM_IO(w, u16, "w")
__MEM_IO(l, u32, "l")

static inline unsigned long virt_to_phys(const volatile void *addr)
{
	return __pa(addr);
}

static inline void *phys_to_virt(phys_addr_t phys)
{
	return __va(phys);
}

#endif
