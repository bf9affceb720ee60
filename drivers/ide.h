/*
 * ide.h - what the files of the IDE driver share, and nobody else sees.
 */
#ifndef _DRIVERS_IDE_H
#define _DRIVERS_IDE_H

#include <linux/blkdev.h>
#include <linux/completion.h>
#include <linux/dma-mapping.h>
#include <linux/hdreg.h>
#include <linux/interrupt.h>
#include <linux/pci.h>
#include <linux/timer.h>
#include <linux/workqueue.h>

/* ---- registers ---- */

/* From ch->cmd. With 48 bits those of the address are written twice. */
#define IDE_DATA	0		/* 16 bits wide */
#define IDE_ERROR	1		/* read: why */
#define IDE_FEATURE	1		/* write */
#define IDE_NSECTOR	2
#define IDE_LBA_LOW	3
#define IDE_LBA_MID	4
#define IDE_LBA_HIGH	5
#define IDE_DEVICE	6		/* which drive */
#define IDE_STATUS	7		/* read: ends the interrupt, too */
#define IDE_COMMAND	7		/* write: and it begins */

/* The status. With BUSY no other bit, and no other register, means anything. */
#define ST_BUSY		0x80
#define ST_READY	0x40
#define ST_FAULT	0x20
#define ST_DRQ		0x08		/* it wants to move data */
#define ST_ERR		0x01

#define ERR_ABORT	0x04		/* in the error register */

/* ch->ctl: read, the status without ending the interrupt; write, these. */
#define CTL_NIEN	0x02		/* no interrupts */
#define CTL_RESET	0x04

#define DEVICE_BASE	0xa0		/* bits that old drives want set */
#define DEVICE_LBA	0x40
#define DEVICE_SLAVE	0x10

/* ch->bm, the bus master's. */
#define BM_COMMAND	0
#define BM_STATUS	2
#define BM_TABLE	4		/* where the PRD table is, 32 bits */

#define BM_START	0x01		/* in the command */
#define BM_TO_MEMORY	0x08

#define BM_ACTIVE	0x01		/* in the status: not at the end yet */
#define BM_ERROR	0x02		/* these two: write 1 to clear */
#define BM_IRQ		0x04
#define BM_SIMPLEX	0x80		/* one channel at a time */

#define SETFEATURES_XFER	0x03
#define XFER_MW_DMA_0	0x20
#define XFER_UDMA_0	0x40

/* ---- a command ---- */

struct ide_taskfile {
	u64 lba;
	u16 nsector;			/* 0: as many as fit, and one */
	u8 feature;
	u8 command;			/* WIN_* */
	u8 device;			/* DEVICE_LBA */
	bool ext;			/* 48 bits of address, 16 of count */
};

/* A piece of memory for the bus master. */
struct ide_prd {
	u32 addr;			/* even */
	u32 len;			/* even, 0: 64 KB; PRD_LAST */
};
#define PRD_LAST	0x80000000u

/* ---- drives and channels ---- */

#define IDE_MAX_SECTORS	2048		/* of a request, with 48 bits */
#define IDE_MAX_SG	160		/* pieces of a request */
#define IDE_MAX_PRDS	512		/* a page; each piece may be cut once */
#define IDE_CAREFUL	2		/* failures: now in small pieces, */
#define IDE_SMALL	4096		/* of so many bytes at most */
#define IDE_MAX_TRIES	4		/* of one; then it is the caller's */
#define IDE_MAX_TIMEOUTS 3
#define IDE_PATIENCE	5		/* so many times more while at work */
#define IDE_RESET_MS	31000		/* until a drive must be ready again */
#define IDE_CHANNELS	4
#define CD_BLOCK	2048

struct ide_drive {
	struct ide_channel *ch;
	struct gendisk *disk;		/* NULL: no drive */
	struct request_queue *queue;
	unsigned int unit;		/* 0 master, 1 slave */
	bool present;
	bool atapi;			/* a CD drive */
	bool lba48;
	bool dma;			/* use it; off after failures */
	u8 flush;			/* the command for it; 0: none */
	u8 mode;			/* XFER_*, 0: no DMA */
	bool offline;			/* it does not answer any more */
	bool changed;			/* another medium than before */
	u8 sense, asc;			/* what the CD drive said last */
	sector_t sectors;
	unsigned int dma_failures;	/* in a row */
	unsigned long commands, retries, timeouts, errors;
	char model[41];
};

enum ide_state {
	IDE_IDLE,			/* nobody's */
	IDE_BUSY,			/* a command of ch->rq; its interrupt */
	IDE_OWNED,			/* a thread's */
};

enum ide_way { IDE_DMA, IDE_PIO, IDE_NODATA };

enum ide_fail {				/* why a command did not end well */
	IDE_OK,
	IDE_DRIVE_ERROR,		/* the drive says so */
	IDE_BUS_ERROR,			/* the bus master moved too little */
	IDE_TIMED_OUT,
};

