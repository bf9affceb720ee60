/*
 * mmap.c - a driver's memory, shown at addresses of its reader's.
 *
 *	file_mmap(file, 2 pages)	addresses; vma; ->mmap(file, vma)
 *	    remap_pfn_range()		the driver maps it all at once, or
 *	    vma->vm_ops->nopage/fault	is asked for each page
 *	file_munmap(vma)		vm_ops->close(); pages go back
 *
 * There are no processes, so the addresses are the kernel's, from where vmalloc
 * has its own; and as nobody can fault there, a driver that gives its pages one
 * at a time is asked for all of them at once, as mmap(MAP_POPULATE) does. A
 * page that it refuses stays unmapped: reading it would be a SIGBUS.
 *
 * Both generations of fault() are called with one set of arguments: until 4.10
 * it took the vma and the vm_fault, then the vm_fault alone. A vm_fault begins
 * with a copy of the vma, so that it can be given in both places.
 *
 * Invariants: what is mapped lies within its vma. A page that was given (not
 * remap_pfn_range()) is a reference of the mapping's until it is unmapped; a
 * vma has such pages (VM_MIXEDMAP) or frames (VM_PFNMAP), never both.
 * Locking: none, a mapping has one user. Context: process, may sleep.
 * Linux: mm/mmap.c, mm/memory.c. gdb: `break remap_pfn_range`, `p *vma`.
 */
#include <linux/err.h>
#include <linux/export.h>
#include <linux/fs.h>
#include <linux/mm.h>
#include <linux/slab.h>
#include <linux/vma.h>
#include <linux/vmalloc.h>
#include "file.h"

/* ---- for drivers ---- */

static bool within(const struct vm_area_struct *vma, unsigned long addr,
		   unsigned long size)
{
	return size && PAGE_ALIGNED(addr | size) && addr >= vma->vm_start &&
	       addr < vma->vm_end && size <= vma->vm_end - addr;
}

int remap_pfn_range(struct vm_area_struct *vma, unsigned long addr,
		    unsigned long pfn, unsigned long size, pgprot_t prot)
{
	might_sleep();
	size = PAGE_ALIGN(size);
	if (!within(vma, addr, size) || (vma->vm_flags & VM_MIXEDMAP))
		return -EINVAL;
	vma->vm_flags |= VM_IO | VM_PFNMAP | VM_DONTEXPAND;
	return ioremap_page_range(addr, addr + size, PFN_PHYS(pfn), prot);
}
EXPORT_SYMBOL(remap_pfn_range);

int vm_insert_page(struct vm_area_struct *vma, unsigned long addr,
		   struct page *page)
{
	int err = -EINVAL;

	might_sleep();
	if (!within(vma, addr, PAGE_SIZE) || !page_count(page))
		return -EINVAL;
	if (!(vma->vm_flags & VM_PFNMAP))
		err = map_kernel_page(addr, page_to_pfn(page),
				      vma->vm_page_prot);
	if (err)
		return err;
	vma->vm_flags |= VM_MIXEDMAP;
	get_page(page);
	return 0;
}
EXPORT_SYMBOL(vm_insert_page);

int remap_vmalloc_range(struct vm_area_struct *vma, void *addr,
			unsigned long pgoff)
{
	struct vm_struct *area = find_vm_area(addr);
	unsigned long to = vma->vm_start, has;
	int err = 0;

	if (!area || !(area->flags & VM_ALLOC) ||
	    !PAGE_ALIGNED((unsigned long)addr))
		return -EINVAL;
	/* in pages, each compared by itself: @pgoff is anything at all */
	has = (get_vm_area_size(area) >> PAGE_SHIFT) -
	      ((addr - area->addr) >> PAGE_SHIFT);
	if (pgoff > has || (vma->vm_end - to) >> PAGE_SHIFT > has - pgoff)
		return -EINVAL;
	addr += pgoff << PAGE_SHIFT;
	for (; !err && to < vma->vm_end; to += PAGE_SIZE, addr += PAGE_SIZE)
		err = vm_insert_page(vma, to, vmalloc_to_page(addr));
	return err;
}
EXPORT_SYMBOL(remap_vmalloc_range);

