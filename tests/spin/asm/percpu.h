/*
 * asm/percpu.h (model checker) - there is one CPU at a time: its variables are
 * plain ones, and who plays another CPU changes them.
 */
#ifndef _ASM_PERCPU_H
#define _ASM_PERCPU_H

#define raw_pcpu_read(var)		(var)
#define raw_pcpu_write(var, val)	((void)((var) = (val)))
#define raw_pcpu_add(var, val)		((void)((var) += (val)))
#define raw_pcpu_and(var, val)		((void)((var) &= (val)))
#define raw_pcpu_or(var, val)		((void)((var) |= (val)))
#define raw_pcpu_dec_and_test(var)	(--(var) == 0)
#define raw_pcpu_test(var, mask)	(((var) & (mask)) != 0)
#define arch_this_cpu_ptr(ptr)		(ptr)

#endif
