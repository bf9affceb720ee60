/*
 * ide_fault.h - trouble made on purpose; drivers/ide_fault.c.
 */
#ifndef _DRIVERS_IDE_FAULT_H
#define _DRIVERS_IDE_FAULT_H

#include <linux/compiler.h>
#include "ide.h"

/* What is to go wrong, in ch->fault; the bits stay until they are cleared. */
#define IDE_FAULT_SHORT	0x01		/* a PRD table that ends too early */
#define IDE_FAULT_LONG	0x02		/* one that goes on too long */
#define IDE_FAULT_WILD	0x04		/* one that points at nothing */
#define IDE_FAULT_NIEN	0x08		/* the drive is told not to interrupt */
#define IDE_FAULT_MASTER 0x10		/* no bus mastering */
#define IDE_FAULT_ONCE	0x80		/* only the next command */

void __ide_fault_table(struct ide_channel *ch, unsigned int nr);
void __ide_fault_start(struct ide_channel *ch);

/* The table of @nr entries is ready. */
static inline void ide_fault_table(struct ide_channel *ch, unsigned int nr)
{
	if (unlikely(ch->fault))
		__ide_fault_table(ch, nr);
}

/* The command is about to be given. */
static inline void ide_fault_start(struct ide_channel *ch)
{
	if (unlikely(ch->fault))
		__ide_fault_start(ch);
}

#endif
