/*
 * dump.c - how often each line ran, sent out when the machine goes off. Only
 * the coverage build has this file; `make coverage` reads what it sends.
 *
 * Model: gcc's -fprofile-arcs gives each object of mm/ and lib/ counters, and a
 * struct gcov_info that describes them, to which -fprofile-info-section keeps a
 * pointer in .gcov_info. libgcov turns one such struct into the bytes of a
 * .gcda file. They leave through port 0xe9, QEMU's -debugcon, as records:
 *
 *	'F' length name		a file begins
 *	'D' length bytes	more of its contents
 *	'E' 0			the end: nothing was lost
 *
 * Length is 32 bits, low byte first. The linker puts us before the two ways out
 * (--wrap), so the kernel itself knows nothing of this.
 *
 * Counters are plain 64-bit words: CPUs that run side by side lose steps of
 * them. tools/coverage.py lets the CPUs take turns.
 *
 * Context: interrupts off, the machine is going down. Linux: kernel/gcov/.
 * gdb:	break __wrap_kernel_power_off
 *	p __gcov_info_end - __gcov_info_start
 */
#include <linux/bug.h>
#include <linux/irqflags.h>
#include <linux/linkage.h>
#include <linux/panic.h>
#include <linux/reboot.h>
#include <linux/string.h>
#include <asm/io.h>

#define DEBUGCON_PORT	0xe9

struct gcov_info;			/* the compiler's; we only pass it on */

extern const struct gcov_info *const __gcov_info_start[];
extern const struct gcov_info *const __gcov_info_end[];

/* libgcov's, with the C library's way to pass arguments. */
asmlinkage void __gcov_info_to_gcda(const struct gcov_info *info,
		asmlinkage void (*filename)(const char *name, void *arg),
		asmlinkage void (*dump)(const void *data, unsigned int len,
					void *arg),
		asmlinkage void *(*allocate)(unsigned int len, void *arg),
		void *arg);

/* What libgcov refers to and our use of it never calls. */
asmlinkage void abort(void);
asmlinkage void *mmap64(void);
asmlinkage void __gcov_merge_add(void);

asmlinkage void abort(void)
{
	panic("libgcov gave up");
}

asmlinkage void *mmap64(void)
{
	return NULL;
}

asmlinkage void __gcov_merge_add(void)
{
}

static void send(char kind, const void *data, unsigned int len)
{
	outb(kind, DEBUGCON_PORT);
	outsb(DEBUGCON_PORT, &len, sizeof(len));
	outsb(DEBUGCON_PORT, data, len);
}

static asmlinkage void filename(const char *name, void *arg)
{
	send('F', name, strlen(name));
}

static asmlinkage void dump(const void *data, unsigned int len, void *arg)
{
	send('D', data, len);
}

static asmlinkage void *allocate(unsigned int len, void *arg)
{
	panic("libgcov wants memory: for counters that were not asked for");
}

static void send_all(void)
{
	const struct gcov_info *const *info;

	local_irq_disable();
	for (info = __gcov_info_start; info < __gcov_info_end; info++)
		__gcov_info_to_gcda(*info, filename, dump, allocate, NULL);
	send('E', NULL, 0);
}

void __real_kernel_power_off(int status) __noreturn;
void __wrap_kernel_power_off(int status) __noreturn;
void __real_kernel_restart(void) __noreturn;
void __wrap_kernel_restart(void) __noreturn;

void __wrap_kernel_power_off(int status)
{
	send_all();
	__real_kernel_power_off(status);
}

void __wrap_kernel_restart(void)
{
	send_all();
	__real_kernel_restart();
}
