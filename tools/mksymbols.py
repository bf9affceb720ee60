#!/usr/bin/env python3
"""Make the kernel's symbol table from `nm -n`, as assembly.

    nm -n k896.1.elf | mksymbols.py > symbols.S

The table is three arrays in section .kallsyms, which lies behind everything
else so that linking it in moves no symbol:

    kallsyms_num        how many
    kallsyms_addresses  a word each, ascending
    kallsyms_offsets    where each name begins in kallsyms_names, a word each
    kallsyms_names      the names, each with a NUL

Several names at one address: the global one wins, then the one that came
first. Left out are what the compiler and the assembler invent, the symbols of
discarded sections (address 0) and those below the kernel.
"""
import re
import sys

KERNEL_BASE = 0xC0000000
NOISE = re.compile(r"""
      \.L | \$ | _GLOBAL_OFFSET_TABLE_
    | __(?:UNIQUE_ID|ksymtab|setup|setup_str|monitor_cmd|monitor_demo)_
    | __(?:func|FUNCTION|PRETTY_FUNCTION)__
    | __(?:loc|warned|printed|rs|already_done)\.\d+$
    | kallsyms_(?:num|addresses|offsets|names)$
    """, re.VERBOSE)


def read_symbols(lines):
    """{address: name}, the best name of each address."""
    found = {}
    for line in lines:
        words = line.split()
        if len(words) != 3:
            continue
        address, kind, name = int(words[0], 16), words[1], words[2]
        if address < KERNEL_BASE or kind in "aAwU" or NOISE.match(name):
            continue
        is_global = kind.isupper()
        if address not in found or (is_global and not found[address][0]):
            found[address] = (is_global, name)
    return [(a, found[a][1]) for a in sorted(found)]


def write_table(symbols, out):
    def array(label, rows):
        print(f"\t.globl {label}\n{label}:", file=out)
        for row in rows:
            print(f"\t{row}", file=out)

    offsets, names, at = [], [], 0
    for _, name in symbols:
        offsets.append(f".long {at}")
        names.append(f'.asciz "{name}"')
        at += len(name) + 1
    print('\t.section .kallsyms, "a", @progbits\n\t.balign 4', file=out)
    array("kallsyms_num", [f".long {len(symbols)}"])
    array("kallsyms_addresses", [f".long {a:#x}" for a, _ in symbols])
    array("kallsyms_offsets", offsets)
    array("kallsyms_names", names)
    print('\t.section .note.GNU-stack, "", @progbits', file=out)


if __name__ == "__main__":
    write_table(read_symbols(sys.stdin), sys.stdout)
