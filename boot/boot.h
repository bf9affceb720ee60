/*
 * boot.h - the steps of the boot that live in boot/ itself.
 */
#ifndef _BOOT_H
#define _BOOT_H

void setup_e820(void);
void setup_memblock(void);

/* drivers that the boot starts, once each */
void serial_init(void);
void serial_irq_init(void);
void vga_init(void);
void keyboard_init(void);

#endif
