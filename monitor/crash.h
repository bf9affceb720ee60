#ifndef MONITOR_CRASH_H
#define MONITOR_CRASH_H

/* The kinds of `crash` that stand in files of their own. */

/* crash_context.c */
int crash_atomic(void);
int crash_deadlock(void);
int crash_irqalloc(void);
int crash_irqsleep(void);
int crash_order(void);
int crash_overflow(void);
int crash_putcpu(void);
int crash_softlockup(void);
int crash_unbalanced(void);
int crash_yield(void);

/* crash_dma.c */
int crash_dmadir(void);
int crash_dmafree(void);
int crash_dmapool(void);
int crash_dmasize(void);
int crash_dmastack(void);
int crash_dmasync(void);
int crash_dmatwice(void);
int crash_dmavmalloc(void);
int crash_dmawrite(void);

/* crash_slab.c */
int crash_again(void);
int crash_destroy(void);
int crash_foreign(void);
int crash_kmalloc(void);
int crash_middle(void);
int crash_overrun(void);
int crash_uaf(void);
int crash_underrun(void);
int crash_wrongcache(void);

/* crash_vmalloc.c */
int crash_vfree(void);
int crash_vmalloc(void);
int crash_vmiddle(void);
int crash_vuaf(void);

/* crash_storm.c */
int crash_noack(void);
int crash_nobody(void);

#endif
