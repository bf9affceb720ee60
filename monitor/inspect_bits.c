/*
 * bits N: how much memory N address bits reach.
 *
 * Model: every bit doubles. 2^10 is a K, 2^20 an M, 2^30 a G; the low 12 bits
 * choose a byte of a page, the bits above choose the page. On this machine
 * the bits above are two table indices:
 *
 *	31         22 21         12 11           0
 *	| directory  |   table     |   offset    |
 *
 * Invariants: exact up to 64 bits (2^64 itself is the one number that needs a
 * 65th bit and is printed from a string).
 * Locking & context: arithmetic only.
 * In Linux: nothing; the notes' exercise "bits to memory size".
 * Watch it: (gdb) break bits_cmd
 *           (gdb) p 1ull << n
 */

#include "internal.h"
#include <asm/pgtable.h>
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/string.h>

static const char units[][4] = { "B", "KB", "MB", "GB", "TB", "PB", "EB" };

/* 2^n in its largest whole unit: "16 MB". */
static void say_size(unsigned int n)
{
	unsigned int unit = n / 10;

	say("%u %s", 1u << n % 10, units[unit]);
}

static void say_bytes(unsigned int n)
{
	if (n == 64)
		say("18446744073709551616");
	else
		say("%llu", 1ull << n);
}

/* How the bits are used by a two-level page-table walk. */
static void say_tables(unsigned int n)
{
	unsigned int per_table = ilog2(PTRS_PER_PTE);
	unsigned int frame_bits = n - PAGE_SHIFT;

	say("  page frames      2^(%u-12) = 2^%u = ", n, frame_bits);
	say_bytes(frame_bits);
	say(" of 4 KB\n");
	if (n > 32) {
		say("  page tables      more than two levels: 32 bits is what "
		    "a "
		    "directory of %u\n                   tables of %u entries "
		    "reaches; PAE adds a level, x86-64 two\n",
		    PTRS_PER_PGD, PTRS_PER_PTE);
		return;
	}
	say("  page tables      %lu, in all %lu entries of %zu bytes\n",
	    n > PGDIR_SHIFT ? 1ul << (n - PGDIR_SHIFT) : 1ul,
	    1ul << min(frame_bits, n), sizeof(pte_t));
	say("  directory        %lu of %u entries used, one for %lu MB\n",
	    n > PGDIR_SHIFT ? 1ul << (n - PGDIR_SHIFT) : 1ul, PTRS_PER_PGD,
	    PGDIR_SIZE >> 20);
	say("  an address       ");
	if (n > PGDIR_SHIFT)
		say("%u bits directory | ", n - PGDIR_SHIFT);
	say("%u bits table | 12 bits offset\n", min(frame_bits, per_table));
}

static void say_bits(unsigned int n)
{
	unsigned int digits = (n + 3) / 4;

	say("%u address bit%s\n", n, n == 1 ? "" : "s");
	say("  addresses        0x%0*x to 0x%0*llx, a byte each\n", digits, 0,
	    digits, n ? ~0ull >> (64 - n) : 0ull);
	say("  bytes            2^%u = ", n);
	say_bytes(n);
	say("\n  memory           ");
	say_size(n);
	for (unsigned int unit = n / 10; unit > 0; unit--) {
		say("\n                   = ");
		say_bytes(n - (unit - 1) * 10);
		say(" %s", units[unit - 1]);
	}
	say("\n");
	if (n < PAGE_SHIFT)
		say("  page frames      less than one of 4 KB (12 bits)\n");
	else
		say_tables(n);
	if (n == 32)
		say("  here             the kernel's direct map takes 896 MB "
		    "of "
		    "these 4 GB\n");
}

/* The way back: a size as 896M, or plain bytes with a B. */
static int say_needed(const char *s)
{
	char *end;
	unsigned long long size = memparse(s, &end);
	unsigned int n = 0;

	if (*end == 'B' || *end == 'b')
		end++;
	if (*end || size == 0) {
		say("`%.40s` is no size; say 4096B, 640K, 896M or 4G\n", s);
		return -EINVAL;
	}
	while (n < 64 && (1ull << n) < size)
		n++;
	say("%s needs %u address bits: 2^%u = ", s, n, n);
	say_bytes(n);
	if (n)
		say(", while 2^%u = %llu is too "
		    "little", n - 1, 1ull << (n - 1));
	say("\n");
	return 0;
}

static int bits_cmd(int argc, char **argv)
{
	unsigned long n;
	const char *s;

	if (argc != 2)
		return usage("bits");
	s = argv[1];
	if (*s >= '0' && *s <= '9' && strpbrk(s, "KMGTkmgtBb") && s[1] != 'x')
		return say_needed(s);
	if (parse_ulong(s, ULONG_MAX, &n))
		return -EINVAL;
	if (n > 64) {
		say("%lu bits: no machine has them; up to 64 please\n", n);
		return -EINVAL;
	}
	say_bits(n);
	return 0;
}
MONITOR_CMD(bits, "N | SIZE", "what N address bits reach, or bits for a size\n"
	    "  bits 20     what 20 address bits make: bytes, frames, tables\n"
	    "  bits 896M   how many bits a memory of that size "
	    "needs", bits_cmd);
