/*
 * machine.c - a PC for the kernel's memory management, inside a process.
 *
 * Model
 *   RAM		one memfd, offset = physical address
 *   MMU	the kernel half (0x80000000-0xBFFFFFFF) starts out inaccessible.
 *		An access faults; the handler walks the kernel's own page tables,
 *		bit by bit as the hardware does, and maps the frame it finds,
 *		writable only if the entries say so. What is mapped so is the TLB:
 *		it stays until the kernel flushes it, however the tables change.
 *   CPU	%fs is free in a 32-bit process: it gets a descriptor whose base is
 *		the CPU's per-CPU offset, so the kernel's per-CPU code runs as it is.
 *   Fault	no translation: host_stop(), which a test may expect.
 *
 * Global entries survive a flush that isn't told to take them, as on a CPU with
 * PGE. What isn't modelled: accessed and dirty bits (the kernel sets them
 * itself), user mode, caches.
 */
#define _GNU_SOURCE
#define HOST_SHIM
#include "../host.h"
#include <asm/ldt.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <ucontext.h>
#include <unistd.h>
#include <sanitizer/asan_interface.h>

#define KERNEL_BASE	0x80000000u
#define KERNEL_SIZE	0x40000000u
#define PAGE		4096u
#define LARGE		0x400000u
#define NR_PAGES	(KERNEL_SIZE / PAGE)

#define P_PRESENT	0x001u
#define P_WRITE		0x002u
#define P_LARGE		0x080u
#define P_GLOBAL	0x100u
#define ERR_WRITE	0x002u		/* in the page fault's error code */

/* What head.S lays out in the kernel image; see layout.ld. */
extern char swapper_pg_dir[], fixmap_pg_table[], boot_pg_tables[];

enum { ABSENT, HELD, HELD_GLOBAL };

__thread unsigned long host_eflags;
u32 host_tlb_flushes;
bool host_open_bus;
static unsigned char tlb[NR_PAGES];	/* a page's state, as above */
static u32 tlb_low = NR_PAGES, tlb_high;	/* pages ever held lie between */
static int ram = -1;
static u64 ram_end;
static unsigned long cr[5];
static struct sigaction sanitizer;	/* its handler, for all other faults */

static void die(const char *what)
{
	perror(what);
	_exit(3);
}

void host_phys_read(u64 phys, void *buf, u32 len)
{
	if (pread64(ram, buf, len, phys) != (ssize_t)len)
		host_stop("read of physical memory that isn't there");
}

void host_phys_write(u64 phys, const void *buf, u32 len)
{
	if (pwrite64(ram, buf, len, phys) != (ssize_t)len)
		die("pwrite");
}

static u32 entry(u32 table, u32 index)
{
	u32 e;

	host_phys_read((table & ~(PAGE - 1)) + index * 4, &e, 4);
	return e;
}

static void hold(u32 addr, u32 len, u64 phys, u32 bits)
{
	u32 first = (addr - KERNEL_BASE) / PAGE, n = len / PAGE;
	int prot = PROT_READ | (bits & P_WRITE ? PROT_WRITE : 0);

	/* Where there is no RAM a bus reads as ones. Who may look there? */
	if (phys >= ram_end && !host_open_bus)
		host_stop("access to a physical address without RAM");
	if (phys >= ram_end) {
		if (mmap((void *)addr, len, PROT_READ | PROT_WRITE, MAP_PRIVATE |
			 MAP_ANONYMOUS | MAP_FIXED, -1, 0) == MAP_FAILED)
			die("mmap");
		memset((void *)addr, 0xff, len);
	} else if (mmap64((void *)addr, len, prot, MAP_SHARED | MAP_FIXED, ram,
			  phys) == MAP_FAILED) {
		die("mmap");
	}
	memset(tlb + first, bits & P_GLOBAL ? HELD_GLOBAL : HELD, n);
	tlb_low = first < tlb_low ? first : tlb_low;
	tlb_high = first + n > tlb_high ? first + n : tlb_high;
}

/* The hardware's page walk; false: the access faults. */
static bool walk(u32 addr, bool write)
{
	u32 pde = entry(cr[3], addr / LARGE), pte;

	if (!(pde & P_PRESENT))
		return false;
	if (pde & P_LARGE) {
		if (write && !(pde & P_WRITE))
			return false;
		hold(addr & ~(LARGE - 1), LARGE, pde & ~(LARGE - 1), pde);
		return true;
	}
	pte = entry(pde, addr / PAGE % 1024);
	if (!(pte & P_PRESENT))
		return false;
	pte &= pde | ~P_WRITE;
	if (write && !(pte & P_WRITE))
		return false;
	hold(addr & ~(PAGE - 1), PAGE, pte & ~(PAGE - 1), pte);
	return true;
}

