/*
 * inspect_ps.c - the threads: `ps` lists them, `stack PID` shows where one is.
 *
 * The columns: who, on which CPU, what it waits for (R: nothing), its nice
 * value (or rt and a fixed priority), how often it gave the CPU up and how
 * often it was taken from it, ticks it was found running, and the deepest its
 * one-page stack was ever used.
 *
 * Locking & context: tasklist_lock over the list; what a thread does meanwhile
 * may be old when it is printed. Process context.
 * In Linux: ps, /proc/PID/stack.
 * Watch it: (gdb) km-threads
 */
#include <linux/errno.h>
#include <linux/kstrtox.h>
#include <linux/mm.h>
#include <linux/sched.h>
#include <asm/setup.h>
#include <asm/unwind.h>
#include "internal.h"

static void show_task(struct seq_file *m, const struct task_struct *task)
{
	seq_printf(m, "%5d %3u  %c  ", task->pid, task->cpu,
		   task_state_to_char(task));
	if (!task->pid)
		seq_printf(m, "idle");
	else if (task->prio < MAX_RT_PRIO)
		seq_printf(m, "rt%2u", task->prio);
	else
		seq_printf(m, "%4d", task_nice(task));
	seq_printf(m, " %8lu %8lu %8lu %6u  %s\n", task->nvcsw, task->nivcsw,
		   task->ticks, stack_used(task->stack), task->comm);
}

/* The list's lock is held while printing: short, and threads only get fewer. */
static int ps_show(struct seq_file *m, void *v)
{
	struct task_struct *task;
	unsigned long flags;

	seq_printf(m, "  PID CPU  S  NICE   waited   pushed    ticks  stack  NAME\n");
	read_lock_irqsave(&tasklist_lock, flags);
	list_for_each_entry(task, &task_list, tasks)
		show_task(m, task);
	read_unlock_irqrestore(&tasklist_lock, flags);
	return 0;
}
PROC_SHOW(ps, ps_show, "the threads, and the depth of their stacks");

static void show_trace(const struct task_struct *task)
{
	struct unwind_state s;

	if (task == current)
		unwind_start_caller(&s);
	else
		unwind_start_switched(&s, task->sp);
	s.exact = true;			/* or where it will begin */
	do
		say(s.exact ? "  %08lx %pS\n" : "  %08lx %pB\n", s.ip,
		    (void *)s.ip);	/* %pB: a return address */
	while (unwind_next(&s));
}

static int stack_cmd(int argc, char **argv)
{
	struct task_struct *task;
	unsigned long flags;
	int err = -ESRCH;
	int pid;

	if (argc != 2 || kstrtoint(argv[1], 0, &pid))
		return usage(argv[0]);
	read_lock_irqsave(&tasklist_lock, flags);
	list_for_each_entry(task, &task_list, tasks) {
		if (task->pid != pid)
			continue;
		say("%s (%c), %u of %lu bytes used at most\n", task->comm,
		    task_state_to_char(task), stack_used(task->stack), PAGE_SIZE);
		show_trace(task);
		err = 0;
		break;
	}
	read_unlock_irqrestore(&tasklist_lock, flags);
	if (err)
		say("stack: no thread %d, see `ps`\n", pid);
	return err;
}
MONITOR_CMD(stack, "PID", "where a thread is, and how it came there", stack_cmd);
