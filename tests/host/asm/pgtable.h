/*
 * pgtable.h (host) - the real page tables, with the areas above the direct map
 * 1 GB lower, as PAGE_OFFSET is.
 */
#ifndef _HOST_ASM_PGTABLE_H
#define _HOST_ASM_PGTABLE_H

#include_next <asm/pgtable.h>

#undef STACK_BASE
#undef STACK_END
#undef PKMAP_BASE
#undef FIXADDR_BASE
#undef FIXADDR_TOP
#define STACK_BASE	0xBF000000UL
#define STACK_END	0xBF800000UL
#define PKMAP_BASE	0xBF800000UL
#define FIXADDR_BASE	0xBFC00000UL
#define FIXADDR_TOP	0xBFFFF000UL

#endif
