/*
 * percpu.c - every CPU's own copy of the per-CPU data, static and allocated.
 *
 *                 CPU 0        CPU 1        CPU 2
 *   first chunk  |static|dyn |static|dyn |static|dyn |     at boot
 *   chunk        |   unit    |   unit    |   unit    |     when it is full
 *
 * The linker gathers all DEFINE_PER_CPU variables in one section, the template.
 * Each CPU gets a unit that begins with a copy; its %fs segment begins where
 * that copy would have to be for the linked address to hit it, so `%fs:var` is
 * this CPU's own in one instruction.
 *
 * alloc_percpu() gives the same place in every unit of a chunk. As units are
 * always the same distance apart, what it returns plus __per_cpu_offset[cpu] is
 * that CPU's copy, just as for a static variable; it is no address by itself.
 * In a unit one bit per 8 bytes says what is taken, another where an area ends.
 *
 * Until setup_per_cpu_areas() CPU 0 works on the template itself, with an
 * offset of 0: an address of a per-CPU variable taken before is not its own
 * afterwards.
 *
 * Invariants: all units of a chunk are taken and free at the same places; what
 * is given out is zero on every CPU.
 * Locking: chunk_lock, interrupts off. Context: allocating may sleep, freeing
 * not. Price: an area of 8 bytes and back is about 450 instructions on one CPU.
 * Linux: mm/percpu.c. gdb: `p __per_cpu_offset`, `km-percpu`, `p first_chunk`.
 */
#define pr_fmt(fmt) "percpu: " fmt

#include <linux/bitmap.h>
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/memblock.h>
#include <linux/module.h>
#include <linux/percpu.h>
#include <linux/sched.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <linux/string.h>
#include <asm/sections.h>
#include "internal.h"

#define GRAIN		8		/* bytes of a bit */
#define FIRST_DYN	4096		/* dynamic bytes of the first chunk */
#define MAX_UNIT	(32 * 1024)
#define MAX_GRAINS	(MAX_UNIT / GRAIN)

struct pcpu_chunk {
	struct list_head list;		/* in chunks */
	unsigned long base;		/* what is added to an area's offset */
	unsigned int used;		/* grains taken */
	unsigned int hint;		/* no free grain below */
	unsigned long taken[BITS_TO_LONGS(MAX_GRAINS)];
	unsigned long last[BITS_TO_LONGS(MAX_GRAINS)];	/* an area's end */
};

static unsigned long unit_size;		/* bytes from CPU to CPU */
static struct pcpu_chunk first_chunk;
static LIST_HEAD(chunks);
static DEFINE_SPINLOCK(chunk_lock);

static void __init setup_one(unsigned int cpu, char *unit)
{
	memcpy(unit, __per_cpu_start, __per_cpu_end - __per_cpu_start);
	__per_cpu_offset[cpu] = unit - __per_cpu_start;
	per_cpu(this_cpu_off, cpu) = __per_cpu_offset[cpu];
	per_cpu(cpu_number, cpu) = cpu;
}

void __init setup_per_cpu_areas(void)
{
	unsigned long bytes = __per_cpu_end - __per_cpu_start;
	unsigned int cpu, n = 0;
	char *units;

	unit_size = PAGE_ALIGN(bytes + FIRST_DYN);
	BUG_ON(unit_size > MAX_UNIT);
	units = memblock_alloc_why(unit_size * num_possible_cpus(), PAGE_SIZE,
				   "per-CPU data");
	for_each_possible_cpu(cpu)
		setup_one(cpu, units + unit_size * n++);
	cpu_set_percpu_base(0, __per_cpu_offset[0]);

	first_chunk.base = (unsigned long)__per_cpu_start;
	first_chunk.hint = DIV_ROUND_UP(bytes, GRAIN);
	first_chunk.used = first_chunk.hint;
	bitmap_set(first_chunk.taken, 0, first_chunk.hint);
	list_add(&first_chunk.list, &chunks);
}

/* @grains free ones in a row in @chunk, taken; their offset, or -1. */
static long chunk_take(struct pcpu_chunk *chunk, unsigned int grains,
		       unsigned long align)
{
	unsigned int nr = unit_size / GRAIN;
	unsigned long at = bitmap_find_next_zero_area(chunk->taken, nr,
					chunk->hint, grains, align / GRAIN - 1);

	if (at >= nr)
		return -1;
	bitmap_set(chunk->taken, at, grains);
	__set_bit(at + grains - 1, chunk->last);
	chunk->used += grains;
	if (at == chunk->hint)
		chunk->hint = at + grains;
	return at * GRAIN;
}

static void *take(unsigned int grains, unsigned long align)
{
	struct pcpu_chunk *chunk;
	unsigned long flags;
	void *area = NULL;
	long offset;

	spin_lock_irqsave(&chunk_lock, flags);
	list_for_each_entry(chunk, &chunks, list) {
		offset = chunk_take(chunk, grains, align);
		if (offset >= 0) {
			area = (void *)(chunk->base + offset);
			break;
		}
	}
	spin_unlock_irqrestore(&chunk_lock, flags);
	return area;
}

/* The pages behind a chunk's units: one block, CPU after CPU. */
static unsigned int chunk_order(void)
{
	return get_order(unit_size * num_possible_cpus());
}

