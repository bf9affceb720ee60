/*
 * module.h - what a source file says about itself as a module. Inside the
 * kernel proper the descriptions take no room.
 */
#ifndef K896_LINUX_MODULE_H
#define K896_LINUX_MODULE_H

#include <linux/types.h>
#include <linux/stringify.h>
#include <linux/init.h>
#include <linux/export.h>

struct module;
#define THIS_MODULE	((struct module *)0)

#define __MODULE_INFO(text) \
	_Static_assert(sizeof(text) > 0, "a string is wanted")
/* For a loader of modules by device; here it says that the table is one. */
#define MODULE_DEVICE_TABLE(type, table) \
	_Static_assert(sizeof(table) > sizeof((table)[0]), "without an end")
#define MODULE_LICENSE(s)		__MODULE_INFO(s)
#define MODULE_AUTHOR(s)		__MODULE_INFO(s)
#define MODULE_DESCRIPTION(s)		__MODULE_INFO(s)
#define MODULE_VERSION(s)		__MODULE_INFO(s)
#define MODULE_ALIAS(s)			__MODULE_INFO(s)
#define MODULE_SUPPORTED_DEVICE(s)	__MODULE_INFO(s)
#define MODULE_IMPORT_NS(s)		__MODULE_INFO(#s)
#define MODULE_PARM_DESC(name, s)	__MODULE_INFO(s)

#endif
