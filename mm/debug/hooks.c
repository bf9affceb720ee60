/*
 * hooks.c - which instruments look at every allocation, and wiping memory.
 *
 * An instrument costs nothing while none is on: the short ways of slab.c,
 * page_alloc.c and page_free.c don't ask. Who turns one on shuts these ways
 * (hooks_switch.c), and all goes the slow way, where mm_hooks says whom to
 * call.
 *
 * init_on_alloc=1 fills all memory with zeroes as it is given out, as if every
 * mask had __GFP_ZERO; init_on_free=1 as it comes back. What a constructor made
 * and what RCU's readers may still look at is left alone.
 *
 * Invariant: only slow ways ask mm_hooks; while it is not 0 there are no
 * others.
 * Locking: none here; the command line is read at boot, later changes are
 * hooks_switch.c's. Context: boot; the questions, any.
 * Linux: init_on_alloc and init_on_free in mm/page_alloc.c.
 * gdb: `km-fault-inject`, `watch mm_hooks`.
 */
#include <linux/init.h>
#include <linux/kernel.h>
#include "../internal.h"

unsigned int mm_hooks;

static int __init set_hook(const char *text, unsigned int hook)
{
	bool on;
	int err = text ? kstrtobool(text, &on) : -EINVAL;

	if (!err && on)
		mm_hooks |= hook;
	return err;
}

static int __init parse_init_on_alloc(char *text)
{
	return set_hook(text, MM_INIT_ON_ALLOC);
}
early_param("init_on_alloc", parse_init_on_alloc);

static int __init parse_init_on_free(char *text)
{
	return set_hook(text, MM_INIT_ON_FREE);
}
early_param("init_on_free", parse_init_on_free);

bool want_init_on_alloc(gfp_t gfp)
{
	return (mm_hooks & MM_INIT_ON_ALLOC) || (gfp & __GFP_ZERO);
}

bool want_init_on_free(void)
{
	return mm_hooks & MM_INIT_ON_FREE;
}
