/*
 * kmemleak: what is still allocated since a mark, grouped by who asked for it.
 *
 *	kmemleak mark		begin; every allocation from now on is noted
 *	kmemleak		what of it is still there, a line for each place
 *	kmemleak -v		and each allocation
 *	kmemleak off		no more of it
 *
 * Locking & context: prompt only.
 * In Linux: /sys/kernel/debug/kmemleak; alloc_traces of SLUB.
 * Watch it: (gdb) break kmemleak_alloc
 *           (gdb) p nr_records
 */

#include "internal.h"
#include <linux/async.h>
#include <linux/errno.h>
#include <linux/jiffies.h>
#include <linux/kernel.h>
#include <linux/kmemleak.h>
#include <linux/sort.h>
#include <linux/string.h>

#define MOST_SITES	64

/* All that one place has asked for. */
struct site {
	unsigned long caller;
	unsigned int count;
	size_t bytes;
	u32 oldest;
};

static struct site sites[MOST_SITES];
static unsigned int nr_sites, left_out;

static void add_to_site(const struct kmemleak_record *record)
{
	struct site *site = sites;

	while (site < sites + nr_sites && site->caller != record->caller)
		site++;
	if (site == sites + MOST_SITES) {
		left_out++;
		return;
	}
	if (site == sites + nr_sites) {
		nr_sites++;
		*site = (struct site){ record->caller, 0, 0, record->when };
	}
	site->count++;
	site->bytes += record->size;
	if (time_before((unsigned long)record->when,
			(unsigned long)site->oldest))
		site->oldest = record->when;
}

static int more_bytes(const void *a, const void *b)
{
	const struct site *x = a, *y = b;

	return x->bytes < y->bytes ? 1 : x->bytes > y->bytes ? -1 : 0;
}

static void show_record(const struct kmemleak_record *record)
{
	say("  %s %p, %zu bytes, by %pS, thread %u, %lu ticks ago\n",
	    record->pages ? "pages at" : "object", record->ptr, record->size,
	    (void *)record->caller, record->pid, jiffies - record->when);
}

static int show_leaks(bool each)
{
	struct kmemleak_record record;
	unsigned int i;

	nr_sites = left_out = 0;
	for (i = 0; kmemleak_get(i, &record); i++) {
		if (each)
			show_record(&record);
		add_to_site(&record);
	}
	sort(sites, nr_sites, sizeof(*sites), more_bytes, NULL);
	say("%u allocation%s since the mark %s still there", i, i == 1 ? "" : "s",
	    i == 1 ? "is" : "are");
	say(i ? ":\n   count     bytes  oldest  by\n" : "\n");
	for (i = 0; i < nr_sites; i++)
		say("%8u %9zu %7lu  %pS\n", sites[i].count, sites[i].bytes,
		    jiffies - sites[i].oldest, (void *)sites[i].caller);
	if (left_out)
		say("%u more from other places\n", left_out);
	if (kmemleak_missed())
		say("%lu were not noted: the table was full\n",
		    kmemleak_missed());
	return 0;
}

static int kmemleak_cmd(int argc, char **argv)
{
	bool each = argc == 2 && !strcmp(argv[1], "-v");
	int error;

	if (argc == 2 && !strcmp(argv[1], "mark")) {
		async_settle();		/* what drivers have isn't lost */
		error = kmemleak_mark();
		if (error)
			say("kmemleak: no memory for the table\n");
		return error;
	}
	if (argc == 2 && !strcmp(argv[1], "off")) {
		kmemleak_off();
		return 0;
	}
	if (argc > 1 && !each)
		return usage("kmemleak");
	if (!kmemleak_is_on()) {
		say("kmemleak: no mark; `kmemleak mark` sets one\n");
		return -EINVAL;
	}
	return show_leaks(each);
}
MONITOR_CMD(kmemleak, "[mark | -v | off]",
	    "what was allocated and not freed, by whom\n"
	    "  kmemleak mark   begin: every allocation from now on is noted\n"
	    "  kmemleak        what of it is still there, a line for each place that\n"
	    "                  asked\n"
	    "  kmemleak -v     and each allocation\n"
	    "  kmemleak off    no more of it, and the table is given back",
	    kmemleak_cmd);
