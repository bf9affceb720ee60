/*
 * floppy_drive.c - a floppy drive, and the medium that is in it or not.
 *
 *	floppy_look()     what is in it?   floppy_move()   sectors, with retries
 *	   |                                  |
 *	   '--> motor on --> change line? --> at speed --> track --> command
 *
 * The medium goes without asking. The drive remembers that it was opened: its
 * change line stays up until a medium is in and the heads have moved. So before
 * each command, and after each that failed, the line is looked at; and once it
 * was up, nothing is written any more before somebody has opened the drive
 * again, or the blocks of one medium would go onto the next.
 *
 * A command that failed is sent again; then with the heads brought back to
 * track 0 first, as they may be beside the track; then after a reset. No medium
 * and write protection are no reason to try again.
 *
 * Which of the drive's formats (floppy_kind.c) a medium has is found by reading
 * a sector's address at each one's data rate.
 *
 * Invariants: geometry is that of the medium that was in at the last look. The
 * motor is off or has a timer, or somebody is in here.
 * Locking: fdc_mutex; the timer touches the motor only, and is off meanwhile.
 * Linux: drivers/block/floppy.c. gdb: `p drives`, `break floppy_move`.
 */
#define pr_fmt(fmt) "floppy: " fmt

#include <linux/delay.h>
#include <linux/errno.h>
#include <linux/jiffies.h>
#include <linux/kernel.h>
#include <linux/printk.h>
#include "floppy.h"

#define SPIN_UP		(HZ * 4 / 10)	/* until a motor turns as it should */
#define SPIN_DOWN	(3 * HZ)	/* without work, until it stops */
#define SETTLE		15		/* ms for the heads to stand still */
#define TRIES		4

/* ---- motor ---- */

static void motor_off(struct timer_list *timer)
{
	struct floppy_drive *d = from_timer(d, timer, motor_off);

	d->spinning = false;
	fdc_motor(d->nr, false);
}

static void choose(struct floppy_drive *d)
{
	del_timer_sync(&d->motor_off);
	fdc_select(d->nr);
	if (d->spinning)
		return;
	fdc_motor(d->nr, true);
	d->spinning = true;
	d->since = jiffies;
}

static void wait_for_speed(const struct floppy_drive *d)
{
	while (time_before(jiffies, d->since + SPIN_UP))
		msleep(10);
}

void floppy_rest(struct floppy_drive *d)
{
	mod_timer(&d->motor_off, jiffies + SPIN_DOWN);
}

/* ---- heads ---- */

/* A controller that listens, and a drive that it talks to. */
static int wake(struct floppy_drive *d)
{
	int error = fdc_needs_reset() ? fdc_reset() : 0;

	if (error)
		return error;
	choose(d);
	if (d->resets == fdc_resets)
		return 0;
	d->resets = fdc_resets;
	d->track = -1;
	fdc_set_rate(FDC_500K);		/* before the first step */
	return 0;
}

/* Always, though an emulator would find the sector without. */
static int go_to(struct floppy_drive *d, int track)
{
	int error;

	if (d->track < 0) {
		error = fdc_recalibrate(d->nr);
		if (error)
			return error;
		d->track = 0;
	}
	if (d->track == track)
		return 0;
	error = fdc_seek(d->nr, track);
	d->track = error ? -1 : track;
	if (!error)
		msleep(SETTLE);
	return error;
}

/* The drives of 1981 have no such line: their media are new at each opening. */
static bool line_is_up(const struct floppy_drive *d)
{
	return d->kind->tells && fdc_disk_changed();
}

/*
 * The change line falls when the heads move over a medium; in an empty drive it
 * stays, whatever the heads do, and they may not even move.
 */
static int clear_change_line(struct floppy_drive *d)
{
	int error = fdc_seek(d->nr, 1);

	d->track = -1;
	if (error != -ETIMEDOUT)
		error = fdc_recalibrate(d->nr);
	if (error == -ETIMEDOUT)
		return error;
	return line_is_up(d) ? -ENOMEDIUM : 0;
}

/* ---- what is in it ---- */

bool floppy_drive_init(struct floppy_drive *d, unsigned int nr)
{
	d->kind = floppy_kind(nr);
	if (!d->kind)
		return false;
	d->nr = nr;
	d->track = -1;
	d->changed = true;
	timer_setup(&d->motor_off, motor_off, 0);
	return true;
}

bool floppy_changed(struct floppy_drive *d)
{
	if (!d->changed) {
		d->changed = wake(d) || !d->kind->tells || line_is_up(d);
		floppy_rest(d);
	}
	return d->changed;
}

