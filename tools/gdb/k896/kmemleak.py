"""km-kmemleak: what is allocated since the mark, by who asked for it."""

from . import headers, kernel, slab
from .kernel import fail, pointer, say

SHOWN = 64			# records that are told one by one


class Record:
    """A struct kmemleak_record, out of the table's bytes."""

    def __init__(self, data):
        def word(at, size=4):
            return int.from_bytes(data[at:at + size], "little")
        self.ptr, self.size, self.caller, self.when = map(word, (0, 4, 8, 12))
        self.pid, self.pages = word(16, 2), word(18, 2)

    def __str__(self):
        return "%s 0x%08x, %d bytes, by %s, thread %d, %d ticks ago" % (
            "pages at" if self.pages else "object", self.ptr, self.size,
            site(self.caller), self.pid, age(self.when))


def site(caller):
    """The place that asked: 'kmalloc_cmd + 120'."""
    return kernel.symbol_at(caller) or "0x%x" % caller


def age(when):
    return int(kernel.variable("jiffies")) - when & kernel.MASK


class Table:
    """The table of records; `start` is 0 while there is no mark."""

    def __init__(self):
        self.start = pointer(kernel.variable("records"))
        self.shift = int(kernel.variable("records_shift"))
        self.size = kernel.kind("struct kmemleak_record").sizeof

    def home(self, ptr):
        """Where the search for an address begins: hash_ptr()."""
        ratio = headers.value("GOLDEN_RATIO_32", "linux/hash.h")
        return (ptr * ratio & kernel.MASK) >> 32 - self.shift

    def records(self):
        """(place, record) of all."""
        data = kernel.read(self.start, self.size << self.shift)
        for at in range(0, len(data), self.size):
            if data[at:at + 4] != bytes(4):
                yield at // self.size, Record(data[at:at + self.size])

    def find(self, ptr):
        """The record of an address, found as the kernel finds it."""
        at = self.home(ptr)
        for _ in range(1 << self.shift):
            record = Record(kernel.read(self.start + at * self.size,
                                        self.size))
            if record.ptr in (0, ptr):
                return record if record.ptr else None
            at = at + 1 & (1 << self.shift) - 1
        return None

    def lost(self, found):
        """Records that a search would not come to: a hole lies before them."""
        places = {at for at, _ in found}
        for at, record in found:
            home = self.home(record.ptr)
            way = at - home & (1 << self.shift) - 1
            if any(home + step & (1 << self.shift) - 1 not in places
                   for step in range(way)):
                yield at, record


def noted(address):
    """The record of an object or a struct page; None also without a mark."""
    table = Table()
    return table.find(address) if table.start else None


def say_sites(found):
    """A line for each place that asked, the one with most bytes first."""
    sites = {}
    for _, record in found:
        sites.setdefault(record.caller, []).append(record)
    say("   count     bytes  oldest  by")
    for caller, records in sorted(
            sites.items(), key=lambda s: -sum(r.size for r in s[1])):
        say("%8d %9d %7d  %s" % (
            len(records), sum(r.size for r in records),
            max(age(r.when) for r in records), site(caller)))


def say_table(table, each):
    found = list(table.records())
    missed = int(kernel.variable("nr_missed"))
    say("%s since the mark still there, in a table of %d places%s" % (
        slab.count(len(found), "allocation"), 1 << table.shift,
        "; %d were not noted" % missed if missed else ""))
    if each:
        for _, record in sorted(found, key=lambda f: f[1].when)[:SHOWN]:
            say("  %s" % record)
        if len(found) > SHOWN:
            say("  and %d more" % (len(found) - SHOWN))
    if found:
        say_sites(found)
    if int(kernel.variable("nr_records")) != len(found):
        say("  BUT nr_records says %d" % kernel.variable("nr_records"))
    for at, record in table.lost(found):
        say("  BUT nobody finds place %d, %s: a hole is before it"
            % (at, record))


class KmKmemleak(kernel.Command):
    """km-kmemleak [-v | ADDRESS]: what is allocated since the mark, by whom.

  km-kmemleak         a line for each place that asked
  km-kmemleak -v      and each allocation, the oldest first
  km-kmemleak obj     the record of one, by its address; of pages by their
                      struct page

`kmemleak mark` at the prompt begins it."""

    NAME = "km-kmemleak"

    def show(self, words):
        table = Table()
        if not table.start:
            fail("there is no mark: `kmemleak mark` at the prompt sets one")
        if words in ("", "-v"):
            say_table(table, bool(words))
            return
        address = kernel.number(kernel.evaluate(words), words)
        record = table.find(address)
        if not record:
            fail("0x%x was not allocated since the mark, or is free again",
                 address)
        say("%s" % record)


KmKmemleak()
