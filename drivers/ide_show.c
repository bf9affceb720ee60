/*
 * ide_show.c - `ide`: channels and drives, and what happened to them; and
 * `ide reset hda`, a new start for one that is offline or fell back to PIO, and
 * `ide pio hda`, `ide dma hda`.
 *
 * Locking: figures are read without; the reset claims the channel. Context:
 * process. Linux: /proc/ide. gdb: `km-ide`.
 */
#include <linux/async.h>
#include <linux/err.h>
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/monitor.h>
#include <linux/seq_file.h>
#include <linux/string.h>
#include "ide.h"

static const char *mode_name(const struct ide_drive *drive)
{
	if (drive->offline)
		return "offline";
	if (!drive->dma)
		return "PIO";
	return drive->mode >= XFER_UDMA_0 ? "UDMA" : "MWDMA";
}

static void show_drive(struct seq_file *m, const struct ide_drive *drive)
{
	seq_printf(m, "  %s: %s\n", drive_name(drive), drive->model);
	seq_printf(m, "       %s", mode_name(drive));
	if (drive->dma && !drive->offline)
		seq_printf(m, "%d", drive->mode & 7);
	seq_printf(m, ", %s%s, %llu sectors\n",
		   drive->atapi ? "packets" : drive->lba48 ? "LBA48" : "LBA28",
		   drive->flush ? ", flush" : "",
		   (unsigned long long)get_capacity(drive->disk));
	seq_printf(m, "       commands %lu, retries %lu, timeouts %lu, errors %lu\n",
		   drive->commands, drive->retries, drive->timeouts,
		   drive->errors);
}

static int ide_show(struct seq_file *m, void *v)
{
	bool any = false;

	async_synchronize_full();
	for (int c = 0; c < IDE_CHANNELS; c++) {
		const struct ide_channel *ch = ide_channels[c];

		if (!ch)
			continue;
		any = true;
		seq_printf(m, "%s: ports %#lx %#lx, irq %u, ", ch->name,
			   ch->cmd, ch->ctl, ch->irq);
		if (ch->bm)
			seq_printf(m, "bus master %#lx\n", ch->bm);
		else
			seq_puts(m, "no bus master\n");
		seq_printf(m, "  interrupts %lu, unexpected %lu, resets %lu\n",
			   ch->interrupts, ch->unexpected, ch->resets);
		for (int unit = 0; unit < 2; unit++)
			if (ch->drive[unit].present)
				show_drive(m, &ch->drive[unit]);
	}
	if (!any)
		seq_puts(m, "no IDE drives\n");
	return 0;
}

/* ---- changing it ---- */

static struct ide_drive *find_drive(const char *disk)
{
	async_synchronize_full();
	for (int c = 0; c < IDE_CHANNELS; c++)
		for (int unit = 0; ide_channels[c] && unit < 2; unit++) {
			struct ide_drive *d = &ide_channels[c]->drive[unit];

			if (d->present && !strcmp(drive_name(d), disk))
				return d;
		}
	return NULL;
}

int ide_use_dma(const char *disk, bool on)
{
	struct ide_drive *drive = find_drive(disk);
	bool was;

	if (!drive)
		return -ENODEV;
	ide_claim(drive->ch);
	was = drive->dma;
	drive->dma = on && drive->mode;
	drive->dma_failures = 0;
	ide_release(drive->ch);
	return was;
}

static int reset_drive(const char *disk)
{
	struct ide_drive *drive = find_drive(disk);
	struct ide_channel *ch;
	int err;

	if (!drive)
		return -ENODEV;
	ch = drive->ch;
	ide_claim(ch);
	drive->dma = drive->mode;
	drive->dma_failures = 0;
	if (ch->pdev)
		pci_set_master(ch->pdev);
	err = ide_reset(ch);
	drive->offline = err;
	ide_release(ch);
	return err;
}

/* All drives go, and are looked for again. */
static int rescan(void)
{
	async_synchronize_full();
	pci_unregister_driver(&ide_driver);
	return pci_register_driver(&ide_driver);
}

static int ide_cmd(int argc, char **argv)
{
	int err = -EINVAL;

	if (argc == 2 && !strcmp(argv[1], "rescan"))
		err = rescan();
	else if (argc == 3 && !strcmp(argv[1], "reset"))
		err = reset_drive(argv[2]);
	else if (argc == 3 && !strcmp(argv[1], "dma"))
		err = ide_use_dma(argv[2], true);
	else if (argc == 3 && !strcmp(argv[1], "pio"))
		err = ide_use_dma(argv[2], false);
	if (err == -EINVAL)
		seq_puts(&console_seq, "usage: ide [rescan | reset|dma|pio DISK]\n");
	else if (err < 0)
		seq_printf(&console_seq, "ide: %s: %pe\n", argv[2],
			   ERR_PTR(err));
	return min(err, 0);
}
PROC_CMD(ide, "[rescan | reset|dma|pio DISK]", ide_show,
	 "IDE channels and drives, and what happened to them\n"
	 "dma, pio: how a disk moves its data. reset: a new start for one\n"
	 "that is offline or fell back to PIO. rescan: all drives on the PCI bus\n"
	 "are taken off, with what was open, and looked for again.",
	 ide_cmd);
