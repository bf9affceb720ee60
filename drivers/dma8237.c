/*
 * dma8237.c - the two 8237 controllers that move data between ISA devices and
 * memory while the CPU does something else.
 *
 * A device raises its request line; the controller takes the bus, names the
 * next address, and one byte (channels 0-3) or one word (5-7) goes. It then
 * counts the address up and the count down, and after the last tells the
 * device. How the chips are reached, and why they see 16 MB in frames of 64 KB,
 * stands in drivers/dma8237_regs.c.
 *
 *	request_dma(2)          whose it is
 *	  claim_dma_lock()      one at a time
 *	    set_dma_mode/addr/count(2, ...)
 *	    enable_dma(2)       the block is looked at as a whole, and off it goes
 *	    get_dma_residue(2)  how far it has come
 *
 * A mistake here writes over somebody's memory, long after the call and without
 * a trace. So whatever would is reported, with the caller, and not done; and a
 * channel whose address was refused can't be enabled. What the chips can't be
 * asked for, dma_channels[] keeps.
 *
 * Invariant: a channel without an owner is masked.
 * Locking: dma_spin_lock, claim_dma_lock(), interrupts off; under any lock.
 * Context: any. Linux: kernel/dma.c, arch/x86/include/asm/dma.h.
 * gdb: `km-dma8237`, `break enable_dma`.
 */
#include <linux/bug.h>
#include <linux/errno.h>
#include <linux/instruction_pointer.h>
#include <linux/kernel.h>
#include <linux/module.h>
#include <linux/smp.h>
#include <linux/spinlock.h>
#include <asm/dma.h>
#include "dma8237.h"

#define MODE_CHANNEL	0x03		/* of the chip's four: not for callers */
#define MODE_DIRECTION	0x0c
#define MODE_TYPE	0xc0		/* demand, single, block, cascade */

static struct dma_channel dma_channels[MAX_DMA_CHANNELS] = {
	[DMA_CASCADE_CHANNEL] = {
		.owner = "cascade", .mode = DMA_MODE_CASCADE, .has_mode = true,
		.enabled = true,
	},
};

static DEFINE_SPINLOCK(dma_spin_lock);
static int lock_cpu = -1;		/* who holds it; -1: nobody */

/* Reading the status clears it: who asks notes it for all four. */
static void note_ended(unsigned int channel)
{
	u8 status = dma_read_status(channel);
	struct dma_channel *c = &dma_channels[channel & ~3u];

	for (int i = 0; i < 4; i++)
		c[i].ended |= status >> i & 1;
}

/* ---- who may ---- */

#define MISUSE(caller, ...) \
	warn_slowpath(__FILE__, __LINE__, (void *)(caller), __VA_ARGS__)

/* The channel, if it is one, has an owner, and the lock is held here. */
static struct dma_channel *usable(unsigned int channel, const char *what,
				  unsigned long caller)
{
	if (channel >= MAX_DMA_CHANNELS || channel == DMA_CASCADE_CHANNEL) {
		MISUSE(caller, "%s: there is no DMA channel %u for devices\n",
		       what, channel);
		return NULL;
	}
	if (!dma_channels[channel].owner) {
		MISUSE(caller, "%s: DMA channel %u is nobody's: request_dma() comes first\n",
		       what, channel);
		return NULL;
	}
	if (!irqs_disabled() || READ_ONCE(lock_cpu) != smp_processor_id()) {
		MISUSE(caller, "%s: DMA channel %u of %s without claim_dma_lock()\n",
		       what, channel, dma_channels[channel].owner);
		return NULL;
	}
	return &dma_channels[channel];
}

unsigned long claim_dma_lock(void) __acquires(dma_spin_lock)
{
	unsigned long flags;

	spin_lock_irqsave(&dma_spin_lock, flags);
	lock_cpu = smp_processor_id();
	return flags;
}
EXPORT_SYMBOL(claim_dma_lock);

void release_dma_lock(unsigned long flags) __releases(dma_spin_lock)
{
	lock_cpu = -1;
	spin_unlock_irqrestore(&dma_spin_lock, flags);
}
EXPORT_SYMBOL(release_dma_lock);

int request_dma(unsigned int channel, const char *device_id)
{
	unsigned long flags;
	int err = 0;

	if (channel >= MAX_DMA_CHANNELS || !device_id)
		return -EINVAL;
	flags = claim_dma_lock();
	if (dma_channels[channel].owner)
		err = -EBUSY;
	else
		dma_channels[channel] =
			(struct dma_channel){ .owner = device_id };
	release_dma_lock(flags);
	return err;
}
EXPORT_SYMBOL(request_dma);

noinline void free_dma(unsigned int channel)
{
	unsigned long flags = claim_dma_lock();

	if (usable(channel, __func__, _RET_IP_)) {
		dma_write_mask(channel, true);
		dma_channels[channel] = (struct dma_channel){ };
	}
	release_dma_lock(flags);
}
EXPORT_SYMBOL(free_dma);

/* ---- what a transfer needs ---- */

