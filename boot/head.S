/*
 * head.S - the first instructions: from the boot loader to start_kernel().
 *
 * A Multiboot loader leaves us in protected mode at physical 1 MB, without
 * paging, with %eax = its magic and %ebx = the physical address of its
 * information. Nothing else may be assumed: there is no stack, the GDT may be
 * gone, no segment register may be loaded before we have our own.
 *
 *	stop readably where RAM ends before the kernel does
 *	bss cleared, a stack
 *	CPUID: stop readably below an i686, note the time stamp
 *	4 tables map the first 16 MB twice:   0 -> 0     (until the jump)
 *	                              0xC0000000 -> 0
 *	a fifth table stands behind the fixmap, still empty
 *	paging on, jump to 0xC01xxxxx, forget the lower mapping
 *	GDT (%fs = the linked per-CPU variables), start_kernel(magic, mbi)
 *
 * Invariant: .head.text is linked at its physical address; what it uses of the
 * rest of the kernel is written PA(symbol). From startup_high on addresses are
 * what they seem. Context: one CPU, interrupts off.
 * Counterpart in Linux: arch/x86/kernel/head_32.S.
 *
 * gdb:	hbreak _start			(the first instruction, physical)
 *	monitor info mem		(after `break start_kernel`)
 */
#include <linux/linkage.h>
#include <asm/page.h>
#include <asm/pgtable_types.h>
#include <asm/segment.h>
#include <asm/setup.h>
#define ASM_FILE
#include <multiboot.h>

#define PA(symbol)	((symbol) - PAGE_OFFSET)

#define HEADER_FLAGS	(MULTIBOOT_PAGE_ALIGN | MULTIBOOT_MEMORY_INFO)

/* struct multiboot_info: flags; KB of RAM from 1 MB on, up to the first hole. */
#define MBI_FLAGS	0
#define MBI_MEM_UPPER	8
#define MB		0x100000

#define EFLAGS_ID	0x00200000	/* can be toggled: CPUID exists */
#define CPUID_TSC	(1 << 4)
#define CPUID_NEEDED	((1 << 8) | (1 << 15))		/* CX8, CMOV */
#define CR0_PG_WP	0x80010000
/* Accessed and dirty beforehand, so that the CPU never writes an entry. */
#define BOOT_PAGE	(_PAGE_PRESENT | _PAGE_RW | \
			 _PAGE_ACCESSED | _PAGE_DIRTY)

	.section .multiboot, "a"
	.balign MULTIBOOT_HEADER_ALIGN
	.long	MULTIBOOT_HEADER_MAGIC
	.long	HEADER_FLAGS
	.long	-(MULTIBOOT_HEADER_MAGIC + HEADER_FLAGS)

	.section .head.text, "ax"
	.globl	_start
	.type	_start, @function
_start:
	cli
	cld
	movl	%eax, %ebp			/* the magic */

	/* What there is no RAM for can't be cleared, nor be a stack. */
	cmpl	$MULTIBOOT_BOOTLOADER_MAGIC, %ebp
	jne	1f				/* start_kernel() will tell */
	testl	$MULTIBOOT_INFO_MEMORY, MBI_FLAGS(%ebx)
	jz	1f
	movl	$PA(_end) + 1023 - MB, %ecx
	shrl	$10, %ecx
	movl	$too_small_text, %esi
	cmpl	%ecx, MBI_MEM_UPPER(%ebx)
	jb	stop_and_say
1:
	xorl	%eax, %eax
	movl	$PA(__bss_start), %edi
	movl	$PA(__bss_stop), %ecx
	subl	%edi, %ecx
	shrl	$2, %ecx
	rep stosl
	movl	$STACK_FILL, %eax
	movl	$PA(init_stack), %edi
	movl	$PAGE_SIZE / 4, %ecx
	rep stosl
	movl	%edi, %esp			/* top of init_stack */
	pushl	%ebx				/* the loader's information */
	pushl	%ebp

	pushfl					/* does EFLAGS.ID toggle? */
	popl	%eax
	movl	%eax, %ecx
	xorl	$EFLAGS_ID, %eax
	pushl	%eax
	popfl
	pushfl
	popl	%eax
	xorl	%ecx, %eax
	testl	$EFLAGS_ID, %eax
	jz	cpu_too_old
	movl	$1, %eax
	cpuid
	movl	%edx, %esi
	andl	$CPUID_NEEDED, %edx
	cmpl	$CPUID_NEEDED, %edx
	jne	cpu_too_old
	testl	$CPUID_TSC, %esi
	jz	1f
	rdtsc
	movl	%eax, PA(boot_tsc)
	movl	%edx, PA(boot_tsc) + 4
