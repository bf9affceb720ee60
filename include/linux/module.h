/*
 * module.h - what a source file says about itself as a module, and what the
 * kernel knows of the ones it has loaded (kernel/module.c).
 *
 * A file compiled with -DMODULE becomes a .ko: what it says lands in sections
 * that the loader reads. Inside the kernel proper it takes no room, and
 * module_init() is an initcall like others.
 */
#ifndef K896_LINUX_MODULE_H
#define K896_LINUX_MODULE_H

#include <linux/atomic.h>
#include <linux/errno.h>
#include <linux/export.h>
#include <linux/init.h>
#include <linux/list.h>
#include <linux/moduleparam.h>
#include <linux/stat.h>
#include <linux/stringify.h>
#include <linux/types.h>
#include <linux/vermagic.h>

#define MODULE_NAME_LEN	60

enum module_state {
	MODULE_STATE_LIVE,		/* in use */
	MODULE_STATE_COMING,		/* its init runs */
	MODULE_STATE_GOING,		/* its exit runs, or has */
	MODULE_STATE_UNFORMED,		/* being put together */
};

struct kunit_suite;
struct module_symbol;

/* A piece of memory that a module lies in, page by page. */
struct module_area {
	void *base;			/* NULL: nothing of that kind */
	unsigned int size;		/* in bytes, whole pages */
	unsigned int text_size;		/* of it code, at its beginning ... */
	unsigned int ro_size;		/* ... and code and constants */
};

struct module_section {			/* for gdb and lsmod -v */
	const char *name;
	unsigned long addr;
};

struct module {
	enum module_state state;
	struct list_head list;		/* in modules, the youngest first */
	char name[MODULE_NAME_LEN];
	const char *version;		/* MODULE_VERSION, or NULL */
	int (*init)(void);		/* NULL: has none */
	void (*exit)(void);		/* NULL: stays for ever, if it has init */
	struct module_area core;	/* as long as it is loaded */
	struct module_area init_area;	/* until init has returned */
	void __percpu *percpu;		/* its DEFINE_PER_CPU variables */
	unsigned int percpu_size;
	const struct kernel_symbol *syms, *gpl_syms;	/* what it exports */
	unsigned int num_syms, num_gpl_syms;
	const struct kernel_param *kp;
	unsigned int num_kp;
	struct kunit_suite *const *suites;	/* run when it is loaded */
	unsigned int num_suites;
	const struct module_symbol *symtab;	/* its functions, by address */
	unsigned int num_symtab;
	struct module_section *sections;
	unsigned int num_sections;
	char *lines;			/* "SECTION OFFSET FILE:LINE", of calls */
	bool traced;			/* its allocations are written down */
	char *args;			/* as given to insmod */
	bool gpl;			/* its licence allows _GPL symbols */
	atomic_t refcnt;		/* who uses it besides its being there */
	struct list_head uses;		/* module_use of what it needs */
	struct list_head used_by;	/* module_use of those who need it */
};

#ifdef MODULE
/*
 * What modules have always found here without asking: Linux's headers bring
 * most of these along, and who tried his module there has not missed the line.
 */
#include <linux/bitmap.h>
#include <linux/capability.h>
#include <linux/completion.h>
#include <linux/cpu.h>
#include <linux/cpumask.h>
#include <linux/kernel.h>
#include <linux/mutex.h>
#include <linux/percpu.h>
#include <linux/rcupdate.h>
#include <linux/sched.h>
#include <linux/semaphore.h>
#include <linux/signal.h>
#include <linux/slab.h>
#include <linux/smp.h>
#include <linux/string.h>
#include <linux/wait.h>
#include <linux/workqueue.h>
#include <asm/page.h>

/* The loader makes the struct and lends it this name. */
extern struct module __this_module;
#define THIS_MODULE	(&__this_module)

#define module_init(fn)							\
	static inline __maybe_unused initcall_t __inittest(void)	\
	{ return fn; }							\
	int init_module(void) __copy(fn) __attribute__((alias(#fn)));
#define module_exit(fn)							\
	static inline __maybe_unused exitcall_t __exittest(void)	\
	{ return fn; }							\
	void cleanup_module(void) __copy(fn) __attribute__((alias(#fn)));

MODULE_INFO(vermagic, VERMAGIC_STRING);
#else
#define THIS_MODULE	((struct module *)0)
#define module_init(fn)	device_initcall(fn)
#define module_exit(fn) \
	static inline __maybe_unused exitcall_t __exittest(void) { return fn; }
#endif

#define MODULE_LICENSE(s)		MODULE_INFO(license, s)
#define MODULE_AUTHOR(s)		MODULE_INFO(author, s)
#define MODULE_DESCRIPTION(s)		MODULE_INFO(description, s)
#define MODULE_VERSION(s)		MODULE_INFO(version, s)
#define MODULE_ALIAS(s)			MODULE_INFO(alias, s)
#define MODULE_SOFTDEP(s)		MODULE_INFO(softdep, s)
#define MODULE_FIRMWARE(s)		MODULE_INFO(firmware, s)
#define MODULE_SUPPORTED_DEVICE(s)	MODULE_INFO(supported, s)
#define MODULE_IMPORT_NS(s)		MODULE_INFO(import_ns, #s)
#define MODULE_ALIAS_CHARDEV(major, minor) \
	MODULE_ALIAS("char-major-" __stringify(major) "-" __stringify(minor))
#define MODULE_ALIAS_CHARDEV_MAJOR(major) \
	MODULE_ALIAS("char-major-" __stringify(major) "-*")
/* For a loader of modules by device; here it says that the table is one. */
#define MODULE_DEVICE_TABLE(type, table) \
	_Static_assert(sizeof(table) > sizeof((table)[0]), "without an end")

/*
 * A reference: as long as somebody has one, rmmod refuses. try_module_get() is
 * false for a module on its way out; NULL, the kernel itself, is always there.
 * Any context.
 */
bool try_module_get(struct module *module);
void __module_get(struct module *module);
void module_put(struct module *module);
int module_refcount(struct module *module);

static inline bool module_is_live(struct module *module)
{
	return module->state != MODULE_STATE_GOING;
}

#define module_name(mod)	((mod) ? (mod)->name : "kernel")

/* What 2.4's drivers did by hand. */
#define MOD_INC_USE_COUNT	__module_get(THIS_MODULE)
#define MOD_DEC_USE_COUNT	module_put(THIS_MODULE)
#define EXPORT_NO_SYMBOLS
#define SET_MODULE_OWNER(x)	((x)->owner = THIS_MODULE)

#endif
