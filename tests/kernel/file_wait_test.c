/*
 * file_wait_test.c - waiting for a file, being told, and its pages, with a
 * driver of three queues and three pages, one of them not there.
 */
#include <kunit/test.h>
#include <linux/err.h>
#include <linux/fs.h>
#include <linux/jiffies.h>
#include <linux/kthread.h>
#include <linux/mm.h>
#include <linux/poll.h>
#include <linux/signal.h>
#include <linux/slab.h>
#include <linux/vma.h>
#include <linux/vmalloc.h>
#include "../../fs/file.h"
#include "team.h"

#define MAJOR_NR	470

static DECLARE_WAIT_QUEUE_HEAD(in);
static DECLARE_WAIT_QUEUE_HEAD(out);
static struct fasync_struct *listeners;
static unsigned int answer, nr_queues, nr_closed;
static struct page *pages[3];
static int mmap_err;

static unsigned int test_poll(struct file *file, poll_table *pt)
{
	for (unsigned int i = 0; i < nr_queues; i++)
		poll_wait(file, i & 1 ? &out : &in, pt);
	return answer;
}

static int test_fasync(int fd, struct file *file, int on)
{
	return fasync_helper(fd, file, on, &listeners);
}

static vm_fault_t give_page(struct vm_fault *vmf)
{
	struct page *page = vmf->pgoff < 3 ? pages[vmf->pgoff] : NULL;

	if (!page)
		return VM_FAULT_SIGBUS;
	get_page(page);
	vmf->page = page;
	return 0;
}

/* Until 4.10: the area by itself, too. */
static vm_fault_t give_page_of(struct vm_area_struct *vma, struct vm_fault *vmf)
{
	return vma->vm_start == vmf->vma->vm_start &&
	       vma->vm_file == vmf->vma->vm_file &&
	       (unsigned long)vmf->virtual_address == vmf->address ?
	       give_page(vmf) : VM_FAULT_OOM;
}

static struct page *give_nopage(struct vm_area_struct *vma,
				unsigned long address, int *type)
{
	struct page *page = pages[((address - vma->vm_start) >> PAGE_SHIFT) +
				  vma->vm_pgoff];

	if (!page)
		return NOPAGE_SIGBUS;
	get_page(page);
	*type = VM_FAULT_MINOR;
	return page;
}

static void count_closed(struct vm_area_struct *vma)
{
	nr_closed++;
}

/* As some did: the frames mapped from here, through the argument. */
static vm_fault_t map_frame(struct vm_area_struct *vma, struct vm_fault *vmf)
{
	return remap_pfn_range(vma, vmf->address, page_to_pfn(pages[0]),
			       PAGE_SIZE, vma->vm_page_prot) ?
	       VM_FAULT_SIGBUS : VM_FAULT_NOPAGE;
}

static const struct vm_operations_struct maps_itself = {
	.fault = (void *)map_frame,
};

static const struct vm_operations_struct ways[] = {
	{ .close = count_closed, .fault = give_page },
	{ .close = count_closed, .fault = (void *)give_page_of },
	{ .close = count_closed, .nopage = give_nopage },
};
static const struct vm_operations_struct *vm_ops;

static int test_mmap(struct file *file, struct vm_area_struct *vma)
{
	vma->vm_ops = vm_ops;
	return mmap_err;
}

static const struct file_operations fops = {
	.poll = test_poll, .fasync = test_fasync, .mmap = test_mmap,
};
static const struct file_operations bare = { };
static struct file *file;

static int start(struct kunit *test)
{
	int err = register_chrdev(MAJOR_NR, "kunit_wait", &fops);

	if (err)
		return err;
	file = filp_open("/dev/kunit_wait", O_RDWR, 0);
	nr_queues = 2;
	answer = mmap_err = 0;
	return PTR_ERR_OR_ZERO(file);
}

static void end(struct kunit *test)
{
	if (!IS_ERR(file))
		filp_close(file, NULL);
	unregister_chrdev(MAJOR_NR, "kunit_wait");
}

/* ---- poll ---- */

static int waker(void *unused)
{
	while (!waitqueue_active(&out))
		schedule_timeout_uninterruptible(1);
	wake_up(&in);			/* for nothing: it looks, and waits on */
	WRITE_ONCE(answer, POLLOUT);
	wake_up(&out);
	wait_to_be_stopped();
	return 0;
}

static void who_waits_is_woken(struct kunit *test)
{
	struct task_struct *task = kthread_run(waker, NULL, "waker");

	KUNIT_ASSERT_FALSE(test, IS_ERR(task));
	KUNIT_EXPECT_EQ(test, vfs_poll_wait(file, POLLOUT, 1000 * HZ), POLLOUT);
	kthread_stop(task);
	KUNIT_EXPECT_FALSE(test, waitqueue_active(&in));
	KUNIT_EXPECT_FALSE(test, waitqueue_active(&out));
}

