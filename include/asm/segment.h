/*
 * segment.h - the selectors, the same on every CPU.
 *
 * Code and data segments are flat: base 0, 4 GB. Only the per-CPU segment has
 * a base: this CPU's distance from the linked copy of its variables.
 */
#ifndef _ASM_SEGMENT_H
#define _ASM_SEGMENT_H

#define GDT_ENTRY_KERNEL_CS	1
#define GDT_ENTRY_KERNEL_DS	2
#define GDT_ENTRY_USER_CS	3
#define GDT_ENTRY_USER_DS	4
#define GDT_ENTRY_PERCPU	5
#define GDT_ENTRY_TSS		6
#define GDT_ENTRY_DF_TSS	7
#define GDT_ENTRIES		8

#define __KERNEL_CS	(GDT_ENTRY_KERNEL_CS * 8)	/* 0x08 */
#define __KERNEL_DS	(GDT_ENTRY_KERNEL_DS * 8)	/* 0x10 */
#define __USER_CS	(GDT_ENTRY_USER_CS * 8 + 3)	/* 0x1b */
#define __USER_DS	(GDT_ENTRY_USER_DS * 8 + 3)	/* 0x23 */
#define __KERNEL_PERCPU	(GDT_ENTRY_PERCPU * 8)		/* 0x28 */
#define __TSS		(GDT_ENTRY_TSS * 8)		/* 0x30 */
#define __DF_TSS	(GDT_ENTRY_DF_TSS * 8)		/* 0x38 */

#define SEGMENT_RPL_MASK	3	/* privilege level in a selector */

#endif
