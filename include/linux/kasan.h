/*
 * kasan.h - what code says to a checker of every access. Ours, slab_debug and
 * the guard pages, finds out later and needs not be told.
 */
#ifndef _LINUX_KASAN_H
#define _LINUX_KASAN_H

#include <linux/types.h>

#define kasan_disable_current()		do { } while (0)
#define kasan_enable_current()		do { } while (0)
#define kasan_enabled()			false
#define kasan_reset_tag(addr)		((void *)(addr))
#define kasan_check_byte(addr)		((void)(addr), true)

#endif
