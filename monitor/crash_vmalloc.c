/*
 * crash KIND of areas of addresses: the guard page, and vfree() of what it
 * should not get.
 *
 * Model: an area of three pages, one thing done wrong to it. What outlives a
 * fault, because the prompt goes on without coming back here, is freed by the
 * next crash of this kind.
 *
 * Locking & context: process context, no lock held.
 * In Linux: drivers/misc/lkdtm/heap.c (VMALLOC_LINEAR_OVERFLOW).
 * Watch it: (gdb) break describe_address
 */
#include "crash.h"
#include <linux/errno.h>
#include <linux/vmalloc.h>
#include <asm/page.h>

#define BYTES	(3 * PAGE_SIZE - 100)

/* Volatile, so that the compiler does not see what is wrong. */
static volatile char *volatile victim;

static int new_victim(void)
{
	vfree((void *)victim);
	victim = vmalloc(BYTES);
	return victim ? 0 : -ENOMEM;
}

/* The area ends with its last page, 100 bytes after what was asked for. */
int crash_vmalloc(void)
{
	if (new_victim())
		return -ENOMEM;
	victim[3 * PAGE_SIZE] = 'X';
	return 0;
}

int crash_vuaf(void)
{
	volatile char *freed;

	if (new_victim())
		return -ENOMEM;
	freed = victim;
	victim = NULL;
	vfree((void *)freed);
	return freed[0];
}

int crash_vfree(void)
{
	char *freed;

	if (new_victim())
		return -ENOMEM;
	freed = (char *)victim;
	victim = NULL;
	vfree(freed);
	vfree(freed);
	return 0;
}

int crash_vmiddle(void)
{
	if (new_victim())
		return -ENOMEM;
	vfree((char *)victim + PAGE_SIZE);
	vfree((void *)victim);
	victim = NULL;
	return 0;
}
