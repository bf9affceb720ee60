/*
 * ide_fault.c - trouble on purpose: what a cable, a controller or another
 * driver may do behind our back.
 *
 *	iofault hda prdshort	the table of memory ends too early
 *	iofault hda prdlong	it goes on too long
 *	iofault hda prdwild	it points at addresses where nothing is
 *	iofault hda nien	the drive is told not to interrupt
 *	iofault hda master	the controller may not be a bus master
 *	iofault hda noirq	its line is masked
 *	iofault hda spurious	the drive interrupts, and nobody has asked it to
 *	iofault hda none	no more trouble
 *
 * With `once` behind it, the next command only. Bad sectors are made by the
 * emulator (QEMU's blkdebug; tests/system/disks.py).
 *
 * Locking: ch->lock over ch->fault. Context: the hooks any, the command
 * process.
 * Linux: drivers/ata has nothing of it; lib/fault-inject.c is the idea.
 * gdb: `p ch->fault`, `break __ide_fault_table`.
 */
#include <linux/async.h>
#include <linux/errno.h>
#include <linux/interrupt.h>
#include <linux/kernel.h>
#include <linux/monitor.h>
#include <linux/printk.h>
#include <linux/seq_file.h>
#include <linux/string.h>
#include <asm/io.h>
#include "ide_fault.h"

#define WILD_ADDRESS	0xfe000000	/* far above the RAM that anybody has */

static const struct {
	const char *name;
	unsigned int bit;
} kinds[] = {
	{ "prdshort", IDE_FAULT_SHORT },
	{ "prdlong", IDE_FAULT_LONG },
	{ "prdwild", IDE_FAULT_WILD },
	{ "nien", IDE_FAULT_NIEN },
	{ "master", IDE_FAULT_MASTER },
};

static void used(struct ide_channel *ch, unsigned int bit)
{
	if (ch->fault & IDE_FAULT_ONCE)
		ch->fault &= ~(bit | IDE_FAULT_ONCE);
}

void __ide_fault_table(struct ide_channel *ch, unsigned int nr)
{
	struct ide_prd *last = &ch->prd[nr - 1];

	if (ch->fault & IDE_FAULT_SHORT) {
		last->len = (last->len - SECTOR_SIZE) & 0xffff;
		last->len = (last->len ?: SECTOR_SIZE / 2) | PRD_LAST;
		used(ch, IDE_FAULT_SHORT);
	}
	if (ch->fault & IDE_FAULT_LONG) {
		last->len &= ~PRD_LAST;
		if (nr < IDE_MAX_PRDS)
			last[1] = (struct ide_prd){ last->addr, PRD_LAST };
		used(ch, IDE_FAULT_LONG);
	}
	if (ch->fault & IDE_FAULT_WILD) {
		for (unsigned int i = 0; i < nr; i++)
			ch->prd[i] = (struct ide_prd){ WILD_ADDRESS, 2 };
		last->len |= PRD_LAST;
		used(ch, IDE_FAULT_WILD);
	}
}

void __ide_fault_start(struct ide_channel *ch)
{
	if (ch->fault & IDE_FAULT_NIEN) {
		outb(CTL_NIEN, ch->ctl);
		used(ch, IDE_FAULT_NIEN);
	}
	if ((ch->fault & IDE_FAULT_MASTER) && ch->pdev) {
		pci_clear_master(ch->pdev);
		used(ch, IDE_FAULT_MASTER);
	}
}

/* ---- the command ---- */

static struct ide_channel *channel_of(const char *disk)
{
	for (int c = 0; c < IDE_CHANNELS; c++)
		for (int unit = 0; ide_channels[c] && unit < 2; unit++) {
			struct ide_drive *d = &ide_channels[c]->drive[unit];

			if (d->present && !strcmp(drive_name(d), disk))
				return ide_channels[c];
		}
	return NULL;
}

static bool line_masked[IDE_CHANNELS];

static void mask_line(struct ide_channel *ch, bool mask)
{
	if (line_masked[ch->nr] == mask)
		return;
	line_masked[ch->nr] = mask;
	if (mask)
		disable_irq(ch->irq);
	else
		enable_irq(ch->irq);
}

/* A command that no drive knows: it says so, by an interrupt. */
static void interrupt_for_nothing(struct ide_channel *ch)
{
	ide_claim(ch);
	outb(WIN_NOP, ch->cmd + IDE_COMMAND);
	ide_release(ch);
}

static void set_fault(struct ide_channel *ch, unsigned int fault)
{
	spin_lock_irq(&ch->lock);
	ch->fault = fault;
	spin_unlock_irq(&ch->lock);
}

static int make_trouble(struct ide_channel *ch, const char *kind, bool once)
{
	if (!strcmp(kind, "none")) {
		mask_line(ch, false);
		set_fault(ch, 0);
		return 0;
	}
	if (!strcmp(kind, "noirq")) {
		mask_line(ch, true);
		return 0;
	}
	if (!strcmp(kind, "spurious")) {
		interrupt_for_nothing(ch);
		return 0;
	}
	for (int i = 0; i < ARRAY_SIZE(kinds); i++) {
		if (strcmp(kinds[i].name, kind))
			continue;
		set_fault(ch, kinds[i].bit | (once ? IDE_FAULT_ONCE : 0));
		return 0;
	}
	return -EINVAL;
}

static int iofault_cmd(int argc, char **argv)
{
	struct ide_channel *ch;
	int err = -EINVAL;

	if (argc == 3 || (argc == 4 && !strcmp(argv[3], "once"))) {
		async_synchronize_full();
		ch = channel_of(argv[1]);
		if (!ch) {
			seq_printf(&console_seq, "iofault: no disk %s\n",
				   argv[1]);
			return -ENODEV;
		}
		err = make_trouble(ch, argv[2], argc == 4);
	}
	if (err)
		seq_puts(&console_seq, "usage: iofault DISK KIND [once]\n");
	return err;
}
MONITOR_CMD(iofault, "DISK KIND [once]",
	    "make an IDE disk fail on purpose\n"
	    "KIND: prdshort prdlong prdwild (nonsense in the table),\n"
	    "nien (no interrupts), master (no bus mastering), noirq (the line\n"
	    "masked), spurious (an interrupt for nothing), none (no more).",
	    iofault_cmd);
