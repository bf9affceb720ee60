/*
 * kmap_misuse.c - kmap and kmap_atomic used wrongly: told, and put right.
 *
 * A mapping that is ended twice, not at all, by another context, or with
 * another one still above it does no harm at once: later somebody writes into a
 * page that is no longer where he thinks. So whatever is not plainly right
 * comes here to be looked at, and what is wrong is reported with the slot, the
 * frame, who mapped it and who is wrong. Then:
 *
 *   ended twice, or never begun	   nothing is changed
 *   not the last one mapped		   ended; the hole is closed later
 *   a type mapped again		   replaced; the two share one unmapping
 *   ... by an interrupt		   the outer one's comes back after it
 *   begun by an outer context		   refused: its owner goes on using it
 *   begun by a context that is over	   ended
 *   forgotten, when its context ends	   ended
 *
 * Invariant: preempt_count is afterwards what a correct caller would have left,
 * and no slot is lost.
 * Locking, context: as kmap_atomic.c; printk does the rest.
 * Linux: CONFIG_DEBUG_HIGHMEM knows some of it.
 * gdb: `break report_slot`, `km-kmap`, `p kmap_bugs`.
 */
#include <linux/hardirq.h>
#include <linux/kernel.h>
#include <linux/printk.h>
#include "internal.h"
#include "kmap.h"

unsigned int kmap_bugs;

/* ---- kmap_atomic ---- */

static const char *context_name(unsigned int context)
{
	return context & (HARDIRQ_MASK | NMI_MASK) ? "an interrupt" :
	       context & SOFTIRQ_OFFSET ? "a softirq" : "a thread";
}

static void report_slot(const char *what, const struct kmap_slot *slot,
			unsigned long caller)
{
	unsigned int type = slot - this_slot(0);

	kmap_bugs++;
	pr_alert("BUG: %s, by %pS in %s\n", what, (void *)caller,
		 context_name(this_context()));
	pr_alert("%s of CPU %d, address %#lx, frame %#lx, mapped by %pS%s%s\n",
		 km_type_name[type], smp_processor_id(), slot->addr,
		 slot_pfn(slot), (void *)slot->caller,
		 slot->state & KMAP_FREE ? ", free since" : " in ",
		 slot->state & KMAP_FREE ? "" : context_name(slot->state));
	dump_stack();
}

/*
 * A type that is in use is mapped again. The new mapping replaces the old one.
 * In the same context the two share one unmapping, so preemption is off once;
 * an interrupt unmaps its own before the outer context unmaps.
 */
void kmap_nested_type(struct kmap_slot *slot, unsigned long caller)
{
	unsigned int context = this_context();

	report_slot("kmap_atomic: a type that is mapped already; replaced",
		    slot, caller);
	if ((slot->state & CONTEXT_MASK) < context) {
		slot->outer = slot->state;
		slot->state = context | KMAP_REPLACED;
	} else if ((preempt_count() & PREEMPT_MASK) > PREEMPT_OFFSET) {
		preempt_enable_no_resched();
	}
}

void kmap_stack_full(unsigned long caller)
{
	for (unsigned int type = KM_STACK; type < KM_TYPE_NR; type++)
		report_slot("kmap_atomic: no slot left", this_slot(type),
			    caller);
	BUG();
}

/* The slot of this CPU that @addr lies in, NULL: in none. */
static struct kmap_slot *slot_of(unsigned long addr)
{
	unsigned long type = (this_slot(0)->addr - addr) >> PAGE_SHIFT;

	return type < KM_TYPE_NR && type != KM_GAP ? this_slot(type) : NULL;
}

static void not_a_slot(unsigned long addr, unsigned long caller)
{
	kmap_bugs++;
	pr_alert("BUG: kunmap_atomic: %#lx is not %s, by %pS\n", addr,
		 addr >= FIXADDR_START && addr < FIXADDR_TOP ?
		 "of this CPU's slots" : "what kmap_atomic gave",
		 (void *)caller);
	dump_stack();
}

/*
 * The stack ends where nothing is mapped any more. If there is a hole below,
 * because somebody unmapped before his turn, the topmost comes here again.
 */
static void lower_top(void)
{
	struct kmap_slot *top = this_slot(KM_TYPE_NR), *slot;

	while (top[-1].state & KMAP_FREE)
		top--;
	this_cpu_write(kmap_top, top);
	for (slot = this_slot(KM_STACK); slot < top; slot++)
		if (slot->state & KMAP_FREE)
			top[-1].state |= KMAP_HOLE;
}

/*
 * The last one mapped goes alone, if there is no hole: we may be an interrupt
 * upon a kmap_atomic() whose slot, right below, is still free by its state.
 */
static void free_slot(struct kmap_slot *slot)
{
	bool last = slot + 1 == this_cpu_read(kmap_top);
	bool hole = slot->state & KMAP_HOLE;

	slot->state = slot->state & KMAP_REPLACED ? slot->outer : KMAP_FREE;
	if (last && !hole)
		this_cpu_write(kmap_top, slot);
	else if (slot >= this_slot(KM_STACK))
		lower_top();
}

/*
 * Whether @slot may be unmapped now, with a preempt_enable(); else it's told.
 */
static bool may_unmap(struct kmap_slot *slot, unsigned long caller)
{
	unsigned int theirs = slot->state & CONTEXT_MASK;

	if (slot->state & KMAP_FREE) {
		report_slot("kunmap_atomic: not mapped", slot, caller);
		return false;
	}
	if (theirs != this_context()) {
		report_slot("kunmap_atomic: mapped in another context", slot,
			    caller);
		/* One that is over has had its preempt_count put right. */
		if (theirs > this_context())
			free_slot(slot);
		return false;
	}
	if (slot >= this_slot(KM_STACK) && slot + 1 != this_cpu_read(kmap_top))
		report_slot("kunmap_atomic: not the last one mapped", slot,
			    caller);
	return true;
}

/* What the short way did not know: low pages, the other generation, misuse. */
void kunmap_atomic_other(unsigned long addr, unsigned long caller)
{
	struct kmap_slot *slot = slot_of(addr);

	if (virt_addr_valid(addr) && (preempt_count() & PREEMPT_MASK)) {
		preempt_enable();
	} else if (!slot) {
		not_a_slot(addr, caller);
	} else if (may_unmap(slot, caller)) {
		free_slot(slot);
		preempt_enable();
	}
}

/*
 * A function came back with preemption off, and that is being put right: what
 * its context has mapped was forgotten. preempt_unbalanced() calls.
 */
void kmap_forgotten(int before, unsigned long fn)
{
	if (this_context() == 0 && (before & PREEMPT_MASK))
		return;			/* may be of whoever called it */
	for (struct kmap_slot *s = this_slot(0); s < this_slot(KM_TYPE_NR); s++)
		if (!(s->state & (KMAP_FREE | KMAP_NEVER)) &&
		    (s->state & CONTEXT_MASK) == this_context()) {
			report_slot("kmap_atomic: never unmapped", s, fn);
			free_slot(s);
		}
}

/* ---- kunmap ---- */

void kunmap_wrong(struct page *page, unsigned long last, unsigned long caller)
{
	kmap_bugs++;
	pr_alert("BUG: kunmap of %s, by %pS\n",
		 page < mem_map || page >= mem_map + max_mapnr ?
		 "what is no struct page (it takes the page, not its address)" :
		 page->virtual ? "a page that nobody uses any more" :
		 "a page that is not mapped", (void *)caller);
	if (last)
		pr_alert("last mapped by %pS\n", (void *)last);
	dump_page(page, "the argument; nothing was changed");
	dump_stack();
}
