/*
 * cpu.h - CPUs that come and go. Here they come at boot and stay: who keeps
 * them from going has nothing to do but to stay in a context that may sleep.
 */
#ifndef _LINUX_CPU_H
#define _LINUX_CPU_H

#include <linux/cleanup.h>
#include <linux/cpumask.h>
#include <linux/sched.h>

#define cpus_read_lock()	might_sleep()
#define cpus_read_unlock()	do { } while (0)
#define get_online_cpus()	cpus_read_lock()
#define put_online_cpus()	cpus_read_unlock()
#define cpu_hotplug_disable()	might_sleep()
#define cpu_hotplug_enable()	do { } while (0)

DEFINE_LOCK_GUARD_0(cpus_read_lock, cpus_read_lock(), cpus_read_unlock())

#endif
