/*
 * drivers.h - what the boot calls, once each, in the order of boot/main.c.
 */
#ifndef _DRIVERS_H
#define _DRIVERS_H

#include <linux/types.h>

void serial_init(void);		/* COM1, output; before anything is printed */
void pic_init(void);		/* the interrupt controller, all masked */
void pit_init(void);		/* the clock for time_init() */
void vga_init(void);		/* the text screen */
void keyboard_init(void);	/* needs request_irq() */
void serial_irq_init(void);	/* input from COM1; needs request_irq() */

/* Look @rows further down at what has left the screen, or up. Any context. */
void vga_scrollback(int rows);
#define VGA_HALF_PAGE	12

/*
 * The text screen's console, silent or not; its registers, kept and put back.
 */
void vga_pause(bool silent);
void vga_save(void);
void vga_restore(void);

/* Is there a way to PCI's configuration space, and somebody behind it? */
bool pci_probe_mechanism(void);

#endif
