/*
 * rcupdate.h - readers that take no lock, and memory that waits for them.
 *
 *	rcu_read_lock();			writer, under its own lock:
 *	p = rcu_dereference(head);		  rcu_assign_pointer(head, new);
 *	... read *p ...				  synchronize_rcu();
 *	rcu_read_unlock();			  kfree(old);
 *
 * A reader may not sleep: between lock and unlock preemption is off, and that
 * is all it costs. Once every CPU has been seen without it, nobody can still
 * be reading what was unlinked before. See kernel/rcu.c.
 */
#ifndef _LINUX_RCUPDATE_H
#define _LINUX_RCUPDATE_H

#include <linux/bottom_half.h>
#include <linux/cleanup.h>
#include <linux/compiler.h>
#include <linux/preempt.h>
#include <linux/stddef.h>
#include <linux/types.h>
#include <asm/barrier.h>

/* struct rcu_head (linux/types.h) lies in what is to be freed later. */
typedef void (*rcu_callback_t)(struct rcu_head *head);

#define rcu_read_lock()		preempt_disable()
#define rcu_read_unlock()	preempt_enable()
#define rcu_read_lock_bh()	local_bh_disable()
#define rcu_read_unlock_bh()	local_bh_enable()
#define rcu_read_lock_sched()	preempt_disable()
#define rcu_read_unlock_sched()	preempt_enable()
#define rcu_read_lock_held()	(preempt_count() != 0 || irqs_disabled())

/* Follow a pointer that a writer may change; publish one. */
#define rcu_dereference(p)	READ_ONCE(p)
#define rcu_dereference_raw(p)	READ_ONCE(p)
#define rcu_dereference_check(p, held)	({ (void)(held); READ_ONCE(p); })
#define rcu_dereference_protected(p, held)	({ (void)(held); (p); })
#define rcu_access_pointer(p)	READ_ONCE(p)
#define rcu_assign_pointer(p, v)	smp_store_release(&(p), (v))
#define RCU_INIT_POINTER(p, v)	WRITE_ONCE(p, v)

/*
 * Call @func(@head) when all readers of this moment are through, as a softirq.
 * Any context.
 */
void call_rcu(struct rcu_head *head, rcu_callback_t func);
/* Wait until they are. May sleep. */
void synchronize_rcu(void);
/* Wait until every callback that was asked for so far has been called. */
void rcu_barrier(void);
#define synchronize_sched	synchronize_rcu
#define synchronize_net		synchronize_rcu

/*
 * kfree(@ptr) then; @field is its rcu_head. Without one: waits, may sleep.
 * In the list func stands for the offset then: no function lies below 4096.
 */
#define kfree_rcu(...) \
	__KFREE_RCU_WHICH(__VA_ARGS__, __kfree_rcu_field, __kfree_rcu_wait, ) \
		(__VA_ARGS__)
#define __KFREE_RCU_WHICH(ptr, field, which, ...)	which
#define __kfree_rcu_field(ptr, field) \
	call_rcu(&(ptr)->field, (rcu_callback_t)offsetof(typeof(*(ptr)), field))
#define __kfree_rcu_wait(ptr) \
	do { void *__p = (ptr); synchronize_rcu(); kfree(__p); } while (0)
#define kfree_rcu_mightsleep(ptr)	__kfree_rcu_wait(ptr)

/* The same with kvfree: it takes what kmalloc gave as well as vmalloc. */
#define kvfree_rcu(...) \
	__KFREE_RCU_WHICH(__VA_ARGS__, __kfree_rcu_field, __kvfree_rcu_wait, ) \
		(__VA_ARGS__)
#define __kvfree_rcu_wait(ptr) \
	do { void *__p = (ptr); synchronize_rcu(); kvfree(__p); } while (0)
#define kvfree_rcu_mightsleep(ptr)	__kvfree_rcu_wait(ptr)

/* How both free: mm's kvfree, set at boot (this lies below mm). */
extern void (*rcu_free_object)(void *object);

/* From each CPU's tick, in its interrupt: was there no reader here? */
void rcu_tick(void);
/* From the scheduler, interrupts off, where a tick has asked for it. */
DECLARE_PER_CPU(int, rcu_wants_switch);
void rcu_note_switch(void);

/* Grace periods completed since boot. */
unsigned long get_completed_rcu(void);

/* Publish @new; what was there before. */
#define rcu_replace_pointer(p, new, held) \
	({ typeof(p) __was = rcu_dereference_protected(p, held); \
	   rcu_assign_pointer(p, new); __was; })
#define synchronize_rcu_expedited()	synchronize_rcu()
#define rcu_head_init(head)		((head)->func = NULL)
#define init_rcu_head(head)		do { (void)(head); } while (0)
#define destroy_rcu_head(head)		do { (void)(head); } while (0)
#define init_rcu_head_on_stack(head)	do { (void)(head); } while (0)
#define destroy_rcu_head_on_stack(head)	do { (void)(head); } while (0)

DEFINE_LOCK_GUARD_0(rcu, rcu_read_lock(), rcu_read_unlock())

#endif
