/*
 * io.h - port and memory-mapped I/O. Ports are their own address space
 * (in/out); device memory is reached through an ioremap()ed __iomem pointer,
 * never by dereferencing it: the accessors keep each access whole and in order.
 */
#ifndef _ASM_IO_H
#define _ASM_IO_H

#include <linux/types.h>
#include <linux/compiler.h>
#include <asm/barrier.h>
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
#define outw_p(v, port)	do { outw(v, port); io_delay(); } while (0)
#define outl_p(v, port)	do { outl(v, port); io_delay(); } while (0)
#define inb_p(port)	({ u8 __v = inb(port); io_delay(); __v; })
#define inw_p(port)	({ u16 __v = inw(port); io_delay(); __v; })
#define inl_p(port)	({ u32 __v = inl(port); io_delay(); __v; })

/* ---- device memory ---- */

/*
 * One access of just that width, in program order with the others of its kind:
 * volatile keeps the compiler from merging them, uncached memory the CPU. The
 * plain forms are also in order with accesses to ordinary memory (what a driver
 * prepared is there before the write that starts the device); the relaxed and
 * raw ones need not be.
 */
#define __MEM_IO(bwl, type, suffix)					\
static inline type __raw_read##bwl(const volatile void __iomem *addr)	\
{									\
	type value;							\
									\
	asm volatile("mov" suffix " %1,%0" : "=q" (value)		\
		     : "m" (*(const volatile type __force *)addr));	\
	return value;							\
}									\
static inline void __raw_write##bwl(type value,				\
				    volatile void __iomem *addr)	\
{									\
	asm volatile("mov" suffix " %0,%1" : : "qi" (value),		\
		     "m" (*(volatile type __force *)addr));		\
}									\
static inline type read##bwl(const volatile void __iomem *addr)		\
{									\
	type value = __raw_read##bwl(addr);				\
									\
	barrier();							\
	return value;							\
}									\
static inline void write##bwl(type value, volatile void __iomem *addr)	\
{									\
	barrier();							\
	__raw_write##bwl(value, addr);					\
	barrier();							\
}

__MEM_IO(b, u8, "b")
__MEM_IO(w, u16, "w")
__MEM_IO(l, u32, "l")

#define readb_relaxed(addr)	__raw_readb(addr)
#define readw_relaxed(addr)	__raw_readw(addr)
#define readl_relaxed(addr)	__raw_readl(addr)
#define writeb_relaxed(v, addr)	__raw_writeb(v, addr)
#define writew_relaxed(v, addr)	__raw_writew(v, addr)
#define writel_relaxed(v, addr)	__raw_writel(v, addr)

/* Blocks, in whole words where both ends are aligned (lib/iomem.c). */
void memcpy_fromio(void *to, const volatile void __iomem *from, size_t n);
void memcpy_toio(volatile void __iomem *to, const void *from, size_t n);
void memset_io(volatile void __iomem *to, int c, size_t n);

/*
 * ioremap - addresses for @size bytes of device memory at physical @phys, which
 * need not be on page boundaries; NULL, with a report, for RAM, for address 0,
 * for what the CPU cannot reach, and without memory or addresses. May sleep.
 * Use the accessors, never a dereference; iounmap() ends it.
 *
 * How it is cached: ioremap and _nocache not at all (registers); _wc writes
 * gathered (a frame buffer); _wt reads cached; _cache as memory.
 */
void __iomem *ioremap(resource_size_t phys, unsigned long size);
void __iomem *ioremap_cache(resource_size_t phys, unsigned long size);
void __iomem *ioremap_wc(resource_size_t phys, unsigned long size);
void __iomem *ioremap_wt(resource_size_t phys, unsigned long size);
#define ioremap_nocache(phys, size)	ioremap(phys, size)
#define ioremap_uc(phys, size)		ioremap(phys, size)
/* What ioremap gave, any byte of its first page; NULL allowed. May sleep. */
void iounmap(const volatile void __iomem *addr);

/* ---- the one as the other ---- */

/*
 * ioread8 and so on take what ioport_map() or pci_iomap() gave: device memory,
 * or a port, which is a small number and no address at all.
 */
#define PIO_OFFSET	0x10000UL
#define PIO_RESERVED	0x40000UL

#define __IO_ANY(bits, type, bwl)					\
static inline type ioread##bits(const volatile void __iomem *addr)	\
{									\
	unsigned long port = (unsigned long __force)addr;		\
									\
	return port < PIO_RESERVED ? in##bwl(port - PIO_OFFSET) :	\
				     read##bwl(addr);			\
}									\
static inline void iowrite##bits(type value,				\
				 volatile void __iomem *addr)		\
{									\
	unsigned long port = (unsigned long __force)addr;		\
									\
	if (port < PIO_RESERVED)					\
		out##bwl(value, port - PIO_OFFSET);			\
	else								\
		write##bwl(value, addr);				\
}									\
static inline void ioread##bits##_rep(const volatile void __iomem *addr, \
				      void *to, unsigned long n)	\
{									\
	for (type *p = to; n--; p++)					\
		*p = ioread##bits(addr);				\
}									\
static inline void iowrite##bits##_rep(volatile void __iomem *addr,	\
				       const void *from, unsigned long n) \
{									\
	for (const type *p = from; n--; p++)				\
		iowrite##bits(*p, addr);				\
}

__IO_ANY(8, u8, b)
__IO_ANY(16, u16, w)
__IO_ANY(32, u32, l)

/* A cookie for @n ports from @port on; NULL beyond the last. */
static inline void __iomem *ioport_map(unsigned long port, unsigned int n)
{
	return port > 0x10000 || n > 0x10000 - port ? NULL :
		(void __iomem *)(port + PIO_OFFSET);
}

static inline void ioport_unmap(void __iomem *addr)
{
}

/* ---- addresses of memory ---- */

void virt_to_phys_refused(const volatile void *addr);

/*
 * The physical address of something in the direct map: of what kmalloc and
 * __get_free_pages gave. Of vmalloc areas, stacks and kmap addresses it would
 * be a lie, and is reported.
 */
static inline unsigned long virt_to_phys(const volatile void *addr)
{
	if (unlikely(__pa(addr) >= (unsigned long)__pa(high_memory)))
		virt_to_phys_refused(addr);
	return __pa(addr);
}

static inline void *phys_to_virt(phys_addr_t phys)
{
	return __va(phys);
}

#define virt_to_bus	virt_to_phys
#define bus_to_virt	phys_to_virt
#define isa_virt_to_bus	virt_to_phys

/* 2.6: the first MB without an ioremap(), in the direct map. */
#define __ISA_IO_base		((char __iomem *)PAGE_OFFSET)
#define isa_readb(addr)		readb(__ISA_IO_base + (addr))
#define isa_readw(addr)		readw(__ISA_IO_base + (addr))
#define isa_readl(addr)		readl(__ISA_IO_base + (addr))
#define isa_writeb(val, addr)	writeb(val, __ISA_IO_base + (addr))
#define isa_writew(val, addr)	writew(val, __ISA_IO_base + (addr))
#define isa_writel(val, addr)	writel(val, __ISA_IO_base + (addr))
#define isa_memset_io(addr, c, n)	memset_io(__ISA_IO_base + (addr), c, n)
#define isa_memcpy_fromio(to, addr, n) \
	memcpy_fromio(to, __ISA_IO_base + (addr), n)
#define isa_memcpy_toio(addr, from, n) \
	memcpy_toio(__ISA_IO_base + (addr), from, n)

#endif
