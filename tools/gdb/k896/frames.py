"""Page frames from outside: sizes, the direct map, struct page, the zones."""

import gdb

from . import headers
from .kernel import enum, fail, kind, pointer, read, string, variable


def page_size():
    return 1 << headers.page("PAGE_SHIFT")


def page_offset():
    return headers.page("PAGE_OFFSET")


def high_memory():
    return pointer(variable("high_memory"))


def in_direct_map(address):
    return page_offset() <= address < high_memory()


def frames():
    """How many frames mem_map describes."""
    if not pointer(variable("mem_map")):
        fail("there is no mem_map yet: `break kmem_cache_init`, `continue`")
    return int(variable("max_mapnr"))


def size_of(pages):
    """'4 KB', '12 KB', '4 MB' for a number of pages."""
    return size_in_words(pages * page_size())


def size_in_words(size):
    """A number of bytes in the largest unit that divides it."""
    units = ["bytes", "KB", "MB", "GB"]
    while size and size % 1024 == 0 and len(units) > 1:
        size >>= 10
        del units[0]
    return "%d %s" % (size, units[0])


def span(first, pages):
    """'0x40' or '0x40-0x4f'."""
    return "0x%x" % first if pages == 1 \
        else "0x%x-0x%x" % (first, first + pages - 1)


class Page:
    """A copy of the struct page of one frame."""

    def __init__(self, pfn):
        type_ = kind("struct page")
        self.pfn = pfn
        self.address = pointer(variable("mem_map")) + pfn * type_.sizeof
        self.words = gdb.Value(read(self.address, type_.sizeof), type_)
        self.flags = int(self.words["flags"])

    @classmethod
    def at(cls, address):
        """By the address of its struct page."""
        distance = address - pointer(variable("mem_map"))
        size = kind("struct page").sizeof
        if distance % size or not 0 <= distance // size < frames():
            fail("0x%x is no pointer into mem_map", address)
        return cls(distance // size)

    def __getitem__(self, member):
        return self.words[member]

    def has(self, flag):
        return bool(self.flags >> enum("pageflags")["PG_" + flag] & 1)

    @property
    def count(self):
        return int(self["_count"]["counter"])

    @property
    def order(self):
        return (self.flags & headers.flags("PAGE_ORDER_MASK")) \
            >> headers.flags("PAGE_ORDER_SHIFT")

    @property
    def zone(self):
        return variable("zones")[self.flags
                                 >> headers.flags("PAGE_ZONE_SHIFT")]

    @property
    def zone_name(self):
        return string(self.zone["name"])

    @property
    def physical(self):
        return self.pfn << headers.page("PAGE_SHIFT")


def zones():
    """The zones that have frames, and those that have none, as gdb.Values."""
    array = variable("zones")
    low, high = array.type.range()
    return [array[i] for i in range(low, high + 1)]


def max_order():
    """The number of free lists of a zone."""
    return zones()[0]["free_area"].type.range()[1] + 1
