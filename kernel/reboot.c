/*
 * reboot.c - switching the machine off, and resetting it.
 *
 * There is no one way: each machine has its port. With exit=qemu on the
 * command line QEMU's exit device turns a byte into its exit status, which is
 * how scripts learn the result; without it the port is left alone, because
 * other machines keep other things there. Then the ACPI ports of QEMU and
 * Bochs. On real hardware that takes ACPI tables and its interpreter, which we
 * lack: the last resort is a line of text.
 *
 * A reset: the keyboard controller's pulse, else a triple fault.
 *
 * Context: any, nothing is locked. Counterpart in Linux:
 * arch/x86/kernel/reboot.c.
 * gdb:	break kernel_power_off
 *	p qemu_exit
 */
#include <linux/console.h>
#include <linux/delay.h>
#include <linux/export.h>
#include <linux/init.h>
#include <linux/irqflags.h>
#include <linux/printk.h>
#include <linux/reboot.h>
#include <linux/string.h>
#include <asm/desc.h>
#include <asm/io.h>

#define QEMU_EXIT_PORT	0xf4	/* isa-debug-exit: status is 2 * byte + 1 */
#define QEMU_EXIT_OK	0x10
#define QEMU_EXIT_FAIL	0x11
#define ACPI_PM1A_QEMU	0x604
#define ACPI_PM1A_BOCHS	0xb004
#define ACPI_SLP_EN	0x2000	/* with sleep type 0: off */
#define KBC_COMMAND	0x64
#define KBC_RESET	0xfe	/* pulse the reset line */

static bool qemu_exit;

static int __init exit_setup(char *arg)
{
	qemu_exit = arg && !strcmp(arg, "qemu");
	if (!qemu_exit)
		pr_warn("exit=: only exit=qemu is known\n");
	return 0;
}
early_param("exit", exit_setup);

bool qemu_exit_wanted(void)
{
	return qemu_exit;
}

static __noreturn void halt_for_ever(void)
{
	for (;;) {
		local_irq_disable();
		arch_halt();
	}
}

/* A UART may still hold 16 bytes of what was said: 2 ms at 115200 baud. */
static void last_words(void)
{
	local_irq_disable();
	console_flush_on_panic();
	mdelay(2);
}

void kernel_power_off(int status)
{
	last_words();
	if (qemu_exit)
		outl(status ? QEMU_EXIT_FAIL : QEMU_EXIT_OK, QEMU_EXIT_PORT);
	outw(ACPI_SLP_EN, ACPI_PM1A_QEMU);
	outw(ACPI_SLP_EN, ACPI_PM1A_BOCHS);
	mdelay(100);		/* the machine takes a moment to go off */
	pr_emerg("This machine does not switch off by software: it is safe to "
		 "do so by hand.\n");
	console_flush_on_panic();
	halt_for_ever();
}
EXPORT_SYMBOL(kernel_power_off);

void kernel_restart(void)
{
	struct desc_ptr empty = { 0, 0 };

	last_words();
	outb(KBC_RESET, KBC_COMMAND);
	mdelay(50);
	asm volatile("lidt %0; int3" : : "m" (empty));
	halt_for_ever();
}
EXPORT_SYMBOL(kernel_restart);
