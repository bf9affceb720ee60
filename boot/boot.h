/*
 * boot.h - the steps of the boot that live in boot/ itself.
 */
#ifndef _BOOT_H
#define _BOOT_H

void setup_e820(void);
void setup_memblock(void);

#endif
