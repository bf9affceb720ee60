"""Numbers in words: page flags, GFP masks, bits of page-table entries."""

import functools

import gdb

from . import headers, kernel


def page_flags(flags):
    """The PG_ bits of a page's flags word, as 'slab,head'; '' for none."""
    names = []
    for name, bit in kernel.enum("pageflags").items():
        if name.startswith("PG_") and flags >> bit & 1:
            names.append(name[3:])
    return ",".join(names)


def page_word(page):
    """The whole flags word: '0x40100000 = buddy, zone Normal, order 3'."""
    words = [page_flags(page.flags)] if page_flags(page.flags) else []
    words += ["zone " + page.zone_name, "order %d" % page.order]
    return "0x%08x = %s" % (page.flags, ", ".join(words))


@functools.lru_cache(maxsize=None)
def gfp_table():
    """(mask, name) of the kernel's own table for %pGg, whole masks first, and
    behind them the single bits that it needs no name for."""
    masks, i = [], 0
    table = kernel.variable("gfpflag_names")
    while kernel.pointer(table[i]["name"]):
        masks.append((int(table[i]["mask"]), kernel.string(table[i]["name"])))
        i += 1
    for name in headers.read("linux/gfp.h"):
        if name.startswith("__GFP_") and not name.endswith("_SHIFT"):
            mask = headers.value(name, "linux/gfp.h")
            if mask and mask not in [m for m, _ in masks]:
                masks.append((mask, name))
    return masks


def gfp(mask):
    """'GFP_KERNEL|__GFP_ZERO'; a mask without bits is GFP_NOWAIT."""
    words = []
    for bits, name in gfp_table():
        if mask & bits == bits:
            words.append(name)
            mask &= ~bits
    if mask:
        words.append("0x%x" % mask)
    return "|".join(words) or "GFP_NOWAIT"


# What each bit of an entry says when it is set, and when it is clear.
BITS = {
    "_PAGE_PRESENT": ("present", "NOT PRESENT"),
    "_PAGE_RW": ("writable", "read-only"),
    "_PAGE_USER": ("user", "kernel only"),
    "_PAGE_ACCESSED": ("accessed", None),
    "_PAGE_DIRTY": ("dirty", None),
    "_PAGE_GLOBAL": ("global", None),
}


def bit(name):
    return headers.value(name, "asm/pgtable_types.h")


def large(entry):
    return bool(entry & bit("_PAGE_PSE"))


# What PCD PWT choose without a PAT, and with one as the CPU starts with it. The
# third: uncached, unless an MTRR says write-combining.
CACHING = (None, "write-through", "uncached-minus", "uncached")


def caching(value, directory=False):
    """What the caching bits of an entry make of its page; None is write-back.
    kernel/cpu/pat.c puts write-combining where write-through was, and that
    where the third bit is set."""
    third = "_PAGE_PAT_LARGE" if directory else "_PAGE_PAT"
    pwt, pcd = (bool(value & bit(b)) for b in ("_PAGE_PWT", "_PAGE_PCD"))
    if pwt and not pcd and not value & bit(third) \
            and safely(lambda: bool(kernel.variable("pat_enabled"))):
        return "write-combining"
    return CACHING[2 * pcd + pwt]


def entry(value, directory=False):
    """The flag bits of a page-table entry in words."""
    if not value & bit("_PAGE_PRESENT"):
        return "empty" if not value else "not present"
    words = []
    for name, (when_set, when_clear) in BITS.items():
        word = when_set if value & bit(name) else when_clear
        if word:
            words.append(word)
    words.append(caching(value, directory and large(value)))
    if value & bit("_PAGE_PSE"):
        words.append("LARGE" if directory else "PAT")
    return " ".join(filter(None, words))


def safely(fn, *args):
    """fn(*args), or None when the kernel cannot be read now."""
    try:
        return fn(*args)
    except (gdb.error, gdb.GdbError):
        return None