/* One more chunk, empty; false: no memory. */
static bool grow(void)
{
	struct pcpu_chunk *chunk = kzalloc(sizeof(*chunk), GFP_KERNEL);
	unsigned long units, flags;

	if (!chunk)
		return false;
	units = __get_free_pages(GFP_KERNEL, chunk_order());
	if (!units) {
		kfree(chunk);
		return false;
	}
	chunk->base = units - __per_cpu_offset[0];
	spin_lock_irqsave(&chunk_lock, flags);
	list_add_tail(&chunk->list, &chunks);
	spin_unlock_irqrestore(&chunk_lock, flags);
	return true;
}

void __percpu *__alloc_percpu(size_t size, size_t align)
{
	unsigned int grains = DIV_ROUND_UP(size, GRAIN);
	unsigned int cpu;
	void *area;

	might_sleep();
	if (WARN(!size || size > PCPU_MIN_UNIT_SIZE || align > PAGE_SIZE ||
		 (align & (align - 1)),
		 "alloc_percpu: no area of %zu bytes, align %zu, by %pS\n",
		 size, align, (void *)_RET_IP_))
		return NULL;
	align = max(align, (size_t)GRAIN);
	area = take(grains, align);
	if (!area && grow())
		area = take(grains, align);
	if (!area)
		return NULL;
	for_each_possible_cpu(cpu)
		memset(per_cpu_ptr(area, cpu), 0, grains * GRAIN);
	return (void __percpu __force *)area;
}
EXPORT_SYMBOL(__alloc_percpu);

/* The chunk that @area is in, and where; NULL: in none. Under chunk_lock. */
static struct pcpu_chunk *chunk_of(unsigned long area, unsigned int *at)
{
	struct pcpu_chunk *chunk;

	list_for_each_entry(chunk, &chunks, list) {
		if (area - chunk->base >= unit_size)
			continue;
		*at = (area - chunk->base) / GRAIN;
		return chunk;
	}
	return NULL;
}

/* Is @at the first grain of an area that alloc_percpu gave? */
static bool starts_area(const struct pcpu_chunk *chunk, unsigned int at)
{
	unsigned int fixed = chunk == &first_chunk ?
		DIV_ROUND_UP(__per_cpu_end - __per_cpu_start, GRAIN) : 0;

	return at >= fixed && test_bit(at, chunk->taken) &&
	       (at == fixed || !test_bit(at - 1, chunk->taken) ||
		test_bit(at - 1, chunk->last));
}

static void chunk_give(struct pcpu_chunk *chunk, unsigned int at)
{
	unsigned int nr = unit_size / GRAIN;
	unsigned int end = find_next_bit(chunk->last, nr, at) + 1;

	bitmap_clear(chunk->taken, at, end - at);
	__clear_bit(end - 1, chunk->last);
	chunk->used -= end - at;
	chunk->hint = min(chunk->hint, at);
}

void free_percpu(void __percpu *ptr)
{
	unsigned long area = (__force unsigned long)ptr, flags;
	struct pcpu_chunk *chunk, *gone = NULL;
	unsigned int at = 0;
	bool good;

	if (!ptr)
		return;
	spin_lock_irqsave(&chunk_lock, flags);
	chunk = chunk_of(area, &at);
	good = chunk && area % GRAIN == 0 && starts_area(chunk, at);
	if (good) {
		chunk_give(chunk, at);
		if (!chunk->used) {
			list_del(&chunk->list);
			gone = chunk;
		}
	}
	spin_unlock_irqrestore(&chunk_lock, flags);
	WARN(!good, "free_percpu: %p is no area in use, by %pS\n",
	     (void *)area, (void *)_RET_IP_);
	if (gone) {
		free_pages(gone->base + __per_cpu_offset[0], chunk_order());
		kfree(gone);
	}
}
EXPORT_SYMBOL(free_percpu);

bool is_percpu_address(const void *addr)
{
	return (char *)addr >= __per_cpu_start && (char *)addr < __per_cpu_end;
}
EXPORT_SYMBOL(is_percpu_address);

/* For the inspector: chunks, bytes in use and bytes there are, of one unit. */
void percpu_usage(unsigned int *nr_chunks, unsigned long *used,
		  unsigned long *total)
{
	struct pcpu_chunk *chunk;
	unsigned long flags;

	*nr_chunks = *used = *total = 0;
	spin_lock_irqsave(&chunk_lock, flags);
	list_for_each_entry(chunk, &chunks, list) {
		++*nr_chunks;
		*used += chunk->used * GRAIN;
		*total += unit_size;
	}
	spin_unlock_irqrestore(&chunk_lock, flags);
}

/* The same of the @n-th chunk, the first one first; false: there is none. */
bool percpu_chunk_info(unsigned int n, struct percpu_chunk_info *info)
{
	struct pcpu_chunk *chunk;
	unsigned long flags;
	bool found = false;

	spin_lock_irqsave(&chunk_lock, flags);
	list_for_each_entry(chunk, &chunks, list) {
		if (n--)
			continue;
		info->start = chunk->base + __per_cpu_offset[0];
		info->size = unit_size;
		info->used = chunk->used * GRAIN;
		info->areas = bitmap_weight(chunk->last, MAX_GRAINS);
		found = true;
		break;
	}
	spin_unlock_irqrestore(&chunk_lock, flags);
	return found;
}
