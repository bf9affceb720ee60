/*
 * vma.h - a piece of a process's addresses, as a driver's mmap is given one;
 * fs/mmap.c. There are no processes yet: `dev mmap /dev/x` maps into the
 * kernel.
 */
#ifndef _LINUX_VMA_H
#define _LINUX_VMA_H

#include <linux/bug.h>
#include <linux/errno.h>
#include <linux/types.h>
#include <asm/pgtable.h>

struct file;
struct mm_struct;
struct page;
struct vm_area_struct;

#define VM_READ		0x00000001	/* what may be done there */
#define VM_WRITE	0x00000002
#define VM_EXEC		0x00000004
#define VM_SHARED	0x00000008	/* others see what is written */
#define VM_PFNMAP	0x00000400	/* frames without a struct page */
#define VM_IO		0x00004000	/* a device's registers */
#define VM_DONTCOPY	0x00020000	/* not for a child */
#define VM_DONTEXPAND	0x00040000	/* stays as large as it is */
#define VM_RESERVED	0x00080000	/* 2.6: is not swapped out */
#define VM_DONTDUMP	0x04000000	/* not in a core file */
#define VM_MIXEDMAP	0x10000000	/* pages that were given one by one */

#define VM_FAULT_OOM	0x001
#define VM_FAULT_SIGBUS	0x002		/* nothing is there */
#define VM_FAULT_MAJOR	0x004		/* something was read for it */
#define VM_FAULT_MINOR	0x000		/* 2.6: nothing had to be */
#define VM_FAULT_NOPAGE	0x100		/* the entry is made already */
#define VM_FAULT_LOCKED	0x200		/* the page comes locked */
#define NOPAGE_SIGBUS	((struct page *)0)	/* 2.6, from nopage */
#define NOPAGE_OOM	((struct page *)-1)

struct vm_area_struct {
	unsigned long vm_start, vm_end;	/* from here to before there */
	struct mm_struct *vm_mm;	/* NULL: the kernel's */
	struct vm_area_struct *vm_next;	/* of a process: the one above */
	pgprot_t vm_page_prot;
	unsigned long vm_flags;		/* VM_* */
	unsigned long vm_pgoff;		/* its first page in the file */
	const struct vm_operations_struct *vm_ops;
	struct file *vm_file;
	void *vm_private_data;		/* the driver's */
};

struct vm_fault {
	struct vm_area_struct area;	/* for those who take two arguments */
	struct vm_area_struct *vma;
	unsigned int flags;
	unsigned long pgoff;		/* which page of the file ... */
	unsigned long address;		/* ... at which address */
	void __user *virtual_address;	/* the same, until 4.9 */
	struct page *page;		/* the answer */
};

struct vm_operations_struct {
	void (*open)(struct vm_area_struct *);
	void (*close)(struct vm_area_struct *);
	struct page *(*nopage)(struct vm_area_struct *, unsigned long address,
			       int *type);		/* until 2.6.23 */
	vm_fault_t (*fault)(struct vm_fault *);
	vm_fault_t (*page_mkwrite)(struct vm_fault *);
	int (*access)(struct vm_area_struct *, unsigned long address,
		      void *buf, int len, int write);
};

static inline void vm_flags_set(struct vm_area_struct *vma, unsigned long flags)
{
	vma->vm_flags |= flags;
}

/*
 * For a driver's mmap: frames from @pfn on, or a page, at @addr of @vma. What
 * is given as a page has a reference until it is unmapped. 0, -EINVAL: not
 * within the vma, or this has frames and pages; -EBUSY: something is there,
 * -ENOMEM. May sleep.
 */
int remap_pfn_range(struct vm_area_struct *vma, unsigned long addr,
		    unsigned long pfn, unsigned long size, pgprot_t prot);
int vm_insert_page(struct vm_area_struct *vma, unsigned long addr,
		   struct page *page);
/* All of @vma, from page @pgoff of what vmalloc() gave. -EINVAL: it is less. */
int remap_vmalloc_range(struct vm_area_struct *vma, void *addr,
			unsigned long pgoff);

#define io_remap_pfn_range	remap_pfn_range
#define io_remap_page_range	remap_page_range
#define remap_page_range(vma, addr, phys, size, prot) \
	remap_pfn_range(vma, addr, (phys) >> PAGE_SHIFT, size, prot)
#define vm_iomap_memory(vma, start, len) \
	((vma)->vm_end - (vma)->vm_start > PAGE_ALIGN(len) ? -EINVAL :	\
	 remap_pfn_range(vma, (vma)->vm_start, (start) >> PAGE_SHIFT,	\
			 (vma)->vm_end - (vma)->vm_start,		\
			 (vma)->vm_page_prot))

/*
 * For who maps: @len bytes of @file, which stays open until file_munmap(), from
 * page
 * @pgoff on, or ERR_PTR: -ENODEV, its driver maps nothing; -EOVERFLOW, no file
 * has such pages. What the driver refuses has no page: look before reading.
 */
struct vm_area_struct *file_mmap(struct file *file, unsigned long len,
				 unsigned long pgoff);
void file_munmap(struct vm_area_struct *vma);
bool vma_has_page(unsigned long addr);

#endif
