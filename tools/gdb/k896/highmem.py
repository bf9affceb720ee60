"""km-kmap: which pages of high memory have an address, and for whom."""

from . import headers, kernel, percpu
from .kernel import pointer, say

# What KMAP_FREE and KMAP_NEVER of mm/kmap_atomic.c are.
NOT_MAPPED = 1 << 24 | 1 << 27


def symbol(address):
    return kernel.symbol_at(pointer(address)) or "0x%x" % pointer(address)


def entry_frame(address):
    """The frame in the page-table entry at an address."""
    size = kernel.kind("pte_t").sizeof
    value = int.from_bytes(kernel.read(address, size), "little")
    return (value & headers.table("PTE_PFN_MASK")) \
        >> headers.page("PAGE_SHIFT")


def slots():
    """(slot, users, frame, caller) of kmap's slots that map something; users
    is 0 for an idle one."""
    counts = kernel.variable("pkmap_count")
    callers = kernel.variable("pkmap_caller")
    table = pointer(kernel.variable("pkmap_page_table"))
    size = kernel.kind("pte_t").sizeof
    first, last = counts.type.range()
    raw = kernel.read(pointer(counts.address), 4 * (last + 1))
    for slot in range(first, last + 1):
        count = int.from_bytes(raw[4 * slot:4 * slot + 4], "little")
        if count:
            yield (slot, count - 1, entry_frame(table + slot * size),
                   callers[slot])


def say_kmap():
    if not pointer(kernel.variable("pkmap_page_table")):
        say("kmap: no high memory here (or not yet known)")
        return
    mapped = list(slots())
    used = [s for s in mapped if s[1]]
    say("kmap: %d slots at 0x%x: %d in use, %d idle, %d clean; "
        "%d flushes, %d slept" % (
            headers.table("LAST_PKMAP"), headers.table("PKMAP_BASE"),
            len(used), len(mapped) - len(used),
            int(kernel.variable("nr_clean")),
            int(kernel.variable("nr_flushes")),
            int(kernel.variable("nr_sleeps"))))
    for slot, users, frame, caller in mapped:
        say("  slot %4d  0x%08x  frame 0x%05x  %s  %s" % (
            slot, headers.table("PKMAP_BASE") + (slot << 12), frame,
            "users %d" % users if users else "idle   ", symbol(caller)))


def say_atomic(cpu, template):
    size = kernel.kind("struct kmap_slot").sizeof
    names = kernel.variable("km_type_name")
    base = pointer(template.address) + percpu.offset(cpu)
    for kind in range(names.type.range()[1] + 1):
        slot = kernel.at(base + kind * size, "struct kmap_slot")
        if int(slot["state"]) & NOT_MAPPED or \
                not pointer(slot["pte"]):
            continue
        say("  CPU %d  %-18s 0x%08x  frame 0x%05x  %s" % (
            cpu, kernel.string(names[kind]), int(slot["addr"]),
            entry_frame(pointer(slot["pte"])), symbol(slot["caller"])))


class KmKmap(kernel.Command):
    """km-kmap: the slots of kmap and kmap_atomic that map something.

Of kmap's 1024 slots those in use, with how many users, and the idle ones, which
are mapped until the next flush; then every CPU's slots of kmap_atomic. The name
at the end is who mapped it last."""

    NAME = "km-kmap"

    def show(self, words):
        say_kmap()
        template = kernel.variable("kmap_slots")
        say("kmap_atomic:")
        for cpu in kernel.cpus():
            say_atomic(cpu, template)


KmKmap()