/* ---- for who maps ---- */

bool vma_has_page(unsigned long addr)
{
	pte_t *pte = lookup_address(addr);

	return pte && pte_present(*pte);
}

/* The page of the driver's at @addr, with a reference; NULL: it has none. */
static struct page *ask_driver(struct vm_area_struct *vma, unsigned long addr)
{
	const struct vm_operations_struct *ops = vma->vm_ops;
	struct vm_fault vmf = {
		.area = *vma, .vma = vma, .address = addr,
		.virtual_address = (void __user *)addr,
		.pgoff = vma->vm_pgoff + ((addr - vma->vm_start) >> PAGE_SHIFT),
	};
	vm_fault_t (*fault)(void *vma, void *vmf) = (void *)ops->fault;
	struct page *page;
	vm_fault_t ret;
	int type;

	if (!fault) {
		page = ops->nopage ? ops->nopage(vma, addr, &type) : NULL;
		return page == NOPAGE_OOM ? NULL : page;
	}
	ret = fault(&vmf, &vmf);
	vma->vm_flags |= vmf.area.vm_flags;	/* it mapped into the copy */
	return ret & (VM_FAULT_OOM | VM_FAULT_SIGBUS | VM_FAULT_NOPAGE) ?
	       NULL : vmf.page;
}

static int populate(struct vm_area_struct *vma)
{
	unsigned long addr;
	struct page *page;
	int err;

	if (!vma->vm_ops || (vma->vm_flags & VM_PFNMAP))
		return 0;
	for (addr = vma->vm_start; addr < vma->vm_end; addr += PAGE_SIZE) {
		if (vma_has_page(addr))
			continue;
		page = ask_driver(vma, addr);
		if (!page)
			continue;	/* or it has mapped one itself */
		err = vm_insert_page(vma, addr, page);
		put_page(page);
		if (err)
			return err;
	}
	return 0;
}

static void unmap_pages(struct vm_area_struct *vma)
{
	unsigned long addr;
	struct page *page;

	for (addr = vma->vm_start; addr < vma->vm_end; addr += PAGE_SIZE) {
		if (!vma_has_page(addr))
			continue;
		page = vma->vm_flags & VM_PFNMAP ? NULL :
		       pfn_to_page(pte_pfn(*lookup_address(addr)));
		unmap_kernel_page(addr);
		if (page)
			put_page(page);
	}
}

static void free_vma(struct vm_area_struct *vma)
{
	unmap_pages(vma);
	free_vm_area(find_vm_area((void *)vma->vm_start));
	kfree(vma);
}

struct vm_area_struct *file_mmap(struct file *file, unsigned long len,
				 unsigned long pgoff)
{
	struct vm_area_struct *vma;
	struct vm_struct *area;
	int err;

	might_sleep();
	len = PAGE_ALIGN(len);
	if (!len)
		return ERR_PTR(-EINVAL);
	if (pgoff + (len >> PAGE_SHIFT) < pgoff)
		return ERR_PTR(-EOVERFLOW);
	if (!file->f_op->mmap)
		return ERR_PTR(-ENODEV);
	vma = kzalloc(sizeof(*vma), GFP_KERNEL);
	area = vma ? get_vm_area(len, VM_MAP) : NULL;
	if (!area) {
		kfree(vma);
		return ERR_PTR(-ENOMEM);
	}
	vma->vm_start = (unsigned long)area->addr;
	vma->vm_end = vma->vm_start + len;
	vma->vm_page_prot = PAGE_KERNEL;
	vma->vm_flags = VM_READ | VM_WRITE | VM_SHARED;
	vma->vm_pgoff = pgoff;
	vma->vm_file = file;
	err = file->f_op->mmap(file, vma);
	if (err) {
		free_vma(vma);
		return ERR_PTR(err);
	}
	err = populate(vma);
	if (!err)
		return vma;
	file_munmap(vma);
	return ERR_PTR(err);
}

void file_munmap(struct vm_area_struct *vma)
{
	if (vma->vm_ops && vma->vm_ops->close)
		vma->vm_ops->close(vma);
	free_vma(vma);
}
