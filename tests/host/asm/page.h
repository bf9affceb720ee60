/*
 * page.h (host) - the kernel half of a 32-bit process begins at 2 GB: above
 * 3 GB live the C library, its heap and the stack. Everything else is the
 * real header's.
 */
#ifndef _HOST_ASM_PAGE_H
#define _HOST_ASM_PAGE_H

#include_next <asm/page.h>

#ifndef __ASSEMBLY__
#undef PAGE_OFFSET
#define PAGE_OFFSET	0x80000000UL
#endif

#endif
