/* panic.h - the end of the road; see kernel/panic.c. */
#ifndef K896_LINUX_PANIC_H
#define K896_LINUX_PANIC_H

#include <linux/compiler.h>
#include <linux/types.h>

/* Say why, show where, stop. Any context. Never returns. */
void panic(const char *fmt, ...) __printf(1, 2) __noreturn __cold;

/* Print the chain of calls that led here. Any context. */
void dump_stack(void) __cold;
/* The same at a printk level of its own, such as KERN_ALERT. */
void dump_stack_lvl(const char *level) __cold;

/* Set while an oops is being printed: locks may be held by the dead. */
extern int oops_in_progress;

/* What happened so far that makes later reports less trustworthy. */
#define TAINT_DIE		7	/* an oops */
#define TAINT_BAD_PAGE		5	/* a page in a state it can't be in */
#define TAINT_WARN		9
#define TAINT_TEST		18	/* a self-test was loaded */
enum lockdep_ok { LOCKDEP_STILL_OK, LOCKDEP_NOW_UNRELIABLE };

void add_taint(unsigned int flag, enum lockdep_ok ok);
int test_taint(unsigned int flag);
unsigned long get_taint(void);

#endif
