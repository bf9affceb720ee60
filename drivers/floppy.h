/*
 * floppy.h - between the files of the floppy driver.
 *
 *	floppy.c	requests of the block layer, one after the other
 *	floppy_drive.c	a drive and what is in it: motor, change line, tries
 *	floppy_kind.c	what kinds of drives and media there are
 *	floppy_cmd.c	the controller's commands
 *	floppy_fdc.c	the controller: bytes, interrupts, reset
 *
 * Each calls only those below. All of it with fdc_mutex, unless it says so.
 */
#ifndef _DRIVERS_FLOPPY_H
#define _DRIVERS_FLOPPY_H

#include <linux/mutex.h>
#include <linux/timer.h>
#include <linux/types.h>

#define FLOPPY_DRIVES	2		/* on the one controller of a PC */

/* ---- floppy_cmd.c, floppy_fdc.c ---- */

/* How fast the bits come, as the controller numbers it. */
enum fdc_rate { FDC_500K, FDC_300K, FDC_250K, FDC_1M };

/* What READ and WRITE are told, and what came of it. */
struct fdc_transfer {
	u8 drive;
	u8 cylinder, head, sector;	/* the first; sectors count from 1 */
	u8 last;			/* sector of a track */
	u8 gap;				/* between sectors, for the reader */
	u8 st0, st1, st2;		/* how it ended */
	bool write;
	unsigned int addr;		/* for the DMA controller */
	unsigned int bytes;
	unsigned int residue;		/* of them not moved */
};

extern struct mutex fdc_mutex;
extern unsigned int fdc_spurious;	/* interrupts nobody waited for */
extern unsigned int fdc_resets;		/* after one nobody knows a track */

/*
 * Is there a controller? Its channel, IRQ and ports are ours then; or -Exxx.
 * Without the mutex; so is fdc_release(), which gives them back.
 */
int fdc_probe(void);
void fdc_release(void);
const char *fdc_name(void);
/*
 * Into a state from which commands work. All that the controller knew of its
 * drives is lost. 0 or -ETIMEDOUT. fdc_needs_reset(): it does not listen.
 */
int fdc_reset(void);
bool fdc_needs_reset(void);

/* Choose a drive for what follows, and its motor. Any context. */
void fdc_motor(unsigned int drive, bool on);
void fdc_select(unsigned int drive);
void fdc_set_rate(enum fdc_rate rate);
/*
 * The change line of the chosen drive: no medium, or not moved since it came.
 */
bool fdc_disk_changed(void);

/*
 * Commands: 0; -ETIMEDOUT: no answer (needs a reset); -EIO: it says no, and for
 * a transfer in st0-st2 why. May sleep.
 */
int fdc_recalibrate(unsigned int drive);
int fdc_seek(unsigned int drive, unsigned int cylinder);
int fdc_read_id(unsigned int drive, u8 *cylinder);
int fdc_drive_status(unsigned int drive, u8 *st3);
int fdc_transfer(struct fdc_transfer *t);

#define ST1_NOT_WRITABLE	0x02
#define ST3_WRITE_PROTECTED	0x40

/* ---- floppy_kind.c ---- */

struct floppy_geometry {
	const char *name;
	unsigned int sectors;		/* in all, of 512 bytes */
	u8 per_track;
	u8 cylinders;			/* of two tracks each */
	u8 gap;
	bool wide;			/* tracks twice as wide as the drive's */
	enum fdc_rate rate;
};

struct floppy_kind {
	const char *name;
	bool tells;			/* has a change line */
	const struct floppy_geometry *can[4];	/* the densest first; NULL */
};

/* What the CMOS says of drive @nr; NULL: there is none. Without the mutex. */
const struct floppy_kind *floppy_kind(unsigned int nr);

/* ---- floppy_drive.c ---- */

struct gendisk;
struct request_queue;

struct floppy_drive {
	unsigned int nr;
	const struct floppy_kind *kind;
	const struct floppy_geometry *geometry;	/* of the medium, or NULL */
	u8 step;			/* tracks of the drive a cylinder */
	int track;			/* where the heads are; -1: not known */
	unsigned int resets;		/* fdc_resets when that was true */
	bool changed;			/* the medium is not the one opened */
	bool protected;			/* against writing */
	bool spinning;
	unsigned long since;		/* when the motor was switched on */
	struct timer_list motor_off;
	struct gendisk *disk;
	struct request_queue *queue;
};

/* The drive as the CMOS has it; false: none. */
bool floppy_drive_init(struct floppy_drive *d, unsigned int nr);
/* Has the medium changed since the last floppy_look()? */
bool floppy_changed(struct floppy_drive *d);
/* What is in it: geometry, protected. 0, -ENOMEDIUM, -EIO, -ETIMEDOUT. */
int floppy_look(struct floppy_drive *d);
/* Sectors from @sector on that one command can move. */
unsigned int floppy_cylinder_rest(struct floppy_drive *d, unsigned int sector);
/*
 * Move @nr sectors, no more than that, between the medium and the device's
 * address @addr, with retries. 0; -EIO bad sector, -EROFS; -ENOMEDIUM it is
 * gone or another one; -ETIMEDOUT the controller does not answer.
 */
int floppy_move(struct floppy_drive *d, bool write, unsigned int sector,
		unsigned int nr, unsigned int addr);
/* Nothing more for now: the motor stops in a while. */
void floppy_rest(struct floppy_drive *d);

#endif
