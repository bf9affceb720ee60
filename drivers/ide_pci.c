/*
 * ide_pci.c - IDE controllers on the PCI bus, and without one.
 *
 * A controller has two channels. In *compatibility* mode, that of the PC of
 * 1986, they are where every program expects them; in *native* mode the BARs
 * say where, and both share the interrupt line of the device:
 *
 *		compatibility		native
 *	first	0x1f0-7 0x3f6 irq 14	BAR 0, BAR 1 + 2, the device's line
 *	second	0x170-7 0x376 irq 15	BAR 2, BAR 3 + 2, the same
 *
 * BAR 4 are 8 ports for each channel's bus master, if there is one (bit 7 of
 * the interface byte). Firmware uses PIO and leaves it switched off: we switch
 * it on.
 *
 * A machine without PCI may have the two channels all the same; then by PIO.
 *
 * On the command line: `ide=pio` no DMA, `ide=lba28` no 48-bit commands,
 * `ide=timeout:9` seconds until a command that is not at work has failed (5),
 * `ide=off` nothing of this; several with commas.
 *
 * Context: a thread of async_schedule(), after the prompt. Linux:
 * drivers/ide/setup-pci.c, piix.c, ide-legacy.c. gdb: `break ide_pci_probe`,
 * `km-pci`.
 */
#define pr_fmt(fmt) "ide: " fmt

#include <linux/async.h>
#include <linux/err.h>
#include <linux/errno.h>
#include <linux/init.h>
#include <linux/ioport.h>
#include <linux/kernel.h>
#include <linux/printk.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <asm/io.h>
#include "ide.h"

#define INTERFACE_NATIVE(c)	(1 << 2 * (c))	/* of channel 0, 1 */
#define INTERFACE_MASTER	0x80

struct ide_channel *ide_channels[IDE_CHANNELS];
bool ide_pio_only, ide_lba28_only;
unsigned long ide_timeout = 5 * HZ;
static bool ide_off;

/* Numbers are given by controllers: 0 and 1 (hda - hdd), 2 and 3. */
static bool host_taken[IDE_CHANNELS / 2];

static int __init parse_timeout(const char *number)
{
	unsigned int seconds;

	if (kstrtouint(number, 10, &seconds) || !seconds || seconds > 10000)
		return -EINVAL;
	ide_timeout = seconds * HZ;
	return 0;
}

static int __init parse_ide(char *value)
{
	char *word;

	while ((word = strsep(&value, ","))) {
		if (!strcmp(word, "pio"))
			ide_pio_only = true;
		else if (!strcmp(word, "lba28"))
			ide_lba28_only = true;
		else if (!strcmp(word, "off"))
			ide_off = true;
		else if (strncmp(word, "timeout:", 8) ||
			 parse_timeout(word + 8))
			return -EINVAL;
	}
	return 0;
}
__setup("ide", parse_ide);

/* ---- ports ---- */

static int claim_ports(struct ide_channel *ch)
{
	if (!request_region(ch->cmd, 8, "ide"))
		return -EBUSY;
	if (request_region(ch->ctl, 1, "ide"))
		return 0;
	release_region(ch->cmd, 8);
	return -EBUSY;
}

static void release_ports(struct ide_channel *ch)
{
	release_region(ch->cmd, 8);
	release_region(ch->ctl, 1);
}

/* Claim the ports, and see who is there. 0: at least one drive. */
static int try_channel(struct ide_channel *ch)
{
	int err = claim_ports(ch);

	if (err)
		return err;
	err = ide_probe_channel(ch);
	if (!err)
		return 0;
	release_ports(ch);
	if (err != -ENODEV)
		pr_warn("ports %#lx: left alone: %pe\n", ch->cmd, ERR_PTR(err));
	return err;
}

static void compatible_ports(struct ide_channel *ch, int c)
{
	ch->cmd = c ? 0x170 : 0x1f0;
	ch->ctl = c ? 0x376 : 0x3f6;
	ch->irq = c ? 15 : 14;
}

static int new_host(void)
{
	for (int nr = 0; nr < ARRAY_SIZE(host_taken); nr++) {
		if (host_taken[nr])
			continue;
		host_taken[nr] = true;
		return nr;
	}
	return -EBUSY;
}

static struct ide_channel *new_channel(struct pci_dev *pdev, unsigned int nr)
{
	struct ide_channel *ch = kzalloc(sizeof(*ch), GFP_KERNEL);

