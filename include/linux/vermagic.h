/*
 * vermagic.h - what kernel a module was built for. Structures differ between
 * the builds, so a module of one is refused by the other.
 */
#ifndef _LINUX_VERMAGIC_H
#define _LINUX_VERMAGIC_H

#include <linux/utsrelease.h>

#if CONFIG_DEBUG
#define VERMAGIC_BUILD	"debug "
#else
#define VERMAGIC_BUILD	"release "
#endif

#define VERMAGIC_STRING \
	UTS_RELEASE " SMP preempt mod_unload 686 " VERMAGIC_BUILD

#endif
