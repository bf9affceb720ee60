/*
 * symbols.c - which function is at this address?
 *
 * Model: the build links the kernel once, makes a sorted table of its symbols
 * (tools/mksymbols.py) and links it again with the table behind everything
 * else. Looking up an address is a binary search; a symbol reaches to the
 * next one, so its size includes the padding behind it. Looking up a name is
 * a walk over all of them: people do that, not code. Names are packed (what the
 * ISO brings must leave GRUB room in 4 MB), and unpacked where they are wanted.
 *
 * The first link has no table: its four symbols are weak and zero there.
 *
 * Invariants: addresses ascend; constant after the build.
 * Locking, context: none; any context.
 * Linux: kernel/kallsyms.c. Ours cost about 15 bytes a symbol.
 * gdb: `print kallsyms_num`, `info symbol 0xc0100000` says what we should.
 */
#include <linux/export.h>
#include <linux/kernel.h>
#include <linux/kallsyms.h>
#include <linux/string.h>

extern const u32 kallsyms_num __weak;
extern const u32 kallsyms_addresses[] __weak;
extern const u32 kallsyms_markers[] __weak;	/* of every 64th name */
extern const u16 kallsyms_token_index[] __weak;	/* of each code's text */
extern const char kallsyms_token_table[] __weak;
extern const u8 kallsyms_names[] __weak;

extern const char _text[], _etext[], _end[];	/* linker.ld */

static const struct symbol_source *modules_source;

void symbols_register(const struct symbol_source *source)
{
	WRITE_ONCE(modules_source, source);
}

static unsigned int count(void)
{
	return &kallsyms_num ? kallsyms_num : 0;
}

int core_kernel_text(unsigned long addr)
{
	return addr >= (unsigned long)_text && addr < (unsigned long)_etext;
}

int kernel_text_address(unsigned long addr)
{
	return core_kernel_text(addr) ||
	       (modules_source && modules_source->is_text(addr));
}

/* The name of symbol @i, of which each byte stands for a piece of text. */
static const char *unpack_name(unsigned int i, char *name)
{
	const u8 *at = kallsyms_names + kallsyms_markers[i / 64];
	unsigned int left;
	char *to = name;

	for (left = i % 64; left; left--)
		at += *at + 1;
	for (left = *at++; left; left--, at++) {
		const char *text = kallsyms_token_table +
				   kallsyms_token_index[*at];

		while (*text && to < name + KSYM_NAME_LEN - 1)
			*to++ = *text++;
	}
	*to = 0;
	return name;
}

const char *kallsyms_lookup(unsigned long addr, unsigned long *size,
			    unsigned long *offset, char **modname,
			    char *namebuf)
{
	unsigned int low = 0, high = count();	/* the answer is below high */
	unsigned long end;

	if (modname)
		*modname = NULL;
	if (!high || addr < kallsyms_addresses[0] ||
	    addr >= (unsigned long)_end)
		return modules_source ? modules_source->lookup(addr, size,
							       offset, modname)
				      : NULL;
	while (high - low > 1) {
		unsigned int mid = low + (high - low) / 2;

		if (kallsyms_addresses[mid] <= addr)
			low = mid;
		else
			high = mid;
	}
	end = low + 1 < count() ? kallsyms_addresses[low + 1]
				: (unsigned long)_end;
	if (size)
		*size = end - kallsyms_addresses[low];
	if (offset)
		*offset = addr - kallsyms_addresses[low];
	return namebuf ? unpack_name(low, namebuf) : "";
}

const char *kallsyms_line(unsigned long addr, bool exact)
{
	return modules_source ? modules_source->line(addr, exact) : NULL;
}

unsigned long kallsyms_lookup_name(const char *name)
{
	char buf[KSYM_NAME_LEN];
	unsigned int i;

	for (i = 0; i < count(); i++)
		if (!strcmp(unpack_name(i, buf), name))
			return kallsyms_addresses[i];
	return modules_source ? modules_source->find(name) : 0;
}
EXPORT_SYMBOL(kallsyms_lookup_name);

int sprint_symbol(char *buf, unsigned long addr)
{
	return snprintf(buf, KSYM_SYMBOL_LEN, "%pS", (void *)addr);
}
EXPORT_SYMBOL(sprint_symbol);

int sprint_symbol_no_offset(char *buf, unsigned long addr)
{
	return snprintf(buf, KSYM_SYMBOL_LEN, "%ps", (void *)addr);
}
EXPORT_SYMBOL(sprint_symbol_no_offset);
