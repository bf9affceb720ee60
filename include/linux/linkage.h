/* linkage.h - names for symbols that assembly and C share. */
#ifndef K896_LINUX_LINKAGE_H
#define K896_LINUX_LINKAGE_H

#include <linux/compiler_types.h>
#include <linux/stringify.h>

#ifdef __ASSEMBLY__

/* A function: global, 16-byte aligned, with type and size for gdb. */
.macro ENTRY name
	.globl \name
	.p2align 4
	.type \name, @function
\name:
.endm

.macro ENDPROC name
	.size \name, . - \name
.endm

#endif
#endif
