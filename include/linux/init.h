/*
 * init.h - code and data that only the boot needs, and boot parameters.
 *
 * __init functions and __initdata objects lie together between __init_begin
 * and __init_end; nothing may refer to them once the prompt is up.
 *
 * early_param("name", fn) registers fn for "name" or "name=value" on the
 * kernel command line. fn gets the value, or NULL where there is no '=', and
 * returns 0, or -Exxx for a value that makes no sense. kernel/params.c walks
 * the table.
 */
#ifndef K896_LINUX_INIT_H
#define K896_LINUX_INIT_H

#include <linux/compiler.h>
#include <linux/types.h>
#include <linux/stringify.h>

#define __init		__section(".init.text") __cold
#define __initdata	__section(".init.data")
#define __initconst	__section(".init.rodata")
#define __exit		__section(".exit.text") __used __cold
#define __exitdata	__section(".exit.data")
#define __ref
#define __refdata
#define __meminit
#define __meminitdata
#define __exit_p(x)	x

/* 2.6's hotplug spellings. */
#define __devinit
#define __devinitdata
#define __devexit
#define __devexit_p(x)	x
#define __cpuinit

struct obs_kernel_param {
	const char *str;		/* the name, without '=' */
	int (*setup_func)(char *value);	/* value, or NULL without one */
	int early;			/* 1: parse_early_param(), else later */
};

#define __setup_param(name, id, fn, when)				\
	static const char __setup_str_##id[] __initconst __aligned(1) = name; \
	static const struct obs_kernel_param __setup_##id		\
		__used __section(".init.setup")				\
		__aligned(__alignof__(struct obs_kernel_param)) =	\
		{ __setup_str_##id, fn, when }
#define early_param(name, fn)	__setup_param(name, fn, fn, 1)
#define __setup(name, fn)	__setup_param(name, fn, fn, 0)

/*
 * Functions that the boot calls once all of mm and the devices stand, in the
 * order of their levels; a result other than 0 is reported.
 */
typedef int (*initcall_t)(void);
typedef void (*exitcall_t)(void);

#ifdef MODULE
/* A module has one init, whatever it calls it. */
#define core_initcall(fn)	module_init(fn)
#define arch_initcall(fn)	module_init(fn)
#define subsys_initcall(fn)	module_init(fn)
#define fs_initcall(fn)		module_init(fn)
#define device_initcall(fn)	module_init(fn)
#define late_initcall(fn)	module_init(fn)
#else
#define __define_initcall(fn, level)					\
	static initcall_t const __initcall_##fn				\
		__used __section(".initcall" #level ".init") = fn
#define core_initcall(fn)	__define_initcall(fn, 1)
#define subsys_initcall(fn)	__define_initcall(fn, 4)
#define device_initcall(fn)	__define_initcall(fn, 6)
#define late_initcall(fn)	__define_initcall(fn, 7)
#endif

extern const initcall_t __initcall_start[], __initcall_end[];
extern const struct obs_kernel_param __setup_start[], __setup_end[];
extern char __init_begin[], __init_end[];

#endif
