/*
 * inspect_dma.c - who has which DMA channel, and what it is doing.
 *
 * `dma` is Linux's list of the channels that somebody has. `dma -v` says of all
 * eight where they stand: the current address and what is left come from the
 * chip, at this moment; mode and mask can't be read and are what was written.
 *
 * Locking: the dma lock, for a channel at a time. Context: process.
 * Linux: proc_dma_show() in kernel/dma.c. gdb: `km-dma8237`, `p dma_channels`.
 */
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/monitor.h>
#include <linux/seq_file.h>
#include <linux/string.h>
#include <asm/dma.h>
#include "internal.h"

static int dma_show(struct seq_file *m, void *v)
{
	struct dma_channel c;

	for (unsigned int nr = 0; nr < MAX_DMA_CHANNELS; nr++) {
		dma_channel_read(nr, &c);
		if (c.owner)
			seq_printf(m, "%2u: %s\n", nr, c.owner);
	}
	return 0;
}

static const char *mode_name(const struct dma_channel *c)
{
	static const char *const directions[] = {
		"verify", "to memory", "from memory", "?",
	};

	if (!c->has_mode)
		return "no mode yet";
	if ((c->mode & DMA_MODE_CASCADE) == DMA_MODE_CASCADE)
		return "cascade";
	return directions[c->mode >> 2 & 3];
}

static void show_channel(unsigned int nr)
{
	struct dma_channel c;

	dma_channel_read(nr, &c);
	say("%2u: %-10s %s", nr, c.owner ? : "-", nr > 4 ? "words" : "bytes");
	if (c.owner)
		say("  %s%s, %s", mode_name(&c), c.mode & DMA_AUTOINIT ?
		    ", again and again" : "", c.enabled ? "enabled" : "masked");
	if (c.count)
		say(", %#08x + %#x, at %#08x, %u left", c.addr, c.count, c.now,
		    c.left);
	say("\n");
}

static int dma_cmd(int argc, char **argv)
{
	if (argc != 2 || strcmp(argv[1], "-v"))
		return usage("dma");
	for (unsigned int nr = 0; nr < MAX_DMA_CHANNELS; nr++)
		show_channel(nr);
	return 0;
}

PROC_CMD(dma, "[-v]", dma_show,
	 "who has which channel of the 8237 DMA controllers\n"
	 "  -v says where each stands: what was set, the address that is next,\n"
	 "  and how many bytes are still to come.", dma_cmd);
