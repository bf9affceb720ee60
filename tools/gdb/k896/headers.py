"""Constants that C knows only as macros, read from the kernel's own headers.

DWARF carries types and enums but no macros. So `#define`s are looked up in
include/, where the compiler found them: nothing is typed a second time.
"""

import os
import re

import gdb

INCLUDE = os.path.join(os.path.dirname(os.path.realpath(__file__)),
                       "..", "..", "..", "include")
DEFINE = re.compile(r"^#\s*define\s+(\w+)[ \t]+(\S.*)$")
COMMENT = re.compile(r"/\*.*?\*/|//.*$")
CAST = re.compile(r"\((__force\s+)?\w+_t\)")
SUFFIX = re.compile(r"\b(0[xX][0-9a-fA-F]+|\d+)[uUlL]+\b")
WORD = re.compile(r"\b[A-Za-z_]\w*\b")

texts = {}


def read(path):
    """The object-like macros of include/`path`, as {name: text}, in order."""
    if path not in texts:
        found = {}
        try:
            with open(os.path.join(INCLUDE, path)) as f:
                lines = f.read().replace("\\\n", " ").splitlines()
        except OSError as e:
            raise gdb.GdbError("no header to read constants from: %s" % e)
        for line in lines:
            match = DEFINE.match(COMMENT.sub("", line).rstrip())
            if match:
                found.setdefault(match[1], match[2])
        texts[path] = found
    return texts[path]


def value(name, *paths):
    """The number that macro `name` stands for; `paths` are the headers in
    which it and the macros it mentions are defined."""
    for path in paths:
        if name in read(path):
            text = read(path)[name]
            break
    else:
        raise gdb.GdbError("no #define %s in include/%s"
                           % (name, ", include/".join(paths)))
    text = SUFFIX.sub(r"\1", CAST.sub("", text))
    text = WORD.sub(lambda m: m[0] if m[0].startswith("0x")
                    else str(value(m[0], *paths)), text)
    try:
        return eval(text, {"__builtins__": {}}) & (1 << 64) - 1
    except (SyntaxError, TypeError, NameError):
        raise gdb.GdbError("cannot work out #define %s %s" % (name, text))


def page(name):
    return value(name, "asm/page.h")


def flags(name):
    return value(name, "linux/page-flags.h")


def table(name):
    return value(name, "asm/pgtable.h", "asm/page.h", "asm/pgtable_types.h",
                 "asm/pgtable-3level_types.h" if pae()
                 else "asm/pgtable-2level_types.h")


def pae():
    """Are the page tables of the three-level kind?"""
    return gdb.lookup_type("pteval_t").sizeof == 8
