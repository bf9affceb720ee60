/*
 * async.c - what is slow at boot is done after the prompt stands.
 *
 *   initcall --async_schedule--> [probe][probe][probe]     (the list)
 *   prompt   --async_start----->    thread calls them, one by one, and ends
 *   lsblk    --async_synchronize_full: sleeps until list and thread are gone
 *
 * A floppy drive answers after a second, a drive that isn't there never. So
 * whoever looks for one only says at boot that it will, and a thread looks
 * later, in the order of asking. The thread is there as long as there is work:
 * nothing to do costs nothing.
 *
 * Where it would disturb it waits until somebody asks for what it finds, with
 * async_synchronize_full(): while run= has the commands, and with probe=late,
 * so that gdb stops where it was told to (`make debug`). Who is about to count,
 * and only wants nobody to come in between, says async_settle().
 *
 * Invariants: in SYSTEM_RUNNING a list that isn't empty has a thread.
 * Locking: async_lock over list and thread. Context: process.
 * Linux: kernel/async.c, which calls them side by side.
 * gdb: `p async_thread`, `break run_entry`.
 */
#include <linux/async.h>
#include <linux/errno.h>
#include <linux/export.h>
#include <linux/init.h>
#include <linux/kthread.h>
#include <linux/list.h>
#include <linux/sched.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <linux/string.h>
#include <linux/wait.h>

struct async_entry {
	struct list_head list;		/* in async_pending */
	async_cookie_t cookie;
	async_func_t func;
	void *data;
};

#define BOOT_ENTRIES	12		/* that need no memory: boot is short */

static struct async_entry boot_entries[BOOT_ENTRIES];
static unsigned int nr_boot_entries;	/* used up */
static LIST_HEAD(async_pending);	/* the oldest first */
static DEFINE_SPINLOCK(async_lock);
static DECLARE_WAIT_QUEUE_HEAD(async_done);
static struct task_struct *async_thread; /* who calls them, or NULL */
static struct task_struct *async_ended;	/* the last, until it is buried */
static async_cookie_t next_cookie = 1;
static bool started;
static bool late;			/* probe=late */

static int __init probe_setup(char *arg)
{
	late = arg && !strcmp(arg, "late");
	return late ? 0 : -EINVAL;
}
early_param("probe", probe_setup);

/* The next one; with none left the thread is none of ours any more. */
static struct async_entry *next_entry(void)
{
	struct async_entry *entry;

	spin_lock(&async_lock);
	entry = list_first_entry_or_null(&async_pending, struct async_entry,
					 list);
	if (entry)
		list_del(&entry->list);
	else
		async_thread = NULL;
	spin_unlock(&async_lock);
	return entry;
}

static void run_entry(struct async_entry *entry)
{
	entry->func(entry->data, entry->cookie);
	if (entry < boot_entries || entry >= boot_entries + BOOT_ENTRIES)
		kfree(entry);
}

/* A reference to this thread, for who waits until it is gone. */
static void note_ended(void)
{
	struct task_struct *before;

	get_task_struct(current);
	spin_lock(&async_lock);
	before = async_ended;
	async_ended = current;
	spin_unlock(&async_lock);
	if (before)
		put_task_struct(before);
}

static int async_main(void *own)
{
	struct async_entry *entry;

	if (own)
		note_ended();

	spin_lock(&async_lock);		/* whoever made us has noted it */
	spin_unlock(&async_lock);
	while ((entry = next_entry()))
		run_entry(entry);
	wake_up_all(&async_done);
	return 0;
}

/*
 * A thread for what is on the list. Where there is no memory for one, the
 * caller is it.
 */
static void start_thread(void)
{
	struct task_struct *task = kthread_create(async_main, &async_lock, "async");
	bool needed;

	spin_lock(&async_lock);
	needed = !async_thread && !list_empty(&async_pending);
	if (needed)
		async_thread = IS_ERR(task) ? current : task;
	spin_unlock(&async_lock);
	if (IS_ERR(task)) {
		if (needed)
			async_main(NULL);
	} else if (needed) {
		wake_up_new_task(task);
	} else {
		kthread_stop(task);
	}
}

/* NULL: no memory. At boot there is one CPU. */
static struct async_entry *new_entry(void)
{
	if (nr_boot_entries < BOOT_ENTRIES && !started)
		return &boot_entries[nr_boot_entries++];
	return kmalloc(sizeof(struct async_entry), GFP_KERNEL);
}

async_cookie_t async_schedule(async_func_t func, void *data)
{
	struct async_entry *entry = new_entry();
	async_cookie_t cookie;
	bool start;

	spin_lock(&async_lock);
	cookie = next_cookie++;
	if (entry) {
		entry->cookie = cookie;
		entry->func = func;
		entry->data = data;
		list_add_tail(&entry->list, &async_pending);
	}
	start = entry && started && !async_thread;
	spin_unlock(&async_lock);
	if (start)
		start_thread();
	if (!entry)
		func(data, cookie);
	return cookie;
}
EXPORT_SYMBOL(async_schedule);

/* Until the last thread is off its stack, and that is free again. */
static void bury_thread(void)
{
	struct task_struct *task;

	spin_lock(&async_lock);
	task = async_ended;
	async_ended = NULL;
	spin_unlock(&async_lock);
	if (!task)
		return;
	while (atomic_read(&task->usage) > 1)
		schedule_timeout_uninterruptible(1);
	put_task_struct(task);
}

static bool all_done(void)
{
	bool done;

	spin_lock(&async_lock);
	done = list_empty(&async_pending) && !async_thread;
	spin_unlock(&async_lock);
	return done;
}

static void start_now(void)
{
	spin_lock(&async_lock);
	started = true;
	spin_unlock(&async_lock);
	if (!list_empty(&async_pending))
		start_thread();
}

void async_synchronize_full(void)
{
	might_sleep();
	if (READ_ONCE(async_thread) == current)
		return;
	start_now();
	wait_event(async_done, all_done());
	bury_thread();
}
EXPORT_SYMBOL(async_synchronize_full);

void async_start(void)
{
	if (!late)
		start_now();
}

void async_settle(void)
{
	if (started || !late)
		async_synchronize_full();
}
