/*
 * kconfig.h - the build's options, each 0 or 1 (or a number), tested in plain
 * `if` so that disabled code still compiles. Included before every file.
 */
#ifndef _LINUX_KCONFIG_H
#define _LINUX_KCONFIG_H

/* Headers that programs share ask by it which side they are on. */
#ifndef __KERNEL__
#define __KERNEL__	1
#endif

#ifndef CONFIG_DEBUG
#define CONFIG_DEBUG	0	/* the debug build: -Og, slower checks */
#endif
#ifndef CONFIG_LOCKDEP
#define CONFIG_LOCKDEP	CONFIG_DEBUG	/* check order and use of locks */
#endif
#ifndef CONFIG_X86_PAE
#define CONFIG_X86_PAE	0	/* three-level page tables (compiles only) */
#endif
#define CONFIG_NR_CPUS	16	/* upper bound of CPUs, static arrays */
#define CONFIG_HZ	100	/* timer ticks a second */

/* Linux's spellings, for code that tests them with #ifdef. */
#define CONFIG_SMP	1
#define CONFIG_PREEMPT	1
#define CONFIG_X86	1
#define CONFIG_X86_32	1
#define CONFIG_MMU	1
#define CONFIG_HIGHMEM	1
#define CONFIG_FLATMEM	1
#define CONFIG_ZONE_DMA	1
#define CONFIG_MODULES	1

/* Is the option 1? Also of one that nobody has heard of: then 0. */
#define __OPTION_IS_1		0,
#define __option_second(a, b, ...)	b
#define __option_value(first_or_none)	__option_second(first_or_none 1, 0, 0)
#define __option_pasted(value)	__option_value(__OPTION_IS_##value)
#define __option(value)		__option_pasted(value)
#define IS_ENABLED(option)	__option(option)
#define IS_BUILTIN(option)	__option(option)
#define IS_REACHABLE(option)	__option(option)
#define IS_MODULE(option)	0

#endif
