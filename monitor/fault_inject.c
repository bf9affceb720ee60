/*
 * fault_inject: allocations that fail on purpose, while somebody watches.
 *
 *	fault_inject				what is set
 *	fault_inject failslab 10,100,0,5	set it, as on the command line
 *	fault_inject failslab ignore_gfp_wait=N	and what else there is to set
 *	fault_inject failslab off
 *	fault_inject each COMMAND		COMMAND again and again, the first
 *						time with its first allocation
 *						failing, then with its second,
 *						until it makes no more
 *
 * Model: `each` runs the command silently; after each time as much memory has
 * to be free, and as many objects in use, as before.
 *
 * Locking & context: prompt only.
 * In Linux: /sys/kernel/debug/failslab, /proc/self/fail-nth, failcmd.sh.
 * Watch it: (gdb) break run_each
 *           (gdb) p failslab
 */

#include "internal.h"
#include <linux/blkdev.h>
#include <linux/delay.h>
#include <linux/errno.h>
#include <linux/fault-inject.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/printk.h>
#include <linux/sched.h>
#include <linux/settle.h>
#include <linux/string.h>

#define MOST	100000		/* allocations of one command */

static struct fault_attr *const attrs[] = {
	&failslab, &fail_page_alloc, &fail_make_request,
};

static struct fault_attr *find_attr(const char *name)
{
	for (int i = 0; i < ARRAY_SIZE(attrs); i++)
		if (!strcmp(attrs[i]->name, name))
			return attrs[i];
	return NULL;
}

static void show_attr(const struct fault_attr *attr)
{
	say("%-16s %lu,%lu,%d,%d", attr->name,
	    attr->interval, attr->probability, atomic_read(&attr->space),
	    atomic_read(&attr->times));
	if (attr != &fail_make_request)
		say("  ignore_gfp_wait=%c", attr->ignore_gfp_wait ? 'Y' : 'N');
	if (attr == &failslab)
		say(" cache_filter=%c", attr->cache_filter ? 'Y' : 'N');
	else if (attr == &fail_page_alloc)
		say(" min_order=%u", attr->min_order);
	say("%s\n", attr->probability ? "" : "  (never)");
}

static int show_attrs(void)
{
	say("%-16s interval,probability,space,times\n", "");
	for (int i = 0; i < ARRAY_SIZE(attrs); i++)
		show_attr(attrs[i]);
	return 0;
}

static int set_value(struct fault_attr *attr, const char *text)
{
	unsigned int order;

	if (strstarts(text, "ignore_gfp_wait="))
		return kstrtobool(text + 16, &attr->ignore_gfp_wait);
	if (attr == &failslab && strstarts(text, "cache_filter="))
		return kstrtobool(text + 13, &attr->cache_filter);
	if (attr == &fail_page_alloc && strstarts(text, "min_order=")) {
		if (kstrtouint(text + 10, 0, &order) || order > MAX_PAGE_ORDER)
			return -EINVAL;
		attr->min_order = order;
		return 0;
	}
	if (!strcmp(text, "off"))
		attr->probability = 0;
	else if (!setup_fault_attr(attr, text))
		return -EINVAL;
	fault_inject_begin();
	fault_inject_end();		/* on, if any can fail something now */
	return 0;
}

/* ---- the exhaustive mode ---- */

struct in_use {
	unsigned long free;		/* frames */
	unsigned long objects;		/* of all caches */
};

static struct in_use count_in_use(void)
{
	return (struct in_use){ settled_free_pages(), slab_objects_in_use() };
}

static void to_nowhere(struct seq_file *m, const char *s, size_t n)
{
}

/* @line with its @n-th allocation failing and nothing to be seen of it. */
static int run_silently(const char *line, unsigned int n, unsigned int *left)
{
	void (*sink)(struct seq_file *, const char *, size_t) = console_seq.sink;
	int level = console_loglevel, status;

	console_seq.sink = to_nowhere;
	console_loglevel = min(level, LOGLEVEL_CRIT);
	fault_inject_nth(n);
	status = monitor_run(line);
	*left = fault_inject_left();
	fault_inject_nth(0);
	console_loglevel = level;
	console_seq.sink = sink;
	return status;
}

/* A thread that ended may take a while to be gone. */
static struct in_use count_again(const struct in_use *before)
{
	struct in_use now = count_in_use();

	for (int i = 0; i < 50 && memcmp(&now, before, sizeof(now)); i++) {
		msleep(10);
		now = count_in_use();
	}
	return now;
}

/* What came of the @n-th; the number of faults. */
static int judge(unsigned int n, int status, struct in_use *before)
{
	struct in_use now = count_again(before), was;

	if (status != -EFAULT && now.free == before->free &&
	    now.objects == before->objects)
		return 0;
	was = *before;
	*before = now;
	say("allocation %u, of %pS: %s; free frames %lu, before %lu; objects %lu, before %lu\n",
	    n, (void *)fault_inject_victim(), status == -EFAULT ?
	    "an oops" : "something is lost", now.free, was.free,
	    now.objects, was.objects);
	return 1;
}

static int run_each(const char *line)
{
	unsigned int n, left = 0;
	struct in_use before;
	int status, faults = 0;

	status = run_silently(line, 0, &left);
	if (status) {
		say("`%s` fails on its own: %d\n", line, status);
		return status;
	}
	before = count_in_use();
	for (n = 1; n < MOST && !left; n++) {
		status = run_silently(line, n, &left);
		faults += judge(n, status, &before);
		cond_resched();
	}
	say("`%s`: %u allocations, each failed once, %d lost something or crashed\n",
	    line, n - 2, faults);
	return faults || !left ? -EIO : 0;
}

static int each_cmd(int argc, char **argv)
{
	char line[128];
	int status;

	if (argc < 3 || join_words(line, sizeof(line), argc - 2, argv + 2))
		return usage("fault_inject");
	fault_inject_begin();
	status = run_each(line);
	fault_inject_end();
	return status;
}

static int fault_inject_cmd(int argc, char **argv)
{
	struct fault_attr *attr;

	if (argc == 1)
		return show_attrs();
	if (!strcmp(argv[1], "each"))
		return each_cmd(argc, argv);
	attr = find_attr(argv[1]);
	if (!attr || argc > 3)
		return usage("fault_inject");
	if (argc == 3 && set_value(attr, argv[2]))
		return usage("fault_inject");
	show_attr(attr);
	return 0;
}
MONITOR_CMD(fault_inject, "[WHAT ...]", "allocations that fail on purpose\n"
	    "  fault_inject                    what is set\n"
	    "  fault_inject failslab I,P,S,T   of small objects: after S bytes each\n"
	    "                                  I-th, with P percent, T times (-1: no\n"
	    "                                  end); fail_page_alloc: of pages;\n"
	    "                                  fail_make_request: what disks shall do\n"
	    "  fault_inject failslab NAME=VALUE\n"
	    "                                  ignore_gfp_wait=N: those that may wait,\n"
	    "                                  too; cache_filter=Y: only of caches with\n"
	    "                                  slab_debug=A; of pages min_order=N\n"
	    "  fault_inject failslab off\n"
	    "  fault_inject each COMMAND       COMMAND again and again, once for each\n"
	    "                                  allocation that it makes, with that one\n"
	    "                                  failing: does it lose anything?",
	    fault_inject_cmd);
