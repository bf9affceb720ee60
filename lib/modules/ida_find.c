/*
 * ida_find.c - which numbers have been given out?
 *
 * Model: a number given out is a reservation of the xarray, which its own
 * searches pass over: so the leaves are asked, one index at a time.
 *
 * Locking, context: RCU; any context.
 * Linux: lib/idr.c.
 * gdb: `break ida_find_first_range`, `finish`.
 */
#include <linux/idr.h>
#include <linux/kernel.h>
#include "../../kernel/xarray.h"

int ida_find_first_range(struct ida *ida, unsigned int min, unsigned int max)
{
	u64 at = min, last = min_t(u32, max, INT_MAX);
	struct xa_node *leaf;
	int found = -ENOENT;

	if ((int)min < 0)
		return -EINVAL;
	rcu_read_lock();
	while (at <= last && found < 0) {
		struct xa_node *top = rcu_dereference(ida->xa.xa_head);

		if (!top || !covers(top, at))
			break;
		leaf = xa_leaf(&ida->xa, at);
		if (!leaf)
			at = (at | (XA_SLOTS - 1)) + 1;
		else if (leaf->slots[at % XA_SLOTS])
			found = at;
		else
			at++;
	}
	rcu_read_unlock();
	return found;
}
