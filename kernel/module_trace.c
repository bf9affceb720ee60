/*
 * module_trace.c - which memory a module has, and where in it asked for it.
 *
 *   module --kmalloc--> traced_kmalloc --> kmalloc
 *                            | writes down: this object, that call
 *   module --kfree----> traced_kfree ----> kfree
 *                            | strikes it out
 *
 * Kernel code pays for no bookkeeping. Modules do: where one asks for kmalloc,
 * the loader gives it the address of a function (module_traced.c) that does the
 * same and keeps a record here. When the module goes, what is still written
 * down it has forgotten, and the record names the call.
 *
 * `insmod --no-trace`, or modtrace=0 on the command line, and a module gets the
 * functions themselves: for measuring.
 *
 * Invariant: a record stands for memory that a module got and neither it nor
 * the kernel on its behalf (kfree_rcu) has given back. What finds no memory for
 * its record is not written down; a free of something unknown is no mistake.
 * Price: about 200 instructions for a pair, however many there are: the table
 * grows and shrinks with them. While it does, interrupts are off for some 20
 * instructions a record.
 * Locking: trace_lock, interrupts off. Context: any.
 * Linux: kmemleak answers the same question by looking for pointers.
 * gdb: `break traced_kmalloc`, `p traced`.
 */
#include <linux/dmapool.h>
#include <linux/hash.h>
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/leftover.h>
#include <linux/list.h>
#include <linux/mempool.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <linux/vmalloc.h>
#include "module.h"
#include "module_trace.h"

#define BITS_MIN	8		/* of the table at boot; it costs 1 KB */
#define BITS_MAX	14		/* 64 KB */
#define BITS_STEP	2		/* four times as many, or a quarter */

struct record {
	struct hlist_node node;
	const void *what;		/* object, struct page, per-CPU area */
	size_t size;
	unsigned long caller;		/* in the module ... */
	const struct module *mod;	/* ... that this is */
	enum module_memory kind;
};

static struct hlist_head small_table[1 << BITS_MIN];
static struct {
	struct hlist_head *heads;	/* 1 << bits */
	unsigned int bits;
	unsigned int nr;		/* records */
} traced = { .heads = small_table, .bits = BITS_MIN };
static DEFINE_SPINLOCK(trace_lock);
bool module_trace = true;

static int __init parse_modtrace(char *text)
{
	return text ? kstrtobool(text, &module_trace) : -EINVAL;
}
early_param("modtrace", parse_modtrace);

/* ---- records ---- */

static struct hlist_head *bucket(const void *what)
{
	return &traced.heads[hash_ptr(what, traced.bits)];
}

/* How large a table the records want: from 4 a bucket to one in 4 it stays. */
static unsigned int wanted_bits(void)
{
	unsigned int bits = traced.bits;

	if (traced.nr > 4U << bits && bits < BITS_MAX)
		return bits + BITS_STEP;
	if (traced.nr < 1U << bits >> BITS_STEP && bits > BITS_MIN)
		return bits - BITS_STEP;
	return bits;
}

/* All records into @heads; under trace_lock. The old table. */
static struct hlist_head *rehash(struct hlist_head *heads, unsigned int bits)
{
	struct hlist_head *old = traced.heads;
	unsigned int n = 1U << traced.bits;
	struct hlist_node *next;
	struct record *r;

	traced.heads = heads;
	traced.bits = bits;
	for (unsigned int i = 0; i < n; i++)
		hlist_for_each_entry_safe(r, next, &old[i], node) {
			hlist_del(&r->node);
			hlist_add_head(&r->node, bucket(r->what));
		}
	return old;
}

/* Without memory the table stays as it is: chains are long, nothing is lost. */
static noinline void resize(unsigned int bits)
{
	struct hlist_head *heads = small_table;
	unsigned long flags;

	if (bits > BITS_MIN)
		heads = kcalloc(1UL << bits, sizeof(*heads),
				GFP_ATOMIC | __GFP_NOWARN);
	if (!heads)
		return;
	spin_lock_irqsave(&trace_lock, flags);
	if (wanted_bits() == bits && traced.bits != bits)
		heads = rehash(heads, bits);
	spin_unlock_irqrestore(&trace_lock, flags);
	if (heads != small_table)
		kfree(heads);
}

void trace_put(struct record *r)
{
	unsigned long flags;
	unsigned int bits;

	spin_lock_irqsave(&trace_lock, flags);
	hlist_add_head(&r->node, bucket(r->what));
	traced.nr++;
	bits = wanted_bits();
	spin_unlock_irqrestore(&trace_lock, flags);
	if (unlikely(bits != READ_ONCE(traced.bits)))
		resize(bits);
}