1:
	/* 16 MB, a page an entry, from frame 0 up. */
	movl	$PA(boot_pg_tables), %edi
	movl	$BOOT_PAGE, %eax
2:	stosl
	addl	$PAGE_SIZE, %eax
	cmpl	$PA(boot_pg_tables) + BOOT_MAP_TABLES * PAGE_SIZE, %edi
	jne	2b

	/* The directory: tables at 0 and at PAGE_OFFSET, the fixmap's last. */
	movl	$PA(swapper_pg_dir), %edi
	movl	$PA(boot_pg_tables) + BOOT_PAGE, %eax
	xorl	%ecx, %ecx
3:	movl	%eax, (%edi, %ecx, 4)
	movl	%eax, (PAGE_OFFSET >> 22) * 4(%edi, %ecx, 4)
	addl	$PAGE_SIZE, %eax
	incl	%ecx
	cmpl	$BOOT_MAP_TABLES, %ecx
	jne	3b
	movl	$PA(fixmap_pg_table) + BOOT_PAGE, 1023 * 4(%edi)

	movl	%edi, %cr3
	movl	%cr0, %eax
	orl	$CR0_PG_WP, %eax
	movl	$startup_high, %ecx
	movl	%eax, %cr0
	jmp	*%ecx
	.size	_start, . - _start

	.text
	.type	startup_high, @function
startup_high:
	popl	%esi				/* magic and information */
	popl	%ebx
	movl	$init_stack + PAGE_SIZE, %esp
	xorl	%eax, %eax			/* NULL faults from here on */
	movl	$swapper_pg_dir, %edi
	movl	$BOOT_MAP_TABLES, %ecx
	rep stosl
	movl	%cr3, %eax
	movl	%eax, %cr3

	lgdt	boot_gdt_descr
	ljmp	$__KERNEL_CS, $1f
1:	movl	$__KERNEL_DS, %eax
	movl	%eax, %ds
	movl	%eax, %es
	movl	%eax, %ss
	movl	$__KERNEL_PERCPU, %eax
	movl	%eax, %fs
	xorl	%ecx, %ecx
	movl	%ecx, %gs
	lldt	%cx				/* no local descriptors */

	movl	%esi, %eax
	movl	%ebx, %edx
	xorl	%ebp, %ebp			/* backtraces end here */
	pushl	%ebp
	call	start_kernel
	ud2					/* it does not return */
	.size	startup_high, . - startup_high

/*
 * A CPU older than the instructions we are made of, or less RAM than the kernel
 * fills: say so (%esi) on the screen and on COM1, as far as they are there, and
 * stop.
 */
	.section .head.text, "ax"
cpu_too_old:
	movl	$too_old_text, %esi
	.type	stop_and_say, @function
stop_and_say:
	movl	$0xb8000, %edi
	movb	$0x4f, %ah			/* white on red */
1:	lodsb
	testb	%al, %al
	jz	4f
	stosw
	movl	$100000, %ecx			/* if the UART is never ready */
	movb	%al, %bl
2:	movw	$0x3fd, %dx
	inb	%dx, %al
	testb	$0x20, %al
	jnz	3f
	decl	%ecx
	jnz	2b
3:	movb	%bl, %al
	movw	$0x3f8, %dx
	outb	%al, %dx
	jmp	1b
4:	hlt
	jmp	4b
	.size	stop_and_say, . - stop_and_say
too_small_text:
	.asciz	"k896: there is less memory than the kernel itself fills\r\n"
too_old_text:
	.ascii	"k896: this CPU is too old: "
	.asciz	"it takes an i686 (CMOV, CMPXCHG8B)\r\n"

	.section .data, "aw"
	.balign	4
	.word	0				/* aligns the address */
boot_gdt_descr:
	.word	GDT_ENTRIES * 8 - 1
	.long	gdt				/* the linked per-CPU copy */

	.section .bss, "aw", @nobits
	.balign	8
	.globl	boot_tsc
	.type	boot_tsc, @object
	.size	boot_tsc, 8
boot_tsc:
	.skip	8

/* Page-aligned, each a page unless it says otherwise; see <asm/setup.h>. */
	.section .bss..page_aligned, "aw", @nobits
.macro PAGES name, count=1
	.balign	4096
	.globl	\name
	.type	\name, @object
	.size	\name, \count * 4096
\name:
	.skip	\count * 4096
.endm
	PAGES	swapper_pg_dir
	PAGES	boot_pg_tables, BOOT_MAP_TABLES
	PAGES	fixmap_pg_table
	PAGES	init_stack_guard
	PAGES	init_stack
	PAGES	irq_stack_guard
	PAGES	irq_stack
	PAGES	df_stack_guard
	PAGES	df_stack
