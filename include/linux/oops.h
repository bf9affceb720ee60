/*
 * oops.h - reports about the kernel's own failures: kernel/oops.c prints them,
 * kernel/panic.c decides what comes afterwards.
 */
#ifndef _LINUX_OOPS_H
#define _LINUX_OOPS_H

#include <linux/types.h>
#include <linux/compiler.h>
#include <linux/panic.h>

struct pt_regs;
struct unwind_state;

/* What went wrong, for one report. */
struct oops {
	const char *why;		/* the reason, in words */
	const char *trap;		/* what the CPU calls it, or NULL */
	struct pt_regs *regs;		/* at the moment, or NULL (BUG) */
	unsigned long ip;		/* the instruction */
	unsigned long sp, bp;		/* its stack and frame */
	unsigned long error;		/* the CPU's error code */
	unsigned long addr;		/* what it wanted to touch ... */
	bool has_addr;			/* ... if it was about an address */
};

/*
 * @fn(addr) is called in each report with the address that it is about (the
 * one that faulted, else the stack pointer): it prints what lies there. In
 * the order of registration, any context, interrupts off; must not sleep or
 * wait for a lock. At most OOPS_HOOKS; -ENOSPC beyond.
 */
#define OOPS_HOOKS	8
int oops_register(void (*fn)(unsigned long addr));
/* @fn ends a thread that oopsed and has no recovery; called on its stack. */
void oops_set_thread_end(void (*fn)(void));
/* Would an oops end the current thread only, not the machine? Any context. */
bool oops_can_recover(void);

/*
 * Report that @regs failed because of @why, then end what ran: in process
 * context go on at oops_set_recovery()'s place, else panic. Never returns.
 * @err: the CPU's error code. Any context.
 */
void die(const char *why, struct pt_regs *regs, long err) __noreturn __cold;
/* The same for a report that was put together by hand. */
void die_oops(const struct oops *o) __noreturn __cold;

/* Registers, control registers, code bytes and backtrace. Any context. */
void show_regs(struct pt_regs *regs) __cold;
/* The backtrace from @state on, each line with printk's level @level. */
void show_trace(const char *level, struct unwind_state *state) __cold;
/* kernel/oops.c: the whole report, without its consequences. */
void oops_print(const struct oops *o, unsigned int number) __cold;

extern unsigned int oops_count, warn_count;	/* since boot */

#endif
