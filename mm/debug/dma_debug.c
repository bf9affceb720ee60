/*
 * dma_debug.c - who has given which memory to which device, and was it fair?
 *
 * On a PC a driver that forgets to unmap or to sync, or writes into a buffer
 * that the device owns, works: until it runs on another machine, or the buffer
 * is bounced. dma_debug (dma_debug=1 on the command line; on in the debug
 * build) makes it show:
 *
 *   - every mapping is bounced while the pool lasts: what isn't synced is old
 *   - each mapping is kept here, and its end compared with its beginning
 *   - the buffer's CRC, taken when it is given away, must be the same when it
 *     comes back: nobody but the device may write, and what the device writes
 *     only arrives with the unmapping or the sync. (Of a buffer that was not
 *     bounced that can be asked only if the device merely reads.)
 *   - what is free, and kernel text, is not to be mapped
 *
 * Invariants: dma_entries has an entry for each mapping that lasts, except for
 * those that found no memory for it: while dma_lost is not 0 an unknown address
 * is nobody's fault.
 * Price: a few hundred instructions and 8 a byte for each mapping.
 * Locking: dma_debug_lock, interrupts off. Context: any.
 * Linux: CONFIG_DMA_API_DEBUG, kernel/dma/debug.c (the CRC is ours).
 * gdb: `km-dma`, `break dma_misuse`.
 */
#include <linux/crc32.h>
#include <linux/highmem.h>
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/module.h>
#include <linux/params.h>
#include <linux/printk.h>
#include <linux/slab.h>
#include <linux/slab_def.h>
#include <asm/sections.h>
#include "../dma.h"
#include "../slab.h"

#define RECENT	16

struct dma_ended {			/* a mapping that is over */
	dma_addr_t addr;
	size_t size;
	unsigned long mapped, unmapped;	/* by whom */
};

bool dma_debug = CONFIG_DEBUG;
struct rb_root dma_entries = RB_ROOT;
DEFINE_SPINLOCK(dma_debug_lock);

static struct dma_ended recent[RECENT];	/* the last of them, in a ring */
static unsigned int nr_recent;
static unsigned long dma_lost;		/* mappings that are not in the tree */

static int __init parse_dma_debug(char *text)
{
	return text ? kstrtobool(text, &dma_debug) : -EINVAL;
}
early_param("dma_debug", parse_dma_debug);

/* ---- the tree ---- */

static void insert(struct dma_entry *entry)
{
	struct rb_node **link = &dma_entries.rb_node, *parent = NULL;

	while (*link) {
		parent = *link;
		link = entry->addr < rb_entry(parent, struct dma_entry,
					      node)->addr ?
		       &parent->rb_left : &parent->rb_right;
	}
	rb_link_node(&entry->node, parent, link);
	rb_insert_color(&entry->node, &dma_entries);
}

/* The last entry that begins at @addr or before; NULL: none does. */
static struct dma_entry *find_before(dma_addr_t addr)
{
	struct rb_node *node = dma_entries.rb_node;
	struct dma_entry *found = NULL;

	while (node) {
		struct dma_entry *entry = rb_entry(node, struct dma_entry,
						   node);

		if (entry->addr <= addr) {
			found = entry;
			node = node->rb_right;
		} else {
			node = node->rb_left;
		}
	}
	return found;
}

static struct dma_entry *previous(struct dma_entry *entry)
{
	return rb_entry_safe(rb_prev(&entry->node), struct dma_entry, node);
}

/*
 * The mapping of @dev that begins at @addr. One memory may be mapped several
 * times: then the one that is the same in all, or else the youngest.
 */
static struct dma_entry *find_exact(struct device *dev, dma_addr_t addr,
				    size_t size, enum dma_data_direction dir)
{
	struct dma_entry *entry = find_before(addr), *found = NULL;

	for (; entry && entry->addr == addr; entry = previous(entry)) {
		if (entry->dev == dev && entry->size == size &&
		    entry->dir == dir)
			return entry;
		found = found ?: entry;
	}
	return found;
}

static struct dma_entry *find_containing(dma_addr_t addr)
{
	struct dma_entry *entry = find_before(addr);

	while (entry && addr - entry->addr >= entry->size)
		entry = previous(entry);
	return entry;
}

/* ---- what the memory is ---- */

