/*
 * notifier.c - telling whoever wants to know.
 *
 * Model: a list by priority. The three kinds differ in what keeps it together
 * while it is walked: the caller's own lock, RCU, a semaphore.
 *
 * Invariants: the list's priorities never rise.
 * Locking, context: as said in notifier.h.
 * Linux: kernel/notifier.c.
 * gdb: `p *nh.head`, `break call_chain`.
 */
#include <linux/errno.h>
#include <linux/export.h>
#include <linux/notifier.h>
#include <linux/rcupdate.h>

static int add(struct notifier_block **at, struct notifier_block *nb)
{
	for (; *at && (*at)->priority >= nb->priority; at = &(*at)->next)
		if (*at == nb)
			return -EEXIST;
	nb->next = *at;
	rcu_assign_pointer(*at, nb);
	return 0;
}

static int del(struct notifier_block **at, struct notifier_block *nb)
{
	for (; *at; at = &(*at)->next) {
		if (*at == nb) {
			rcu_assign_pointer(*at, nb->next);
			return 0;
		}
	}
	return -ENOENT;
}

static int call_chain(struct notifier_block *nb, unsigned long action,
		      void *data)
{
	struct notifier_block *next;
	int ret = NOTIFY_DONE;

	for (; nb && !(ret & NOTIFY_STOP_MASK); nb = next) {
		next = rcu_dereference(nb->next);
		ret = nb->notifier_call(nb, action, data);
	}
	return ret;
}

int raw_notifier_chain_register(struct raw_notifier_head *nh,
				struct notifier_block *nb)
{
	return add(&nh->head, nb);
}
EXPORT_SYMBOL(raw_notifier_chain_register);

int raw_notifier_chain_unregister(struct raw_notifier_head *nh,
				  struct notifier_block *nb)
{
	return del(&nh->head, nb);
}
EXPORT_SYMBOL(raw_notifier_chain_unregister);

int raw_notifier_call_chain(struct raw_notifier_head *nh,
			    unsigned long action, void *data)
{
	return call_chain(nh->head, action, data);
}
EXPORT_SYMBOL(raw_notifier_call_chain);

int atomic_notifier_chain_register(struct atomic_notifier_head *nh,
				   struct notifier_block *nb)
{
	unsigned long flags;
	int error;

	spin_lock_irqsave(&nh->lock, flags);
	error = add(&nh->head, nb);
	spin_unlock_irqrestore(&nh->lock, flags);
	return error;
}
EXPORT_SYMBOL(atomic_notifier_chain_register);

int atomic_notifier_chain_unregister(struct atomic_notifier_head *nh,
				     struct notifier_block *nb)
{
	unsigned long flags;
	int error;

	spin_lock_irqsave(&nh->lock, flags);
	error = del(&nh->head, nb);
	spin_unlock_irqrestore(&nh->lock, flags);
	synchronize_rcu();
	return error;
}
EXPORT_SYMBOL(atomic_notifier_chain_unregister);

int atomic_notifier_call_chain(struct atomic_notifier_head *nh,
			       unsigned long action, void *data)
{
	int ret;

	rcu_read_lock();
	ret = call_chain(rcu_dereference(nh->head), action, data);
	rcu_read_unlock();
	return ret;
}
EXPORT_SYMBOL(atomic_notifier_call_chain);

int blocking_notifier_chain_register(struct blocking_notifier_head *nh,
				     struct notifier_block *nb)
{
	int error;

	down_write(&nh->rwsem);
	error = add(&nh->head, nb);
	up_write(&nh->rwsem);
	return error;
}
EXPORT_SYMBOL(blocking_notifier_chain_register);

int blocking_notifier_chain_unregister(struct blocking_notifier_head *nh,
				       struct notifier_block *nb)
{
	int error;

	down_write(&nh->rwsem);
	error = del(&nh->head, nb);
	up_write(&nh->rwsem);
	return error;
}
EXPORT_SYMBOL(blocking_notifier_chain_unregister);

int blocking_notifier_call_chain(struct blocking_notifier_head *nh,
				 unsigned long action, void *data)
{
	int ret;

	down_read(&nh->rwsem);
	ret = call_chain(nh->head, action, data);
	up_read(&nh->rwsem);
	return ret;
}
EXPORT_SYMBOL(blocking_notifier_call_chain);
