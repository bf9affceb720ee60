/*
 * dev mmap: what a driver maps, looked at, and written to.
 *
 * Model: mapped, shown, unmapped again, in one command.
 *
 *	dev mmap /dev/x 4096 1		->mmap() of one page, from page 1 on
 *	dev mmap /dev/x 4096 0 "text"	the same, and the text put at its start
 *
 * Invariants: a page that the driver refuses (in Linux: SIGBUS) is told, not
 * read. Locking & context: prompt only; may sleep, as drivers do.
 * In Linux: mmap(2), LDD3's mapper. Watch it: (gdb) break file_mmap
 *					       (gdb) p *vma
 */

#include "dev.h"
#include <linux/err.h>
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/string.h>
#include <linux/vma.h>

#define ROW		16
#define ROWS		4		/* of each page */

/* The first rows of a page, with their places in the file. */
static void show_page(const u8 *from, unsigned long long at)
{
	char line[80];

	for (int row = 0; row < ROWS; row++, from += ROW, at += ROW) {
		hex_dump_to_buffer(from, ROW, ROW, 1, line, sizeof(line), true);
		say("%08llx: %s\n", at, line);
	}
}

static void show_mapping(const struct vm_area_struct *vma)
{
	unsigned long long at = (unsigned long long)vma->vm_pgoff << PAGE_SHIFT;
	unsigned long addr;

	for (addr = vma->vm_start; addr < vma->vm_end; addr += PAGE_SIZE) {
		if (vma_has_page(addr))
			show_page((const u8 *)addr, at);
		else
			say("%08llx: nothing is there: SIGBUS\n", at);
		at += PAGE_SIZE;
		if (interrupted())
			break;
	}
}

static int put_there(struct vm_area_struct *vma, const char *text)
{
	if (!vma_has_page(vma->vm_start))
		return -EFAULT;
	memcpy((void *)vma->vm_start, text,
	       min_t(size_t, strlen(text), PAGE_SIZE));
	return 0;
}

int do_mmap(const char *path, int argc, char **argv)
{
	unsigned long len = PAGE_SIZE, page = 0;
	struct vm_area_struct *vma;
	struct file *file;
	int err = 0;

	if (argc > 3 || (argc && parse_ulong(argv[0], 64 << 20, &len)) ||
	    (argc > 1 && parse_ulong(argv[1], ULONG_MAX >> PAGE_SHIFT, &page)))
		return usage("dev");
	file = use(path, O_RDWR);
	if (IS_ERR(file))
		return PTR_ERR(file);
	vma = file_mmap(file, len, page);
	if (IS_ERR(vma)) {
		err = complain_of(path, PTR_ERR(vma));
	} else {
		if (argc == 3)
			err = put_there(vma, argv[2]);
		if (err)
			complain_of(path, err);
		show_mapping(vma);
		file_munmap(vma);
	}
	end_use(file);
	return err;
}
