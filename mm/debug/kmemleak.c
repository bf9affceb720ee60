/*
 * kmemleak.c - what is still allocated since a mark, and who asked for it.
 *
 * Set the mark, load the module or run the command, end it again: what has been
 * allocated in between and is still there was forgotten, or is kept. Each
 * allocation that is out has a record in a table, found by its address:
 *
 *	hash(ptr) -> | rec | rec |     | rec | ...	the next free place from
 *						there on; holes end a search
 *
 * The table is one block of pages, taken when the mark is set: noting must not
 * allocate. When it is full, what comes is counted and not noted.
 *
 * Invariant: between a record's home and its place there is no hole (so taking
 * one out moves up those behind it that would be cut off).
 * Locking: records_lock. Context: any. Linux: mm/kmemleak.c (which looks for
 * pointers as well). gdb: `km-kmemleak`, `break kmemleak_alloc`.
 */
#include <linux/hash.h>
#include <linux/jiffies.h>
#include <linux/kernel.h>
#include <linux/kmemleak.h>
#include <linux/sched.h>
#include <linux/spinlock.h>
#include <linux/string.h>
#include "../internal.h"

static DEFINE_SPINLOCK(records_lock);
static struct kmemleak_record *records;
static unsigned int records_shift;	/* the table has 2^this places */
static unsigned long nr_records, nr_missed;

static unsigned int home_of(const void *ptr)
{
	return hash_ptr(ptr, records_shift);
}

static unsigned int behind(unsigned int at)
{
	return (at + 1) & ((1U << records_shift) - 1);
}

/* Where @ptr's record is, or the hole that ends the search. */
static unsigned int find_place(const void *ptr)
{
	unsigned int at = home_of(ptr);

	while (records[at].ptr && records[at].ptr != ptr)
		at = behind(at);
	return at;
}

void kmemleak_alloc(const void *ptr, size_t size, bool pages,
		    unsigned long caller)
{
	struct kmemleak_record *record;
	unsigned long flags;

	spin_lock_irqsave(&records_lock, flags);
	if (records && nr_records < (3UL << records_shift) / 4) {
		record = &records[find_place(ptr)];
		nr_records += !record->ptr;
		*record = (struct kmemleak_record){
			.ptr = ptr, .size = size, .caller = caller,
			.when = jiffies, .pid = current->pid, .pages = pages,
		};
	} else {
		nr_missed++;
	}
	spin_unlock_irqrestore(&records_lock, flags);
}

/* Could the record at @at stand at @hole before it, and still be found? */
static bool may_move(unsigned int at, unsigned int hole)
{
	unsigned int mask = (1U << records_shift) - 1;
	unsigned int home = home_of(records[at].ptr);

	return ((at - home) & mask) >= ((at - hole) & mask);
}

static void take_out(unsigned int hole)
{
	for (unsigned int at = behind(hole); records[at].ptr; at = behind(at))
		if (may_move(at, hole)) {
			records[hole] = records[at];
			hole = at;
		}
	records[hole].ptr = NULL;
	nr_records--;
}

void kmemleak_free(const void *ptr)
{
	unsigned long flags;
	unsigned int at;

	spin_lock_irqsave(&records_lock, flags);
	if (records) {
		at = find_place(ptr);
		if (records[at].ptr)
			take_out(at);
	}
	spin_unlock_irqrestore(&records_lock, flags);
}

bool kmemleak_get(unsigned int i, struct kmemleak_record *record)
{
	unsigned int at = 0, size = 1U << records_shift;
	unsigned long flags;

	spin_lock_irqsave(&records_lock, flags);
	for (; records && at < size; at++)
		if (records[at].ptr && !i--)
			break;
	if (records && at < size)
		*record = records[at];
	spin_unlock_irqrestore(&records_lock, flags);
	return records && at < size;
}

unsigned long kmemleak_missed(void)
{
	return nr_missed;
}

bool kmemleak_is_on(void)
{
	return records;
}

void kmemleak_set_table(void *table, size_t size)
{
	unsigned long flags;

	spin_lock_irqsave(&records_lock, flags);
	if (table) {
		memset(table, 0, size);
		records_shift = __fls(size / sizeof(*records));
	}
	records = table;
	nr_records = nr_missed = 0;
	spin_unlock_irqrestore(&records_lock, flags);
}
