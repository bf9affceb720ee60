"""km-pt: the walk from an address through the page tables to a frame."""

from . import frames, headers, kernel, names
from .kernel import fail, say


class Step:
    """One entry met on the walk: its level's name, place and value."""

    def __init__(self, level, table, index, size):
        self.level, self.index = level, index
        self.address = table + index * size
        self.value = int.from_bytes(kernel.read(self.address, size), "little")

    @property
    def present(self):
        return bool(self.value & names.bit("_PAGE_PRESENT"))

    @property
    def frame(self):
        return (self.value & headers.table("PTE_PFN_MASK")) \
            >> headers.page("PAGE_SHIFT")


def levels():
    """(name, shift of the index, entries) of each level, from the top."""
    directory = ("directory", headers.table("PGDIR_SHIFT"),
                 headers.table("PTRS_PER_PGD"))
    table = ("table", headers.page("PAGE_SHIFT"),
             headers.table("PTRS_PER_PTE"))
    if not headers.pae():
        return [directory, table]
    return [("pointers",) + directory[1:],
            ("directory", headers.table("PMD_SHIFT"),
             headers.table("PTRS_PER_PMD")), table]


def directory():
    """The kernel's address of the directory that the CPU uses now."""
    if kernel.paging() is False:
        fail("paging is still off: every address is physical")
    cr3 = kernel.register("cr3")
    if cr3 is None:
        return kernel.address_of("swapper_pg_dir")
    return (cr3 & ~(frames.page_size() - 1)) + frames.page_offset()


def walk(address):
    """The steps from the directory down, the last one may be not present."""
    steps, table = [], directory()
    size = kernel.kind("pte_t").sizeof
    for level, shift, entries in levels():
        step = Step(level, table, address >> shift & entries - 1, size)
        step.shift = shift
        steps.append(step)
        if not step.present or level == "table" or \
                (level == "directory" and names.large(step.value)):
            break
        table = (step.frame << headers.page("PAGE_SHIFT")) \
            + frames.page_offset()
    return steps


def target(address, steps):
    """The physical address at the end of a walk, None when it ends early."""
    last = steps[-1]
    if not last.present:
        return None
    inside = (1 << last.shift) - 1
    return (last.frame << headers.page("PAGE_SHIFT")) & ~inside \
        | address & inside


def translate(address):
    """The physical address behind a kernel address, None if unmapped."""
    if frames.in_direct_map(address) and kernel.paging() is not False:
        return address - frames.page_offset()
    return target(address, walk(address))


def region(address):
    """What the kernel's address map has at an address."""
    base = headers.table
    if address < frames.page_offset():
        return "user space"
    if frames.high_memory() == 0:
        return "kernel (the direct map's end is not known yet)"
    if address < frames.high_memory():
        return "direct map"
    if address < base("STACK_BASE"):
        return "vmalloc area, with 8 MB of nothing before it"
    if address < base("STACK_END"):
        return "kernel stacks"
    if address < base("FIXADDR_BASE"):
        return "kmap's slots"
    return "fixmap: " + fixmap_slot(address)


def fixmap_slot(address):
    slot = headers.table("FIXADDR_TOP") - (
        address & ~(frames.page_size() - 1))
    slot >>= headers.page("PAGE_SHIFT")
    last = "beyond its last slot"
    for name, first in kernel.enum("fixed_addresses").items():
        if first > slot:
            break
        last = name + (" + %d" % (slot - first) if slot > first else "")
    return last


def drawing(address):
    """The address cut into its indices: '768 | 257 | 0x234'."""
    cuts = ["%d" % (address >> shift & entries - 1)
            for _, shift, entries in levels()]
    return " | ".join(cuts + ["0x%03x" % (address & frames.page_size() - 1)])


class KmPt(kernel.Command):
    """km-pt ADDRESS: the walk through the page tables, entry by entry.

  km-pt 0xc0100000      by number
  km-pt $esp            the stack
  km-pt &mem_map        a variable
  km-pt start_kernel    a function

Each line is one entry: its place, its value, the frame in it and its bits by
name. The last line is the physical address, or where the walk stopped. The
tables are those of the CPU's CR3. A directory entry marked LARGE maps 4 MB by
itself; there is no table below it."""

    NAME = "km-pt"

    def show(self, words):
        address = kernel.number(kernel.evaluate(words), words)
        steps = walk(address)
        symbol = kernel.symbol_at(address)
        say("address 0x%08x = %s   %s%s" % (
            address, drawing(address), region(address),
            ", " + symbol if symbol else ""))
        for step in steps:
            top = step.level != "table"
            say("  %-9s [%d] at 0x%08x = 0x%08x  %s%s" % (
                step.level, step.index, step.address, step.value,
                "frame 0x%x: " % step.frame if step.present else "",
                names.entry(step.value, top)))
        physical = target(address, steps)
        if physical is None:
            say("  not mapped: an access faults")
        else:
            say("  physical  0x%08x, in a page of %s" % (
                physical, frames.size_of(
                    1 << steps[-1].shift - headers.page("PAGE_SHIFT"))))


KmPt()