static void trace_note_for(const struct module *mod, enum module_memory kind,
		     const void *what, size_t size, unsigned long caller)
{
	struct record *r;

	if (ZERO_OR_NULL_PTR(what))
		return;
	r = kmalloc(sizeof(*r), GFP_ATOMIC | __GFP_NOWARN);
	if (!r)
		return;
	r->what = what;
	r->size = size;
	r->caller = caller;
	r->mod = mod;
	r->kind = kind;
	trace_put(r);
}

void trace_note(enum module_memory kind, const void *what, size_t size,
		 unsigned long caller)
{
	trace_note_for(module_of(caller), kind, what, size, caller);
}

/* Its record, taken out; NULL: there is none. */
struct record *trace_take(const void *what)
{
	struct record *r, *found = NULL;
	unsigned long flags;
	unsigned int bits;

	spin_lock_irqsave(&trace_lock, flags);
	hlist_for_each_entry(r, bucket(what), node) {
		if (r->what == what) {
			found = r;
			hlist_del(&r->node);
			traced.nr--;
			break;
		}
	}
	bits = wanted_bits();
	spin_unlock_irqrestore(&trace_lock, flags);
	if (unlikely(bits != READ_ONCE(traced.bits)))
		resize(bits);
	return found;
}

void trace_strike(const void *what)
{
	kfree(trace_take(what));
}

/* Is there a record of it? */
bool trace_has(const void *what)
{
	struct record *r;
	unsigned long flags;
	bool found = false;

	spin_lock_irqsave(&trace_lock, flags);
	hlist_for_each_entry(r, bucket(what), node)
		found |= r->what == what;
	spin_unlock_irqrestore(&trace_lock, flags);
	return found;
}

/*
 * What @mod has not given back: how many, the first @most of them copied. The
 * records stay, as nobody's: an area that is forgotten goes on saying that it
 * was made at an address where another module's code will be.
 */
static unsigned int disown(const struct module *mod, struct record *copies,
			   unsigned int most)
{
	unsigned int n = 0;
	unsigned long flags;
	struct record *r;

	spin_lock_irqsave(&trace_lock, flags);
	for (unsigned int i = 0; i < 1U << traced.bits; i++)
		hlist_for_each_entry(r, &traced.heads[i], node) {
			if (r->mod != mod)
				continue;
			if (n < most)
				copies[n] = *r;
			r->mod = NULL;
			n++;
		}
	spin_unlock_irqrestore(&trace_lock, flags);
	return n;
}

unsigned int module_trace_report(struct module *mod)
{
	static const char *const kinds[] = {
		[MODULE_OBJECT] = "object", [MODULE_PAGES] = "pages",
		[MODULE_PERCPU] = "per-CPU area", [MODULE_CACHE] = "cache",
		[MODULE_VMALLOC] = "vmalloc area",
		[MODULE_MEMPOOL] = "mempool", [MODULE_DMAPOOL] = "DMA pool",
	};
	static struct record told[MODULE_LEAKS_SHOWN];	/* one prompt */
	unsigned int n = disown(mod, told, ARRAY_SIZE(told));
	const struct record *r = told;

	for (; r < told + min_t(unsigned int, n, ARRAY_SIZE(told)); r++)
		pr_alert("%s: leak: %s of %zu bytes at %p, allocated at %s\n",
			 mod->name, kinds[r->kind], r->size, r->what,
			 module_line(mod, r->caller));
	return n;
}

/* ---- what says itself who made it ---- */

struct made {
	const struct module *mod;
	enum module_memory kind;
};

static void found_made(void *what, size_t size, unsigned long caller, void *arg)
{
	const struct made *made = arg;

	if (!trace_has(what))
		trace_note_for(made->mod, made->kind, what, size, caller);
}

void module_trace_made(struct module *mod, const struct module_area *area)
{
	unsigned long start = (unsigned long)area->base;
	struct made made = { mod, MODULE_VMALLOC };

	if (!mod->traced)
		return;
	vmalloc_leftovers(start, start + area->size, found_made, &made);
	made.kind = MODULE_MEMPOOL;
	mempool_leftovers(start, start + area->size, found_made, &made);
	made.kind = MODULE_DMAPOOL;
	dmapool_leftovers(start, start + area->size, found_made, &made);
}
