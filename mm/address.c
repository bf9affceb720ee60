/*
 * address.c - what an address is: for whoever stands before a wrong one.
 *
 * The kernel's part of the address space is a row of areas (asm/pgtable.h).
 * describe_address() names the area, says what the page tables have there, and
 * shows the struct page behind it. An oops calls it for the address it hit.
 *
 * Invariant: it changes nothing and waits for nobody.
 * Locking: none, but vmap_lock if it is free at once: right for a machine that
 * stands still, a good guess for one that doesn't. Context: any.
 * Linux: spread over show_pte(), vmalloc_dump_obj() and others.
 * gdb: `break describe_address`, `km-pt ADDR`.
 */
#include <linux/kernel.h>
#include <linux/printk.h>
#include <linux/slab_def.h>
#include "internal.h"
#include "vmap.h"

const char *address_area(unsigned long addr)
{
	if (addr < PAGE_OFFSET)
		return "user space: nothing is mapped";
	if (addr < (unsigned long)high_memory)
		return "direct map: physical address + 0xc0000000";
	if (addr < VMALLOC_START)
		return "hole behind the direct map, to catch overruns";
	if (addr < VMALLOC_END)
		return "vmalloc area: vmalloc, ioremap, modules";
	if (addr < STACK_BASE)
		return "hole between vmalloc and the stacks";
	if (addr < STACK_END)
		return "stack area: a guard page before each";
	if (addr < FIXADDR_BASE)
		return "kmap area: slots";
	return addr < FIXADDR_TOP ? "fixmap: fixed slots" : "last page of all";
}

static void describe_object(const struct page *page, unsigned long addr)
{
	const struct kmem_cache *cache = page->slab_cache;
	unsigned long first = (unsigned long)page->s_mem;

	if (addr >= first && addr < first + cache->num * cache->size)
		pr_alert("in object %lu of a slab of cache %s, %lu bytes into it\n",
			 (addr - first) / cache->size, cache->name,
			 (addr - first) % cache->size);
}

/* Which part of @area @addr is in. */
static const char *part_of(const struct vm_struct *area, unsigned long addr)
{
	if (area->flags & VM_UNPURGED)
		return "freed, was";
	return addr >= vm_end(area) - PAGE_SIZE ? "guard page behind" : "in";
}

/* The lock's holder may be who has failed: then the area stays unnamed. */
static void describe_area(unsigned long addr)
{
	struct vm_struct *area, copy;
	unsigned long flags;

	if (!spin_trylock_irqsave(&vmap_lock, flags))
		return;
	area = vmap_find(addr);
	if (area)
		copy = *area;
	spin_unlock_irqrestore(&vmap_lock, flags);
	if (!area)
		return;
	pr_alert("%s the area %#lx-%#lx, %zu bytes, made by %pS\n",
		 part_of(&copy, addr), vm_start(&copy),
		 vm_end(&copy) - PAGE_SIZE, get_vm_area_size(&copy),
		 copy.caller);
}

/* Say on the log, at the highest level, all that is known of @addr. */
void describe_address(unsigned long addr)
{
	bool guard = false;
	const char *owner = stack_owner_of(addr, &guard);
	pte_t *pte = addr < PAGE_OFFSET ? NULL : lookup_address(addr);
	struct page *page = NULL;

	pr_alert("address %#010lx: %s\n", addr, address_area(addr));
	if (owner)
		pr_alert("%s of %s\n", guard ? "guard page" : "stack", owner);
	if (is_vmalloc_addr((void *)addr))
		describe_area(addr);
	if (addr >= PKMAP_BASE && addr < FIXADDR_BASE)
		kmap_describe(addr);
	if (pte)
		pr_alert("page-table entry %#llx: %s%s\n", (u64)pte_val(*pte),
			 pte_present(*pte) ? "present" : "not present",
			 pte_write(*pte) ? ", writable" : "");
	if (virt_addr_valid(addr))
		page = virt_to_page(addr);
	else if (pte && pte_present(*pte) && pfn_valid(pte_pfn(*pte)))
		page = pfn_to_page(pte_pfn(*pte));
	if (!page || !mem_map)
		return;
	dump_page(page, "the page there");
	page = compound_head(page);
	if (PageSlab(page))
		describe_object(page, addr);
}
