/*
 * reboot.h - leaving; kernel/reboot.c.
 */
#ifndef _LINUX_REBOOT_H
#define _LINUX_REBOOT_H

#include <linux/types.h>
#include <linux/compiler.h>

/*
 * Switch the machine off. With exit=qemu on the command line QEMU ends with
 * exit status 33 (@status 0) or 35 (else). Where nothing switches it off: a
 * line of text, and the CPU stops. Any context.
 */
void kernel_power_off(int status) __noreturn;

/* Reset the machine. Any context. */
void kernel_restart(void) __noreturn;

/* Was exit=qemu given? */
bool qemu_exit_wanted(void);

#endif