static u32 memory_crc(phys_addr_t phys, size_t size)
{
	u32 crc = ~0;

	while (size) {
		size_t n = min_t(size_t, size,
				 PAGE_SIZE - offset_in_page(phys));
		char *page = kmap_atomic(pfn_to_page(PHYS_PFN(phys)));

		crc = crc32_le(crc, page + offset_in_page(phys), n);
		kunmap_atomic(page);
		phys += n;
		size -= n;
	}
	return crc;
}

/* Certainly free; much that is free is not recognised as such. */
static bool is_free(phys_addr_t phys)
{
	struct page *page = pfn_to_page(PHYS_PFN(phys));
	struct page *slab;
	unsigned int nr;

	if (PageBuddy(page))
		return true;
	slab = compound_head(page);
	if (!PageSlab(slab) || __va(phys) < slab->s_mem)
		return false;
	nr = (__va(phys) - slab->s_mem) / slab->slab_cache->size;
	return nr < slab->slab_cache->num &&
	       !slab_usable(slab, slab_object(slab->slab_cache, slab, nr));
}

static bool is_kernel_text(phys_addr_t phys, size_t size)
{
	return phys < __pa(__end_rodata) && phys + size > __pa(_text);
}

/* Did somebody write to the memory while it was the device's? */
static bool was_touched(const struct dma_entry *entry)
{
	return entry->kind != DMA_COHERENT && !entry->cpu &&
	       (is_swiotlb_buffer(entry->addr) ||
		entry->dir == DMA_TO_DEVICE) &&
	       memory_crc(entry->phys, entry->size) != entry->crc;
}

/* ---- reports ---- */

static const char *kind_name(enum dma_kind kind)
{
	return kind == DMA_COHERENT ? "dma_alloc_coherent" :
	       kind == DMA_SG ? "dma_map_sg" : "dma_map_single or _page";
}

static void say_entry(const struct dma_entry *entry)
{
	pr_alert("mapped by %pS with %s: device %s, memory %#llx, %zu bytes, %s\n",
		 (void *)entry->caller, kind_name(entry->kind),
		 dma_dev_name(entry->dev), entry->phys, entry->size,
		 dma_dir_name(entry->dir));
}

static void say_recent(dma_addr_t addr)
{
	for (unsigned int i = 1; i <= min(nr_recent, (unsigned int)RECENT);
	     i++) {
		struct dma_ended *ended = &recent[(nr_recent - i) % RECENT];

		if (ended->addr == addr) {
			pr_alert("it was mapped by %pS, %zu bytes, and unmapped by %pS\n",
				 (void *)ended->mapped, ended->size,
				 (void *)ended->unmapped);
			return;
		}
	}
}

static void unknown(const char *what, struct device *dev, dma_addr_t addr,
		    size_t size, enum dma_data_direction dir,
		    unsigned long caller)
{
	if (dma_lost)
		return;
	dma_misuse(what, dev, addr, size, dir, caller);
	say_recent(addr);
}

/* ---- mapping, looking, unmapping ---- */

static void check_memory(struct dma_entry *entry)
{
	const char *wrong = NULL;

	if (entry->kind == DMA_COHERENT)
		return;
	if (is_free(entry->phys))
		wrong = "mapped memory that is free";
	else if (entry->dir != DMA_TO_DEVICE &&
		 is_kernel_text(entry->phys, entry->size))
		wrong = "mapped the kernel's text for a device to write";
	if (wrong)
		dma_misuse(wrong, entry->dev, entry->phys, entry->size,
			   entry->dir, entry->caller);
}

void dma_debug_map(struct device *dev, phys_addr_t phys, dma_addr_t addr,
		   size_t size, enum dma_data_direction dir,
		   enum dma_kind kind, unsigned long caller)
{
	struct dma_entry *entry = kmalloc(sizeof(*entry),
					  GFP_ATOMIC | __GFP_NOWARN);
	unsigned long flags;

	if (entry)
		*entry = (struct dma_entry) {
			.dev = dev, .addr = addr, .phys = phys, .size = size,
			.dir = dir, .kind = kind, .caller = caller,
		};
	if (entry && kind != DMA_COHERENT)
		entry->crc = memory_crc(phys, size);
	if (entry)
		check_memory(entry);
	spin_lock_irqsave(&dma_debug_lock, flags);
	if (entry)
		insert(entry);
	else
		dma_lost++;
	spin_unlock_irqrestore(&dma_debug_lock, flags);
}

