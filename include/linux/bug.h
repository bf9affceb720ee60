/*
 * bug.h - what can't be, and what shouldn't be.
 *
 * BUG_ON(cond): the kernel's own state is wrong; going on would do damage.
 * WARN_ON(cond): a caller's mistake that we survive; its value is the
 * condition, so `if (WARN_ON(!p)) return -EINVAL;` reads well.
 * Both are plain calls out of line: one test and a jump where all is well.
 */
#ifndef K896_LINUX_BUG_H
#define K896_LINUX_BUG_H

#include <linux/compiler.h>
#include <linux/types.h>
#include <linux/build_bug.h>

/*
 * kernel/panic.c. @caller: the address to name, NULL for the place of the
 * call; @fmt may be NULL. Any context.
 */
void warn_slowpath(const char *file, int line, void *caller,
		   const char *fmt, ...) __printf(4, 5) __cold;
void bug_report(const char *file, int line, const char *fmt, ...)
	__printf(3, 4) __noreturn __cold;

#define BUG()		bug_report(__FILE__, __LINE__, NULL)
#define BUG_ON(cond)	BUG_ON_MSG(cond, "%s", #cond)
/* BUG_ON with the values that prove it. */
#define BUG_ON_MSG(cond, fmt, ...) do {					\
	if (unlikely(cond))						\
		bug_report(__FILE__, __LINE__, fmt, ##__VA_ARGS__);	\
} while (0)

#define __WARN()	warn_slowpath(__FILE__, __LINE__, NULL, NULL)
#define __WARN_printf(...) \
	warn_slowpath(__FILE__, __LINE__, NULL, __VA_ARGS__)

#define WARN_ON(cond) ({						\
	bool __warn = !!(cond);						\
	if (unlikely(__warn))						\
		__WARN_printf("%s\n", #cond);				\
	unlikely(__warn); })

#define WARN(cond, ...) ({						\
	bool __warn = !!(cond);						\
	if (unlikely(__warn))						\
		__WARN_printf(__VA_ARGS__);				\
	unlikely(__warn); })

/* The first time it happens only. */
#define __WARN_FIRST(cond, how) ({					\
	static bool __warned;						\
	bool __warn = !!(cond);						\
	if (unlikely(__warn && !__warned)) {				\
		__warned = true;					\
		how;							\
	}								\
	unlikely(__warn); })
#define WARN_ON_ONCE(cond)	\
	__WARN_FIRST(cond, __WARN_printf("%s\n", #cond))
#define WARN_ONCE(cond, ...)	__WARN_FIRST(cond, __WARN_printf(__VA_ARGS__))
#define WARN_TAINT(cond, taint, ...)	WARN(cond, __VA_ARGS__)


#endif
