/*
 * boot.c - brings the kernel's memory management up on the host's machine, in
 * the order of start_kernel() in boot/main.c, from a memory map of a test's
 * own.
 */
#include "host.h"
#include <linux/cpumask.h>
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/mutex.h>
#include <linux/params.h>
#include <linux/percpu.h>
#include <linux/rcupdate.h>
#include <linux/sched.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/uaccess.h>
#include <linux/vmalloc.h>
#include <asm/bootinfo.h>
#include <asm/cpufeature.h>
#include "../../boot/boot.h"
#include "boot_host.h"

struct cpuinfo_x86 boot_cpu_data;
bool pat_enabled;

/* Which CPU the test plays; its per-CPU area is behind %fs. */
void host_become_cpu(unsigned int cpu)
{
	host_load_fs(per_cpu_offset(cpu));
}

/* There is no user here: all that the kernel has can be read. */
unsigned long copy_from_user(void *to, const void __user *from, unsigned long n)
{
	memcpy(to, (__force const void *)from, n);
	return 0;
}

/* The test plays each CPU in turn. */
int on_each_cpu(smp_call_func_t fn, void *info, int wait)
{
	unsigned int cpu, me = smp_processor_id();

	for_each_possible_cpu(cpu) {
		host_become_cpu(cpu);
		fn(info);
	}
	host_become_cpu(me);
	return 0;
}

/*
 * The road to the scheduler is never taken: a CPU here has one thread, and mm/
 * asks for no other. Bit 31 of the count stays set, or somebody has spoilt it.
 */
void preempt_schedule(void)
{
	BUG();
}

/* One thread: nobody to wait for, and who takes twice is wrong. */
int mutex_trylock(struct mutex *lock)
{
	if (mutex_is_locked(lock))
		return 0;
	lock->owner = 1;
	return 1;
}

void mutex_lock(struct mutex *lock)
{
	BUG_ON(!mutex_trylock(lock));
}

void mutex_unlock(struct mutex *lock)
{
	BUG_ON(!mutex_is_locked(lock));
	lock->owner = 0;
}

/* Nobody reads meanwhile: a grace period is over before it began. */
void call_rcu(struct rcu_head *head, rcu_callback_t func)
{
	func(head);
}

void rcu_barrier(void)
{
}

/* Nobody else could end a wait. */
void schedule(void)
{
	BUG();
}

long schedule_timeout(long timeout)
{
	BUG();
}

int wake_up_process(struct task_struct *task)
{
	BUG();
}

void cpu_set_percpu_base(unsigned int cpu, unsigned long offset)
{
	host_load_fs(offset);
}

void host_map_add(u64 start, u64 size, u32 type)
{
	BUG_ON(boot_info.nr_mmap == BOOT_MMAP_MAX);
	boot_info.mmap[boot_info.nr_mmap++] =
		(struct boot_mmap_entry) { start, size, type };
}

/* RAM as QEMU's firmware tells it, @kb of it below 4 GB. */
void host_map_pc(u32 kb)
{
	u64 end = (u64)kb << 10;

	host_map_add(0, 0x9fc00, 1);
	host_map_add(0x9fc00, 0x400, 2);
	host_map_add(0xf0000, 0x10000, 2);
	host_map_add(0x100000, end - 0x100000, 1);
}

/* The end of physical memory that the map speaks of, at most 4 GB. */
static u64 map_end(void)
{
	u64 end = 16 << 20;

	for (int i = 0; i < boot_info.nr_mmap; i++) {
		const struct boot_mmap_entry *m = &boot_info.mmap[i];

		if (m->type == 1 && m->start < 1ULL << 32)
			end = max(end, min(m->start + m->size, 1ULL << 32));
	}
	return end;
}

void host_power_on(const struct host_setup *setup)
{
	strscpy(boot_info.cmdline, setup->cmdline ?: "",
		sizeof(boot_info.cmdline));
	if (!setup->no_pse)
		boot_cpu_data.x86_capability[0] |= 1U << X86_FEATURE_PSE;
	if (!setup->no_pge)
		boot_cpu_data.x86_capability[0] |= 1U << X86_FEATURE_PGE;
	if (setup->cpus)
		cpu_possible_bits = cpu_online_bits = (1UL << setup->cpus) - 1;
	host_machine(map_end());
	if (setup->dirty_ram)
		setup->dirty_ram();
}

void host_boot(const struct host_setup *setup)
{
	host_power_on(setup);
	setup_e820();
	parse_params(boot_info.cmdline, 1);
	setup_memblock();
	paging_init();
	setup_per_cpu_areas();
	mem_init();
	kmem_cache_init();
	kmalloc_init();
	vmalloc_init();
	parse_params(boot_info.cmdline, 0);
	system_state = SYSTEM_RUNNING;
	local_irq_enable();
}

/* The shape most tests want: @mb of RAM, @cmdline or NULL. */
void host_boot_pc(unsigned int mb, const char *cmdline)
{
	host_map_pc(mb << 10);
	host_boot(&(struct host_setup) { .cmdline = cmdline });
}
