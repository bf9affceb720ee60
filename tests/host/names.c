/*
 * names.c - what the prompt's completion asks of files that are not here: there
 * are no symbols, one way to crash, one cache and one object held, one device.
 */
#include <linux/kallsyms.h>
#include <linux/proc_fs.h>
#include "../../monitor/internal.h"

unsigned long kallsyms_lookup_name(const char *name)
{
	return 0;
}

const char *crash_name(int i)
{
	return i ? NULL : "null";
}

const char *cache_arg_name(int i)
{
	return i ? NULL : "kmalloc-64";
}

const char *held_object_name(int i)
{
	return i ? NULL : "0xc1000000";
}

const char *dev_verb_name(int i)
{
	return i ? NULL : "read";
}

const char *dev_node_name(int i)
{
	return i ? NULL : "/dev/lab";
}

const char *proc_file_name(int i)
{
	return i ? NULL : "lab/count";
}

const char *held_area_name(int i)
{
	return i ? NULL : "0xc1000000";
}