/* Would the block leave its frame, or was something left out or refused? */
static bool complete_block(unsigned int channel, const struct dma_channel *c,
			   unsigned long caller)
{
	unsigned int last = c->addr + c->count - 1;

	if (!c->has_mode || ((c->mode & MODE_TYPE) != DMA_MODE_CASCADE &&
			     (!c->has_addr || !c->count))) {
		MISUSE(caller, "enable_dma: DMA channel %u of %s has no%s%s%s: not set, or refused\n",
		       channel, c->owner, c->has_mode ? "" : " mode",
		       c->has_addr ? "" : " address",
		       c->count ? "" : " count");
		return false;
	}
	if (c->count && (c->addr ^ last) & ~(dma_frame_size(channel) - 1)) {
		MISUSE(caller, "enable_dma: DMA channel %u of %s: the block %#x-%#x crosses %#x: a page register doesn't count on (%u KB)\n",
		       channel, c->owner, c->addr, last,
		       last & ~(dma_frame_size(channel) - 1),
		       dma_frame_size(channel) >> 10);
		return false;
	}
	return true;
}

noinline void enable_dma(unsigned int channel)
{
	struct dma_channel *c = usable(channel, __func__, _RET_IP_);

	if (!c || !complete_block(channel, c, _RET_IP_))
		return;
	c->enabled = true;
	dma_write_mask(channel, false);
}
EXPORT_SYMBOL(enable_dma);

noinline void disable_dma(unsigned int channel)
{
	struct dma_channel *c = usable(channel, __func__, _RET_IP_);

	if (!c)
		return;
	dma_write_mask(channel, true);
	c->enabled = false;
}
EXPORT_SYMBOL(disable_dma);

noinline void clear_dma_ff(unsigned int channel)
{
	if (usable(channel, __func__, _RET_IP_))
		dma_clear_flip_flop(channel);
}
EXPORT_SYMBOL(clear_dma_ff);

noinline void set_dma_mode(unsigned int channel, char mode)
{
	struct dma_channel *c = usable(channel, __func__, _RET_IP_);

	if (!c)
		return;
	c->has_mode = !(mode & MODE_CHANNEL) &&
		      (mode & MODE_DIRECTION) != MODE_DIRECTION;
	if (!c->has_mode) {
		MISUSE(_RET_IP_, "set_dma_mode: DMA channel %u of %s: %#x is no mode\n",
		       channel, c->owner, (u8)mode);
		return;
	}
	c->mode = mode;
	dma_write_mode(channel, c->mode);
}
EXPORT_SYMBOL(set_dma_mode);

noinline void set_dma_page(unsigned int channel, char page)
{
	struct dma_channel *c = usable(channel, __func__, _RET_IP_);
	unsigned int frame = dma_frame_size(channel);

	if (!c)
		return;
	c->addr = (c->addr & (frame - 1)) | ((u8)page << 16 & ~(frame - 1));
	dma_write_page(channel, c->addr);
}
EXPORT_SYMBOL(set_dma_page);

noinline void set_dma_addr(unsigned int channel, unsigned int addr)
{
	struct dma_channel *c = usable(channel, __func__, _RET_IP_);
	unsigned int words;

	if (!c)
		return;
	words = dma_moves_words(channel);
	c->has_addr = addr <= ISA_DMA_THRESHOLD && !(addr & words);
	if (!c->has_addr) {
		MISUSE(_RET_IP_, "set_dma_addr: DMA channel %u of %s: %#x is %s\n",
		       channel, c->owner, addr, addr > ISA_DMA_THRESHOLD ?
		       "above 16 MB: it has 24 address bits" :
		       "odd: it moves words");
		return;
	}
	c->addr = addr;
	dma_write_addr(channel, addr);
}
EXPORT_SYMBOL(set_dma_addr);

noinline void set_dma_count(unsigned int channel, unsigned int count)
{
	struct dma_channel *c = usable(channel, __func__, _RET_IP_);
	unsigned int words;

	if (!c)
		return;
	words = dma_moves_words(channel);
	c->count = count <= dma_frame_size(channel) && !(count & words) ?
		   count : 0;
	if (!c->count) {
		MISUSE(_RET_IP_, "set_dma_count: DMA channel %u of %s: %u bytes: %u at most%s\n",
		       channel, c->owner, count, dma_frame_size(channel),
		       words ? ", an even number" : ", at least one");
		return;
	}
	note_ended(channel);
	c->ended = false;
	dma_write_count(channel, count);
}
EXPORT_SYMBOL(set_dma_count);

/* ---- where it stands ---- */

/*
 * 0 from the chip is the end of a block, or the beginning of one that fills its
 * frame: then the status bit tells which. With DMA_AUTOINIT it is the latter.
 */
noinline int get_dma_residue(unsigned int channel)
{
	struct dma_channel *c = usable(channel, __func__, _RET_IP_);
	unsigned int left;

	if (!c)
		return 0;
	left = dma_read_count(channel);
	if (left || c->count != dma_frame_size(channel))
		return left;
	note_ended(channel);
	return c->ended && !(c->mode & DMA_AUTOINIT) ? 0 : c->count;
}
EXPORT_SYMBOL(get_dma_residue);

void dma_channel_read(unsigned int channel, struct dma_channel *state)
{
	unsigned long flags = claim_dma_lock();

	*state = dma_channels[channel];
	state->now = dma_read_addr(channel);
	if (state->count)
		state->left = get_dma_residue(channel);
	release_dma_lock(flags);
}
