/*
 * lab_percpu - every CPU its own copy: a variable, and a pointer.
 *
 * Try it with CPUS=4.
 */
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/module.h>
#include <linux/percpu.h>
#include <linux/smp.h>

DECLARE_PER_CPU(int, name);
DEFINE_PER_CPU(int, name);

static unsigned long __percpu *counts;

static void count(void *unused)
{
	unsigned long *foo;

	get_cpu_var(name)++; /* increment name on this processor */
	put_cpu_var(name); /* done; enable kernel preemption */
	foo = per_cpu_ptr(counts, smp_processor_id());
	++*foo;
}

/*
 * The notes' second half, with the pointer that they check by its right name.
 */
static int by_pointer(void)
{
	void *percpu_ptr;
	unsigned long *foo;
	percpu_ptr = alloc_percpu(unsigned long);
	if (!percpu_ptr)
		/* error allocating memory .. */
		return -ENOMEM;
	foo = get_cpu_var(percpu_ptr);
	/* manipulate foo .. */
	*foo = 42;
	pr_info("percpu: this CPU's copy by get_cpu_var is that of per_cpu_ptr: %s\n",
		foo == per_cpu_ptr(percpu_ptr, smp_processor_id()) ?
		"yes" : "no");
	put_cpu_var(percpu_ptr);
	free_percpu(percpu_ptr);
	return 0;
}

static int __init percpu_init(void)
{
	int cpu, sum = 0, all = 0, i;

	counts = alloc_percpu(unsigned long);
	if (!counts)
		return -ENOMEM;
	for (i = 0; i < 3; i++)
		on_each_cpu(count, NULL, 1);
	for_each_online_cpu(cpu) {
		sum += per_cpu(name, cpu);
		all += *per_cpu_ptr(counts, cpu);
	}
	pr_info("percpu: counted 3 times on each of %d CPUs: %d and %d\n",
		num_online_cpus(), sum, all);
	i = by_pointer();
	if (i)
		free_percpu(counts);
	return i;
}

static void __exit percpu_exit(void)
{
	free_percpu(counts);
	pr_info("percpu: bye\n");
}

module_init(percpu_init);
module_exit(percpu_exit);
MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("every CPU its own copy: a variable, and a pointer");
