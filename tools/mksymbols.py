#!/usr/bin/env python3
"""Make the kernel's symbol table from `nm -n`, as assembly.

    nm -n k896.1.elf | mksymbols.py > symbols.S

The table lies in section .kallsyms, behind everything else so that linking it in
moves no symbol:

    kallsyms_num          how many
    kallsyms_addresses    a word each, ascending
    kallsyms_names        of each name its length in codes, and a byte a code
    kallsyms_markers      where every 64th name begins there, a word each
    kallsyms_token_index  where a code's text begins, half a word each, 256
    kallsyms_token_table  the texts, each with a NUL

Most codes are letters. Those that no name needs stand for what is often in names,
"kmalloc", "_test": that halves them.

Several names at one address: the global one wins, then the one that came
first. Left out are what the compiler and the assembler invent, the symbols of
discarded sections (address 0) and those below the kernel.
"""
import collections
import re
import sys

KERNEL_BASE = 0xC0000000
NOISE = re.compile(r"""
      \.L | \$ | _GLOBAL_OFFSET_TABLE_
    | __(?:UNIQUE_ID|ksymtab|setup|setup_str|monitor_cmd|monitor_demo)_
    | __(?:func|FUNCTION|PRETTY_FUNCTION)__
    | __(?:loc|warned|printed|rs|already_done)\.\d+$
    | kallsyms_(?:num|addresses|names|markers|token_\w+)$
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


def pieces(name):
    """What of a name may be worth a code: its words, with the _ around them."""
    words = re.findall(r"_*[^_]+_*", name)
    for i, word in enumerate(words):
        yield word
        yield word.strip("_")
        yield word.rstrip("_")
        if i + 1 < len(words):
            yield word + words[i + 1]


def choose_tokens(names):
    """{code: text}: every letter, and with the codes left the best pieces."""
    letters = sorted({ord(c) for name in names for c in name})
    counts = collections.Counter(p for name in names for p in set(pieces(name)))
    best = sorted(((len(p) - 1) * n, p) for p, n in counts.items()
                  if len(p) > 1 and n > 2)[::-1]
    free = [c for c in range(256) if c not in letters]
    tokens = {c: chr(c) for c in letters}
    tokens.update(zip(free, (p for _, p in best)))
    return tokens


def encode(names, tokens):
    """Each name as its codes."""
    code_of = {text: code for code, text in tokens.items()}
    longest_first = sorted(code_of, key=len, reverse=True)
    split = re.compile("|".join(map(re.escape, longest_first)))
    return [[code_of[t] for t in split.findall(name)] for name in names]


def write_table(symbols, out):
    def array(label, rows):
        print(f"\t.globl {label}\n{label}:", file=out)
        for row in rows:
            print(f"\t{row}", file=out)

    names = [name for _, name in symbols]
    tokens = choose_tokens(names)
    coded, markers, at = encode(names, tokens), [], 0
    for i, codes in enumerate(coded):
        if i % 64 == 0:
            markers.append(f".long {at}")
        at += len(codes) + 1
    index, texts, at = [], [], 0
    for code in range(256):
        text = tokens.get(code, "")
        index.append(f".short {at}")
        texts.append(f'.asciz "{text}"')
        at += len(text) + 1
    print('\t.section .kallsyms, "a", @progbits\n\t.balign 4', file=out)
    array("kallsyms_num", [f".long {len(symbols)}"])
    array("kallsyms_addresses", [f".long {a:#x}" for a, _ in symbols])
    array("kallsyms_markers", markers)
    array("kallsyms_token_index", index)
    array("kallsyms_token_table", texts)
    array("kallsyms_names", [".byte " + ",".join(map(str, [len(c)] + c))
                             for c in coded])
    print('\t.section .note.GNU-stack, "", @progbits', file=out)


if __name__ == "__main__":
    write_table(read_symbols(sys.stdin), sys.stdout)
