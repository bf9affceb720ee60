/*
 * srcu.c - readers that may sleep, each structure with its own.
 *
 *	side 0	r r r		entered before: waited for, until none is left
 *	side 1	    r r		enter now: nobody waits for them
 *
 * A reader counts himself on the side that is open and leaves by the same one.
 * A writer turns the sides and waits until the other is empty. Twice: a reader
 * may have looked which side is open, and count himself only after the turn,
 * when the writer has already found his side empty; the next writer's turns
 * meet him.
 *
 * Invariant: readers[side] is who entered there and has not left.
 * Locking: mutex, of writers; readers have none. Context: readers any, who
 * synchronizes may sleep.
 * Linux: kernel/rcu/srcutree.c, whose readers count per CPU.
 * gdb: `break synchronize_srcu`, `p NAME.readers`.
 */
#include <linux/export.h>
#include <linux/kernel.h>
#include <linux/srcu.h>
#include <linux/wait.h>

static DECLARE_WAIT_QUEUE_HEAD(idle);

int init_srcu_struct(struct srcu_struct *s)
{
	*s = (struct srcu_struct){ .side = 0 };
	mutex_init(&s->mutex);
	return 0;
}
EXPORT_SYMBOL(init_srcu_struct);

int srcu_read_lock(struct srcu_struct *s)
{
	int side = READ_ONCE(s->side);

	atomic_inc(&s->readers[side]);
	smp_mb();			/* counted, before anything is read */
	return side;
}
EXPORT_SYMBOL(srcu_read_lock);

void srcu_read_unlock(struct srcu_struct *s, int side)
{
	smp_mb();			/* all is read, before that shows */
	if (atomic_dec_and_test(&s->readers[side]))
		wake_up_all(&idle);	/* not in *s: that may be freed */
}
EXPORT_SYMBOL(srcu_read_unlock);

void synchronize_srcu(struct srcu_struct *s)
{
	might_sleep();
	mutex_lock(&s->mutex);
	for (int turn = 0; turn < 2; turn++) {
		int before = s->side;

		WRITE_ONCE(s->side, !before);
		smp_mb();		/* turned, before they are counted */
		wait_event(idle, !atomic_read(&s->readers[before]));
	}
	smp_mb();
	mutex_unlock(&s->mutex);
}
EXPORT_SYMBOL(synchronize_srcu);
