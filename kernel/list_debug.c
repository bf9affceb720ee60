/*
 * list_debug.c - is this list still a list?
 *
 * Model: builds with CONFIG_DEBUG_LIST ask before each change of a list
 * whether the neighbours point at each other. If not, the change is refused
 * with a warning that shows the pointers: a wild write or a double list_del()
 * is reported where it is noticed first, and does not spread.
 *
 * Invariants: nothing is changed here.
 * Locking, context: the list's own lock is held; any context.
 * Linux: lib/list_debug.c.
 * gdb: `break warn_slowpath`, `print *entry`.
 */
#include <linux/bug.h>
#include <linux/export.h>
#include <linux/list.h>

bool __list_add_valid(struct list_head *entry, struct list_head *prev,
		      struct list_head *next)
{
	return !WARN(next->prev != prev || prev->next != next,
		     "list_add: broken between %p (next %p) and %p (prev %p)\n",
		     prev, prev->next, next, next->prev) &&
	       !WARN(entry == prev || entry == next,
		     "list_add: %p is in the list already\n", entry);
}
EXPORT_SYMBOL(__list_add_valid);

bool __list_del_entry_valid(struct list_head *entry)
{
	struct list_head *prev = entry->prev, *next = entry->next;

	if (WARN(next == LIST_POISON1 || prev == LIST_POISON2,
		 "list_del: %p was removed before\n", entry))
		return false;
	return !WARN(prev->next != entry || next->prev != entry,
		     "list_del: %p, but prev->next %p, next->prev %p\n",
		     entry, prev->next, next->prev);
}
EXPORT_SYMBOL(__list_del_entry_valid);
