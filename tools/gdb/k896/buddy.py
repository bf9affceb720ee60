"""km-buddy: the free lists by order, walked and checked."""

import gdb

from . import frames, kernel, zone as zone_module
from .frames import Page, size_of, span
from .kernel import fail, locked, pointer, say, string

SHOWN = 16			# blocks of an order that -v prints


def blocks(area):
    """The heads on a free list."""
    head = pointer(area["free_list"].address)
    for address in kernel.members(head, "struct page", "lru"):
        yield Page.at(address)


def fault(page, zone, order):
    """What is wrong with a free block's head, '' if nothing."""
    start = int(zone["zone_start_pfn"])
    if not page.has("buddy") or page.order != order or page.count:
        return "its flags or count say it is no free block of order %d" % order
    if page.zone_name != string(zone["name"]):
        return "of another zone"
    if page.pfn & (1 << order) - 1:
        return "not aligned to its order"
    if page.pfn < start or page.pfn + (1 << order) \
            > start + int(zone["spanned_pages"]):
        return "reaches over the zone's edge"
    return ""


def walk_list(area):
    """(heads, what is wrong) of one free list, as far as it can be walked."""
    heads = []
    try:
        for page in blocks(area):
            heads.append(page)
    except gdb.GdbError as e:
        return heads, str(e)
    return heads, ""


def lists(zone):
    """The walked free lists, and a line for each contradiction found."""
    found, faults, total = [], [], 0
    for order in range(frames.max_order()):
        area = zone["free_area"][order]
        heads, broken = walk_list(area)
        found.append(heads)
        total += len(heads) << order
        if broken:
            faults.append("order %d: %s" % (order, broken))
        elif len(heads) != int(area["nr_free"]):
            faults.append("order %d: %d blocks on the list, nr_free says %d"
                          % (order, len(heads), area["nr_free"]))
        for page in heads:
            wrong = fault(page, zone, order)
            if wrong:
                faults.append("order %d: frame 0x%x: %s"
                              % (order, page.pfn, wrong))
    if total != int(zone["free_pages"]):
        faults.append("%d frames on the lists, free_pages says %d"
                      % (total, zone["free_pages"]))
    return found, faults


def say_blocks(found):
    for order, heads in enumerate(found):
        if not heads:
            continue
        shown = "  ".join(span(page.pfn, 1 << order)
                          for page in heads[:SHOWN])
        more = "" if len(heads) <= SHOWN \
            else "  and %d more" % (len(heads) - SHOWN)
        say("  order %2d, %6s each: %s%s" % (order, size_of(1 << order),
                                            shown, more))


class KmBuddy(kernel.Command):
    """km-buddy [ZONE] [-v]: free blocks of every zone, by order.

  km-buddy              how many blocks of each order
  km-buddy normal -v    of one zone, with the frames of each block

The lists are walked, not only counted: a list that disagrees with its counter,
or a block that is not what it should be, is named in a line that begins with
`!`. During a split or a merge, between two instructions, that is normal: then
the zone's lock is held, and a last line says so."""

    NAME = "km-buddy"

    def show(self, words):
        words = words.split()
        verbose = "-v" in words
        names = [w for w in words if w != "-v"]
        if len(names) > 1 or (names and names[0].startswith("-")):
            fail("wants [ZONE] [-v], not `%s`", " ".join(words))
        zone_module.set_up()
        chosen = zone_module.select(names[0] if names else "")
        say("%-8s %7s" % ("zone", "free") + "".join(
            "%6d" % order for order in range(frames.max_order())))
        for zone in chosen:
            if not int(zone["present_pages"]):
                continue
            found, faults = lists(zone)
            say("%-8s %7d" % (string(zone["name"]), zone["free_pages"])
                + "".join("%6d" % len(heads) for heads in found))
            if faults and locked(zone["lock"]):
                faults.append("zone->lock is held: this is the middle of "
                              "somebody's work")
            for line in faults:
                say("  ! " + line)
            if verbose:
                say_blocks(found)


KmBuddy()