static void page_fault(int sig, siginfo_t *info, void *uc)
{
	u32 addr = (u32)info->si_addr;
	static char why[80];
	bool write = ((ucontext_t *)uc)->uc_mcontext.gregs[REG_ERR] & ERR_WRITE;

	if (addr - KERNEL_BASE < KERNEL_SIZE && ram >= 0) {
		if (walk(addr, write))
			return;
		cr[2] = addr;
		snprintf(why, sizeof(why), "page fault: %s at %#x",
			 write ? "write" : "read", addr);
		if (host_expecting)
			host_stop(why);
		fprintf(stderr, "# %s\n", why);
	}
	sanitizer.sa_sigaction(sig, info, uc);
}

/* Make the range inaccessible again and forget what was held there. */
static void drop(u32 first, u32 n)
{
	if (mmap((void *)(KERNEL_BASE + first * PAGE), n * PAGE, PROT_NONE,
		 MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_FIXED, -1,
		 0) == MAP_FAILED)
		die("mmap");
	memset(tlb + first, ABSENT, n);
}

void host_flush_tlb_one(unsigned long addr)
{
	u32 page = (addr - KERNEL_BASE) / PAGE;

	host_tlb_flushes++;
	if (addr - KERNEL_BASE < KERNEL_SIZE && tlb[page])
		drop(page, 1);
}

void host_flush_tlb(bool global_too)
{
	unsigned char keep = global_too ? 0 : HELD_GLOBAL;
	u32 i = tlb_low, from;

	host_tlb_flushes++;
	while (i < tlb_high) {
		from = i;
		while (i < tlb_high && tlb[i] && tlb[i] != keep)
			i++;
		if (i > from)
			drop(from, i - from);
		else
			i++;
	}
}

bool host_translated(u32 addr)
{
	return tlb[(addr - KERNEL_BASE) / PAGE] != ABSENT;
}

u32 host_tlb_count(void)
{
	u32 n = 0;

	for (u32 i = 0; i < NR_PAGES; i++)
		n += tlb[i] != ABSENT;
	return n;
}

unsigned long host_read_cr(int n)
{
	return cr[n];
}

void host_write_cr(int n, unsigned long val)
{
	bool all = n == 4 && (cr[4] ^ val) & 0x80;	/* PGE toggled */

	cr[n] = val;
	if (n == 3 || all)
		host_flush_tlb(all);
}

void host_relax(void)
{
	sched_yield();
}

/* Each thread keeps one descriptor; changing its base changes the CPU. */
void host_load_fs(u32 base)
{
	static __thread int slot;
	struct user_desc d = {
		.entry_number = slot ? slot : -1, .base_addr = base,
		.limit = 0xfffff, .seg_32bit = 1, .limit_in_pages = 1,
		.useable = 1,
	};

	if (syscall(SYS_set_thread_area, &d))
		die("set_thread_area");
	slot = d.entry_number;
	asm volatile("movw %w0,%%fs" : : "r" (slot * 8 + 3));
}

/*
 * What head.S does before start_kernel(): two directory slots' worth of work.
 */
static void boot_tables(void)
{
	u32 dir = (u32)swapper_pg_dir - KERNEL_BASE;
	u32 tables = (u32)boot_pg_tables - KERNEL_BASE, e;

	for (u32 i = 0; i < 4096; i++) {
		e = i * PAGE | 0x63;
		host_phys_write(tables + i * 4, &e, 4);
	}
	for (u32 i = 0; i < 4; i++) {
		e = (tables + i * PAGE) | 0x67;
		host_phys_write(dir + (KERNEL_BASE / LARGE + i) * 4, &e, 4);
	}
	e = ((u32)fixmap_pg_table - KERNEL_BASE) | 0x67;
	host_phys_write(dir + ((KERNEL_BASE + KERNEL_SIZE) / LARGE - 1) * 4,
			&e, 4);
	cr[0] = 0x80010001;
	cr[3] = dir;
}

void host_machine(u64 end)
{
	struct sigaction sa = {
		.sa_sigaction = page_fault,
		.sa_flags = SA_SIGINFO | SA_NODEFER | SA_ONSTACK,
	};

	if (ram >= 0)
		die("one machine a test");
	ram = memfd_create("ram", 0);
	ram_end = (end + LARGE - 1) & ~(u64)(LARGE - 1);
	if (ram < 0 || ftruncate64(ram, ram_end))
		die("memfd");
	drop(0, NR_PAGES);
	boot_tables();
	host_eflags = 0;
	sigaction(SIGSEGV, &sa, &sanitizer);
	sigaction(SIGBUS, &sa, NULL);
	host_load_fs(0);
}

void host_poison(u32 addr, u32 len)
{
	ASAN_POISON_MEMORY_REGION((void *)addr, len);
}

void host_unpoison(u32 addr, u32 len)
{
	ASAN_UNPOISON_MEMORY_REGION((void *)addr, len);
}

bool host_is_poisoned(u32 addr)
{
	return __asan_address_is_poisoned((void *)addr);
}
