/*
 * processor.h (host) - the control registers belong to the machine in
 * shim/machine.c, and waiting gives the real CPU to the other threads.
 */
#ifndef _HOST_ASM_PROCESSOR_H
#define _HOST_ASM_PROCESSOR_H

#define cpu_relax	__real_cpu_relax
#define read_cr0	__real_read_cr0
#define read_cr2	__real_read_cr2
#define read_cr3	__real_read_cr3
#define read_cr4	__real_read_cr4
#define write_cr0	__real_write_cr0
#define write_cr2	__real_write_cr2
#define write_cr3	__real_write_cr3
#define write_cr4	__real_write_cr4
#include_next <asm/processor.h>
#undef cpu_relax
#undef read_cr0
#undef read_cr2
#undef read_cr3
#undef read_cr4
#undef write_cr0
#undef write_cr2
#undef write_cr3
#undef write_cr4

void host_relax(void);
unsigned long host_read_cr(int n);
void host_write_cr(int n, unsigned long val);

#define cpu_relax()	host_relax()
#define read_cr0()	host_read_cr(0)
#define read_cr2()	host_read_cr(2)
#define read_cr3()	host_read_cr(3)
#define read_cr4()	host_read_cr(4)
#define write_cr0(v)	host_write_cr(0, v)
#define write_cr2(v)	host_write_cr(2, v)
#define write_cr3(v)	host_write_cr(3, v)
#define write_cr4(v)	host_write_cr(4, v)

#endif
