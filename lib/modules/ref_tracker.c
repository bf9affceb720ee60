/*
 * ref_tracker.c - a note for each reference, to name the one that is too many.
 *
 * A count says that somebody still holds an object, or that somebody gave it
 * back twice, never who. Here each holder keeps a note with the stack of who
 * took the reference; when it is given back the note also gets the stack of
 * that, and waits in quarantine for a second time to come:
 *
 *	alloc --> list (out) --free--> quarantine, at most so many --> kfree
 *	             |                     |
 *	    dir_exit: "leaked"     free again: "twice", both stacks
 *
 * Invariants: a note is on one of the two lists; dead ones on the second.
 * Locking: dir->lock, interrupts off. Context: any whose mask allows it.
 * Linux: lib/ref_tracker.c.
 * gdb: `p *dir`, `break ref_tracker_free`.
 */
#include <linux/bug.h>
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/ref_tracker.h>
#include <linux/slab.h>
#include <linux/stacktrace.h>

#define DEPTH	8			/* addresses of a stack that are kept */
#define TOLD	16			/* notes that dir_exit prints */

struct ref_tracker {
	struct list_head head;		/* in one of the directory's lists */
	bool dead;			/* given back */
	unsigned int taken_depth, freed_depth;
	unsigned long taken[DEPTH], freed[DEPTH];
};

void ref_tracker_dir_begin(struct ref_tracker_dir *dir,
			   unsigned int quarantine_count, const char *name)
{
	spin_lock_init(&dir->lock);
	dir->quarantine_avail = quarantine_count;
	refcount_set(&dir->untracked, 1);
	refcount_set(&dir->no_tracker, 1);
	dir->dead = false;
	INIT_LIST_HEAD(&dir->list);
	INIT_LIST_HEAD(&dir->quarantine);
	strscpy(dir->name, name, sizeof(dir->name));
}

static void tell(const struct ref_tracker_dir *dir, const char *what,
		 const unsigned long *stack, unsigned int depth)
{
	pr_err("ref_tracker: %s%s%p %s\n", dir->name, *dir->name ? "@" : "",
	       dir, what);
	stack_trace_print(stack, depth, 4);
}

static void tell_those_out(struct ref_tracker_dir *dir, unsigned int limit)
{
	struct ref_tracker *tracker;

	list_for_each_entry(tracker, &dir->list, head) {
		if (!limit--)
			break;
		tell(dir, "has a reference taken at", tracker->taken,
		     tracker->taken_depth);
	}
}

void ref_tracker_dir_print(struct ref_tracker_dir *dir, unsigned int limit)
{
	unsigned long flags;

	spin_lock_irqsave(&dir->lock, flags);
	tell_those_out(dir, limit);
	spin_unlock_irqrestore(&dir->lock, flags);
}

static void free_notes(struct list_head *notes)
{
	struct ref_tracker *tracker, *next;

	list_for_each_entry_safe(tracker, next, notes, head)
		kfree(tracker);
	INIT_LIST_HEAD(notes);
}

void ref_tracker_dir_exit(struct ref_tracker_dir *dir)
{
	unsigned int untracked, no_tracker;
	unsigned long flags;
	bool leaked;

	spin_lock_irqsave(&dir->lock, flags);
	dir->dead = true;
	untracked = refcount_read(&dir->untracked) - 1;
	no_tracker = refcount_read(&dir->no_tracker) - 1;
	leaked = !list_empty(&dir->list) || untracked || no_tracker;
	tell_those_out(dir, TOLD);
	free_notes(&dir->list);
	free_notes(&dir->quarantine);
	spin_unlock_irqrestore(&dir->lock, flags);
	WARN(leaked, "ref_tracker: references are out; %u more had no memory, %u no place for a note\n",
	     untracked, no_tracker);
}

int ref_tracker_alloc(struct ref_tracker_dir *dir,
		      struct ref_tracker **trackerp, gfp_t gfp)
{
	struct ref_tracker *tracker;
	unsigned long flags;

	WARN_ON_ONCE(dir->dead);
	if (!trackerp) {
		refcount_inc(&dir->no_tracker);
		return 0;
	}
	*trackerp = tracker = kzalloc(sizeof(*tracker), gfp);
	if (!tracker) {
		refcount_inc(&dir->untracked);
		return -ENOMEM;
	}
	tracker->taken_depth = stack_trace_save(tracker->taken, DEPTH, 1);
	spin_lock_irqsave(&dir->lock, flags);
	list_add(&tracker->head, &dir->list);
	spin_unlock_irqrestore(&dir->lock, flags);
	return 0;
}

/* Into quarantine; the note that leaves it, if it was full: to be freed. */
static struct ref_tracker *keep(struct ref_tracker_dir *dir,
				struct ref_tracker *tracker)
{
	struct ref_tracker *oldest = NULL;

	list_move_tail(&tracker->head, &dir->quarantine);
	if (dir->quarantine_avail) {
		dir->quarantine_avail--;
		return NULL;
	}
	oldest = list_first_entry(&dir->quarantine, struct ref_tracker, head);
	list_del(&oldest->head);
	return oldest;
}

int ref_tracker_free(struct ref_tracker_dir *dir,
		     struct ref_tracker **trackerp)
{
	struct ref_tracker *tracker, *old = NULL;
	unsigned long flags;
	bool twice;

	WARN_ON_ONCE(dir->dead);
	if (!trackerp || !*trackerp) {
		refcount_dec(trackerp ? &dir->untracked : &dir->no_tracker);
		return trackerp ? -EEXIST : 0;
	}
	tracker = *trackerp;
	spin_lock_irqsave(&dir->lock, flags);
	twice = tracker->dead;
	if (twice) {
		tell(dir, "gets a reference twice; taken at", tracker->taken,
		     tracker->taken_depth);
		tell(dir, "had it back at", tracker->freed,
		     tracker->freed_depth);
	} else {
		tracker->dead = true;
		tracker->freed_depth = stack_trace_save(tracker->freed, DEPTH,
							1);
		old = keep(dir, tracker);
	}
	spin_unlock_irqrestore(&dir->lock, flags);
	kfree(old);
	return WARN_ON(twice) ? -EINVAL : 0;
}