/* Compare the end with the beginning. */
static void check_end(struct dma_entry *entry, struct device *dev,
		      size_t size, enum dma_data_direction dir,
		      enum dma_kind kind, unsigned long caller)
{
	const char *wrong = NULL;

	if (entry->dev != dev)
		wrong = "unmapped for another device";
	else if (entry->kind != kind)
		wrong = "unmapped with another function";
	else if (entry->size != size)
		wrong = "unmapped with another size";
	else if (entry->dir != dir)
		wrong = "unmapped in another direction";
	else if (entry->kind != DMA_COHERENT && is_free(entry->phys))
		wrong = "freed while the device had it; unmapped now";
	else if (was_touched(entry))
		wrong = "written to while the device had it; unmapped now";
	if (wrong) {
		dma_misuse(wrong, dev, entry->addr, size, dir, caller);
		say_entry(entry);
	}
}

bool dma_debug_unmap(struct device *dev, dma_addr_t addr, size_t size,
		     enum dma_data_direction dir, enum dma_kind kind,
		     unsigned long caller)
{
	struct dma_entry *entry;
	unsigned long flags;

	spin_lock_irqsave(&dma_debug_lock, flags);
	entry = find_exact(dev, addr, size, dir);
	if (entry) {
		rb_erase(&entry->node, &dma_entries);
		recent[nr_recent++ % RECENT] = (struct dma_ended) {
			addr, entry->size, entry->caller, caller
		};
	} else if (dma_lost) {
		dma_lost--;
		spin_unlock_irqrestore(&dma_debug_lock, flags);
		return true;
	}
	spin_unlock_irqrestore(&dma_debug_lock, flags);
	if (!entry) {
		unknown("unmapped what is not mapped", dev, addr, size, dir,
			caller);
		return false;
	}
	check_end(entry, dev, size, dir, kind, caller);
	kfree(entry);
	return true;
}

/* The mapping changes hands: what is wrong with that, or NULL. */
static const char *sync_entry(struct dma_entry *entry, size_t from,
			      size_t size, enum dma_data_direction dir,
			      bool for_cpu)
{
	if (entry->dir != dir && entry->dir != DMA_BIDIRECTIONAL)
		return "synced in another direction";
	if (size > entry->size - from)
		return "synced past the end of the mapping";
	if (for_cpu && was_touched(entry))
		return "written to while the device had it; synced now";
	return NULL;
}

void dma_debug_sync(struct device *dev, dma_addr_t addr, size_t size,
		    enum dma_data_direction dir, bool for_cpu,
		    unsigned long caller)
{
	struct dma_entry *entry, copy;
	const char *wrong = NULL;
	unsigned long flags;

	spin_lock_irqsave(&dma_debug_lock, flags);
	entry = find_containing(addr);
	if (entry) {
		wrong = sync_entry(entry, addr - entry->addr, size, dir,
				   for_cpu);
		entry->cpu = for_cpu;
		if (!for_cpu)
			entry->crc = memory_crc(entry->phys, entry->size);
		copy = *entry;
	}
	spin_unlock_irqrestore(&dma_debug_lock, flags);
	if (!entry) {
		unknown("synced what is not mapped", dev, addr, size, dir,
			caller);
	} else if (wrong) {
		dma_misuse(wrong, dev, addr, size, dir, caller);
		say_entry(&copy);
	}
}

/* ---- the driver goes ---- */

void dma_check_device(struct device *dev)
{
	struct dma_entry *entry, copy;
	struct rb_node *node;
	unsigned int n = 0;
	unsigned long flags;

	spin_lock_irqsave(&dma_debug_lock, flags);
	for (node = rb_first(&dma_entries); node; node = rb_next(node)) {
		entry = rb_entry(node, struct dma_entry, node);
		if (entry->dev == dev && !n++)
			copy = *entry;
	}
	spin_unlock_irqrestore(&dma_debug_lock, flags);
	if (!n)
		return;
	dma_misuse("the driver is gone, and its device still owns memory", dev,
		   copy.addr, copy.size, copy.dir, copy.caller);
	say_entry(&copy);
	pr_alert("%u mappings in all: see dma_debug\n", n);
}
EXPORT_SYMBOL(dma_check_device);
