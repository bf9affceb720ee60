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
 * same and keeps a record here. When the module goes, what is still written down
 * it has forgotten, and the record names the call.
 *
 * `insmod --no-trace`, or modtrace=0 on the command line, and a module gets the
 * functions themselves: for measuring.
 *
 * Invariant: a record stands for memory that a module got and neither it nor the
 * kernel on its behalf (kfree_rcu) has given back. What finds no memory for its
 * record is not written down; a free of something unknown is no mistake.
 * Price: about 200 instructions for a pair.
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

#define HASH_BITS	8

struct record {
	struct hlist_node node;
	const void *what;		/* object, struct page, per-CPU area */
	size_t size;
	unsigned long caller;		/* in the module ... */
	const struct module *mod;	/* ... that this is */
	enum module_memory kind;
};

static struct hlist_head traced[1 << HASH_BITS];
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
	return &traced[hash_ptr(what, HASH_BITS)];
}

void trace_put(struct record *r)
{
	unsigned long flags;

	spin_lock_irqsave(&trace_lock, flags);
	hlist_add_head(&r->node, bucket(r->what));
	spin_unlock_irqrestore(&trace_lock, flags);
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

	spin_lock_irqsave(&trace_lock, flags);
	hlist_for_each_entry(r, bucket(what), node) {
		if (r->what == what) {
			found = r;
			hlist_del(&r->node);
			break;
		}
	}
	spin_unlock_irqrestore(&trace_lock, flags);
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
 * One of what @mod has not given back, copied. The record stays, as nobody's: an
 * area that is forgotten goes on saying that it was made at an address where
 * another module's code will be.
 */
static bool disown_one(const struct module *mod, struct record *copy)
{
	struct record *r;
	unsigned long flags;
	bool found = false;

	spin_lock_irqsave(&trace_lock, flags);
	for (int i = 0; i < ARRAY_SIZE(traced) && !found; i++) {
		hlist_for_each_entry(r, &traced[i], node) {
			if (r->mod != mod)
				continue;
			*copy = *r;
			r->mod = NULL;
			found = true;
			break;
		}
	}
	spin_unlock_irqrestore(&trace_lock, flags);
	return found;
}

unsigned int module_trace_report(struct module *mod)
{
	static const char *const kinds[] = {
		[MODULE_OBJECT] = "object", [MODULE_PAGES] = "pages",
		[MODULE_PERCPU] = "per-CPU area", [MODULE_CACHE] = "cache",
		[MODULE_VMALLOC] = "vmalloc area",
		[MODULE_MEMPOOL] = "mempool", [MODULE_DMAPOOL] = "DMA pool",
	};
	unsigned int n = 0;
	struct record r;

	for (; disown_one(mod, &r); n++)
		if (n < MODULE_LEAKS_SHOWN)
			pr_alert("%s: leak: %s of %zu bytes at %p, allocated at %s\n",
				 mod->name, kinds[r.kind], r.size, r.what,
				 module_line(mod, r.caller));
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