/* Each format has a data rate of its own: at another nothing is found. */
static int find_geometry(struct floppy_drive *d)
{
	const struct floppy_geometry *const *can = d->kind->can;
	int error = go_to(d, 0);
	u8 cylinder;

	for (; !error && *can; can++) {
		fdc_set_rate((*can)->rate);
		error = fdc_read_id(d->nr, &cylinder);
		if (!error)
			d->geometry = *can;
		if (error != -EIO || !can[1])
			return error;
		error = 0;
	}
	return error;
}

/* 40 cylinders in a drive of 80 tracks: its track 2 is cylinder 1. Is it? */
static int find_step(struct floppy_drive *d)
{
	u8 cylinder = 2;
	int error = 0;

	if (d->geometry->wide)
		error = go_to(d, 2) ? : fdc_read_id(d->nr, &cylinder);
	d->step = cylinder == 1 ? 2 : 1;
	return error;
}

static int look(struct floppy_drive *d)
{
	int error = wake(d);
	u8 st3;

	d->geometry = NULL;
	if (error)
		return error;
	if (line_is_up(d))
		error = clear_change_line(d);
	if (error)
		return error;
	wait_for_speed(d);
	error = find_geometry(d) ? : find_step(d) ? :
		fdc_drive_status(d->nr, &st3);
	if (error)
		return error;
	d->protected = st3 & ST3_WRITE_PROTECTED;
	d->changed = line_is_up(d);
	return d->changed ? -ENOMEDIUM : 0;
}

int floppy_look(struct floppy_drive *d)
{
	int error = look(d);

	floppy_rest(d);
	return error;
}

unsigned int floppy_cylinder_rest(struct floppy_drive *d, unsigned int sector)
{
	unsigned int size = 2 * d->geometry->per_track;

	return size - sector % size;
}

/* ---- sectors ---- */

static bool gone(struct floppy_drive *d)
{
	d->changed |= line_is_up(d);
	return d->changed;
}

static int try_move(struct floppy_drive *d, struct fdc_transfer *t)
{
	int error = wake(d);

	t->st0 = t->st1 = t->st2 = 0;
	if (error)
		return error;
	if (gone(d))
		return -ENOMEDIUM;
	wait_for_speed(d);
	fdc_set_rate(d->geometry->rate);
	error = go_to(d, t->cylinder * d->step);
	if (!error)
		error = fdc_transfer(t);
	if (error != -EIO)
		return error;
	if (t->write && t->st1 & ST1_NOT_WRITABLE) {
		d->protected = true;
		return -EROFS;
	}
	return gone(d) ? -ENOMEDIUM : -EIO;
}

/* After failure number @failures: from the cheap to the thorough. */
static void prepare_again(struct floppy_drive *d, unsigned int failures)
{
	if (failures > 1)
		d->track = -1;
	if (failures > 2)
		fdc_reset();
}

static void report(struct floppy_drive *d, const struct fdc_transfer *t,
		   unsigned int sector, int error)
{
	pr_err("fd%u: cannot %s sector %u (cylinder %u, head %u): %s, st0 %02x st1 %02x st2 %02x, %u bytes left\n",
	       d->nr, t->write ? "write" : "read", sector, t->cylinder, t->head,
	       error == -ETIMEDOUT ? "no answer" : "error", t->st0, t->st1,
	       t->st2, t->residue);
}

/* Two answers that didn't come are enough: each has cost seconds. */
int floppy_move(struct floppy_drive *d, bool write, unsigned int sector,
		unsigned int nr, unsigned int addr)
{
	const struct floppy_geometry *g = d->geometry;
	struct fdc_transfer t = {
		.drive = d->nr, .write = write, .addr = addr, .bytes = nr * 512,
	};
	unsigned int silent = 0;
	int error = -ENOMEDIUM;

	if (!g)
		return error;
	t.cylinder = sector / (2 * g->per_track);
	t.head = sector / g->per_track % 2;
	t.sector = sector % g->per_track + 1;
	t.last = g->per_track;
	t.gap = g->gap;
	for (unsigned int try = 1; try <= TRIES && silent < 2; try++) {
		error = try_move(d, &t);
		if (error != -EIO && error != -ETIMEDOUT)
			return error;
		silent += error == -ETIMEDOUT;
		prepare_again(d, try);
	}
	if (nr == 1 || error == -ETIMEDOUT)
		report(d, &t, sector, error);
	return error;
}
