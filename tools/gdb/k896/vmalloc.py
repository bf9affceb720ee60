"""km-vmalloc: areas of kernel addresses, and whose an address is."""

from . import frames, headers, kernel, pgtable
from .kernel import fail, pointer, say

COLUMNS = "%-22s %6s %9s  %-14s %s"


class Area:
    """A struct vm_struct, copied."""

    def __init__(self, address):
        area = kernel.at(address, "struct vm_struct")
        self.address = address
        self.start = pointer(area["addr"])
        self.end = self.start + int(area["size"])
        self.flags = int(area["flags"])
        self.nr_pages = int(area["nr_pages"])
        self.pages = pointer(area["pages"])
        self.slots = address + kernel.offset_of("struct vm_struct", "slots")
        self.phys = int(area["phys_addr"])
        self.caller = pointer(area["caller"])
        self.gap = int(area["gap"])
        self.max_gap = int(area["max_gap"])
        self.guard = self.end - frames.page_size()

    @property
    def usable(self):
        return (self.guard - self.start) // frames.page_size()

    def what(self):
        """What it is for, in the words of the flags."""
        words = [name[3:].lower() for name in (
            "VM_IOREMAP", "VM_ALLOC", "VM_MAP", "VM_USERMAP")
            if self.flags & flag(name)]
        if self.flags & flag("VM_UNPURGED"):
            words = ["freed"]
        return " ".join(words) or "-"

    def by(self):
        return kernel.symbol_at(self.caller) or "0x%x" % self.caller

    def frame(self, index):
        """The frame that the area's books have for a page; None: no books."""
        if not self.flags & flag("VM_ALLOC") or index >= self.nr_pages:
            return None
        where = self.pages + 4 * index
        if self.pages != self.slots:
            physical = pgtable.translate(where)
            if physical is None:
                fail("the list of frames at 0x%x is not mapped", where)
        found = kernel.word(where) - pointer(kernel.variable("mem_map"))
        return found // kernel.kind("struct page").sizeof


def flag(name):
    return headers.value(name, "linux/vmalloc.h")


def areas():
    """All of them, by address; without the one of 0 bytes at the end."""
    root = pointer(kernel.variable("vmap_root")["rb_node"])
    if not root:
        fail("there are no areas yet: `break vmalloc_init`, `finish`")
    distance = kernel.offset_of("struct vm_struct", "rb")
    stack, node = [], root
    while stack or node:
        while node:
            if len(stack) > 64:
                fail("the tree of areas is deeper than any can be: damaged")
            stack.append(node)
            node = pointer(kernel.at(node, "struct rb_node")["rb_left"])
        node = stack.pop()
        area = Area(node - distance)
        if area.end > area.start:
            yield area
        node = pointer(kernel.at(node, "struct rb_node")["rb_right"])


def say_row(area):
    say(COLUMNS % (
        "0x%08x-0x%08x" % (area.start, area.end - 1), area.usable,
        "0x%x" % area.gap, area.what(), area.by()))


def say_all():
    found = list(areas())
    if not found:
        say("there are no areas now")
        return
    say(COLUMNS % ("addresses, with guard", "pages", "gap below", "for",
                   "made by"))
    below = None
    for area in found:
        say_row(area)
        if below is not None and area.start - area.gap != below:
            say("  BUT its gap of 0x%x does not begin where the area before "
                "ends" % area.gap)
        below = area.end
    waiting = int(kernel.variable("nr_lazy")["counter"])
    if waiting:
        say("%d pages of freed areas wait for a flush" % waiting)


def say_area(area, address):
    say("area 0x%08x-0x%08x and a guard page, %s: %s, made by %s" % (
        area.start, area.guard - 1, frames.size_of(area.usable), area.what(),
        area.by()))
    say("  struct vm_struct at 0x%x, list of frames at 0x%x%s" % (
        area.address, area.pages, "" if not area.pages else
        " (in it)" if area.pages == area.slots else " (an area itself)"))
    if address >= area.guard:
        say("  0x%08x is in the guard page: an access faults" % address)
        return
    index = (address - area.start) // frames.page_size()
    say("  0x%08x is byte 0x%x of page %d" % (
        address, address & frames.page_size() - 1, index))
    booked = area.frame(index)
    if booked is not None:
        say("  the books say   frame 0x%x" % booked)
    physical = pgtable.target(address, pgtable.walk(address))
    if physical is None:
        say("  the tables say  not mapped: an access faults")
        return
    mapped = physical >> headers.page("PAGE_SHIFT")
    say("  the tables say  frame 0x%x%s" % (
        mapped, "" if booked in (None, mapped) else "  BUT they disagree"))
    if mapped < frames.frames():
        say("  see `km-page 0x%x`" % mapped)


class KmVmalloc(kernel.Command):
    """km-vmalloc [ADDRESS]: areas of kernel addresses.

  km-vmalloc            a line for each: addresses, pages, the gap below it,
                        what it is for (freed: it waits for a flush), who made it
  km-vmalloc p          the area an address is in: which page of it, and which
                        frame by the area's own books and by the page tables

The guard page behind an area belongs to it and is never mapped."""

    NAME = "km-vmalloc"

    def show(self, words):
        if not words:
            say_all()
            return
        address = kernel.number(kernel.evaluate(words), words)
        for area in areas():
            if area.start <= address < area.end:
                say_area(area, address)
                return
        fail("0x%x is in no area: see `km-pt 0x%x`", address, address)


KmVmalloc()