static void what_poll_answers(struct kunit *test)
{
	answer = POLLOUT;
	KUNIT_EXPECT_EQ(test, vfs_poll_wait(file, POLLIN, 0), POLLOUT);
	KUNIT_EXPECT_EQ(test, vfs_poll_wait(file, POLLIN, 1), POLLOUT);
	answer |= POLLHUP;		/* is always waited for */
	KUNIT_EXPECT_EQ(test, vfs_poll_wait(file, POLLIN, 1000 * HZ),
			POLLOUT | POLLHUP);
	answer = 0;
	nr_queues = 5;
	KUNIT_EXPECT_EQ(test, vfs_poll_wait(file, POLLIN, 1000 * HZ), -ENOMEM);
	KUNIT_EXPECT_FALSE(test, waitqueue_active(&in));
}

static void a_signal_ends_it(struct kunit *test)
{
	unsigned long allowed = current->allowed;

	allow_signal(SIGINT);
	send_sig(SIGINT, current, 0);
	KUNIT_EXPECT_EQ(test, vfs_poll_wait(file, POLLIN, 1000 * HZ), -EINTR);
	flush_signals(current);
	current->allowed = allowed;
	KUNIT_EXPECT_FALSE(test, waitqueue_active(&in));
}

/* ---- fasync ---- */

static void who_asked_is_told(struct kunit *test)
{
	unsigned long allowed = current->allowed;
	int refs = atomic_read(&current->usage);

	allow_signal(SIGIO);
	kill_fasync(&listeners, SIGIO, POLL_IN);
	KUNIT_EXPECT_EQ(test, kernel_dequeue_signal(), 0);
	KUNIT_EXPECT_EQ(test, file_set_async(file, true), 0);
	KUNIT_EXPECT_EQ(test, file_set_async(file, true), 0);
	KUNIT_EXPECT_EQ(test, fasync_helper(3, file, 1, &listeners), 0);
	kill_fasync(&listeners, SIGIO, POLL_IN);
	KUNIT_EXPECT_EQ(test, kernel_dequeue_signal(), SIGIO);
	KUNIT_EXPECT_EQ(test, file_set_async(file, false), 0);
	KUNIT_EXPECT_NULL(test, listeners);
	KUNIT_EXPECT_EQ(test, fasync_helper(3, file, 0, &listeners), 0);
	kill_fasync(&listeners, SIGIO, POLL_IN);
	KUNIT_EXPECT_EQ(test, kernel_dequeue_signal(), 0);
	KUNIT_EXPECT_EQ(test, file_set_async(file, true), 0);
	filp_close(file, NULL);			/* takes it off, too */
	KUNIT_EXPECT_NULL(test, listeners);
	KUNIT_EXPECT_EQ(test, atomic_read(&current->usage), refs);
	file = filp_open("/dev/kunit_wait", O_RDWR, 0);
	current->allowed = allowed;
}

/* ---- mmap ---- */

static void check_pages(struct kunit *test, struct vm_area_struct *vma)
{
	const char *addr = (const char *)vma->vm_start;

	KUNIT_EXPECT_EQ(test, addr[0], '0');
	KUNIT_EXPECT_FALSE(test, vma_has_page(vma->vm_start + PAGE_SIZE));
	KUNIT_EXPECT_EQ(test, addr[2 * PAGE_SIZE + 5], '2');
	KUNIT_EXPECT_EQ(test, page_count(pages[0]), 2);
	*(char *)vma->vm_start = 'x';
	KUNIT_EXPECT_EQ(test, *(char *)page_address(pages[0]), 'x');
	memset(page_address(pages[0]), '0', PAGE_SIZE);
}

static void pages_one_by_one(struct kunit *test)
{
	struct vm_area_struct *vma;

	for (int i = 0; i < 3; i += 2) {
		pages[i] = alloc_page(GFP_KERNEL);
		KUNIT_ASSERT_NOT_NULL(test, pages[i]);
		memset(page_address(pages[i]), '0' + i, PAGE_SIZE);
	}
	nr_closed = 0;
	for (int way = 0; way < 3; way++) {
		vm_ops = &ways[way];
		vma = file_mmap(file, 3 * PAGE_SIZE - 7, 0);
		KUNIT_ASSERT_FALSE(test, IS_ERR(vma));
		check_pages(test, vma);
		file_munmap(vma);
		KUNIT_EXPECT_EQ(test, page_count(pages[0]), 1);
		KUNIT_EXPECT_EQ(test, nr_closed, way + 1);
	}
	vma = file_mmap(file, PAGE_SIZE, 2);
	KUNIT_ASSERT_FALSE(test, IS_ERR(vma));
	KUNIT_EXPECT_EQ(test, *(char *)vma->vm_start, '2');
	file_munmap(vma);
	__free_page(pages[0]);
	__free_page(pages[2]);
}

