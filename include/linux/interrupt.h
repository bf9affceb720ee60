/*
 * interrupt.h - handlers for interrupts of devices (kernel/irq.c), and what
 * they leave for a moment later: softirqs (kernel/softirq.c) and tasklets
 * (kernel/tasklet.c).
 */
#ifndef _LINUX_INTERRUPT_H
#define _LINUX_INTERRUPT_H

#include <linux/types.h>
#include <linux/atomic.h>
#include <linux/bottom_half.h>
#include <linux/compiler.h>
#include <linux/hardirq.h>
#include <linux/irqflags.h>
#include <linux/irqreturn.h>
#include <linux/kernel.h>
#include <linux/percpu-defs.h>
#include <linux/preempt.h>

struct pt_regs;

typedef irqreturn_t (*irq_handler_t)(int irq, void *dev_id);

/* 2.6 handed the interrupted registers to a handler, and still may. */
typedef union {
	irq_handler_t fn;
	irqreturn_t (*fn_regs)(int irq, void *dev_id, struct pt_regs *regs);
} irq_handler_arg_t __transparent_union;

#define IRQF_SHARED		0x00000080	/* others may use the line */
#define IRQF_TRIGGER_NONE	0x00000000
#define IRQF_TIMER		0x00000200
/* 2.6's names; handlers always run with interrupts off. */
#define SA_SHIRQ		IRQF_SHARED
#define SA_INTERRUPT		0x00000020
#define IRQF_DISABLED		SA_INTERRUPT
#define SA_SAMPLE_RANDOM	0x00000040
#define IRQF_SAMPLE_RANDOM	SA_SAMPLE_RANDOM

/*
 * Call @handler(irq, @dev_id) on each interrupt of line @irq, and unmask it.
 * @name is for /proc/interrupts and must stay. A shared line needs IRQF_SHARED
 * from all its users, and a @dev_id of each. 0; -EINVAL: no such line or no
 * handler; -EBUSY: taken and not shared; -ENOMEM. Any context.
 */
int request_irq(unsigned int irq, irq_handler_arg_t handler,
		unsigned long flags, const char *name, void *dev_id);
/*
 * Take the handler with that @dev_id off; the last one masks the line. Returns
 * its name, NULL (and a warning) if there is none. After it returned, the
 * handler does not run any more. Not from an interrupt.
 */
const void *free_irq(unsigned int irq, void *dev_id);

/*
 * Mask and unmask a line; these nest. disable_irq also waits until a handler
 * that runs on another CPU has returned: not from that handler.
 */
void disable_irq(unsigned int irq);
void disable_irq_nosync(unsigned int irq);
void enable_irq(unsigned int irq);
void synchronize_irq(unsigned int irq);

/*
 * Which line does a device use? probe_irq_on() switches on those that nobody
 * has: a bit each; then the device is told to interrupt, and probe_irq_off()
 * says which came: 0 none, -N several. One thread at a time;
 * kernel/irq_probe.c. May sleep.
 */
unsigned long probe_irq_on(void);
int probe_irq_off(unsigned long mask);

/*
 * Softirqs, the most urgent first. Work that an interrupt leaves for the moment
 * when interrupts are on again: it runs on the same CPU, on a stack of its own,
 * and may not sleep. Different CPUs may run the same one at once.
 */
enum {
	HI_SOFTIRQ,			/* tasklets in a hurry */
	TIMER_SOFTIRQ,			/* timers that are due */
	TASKLET_SOFTIRQ,		/* tasklets */
	SCHED_SOFTIRQ,			/* balancing the run queues */
	RCU_SOFTIRQ,			/* grace periods and their callbacks */
	TEST_SOFTIRQ,			/* for suites */
	NR_SOFTIRQS
};

struct softirq_action {
	void (*action)(struct softirq_action *self);
};

DECLARE_PER_CPU(unsigned int, softirq_pending);
#define local_softirq_pending()	this_cpu_read(softirq_pending)

/* Give softirq @nr its function, for good. */
void open_softirq(int nr, void (*action)(struct softirq_action *self));
/* Have it run soon on this CPU. Any context; _irqoff: with interrupts off. */
void raise_softirq(unsigned int nr);
void raise_softirq_irqoff(unsigned int nr);
/* Run what is raised, unless in an interrupt or with bottom halves off. */
void do_softirq(void);
/* How often this one ran on @cpu since boot. */
unsigned int kstat_softirqs_cpu(unsigned int nr, int cpu);
extern const char *const softirq_names[NR_SOFTIRQS];

/* The thread that goes on when there is too much of it; kernel/ksoftirqd.c. */
struct task_struct;
DECLARE_PER_CPU(struct task_struct *, ksoftirqd);
/* Per-CPU: the top of the stack that softirqs run on; 0: none of their own. */
DECLARE_PER_CPU(unsigned long, softirq_stack_top);

/*
 * A tasklet is a function that runs once, soon, on the CPU that scheduled it,
 * as a softirq; never on two CPUs at once. Scheduled again before it began, it
 * still runs once; from then on, once more.
 */
struct tasklet_struct {
	struct tasklet_struct *next;	/* on a CPU's list */
	unsigned long state;		/* TASKLET_STATE_*, bit numbers */
	atomic_t count;			/* of tasklet_disable(): 0 lets it run */
	union {
		void (*func)(unsigned long data);	/* 2.6 */
		void (*callback)(struct tasklet_struct *t); /* today */
	};
	unsigned long data;		/* its argument: today, itself */
};

enum {
	TASKLET_STATE_SCHED,		/* on a list */
	TASKLET_STATE_RUN,		/* running on some CPU */
};

/* DECLARE_TASKLET(name, callback), or 2.6's (name, function, data). */
#define __TASKLET_NEW(name, off, fn) \
	struct tasklet_struct name = { .count = ATOMIC_INIT(off), \
		.callback = (fn), .data = (unsigned long)&(name) }
#define __TASKLET_OLD(name, off, fn, arg) \
	struct tasklet_struct name = { .count = ATOMIC_INIT(off), \
		.func = (fn), .data = (arg) }
#define __TASKLET_WHICH(a, b, which, ...)	which
#define __DECLARE_TASKLET(name, off, ...) \
	__TASKLET_WHICH(__VA_ARGS__, __TASKLET_OLD, __TASKLET_NEW, ) \
		(name, off, __VA_ARGS__)
#define DECLARE_TASKLET(name, ...)	__DECLARE_TASKLET(name, 0, __VA_ARGS__)
#define DECLARE_TASKLET_DISABLED(name, ...) \
	__DECLARE_TASKLET(name, 1, __VA_ARGS__)
#define DECLARE_TASKLET_OLD(name, fn)	__DECLARE_TASKLET(name, 0, fn, 0UL)

#define from_tasklet(var, t, field)	container_of(t, typeof(*var), field)

void tasklet_init(struct tasklet_struct *t, void (*func)(unsigned long data),
		  unsigned long data);
void tasklet_setup(struct tasklet_struct *t,
		   void (*callback)(struct tasklet_struct *t));
/* Any context. */
void tasklet_schedule(struct tasklet_struct *t);
void tasklet_hi_schedule(struct tasklet_struct *t);
/* While disabled it stays on its list. tasklet_disable waits for its end. */
void tasklet_disable(struct tasklet_struct *t);
void tasklet_disable_nosync(struct tasklet_struct *t);
void tasklet_enable(struct tasklet_struct *t);
/*
 * Wait until it neither runs nor is scheduled. Not for one that schedules
 * itself. Process context; may sleep.
 */
void tasklet_kill(struct tasklet_struct *t);

#endif