	if (!ch)
		return NULL;
	ch->nr = nr;
	ch->pdev = pdev;
	return ch;
}

/* ---- on the PCI bus ---- */

/* Both channels of a controller. */
struct ide_host {
	int nr;
	bool master;			/* BAR 4 is ours */
	struct ide_channel *channel[2];	/* NULL: no drives on it */
};

/* It may be a bus master, and we be the ones who say so? */
static bool claim_master(struct pci_dev *pdev)
{
	if (!(pdev->class & INTERFACE_MASTER) || ide_pio_only ||
	    dma_set_mask(&pdev->dev, DMA_BIT_MASK(32)) ||
	    pci_request_region(pdev, 4, "ide"))
		return false;
	pci_set_master(pdev);
	return true;
}

static void native_ports(struct ide_channel *ch, struct pci_dev *pdev, int c)
{
	ch->cmd = pci_resource_start(pdev, 2 * c);
	ch->ctl = pci_resource_start(pdev, 2 * c + 1) + 2;
	ch->irq = pdev->irq;
}

/* Its bus master, if it has one that can work beside the other's. */
static void find_master(struct ide_channel *ch, struct pci_dev *pdev, int c)
{
	unsigned long bm = pci_resource_start(pdev, 4);

	if (!bm || !(pci_resource_flags(pdev, 4) & IORESOURCE_IO))
		return;
	bm += 8 * c;
	if (!c || !(inb(bm + BM_STATUS) & BM_SIMPLEX))
		ch->bm = bm;
}

static struct ide_channel *probe_pci_channel(struct pci_dev *pdev,
					     struct ide_host *host, int c)
{
	struct ide_channel *ch = new_channel(pdev, 2 * host->nr + c);

	if (!ch)
		return NULL;
	if (pdev->class & INTERFACE_NATIVE(c))
		native_ports(ch, pdev, c);
	else
		compatible_ports(ch, c);
	if (host->master)
		find_master(ch, pdev, c);
	if (ch->cmd && !try_channel(ch))
		return ch;
	kfree(ch);
	return NULL;
}

static int ide_pci_probe(struct pci_dev *pdev, const struct pci_device_id *id)
{
	struct ide_host *host = kzalloc(sizeof(*host), GFP_KERNEL);
	int err;

	if (!host)
		return -ENOMEM;
	host->nr = err = new_host();
	if (err < 0)
		goto free;
	err = pci_enable_device(pdev);
	if (err)
		goto number;
	host->master = claim_master(pdev);
	for (int c = 0; c < 2; c++)
		host->channel[c] = probe_pci_channel(pdev, host, c);
	pci_set_drvdata(pdev, host);
	return 0;
number:
	host_taken[host->nr] = false;
free:
	kfree(host);
	return err;
}

static void ide_pci_remove(struct pci_dev *pdev)
{
	struct ide_host *host = pci_get_drvdata(pdev);

	for (int c = 0; c < 2; c++) {
		if (!host->channel[c])
			continue;
		ide_remove_channel(host->channel[c]);
		release_ports(host->channel[c]);
		kfree(host->channel[c]);
	}
	if (host->master)
		pci_release_region(pdev, 4);
	pci_disable_device(pdev);
	host_taken[host->nr] = false;
	kfree(host);
}

static const struct pci_device_id ide_ids[] = {
	{ PCI_DEVICE_CLASS(PCI_CLASS_STORAGE_IDE << 8, 0xffff00) },
	{ }
};

struct pci_driver ide_driver = {
	.name = "ide",
	.id_table = ide_ids,
	.probe = ide_pci_probe,
	.remove = ide_pci_remove,
};

/* ---- start ---- */

/* Where no controller on the PCI bus has claimed them. */
static void probe_legacy(int c)
{
	struct ide_channel *ch = new_channel(NULL, c);

	if (!ch)
		return;
	compatible_ports(ch, c);
	if (try_channel(ch))
		kfree(ch);
}

static void ide_probe(void *unused, async_cookie_t cookie)
{
	pci_register_driver(&ide_driver);
	if (host_taken[0])
		return;
	probe_legacy(0);
	probe_legacy(1);
}

static int __init ide_init(void)
{
	if (!ide_off)
		async_schedule(ide_probe, NULL);
	return 0;
}
device_initcall(ide_init);