/* Frames have no reference, so that none may be given back. */
static void frames_or_pages(struct kunit *test)
{
	struct vm_area_struct *vma;
	int err;

	pages[0] = alloc_page(GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, pages[0]);
	vm_ops = &maps_itself;
	vma = file_mmap(file, PAGE_SIZE, 0);
	KUNIT_ASSERT_FALSE(test, IS_ERR(vma));
	KUNIT_EXPECT_TRUE(test, vma_has_page(vma->vm_start));
	KUNIT_EXPECT_EQ(test, page_count(pages[0]), 1);
	file_munmap(vma);
	KUNIT_EXPECT_EQ(test, page_count(pages[0]), 1);
	vm_ops = NULL;
	vma = file_mmap(file, 2 * PAGE_SIZE, 0);
	KUNIT_ASSERT_FALSE(test, IS_ERR(vma));
	KUNIT_EXPECT_EQ(test, vm_insert_page(vma, vma->vm_start, pages[0]), 0);
	KUNIT_EXPECT_EQ(test, vm_insert_page(vma, vma->vm_start, pages[0]),
			-EBUSY);
	KUNIT_EXPECT_EQ(test, page_count(pages[0]), 2);
	err = remap_pfn_range(vma, vma->vm_start + PAGE_SIZE, 0xf0, PAGE_SIZE,
			      PAGE_KERNEL);
	KUNIT_EXPECT_EQ(test, err, -EINVAL);
	file_munmap(vma);
	KUNIT_EXPECT_EQ(test, page_count(pages[0]), 1);
	__free_page(pages[0]);
}

static void what_is_refused(struct kunit *test)
{
	struct file other = { .f_op = &bare };

	vm_ops = NULL;
	KUNIT_EXPECT_EQ(test, PTR_ERR(file_mmap(file, 0, 0)), -EINVAL);
	KUNIT_EXPECT_EQ(test, PTR_ERR(file_mmap(&other, 1, 0)), -ENODEV);
	KUNIT_EXPECT_EQ(test, file_set_async(&other, true), -EINVAL);
	KUNIT_EXPECT_EQ(test, PTR_ERR(file_mmap(file, 2 * PAGE_SIZE,
						ULONG_MAX)), -EOVERFLOW);
	mmap_err = -EAGAIN;
	KUNIT_EXPECT_EQ(test, PTR_ERR(file_mmap(file, 1, 0)), -EAGAIN);
	KUNIT_EXPECT_EQ(test, PTR_ERR(file_mmap(file, 0xf0000000, 0)), -ENOMEM);
}

static void all_at_once(struct kunit *test)
{
	char *memory = vmalloc(2 * PAGE_SIZE);
	struct vm_area_struct *vma;

	KUNIT_ASSERT_NOT_NULL(test, memory);
	memory[PAGE_SIZE] = 'v';
	vm_ops = NULL;
	vma = file_mmap(file, 2 * PAGE_SIZE, 0);
	KUNIT_ASSERT_FALSE(test, IS_ERR(vma));
	KUNIT_EXPECT_EQ(test, remap_vmalloc_range(vma, memory, 1), -EINVAL);
	KUNIT_EXPECT_EQ(test, remap_vmalloc_range(vma, memory,
						  ULONG_MAX >> PAGE_SHIFT),
			-EINVAL);
	KUNIT_EXPECT_EQ(test, remap_vmalloc_range(vma, memory, ULONG_MAX),
			-EINVAL);
	KUNIT_EXPECT_EQ(test, remap_vmalloc_range(vma, memory + 1, 0), -EINVAL);
	KUNIT_EXPECT_EQ(test, remap_vmalloc_range(vma, memory, 0), 0);
	KUNIT_EXPECT_EQ(test, ((char *)vma->vm_start)[PAGE_SIZE], 'v');
	KUNIT_EXPECT_EQ(test, remap_vmalloc_range(vma, memory, 0), -EBUSY);
	file_munmap(vma);
	vfree(memory);
	vma = file_mmap(file, 2 * PAGE_SIZE, 0);
	KUNIT_ASSERT_FALSE(test, IS_ERR(vma));
	KUNIT_EXPECT_EQ(test, remap_pfn_range(vma, vma->vm_start, 0xf0,
					      3 * PAGE_SIZE, PAGE_KERNEL),
			-EINVAL);
	KUNIT_EXPECT_EQ(test, remap_pfn_range(vma, vma->vm_start - PAGE_SIZE,
					      0xf0, PAGE_SIZE, PAGE_KERNEL),
			-EINVAL);
	KUNIT_EXPECT_EQ(test, remap_pfn_range(vma, vma->vm_start + PAGE_SIZE,
					      0xf0, PAGE_SIZE, PAGE_KERNEL), 0);
	KUNIT_EXPECT_MEMEQ(test, (void *)vma->vm_start + PAGE_SIZE,
			   __va(0xf0000), 64);
	KUNIT_EXPECT_EQ(test, vm_insert_page(vma, vma->vm_start,
					     virt_to_page(__va(0xf0000))),
			-EINVAL);
	file_munmap(vma);
}

static struct kunit_case cases[] = {
	KUNIT_CASE(who_waits_is_woken), KUNIT_CASE(what_poll_answers),
	KUNIT_CASE(a_signal_ends_it), KUNIT_CASE(who_asked_is_told),
	KUNIT_CASE(pages_one_by_one), KUNIT_CASE(frames_or_pages),
	KUNIT_CASE(what_is_refused),
	KUNIT_CASE(all_at_once), {}
};
static struct kunit_suite suite = {
	.name = "file_wait", .init = start, .exit = end, .test_cases = cases,
};
kunit_test_suite(suite);
