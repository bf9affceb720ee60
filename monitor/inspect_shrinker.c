/*
 * shrinkers: who is asked when memory runs low, and for how much.
 *
 *	   objects  form   function
 *	       120  count  purge_lazy
 *	         1  count  shrink_caches
 *
 * Locking & context: shrinker_mutex, one shrinker at a time; process context.
 * In Linux: /sys/kernel/debug/shrinker/.../count.
 * Watch it: (gdb) km-shrinkers
 */

#include "internal.h"
#include <linux/shrinker.h>

static int shrinkers_show(struct seq_file *m, void *v)
{
	struct shrinker_state state;

	seq_printf(m, "   objects  form   function\n");
	for (unsigned int nr = 0; shrinker_get_state(nr, &state); nr++)
		seq_printf(m, "%10lu  %-5s  %ps\n", state.objects,
			   state.old ? "2.6" : "count", state.fn);
	return 0;
}
PROC_SHOW(shrinkers, shrinkers_show,
	  "who gives memory back when it runs low\n"
	  "  Objects as each counts them now: pages, blocks, or 1 for "
	  "`perhaps some`,\n  as the slab allocator says.");