struct ide_channel {
	unsigned int nr;		/* 0: hda and hdb, 1: hdc and hdd */
	unsigned long cmd, ctl;		/* ports */
	unsigned long bm;		/* the bus master's; 0: none */
	unsigned int irq;
	struct pci_dev *pdev;		/* NULL: just ports */
	char name[8];			/* "ide0" */
	struct ide_drive drive[2];

	spinlock_t lock;		/* over all below, and both queues */
	enum ide_state state;
	wait_queue_head_t idle;		/* who wants to claim it */
	unsigned int claims;		/* of them */
	unsigned int turn;		/* which drive is next */
	int selected;			/* unit, or -1 */
	int feature;			/* what that register holds, or -1 */

	struct ide_drive *active;	/* whose command it is */
	struct request *rq;		/* that is served; NULL: none */
	enum ide_way way;
	unsigned int bytes;		/* of rq, in this command */
	struct scatterlist *sg;		/* their memory */
	int nents;
	bool mapped;			/* for DMA, ... */
	bool to_memory;			/* ... in this direction */
	struct ide_prd *prd;		/* and as the bus master reads it */
	dma_addr_t prd_dma;
	struct dma_pool *pool;
	struct scatterlist *pio_sg;	/* how far PIO has come */
	unsigned int pio_offset, pio_left;
	u8 *bounce;			/* a sector that lies across pages */

	struct timer_list timer;	/* runs while there are commands */
	bool timer_on;
	unsigned long deadline;		/* of the command, in jiffies */
	enum ide_fail why;		/* for the worker */
	u8 status, error, bm_status;
	bool expecting;			/* the thread wants an interrupt, */
	struct completion done;		/* and is told here */
	struct workqueue_struct *wq;
	struct work_struct work;
	unsigned long interrupts, unexpected, resets;
	unsigned int fault;		/* see ide_fault.c */
};

extern struct ide_channel *ide_channels[IDE_CHANNELS];
extern struct pci_driver ide_driver;
extern bool ide_pio_only, ide_lba28_only;
extern unsigned long ide_timeout;	/* of a command, in jiffies */

static inline bool reads(const struct request *rq)
{
	return rq_data_dir(rq) == READ;
}

static inline const char *drive_name(const struct ide_drive *drive)
{
	return drive->disk ? drive->disk->disk_name : drive->ch->name;
}

/* ide.c: requests. With ch->lock, but for the claim. */
void ide_request(struct request_queue *q);
void ide_serve(struct ide_channel *ch);
void ide_fail(struct ide_channel *ch, enum ide_fail why);
void ide_go_on(struct ide_channel *ch);
void ide_take_data(struct ide_channel *ch);
void ide_next(struct ide_channel *ch);
void ide_expect(struct ide_channel *ch);
/* Have the channel for this thread, when the command is over. May sleep. */
void ide_claim(struct ide_channel *ch);
void ide_release(struct ide_channel *ch);

/* ide_irq.c: the end of a command; with ch->lock, the first two without. */
irqreturn_t ide_interrupt(int irq, void *dev_id);
void ide_timer(struct timer_list *timer);
void ide_end(struct ide_channel *ch, int error, unsigned int bytes);

/* ide_cmd.c: the command registers */
void ide_select(struct ide_channel *ch, unsigned int unit);
void ide_write_taskfile(struct ide_drive *drive, const struct ide_taskfile *tf);
int ide_spin(struct ide_channel *ch, u8 mask, u8 wanted, unsigned int usecs);
int ide_wait(struct ide_channel *ch, u8 mask, u8 wanted, unsigned int msecs);
int ide_polled(struct ide_drive *drive, const struct ide_taskfile *tf,
	       void *buf, unsigned int bytes, unsigned int msecs);
int ide_reset(struct ide_channel *ch);
void ide_set_mode(struct ide_drive *drive);

/* ide_dma.c */
int ide_dma_prepare(struct ide_channel *ch, bool to_memory);
void ide_dma_start(struct ide_channel *ch);
bool ide_dma_end(struct ide_channel *ch);
int ide_dma_alloc(struct ide_channel *ch);
void ide_dma_free(struct ide_channel *ch);

/* ide_pio.c */
int ide_pio_start(struct ide_channel *ch);
bool ide_pio_sector(struct ide_channel *ch, u8 status);
void ide_pio_rewind(struct ide_channel *ch);
void ide_pio_copy(struct ide_channel *ch, unsigned int bytes, bool in);

/* ide_error.c */
void ide_worker(struct work_struct *work);

/* ide_atapi.c */
void cd_request(struct ide_drive *drive);
int cd_capacity(struct ide_drive *drive);
extern const struct block_device_operations cd_fops;

/*
 * ide_show.c: have the disk of that name use DMA, or not; if it did. -ENODEV:
 * no such disk. May sleep.
 */
int ide_use_dma(const char *disk, bool on);

/* ide_probe.c */
int ide_probe_channel(struct ide_channel *ch);
void ide_remove_channel(struct ide_channel *ch);

#endif
