"""How gdb prints the kernel's types: in words. `p/r` prints them raw."""

import gdb
import gdb.printing

from . import fault_inject, frames, kernel, locks, names
from .kernel import pointer

LONGEST = 1000			# elements of a list that are counted


class Words:
    """A scalar, or a struct of one scalar, followed by what it means."""

    def __init__(self, value):
        self.value = value

    def number(self):
        type_ = self.value.type.strip_typedefs()
        if type_.code == gdb.TYPE_CODE_STRUCT:
            return int(self.value[type_.fields()[0]])
        return int(self.value)

    def to_string(self):
        number = self.number()
        words = names.safely(self.words, number)
        return "0x%x%s" % (number, " (%s)" % words if words else "")

    def words(self, number):
        return ""


class Gfp(Words):
    def words(self, number):
        return names.gfp(number)


class Phys(Words):
    """A physical address: hexadecimal, as every address."""


class Entry(Words):
    """pte_t: the frame and the bits."""

    DIRECTORY = False

    def words(self, number):
        bits = names.entry(number, self.DIRECTORY)
        if not number & names.bit("_PAGE_PRESENT"):
            return bits
        return "frame 0x%x: %s" % (number >> 12 & 0xffffff, bits)


class DirectoryEntry(Entry):
    """pmd_t, pgd_t."""

    DIRECTORY = True


class Prot(Words):
    """pgprot_t: the bits alone."""

    def words(self, number):
        return names.entry(number)


class Atomic(Words):
    def to_string(self):
        return str(self.value["counter"])


class Lock:
    """Whether it is held, and what else it knows."""

    def __init__(self, value):
        self.value = value

    def to_string(self):
        return names.safely(locks.in_words, self.value) or "unreadable"


class Fields:
    """A struct: a line in words, then its members."""

    def __init__(self, value):
        self.value = value

    def children(self):
        for field in self.value.type.strip_typedefs().fields():
            if field.name:
                yield field.name, self.value[field]

    def to_string(self):
        return names.safely(self.words) or ""


class Zone(Fields):
    def words(self):
        return "zone %s, %d pages free of %d" % (
            kernel.string(self.value["name"]), self.value["free_pages"],
            self.value["managed_pages"])


class FaultAttr(Fields):
    """As it is typed, and what it means."""

    def words(self):
        return "%s, %s" % (fault_inject.as_typed(self.value),
                           fault_inject.in_words(self.value))


class StructPage(Fields):
    """Its flags in words, and of each union the member that is in use."""

    def __init__(self, value):
        super().__init__(value)
        self.page = None
        if value.address is not None:
            self.page = names.safely(frames.Page.at, pointer(value.address))

    def words(self):
        return "frame 0x%x" % self.page.pfn if self.page else ""

    def children(self):
        page, value = self.page, self.value
        yield "flags", names.page_word(page) if page \
            else "0x%x" % int(value["flags"])
        yield "_count", value["_count"]["counter"]
        for member in self.union(page):
            yield member, self.plain(value[member])
        for link in ("next", "prev"):
            yield "lru." + link, value["lru"][link]
        yield "virtual", value["virtual"]

    @staticmethod
    def plain(value):
        """A counter's number; an address alone, not the bytes there."""
        type_ = value.type.strip_typedefs()
        if type_.code == gdb.TYPE_CODE_STRUCT:
            return value["counter"]
        if type_.code == gdb.TYPE_CODE_PTR and type_.target().sizeof == 1:
            return "0x%x" % pointer(value)
        return value

    @staticmethod
    def union(page):
        if page and page.has("slab"):
            return "inuse", "s_mem", "slab_cache", "slab_state"
        if page and page.has("tail"):
            return "_mapcount", "first_page", "index"
        return "_mapcount", "private", "mapping", "index"


class Pointer:
    """A pointer, and in brackets what it points to."""

    def __init__(self, value):
        self.value = value

    def to_string(self):
        words = names.safely(self.words)
        return "0x%x%s" % (pointer(self.value),
                           " (%s)" % words if words else "")


class PagePointer(Pointer):
    def words(self):
        return "frame 0x%x" % frames.Page.at(pointer(self.value)).pfn


class NamedPointer(Pointer):
    """struct zone, struct kmem_cache: what has a name."""

    def words(self):
        name = self.value.dereference()["name"]
        return name.string() if pointer(self.value) else ""


class List:
    """list_head: how many are on the list, by going round."""

    def __init__(self, value):
        self.value = value

    def to_string(self):
        if self.value.address is None:
            return "next 0x%x, prev 0x%x" % (pointer(self.value["next"]),
                                             pointer(self.value["prev"]))
        head = pointer(self.value.address)
        length = names.safely(self.length, head)
        if length is None:
            return "no list: next 0x%x, prev 0x%x" % (
                pointer(self.value["next"]), pointer(self.value["prev"]))
        return "list of %s at 0x%x" % (length, head)

    @staticmethod
    def length(head):
        count = 0
        for _ in kernel.nodes(head):
            count += 1
            if count > LONGEST:
                return "more than %d" % LONGEST
        return "%d" % count


TYPES = {
    "gfp_t": Gfp, "phys_addr_t": Phys, "resource_size_t": Phys,
    "pte_t": Entry, "pmd_t": DirectoryEntry, "pgd_t": DirectoryEntry,
    "pgprot_t": Prot, "atomic_t": Atomic,
    **{kind: Lock for kind in locks.KINDS},
    "page": StructPage, "zone": Zone, "list_head": List,
    "fault_attr": FaultAttr,
}
POINTERS = {
    "page": PagePointer, "zone": NamedPointer, "kmem_cache": NamedPointer,
}


def find(value):
    """gdb asks this for every value it prints. A typedef's name comes first;
    a typedef of a typedef is followed down."""
    type_ = value.type.unqualified()
    while True:
        if type_.name in TYPES:
            return TYPES[type_.name](value)
        if type_.code != gdb.TYPE_CODE_TYPEDEF:
            break
        type_ = type_.target().unqualified()
    if type_.code == gdb.TYPE_CODE_PTR:
        target = type_.target().unqualified().tag
        if target in POINTERS:
            return POINTERS[target](value)
    return None


find.__name__ = "k896"


def register():
    """Once, also when this file is read again."""
    gdb.pretty_printers[:] = [p for p in gdb.pretty_printers
                              if getattr(p, "__name__", "") != "k896"]
    gdb.pretty_printers.insert(0, find)


register()
