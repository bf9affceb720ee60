/*
 * floppy_fdc.h - what the commands (floppy_cmd.c) are made of: floppy_fdc.c.
 * All with fdc_mutex; 0, or -ETIMEDOUT: no answer, and it needs a reset.
 */
#ifndef _DRIVERS_FLOPPY_FDC_H
#define _DRIVERS_FLOPPY_FDC_H

#include <linux/types.h>

#define FDC_DMA		2		/* its channel */
#define FDC_CCR		0x3f7		/* W: data rate */

#define ST0_CODE	0xc0		/* 0 well, 0x40 failed, 0x80 what? */

/* What it said last. */
extern u8 fdc_result[7];

/* To it, @n bytes of command; from it, exactly @n bytes of result. */
int fdc_send(const u8 *bytes, unsigned int n);
int fdc_receive(unsigned int n);
/* A command that is answered by an interrupt, within @ms. May sleep. */
int fdc_command(const u8 *bytes, unsigned int n, unsigned int ms);
/* Why was there an interrupt? fdc_result[0] is ST0, fdc_result[1] the track. */
int fdc_sense_interrupt(void);

#endif
