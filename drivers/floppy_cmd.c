/*
 * floppy_cmd.c - the commands of the floppy controller that a driver needs.
 *
 *	rate, SPECIFY	how fast the bits come, how slow the heads are
 *	RECALIBRATE	heads to track 0, which has a switch: the only place known
 *	SEEK		so many steps in or out, without a look at where that is
 *	READ ID		the address of whatever sector comes by
 *	READ, WRITE	sectors of a cylinder, by DMA channel 2
 *
 * What goes by DMA: the channel is closed before anybody hears of a failure. A
 * late transfer must not find a buffer that is somebody else's by then.
 *
 * Invariant: the channel is enabled within fdc_transfer() only.
 * Locking: fdc_mutex, then the dma lock. Context: process.
 * Linux: drivers/block/floppy.c. gdb: `break fdc_transfer`, `p fdc_result`.
 */
#include <linux/errno.h>
#include <linux/kernel.h>
#include <asm/dma.h>
#include <asm/io.h>
#include "floppy.h"
#include "floppy_fdc.h"

#define CMD_SPECIFY	0x03
#define CMD_STATUS	0x04
#define CMD_RECALIBRATE	0x07
#define CMD_SEEK	0x0f
#define CMD_READ_ID	0x4a		/* MFM */
/*
 * Both heads of a cylinder (MT), MFM. READ does not skip deleted sectors (SK):
 * what follows would land in their place.
 */
#define CMD_READ	0xc6
#define CMD_WRITE	0xc5

#define ST0_SEEK_END	0x20
#define ST0_NO_TRACK_0	0x10

#define SIZE_512	2
#define LENGTH_UNUSED	0xff

/* What it is given, in milliseconds: about twice what it may take. */
#define WAIT_SEEK	1500		/* 80 tracks of 8 ms */
#define WAIT_TRANSFER	2000		/* 5 turns */

/*
 * The data rate is the controller's clock: its step rate (3 ms), head unload
 * (240 ms) and load time (16 ms) are counted in it, so they are set with it.
 */
void fdc_set_rate(enum fdc_rate rate)
{
	static const u8 times[][2] = {
		[FDC_500K] = { 0xdf, 8 << 1 }, [FDC_300K] = { 0xe9, 5 << 1 },
		[FDC_250K] = { 0xe8, 4 << 1 }, [FDC_1M] = { 0xaf, 16 << 1 },
	};
	static unsigned int since;	/* fdc_resets when it was set */
	static enum fdc_rate now;
	const u8 bytes[] = { CMD_SPECIFY, times[rate][0], times[rate][1] };

	if (now == rate && since == fdc_resets)
		return;
	outb(rate, FDC_CCR);
	if (fdc_send(bytes, 3))
		return;
	now = rate;
	since = fdc_resets;
}

/* From track 79 inwards it has steps enough for 77 (79): then once more. */
int fdc_recalibrate(unsigned int drive)
{
	const u8 bytes[] = { CMD_RECALIBRATE, drive };
	int error;

	for (int try = 0; try < 2; try++) {
		error = fdc_command(bytes, 2, WAIT_SEEK) ? : fdc_sense_interrupt();
		if (error)
			return error;
		if (!(fdc_result[0] & (ST0_CODE | ST0_NO_TRACK_0)) &&
		    fdc_result[0] & ST0_SEEK_END && !fdc_result[1])
			return 0;
	}
	return -EIO;
}

int fdc_seek(unsigned int drive, unsigned int track)
{
	const u8 bytes[] = { CMD_SEEK, drive, track };
	int error = fdc_command(bytes, 3, WAIT_SEEK) ? : fdc_sense_interrupt();

	if (error)
		return error;
	return fdc_result[0] & ST0_CODE || !(fdc_result[0] & ST0_SEEK_END) ||
	       fdc_result[1] != track ? -EIO : 0;
}

/* Is there a sector, at this rate? And of which cylinder does it say it is? */
int fdc_read_id(unsigned int drive, u8 *cylinder)
{
	const u8 bytes[] = { CMD_READ_ID, drive };
	int error = fdc_command(bytes, 2, WAIT_TRANSFER) ? : fdc_receive(7);

	*cylinder = fdc_result[3];
	return error ? : fdc_result[0] & ST0_CODE ? -EIO : 0;
}

int fdc_drive_status(unsigned int drive, u8 *st3)
{
	const u8 bytes[] = { CMD_STATUS, drive };
	int error = fdc_send(bytes, 2) ? : fdc_receive(1);

	*st3 = fdc_result[0];
	return error;
}

static void start_dma(const struct fdc_transfer *t)
{
	unsigned long flags = claim_dma_lock();

	disable_dma(FDC_DMA);
	clear_dma_ff(FDC_DMA);
	set_dma_mode(FDC_DMA, t->write ? DMA_MODE_WRITE : DMA_MODE_READ);
	set_dma_addr(FDC_DMA, t->addr);
	set_dma_count(FDC_DMA, t->bytes);
	enable_dma(FDC_DMA);
	release_dma_lock(flags);
}

/* How much was left. */
static unsigned int end_dma(void)
{
	unsigned long flags = claim_dma_lock();
	unsigned int residue;

	disable_dma(FDC_DMA);
	residue = get_dma_residue(FDC_DMA);
	release_dma_lock(flags);
	return residue;
}

int fdc_transfer(struct fdc_transfer *t)
{
	const u8 bytes[] = {
		t->write ? CMD_WRITE : CMD_READ, t->head << 2 | t->drive,
		t->cylinder, t->head, t->sector, SIZE_512, t->last, t->gap,
		LENGTH_UNUSED,
	};
	int error;

	start_dma(t);
	error = fdc_command(bytes, sizeof(bytes), WAIT_TRANSFER);
	t->residue = end_dma();
	error = error ? : fdc_receive(7);
	if (error)
		return error;
	t->st0 = fdc_result[0];
	t->st1 = fdc_result[1];
	t->st2 = fdc_result[2];
	return t->st0 & ST0_CODE || t->residue ? -EIO : 0;
}
