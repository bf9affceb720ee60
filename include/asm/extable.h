/*
 * extable.h - instructions that are allowed to fault.
 *
 * Each entry says: if the instruction at `insn` faults, go on at `fixup`.
 * The linker gathers them in __ex_table; there are few, so nobody sorts them.
 */
#ifndef _ASM_EXTABLE_H
#define _ASM_EXTABLE_H

struct exception_table_entry {
	unsigned long insn, fixup;
};

/* Inside an asm statement. */
#define _ASM_EXTABLE(from, to)						\
	".pushsection __ex_table,\"a\"\n\t"				\
	".balign 4\n\t"							\
	".long " #from ", " #to "\n\t"					\
	".popsection\n\t"

#endif
