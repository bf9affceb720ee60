"""km-page: everything that struct page says of a frame, in words."""

import gdb

from . import frames, headers, kernel, names, pgtable
from .frames import Page, size_of, span
from .kernel import fail, pointer, say


def frame_of(text):
    """The frame that a number, an address or a struct page stands for."""
    value = kernel.evaluate(text)
    type_ = value.type.strip_typedefs()
    last = frames.frames() - 1
    target = type_.target() if type_.code == gdb.TYPE_CODE_PTR else type_
    if target.strip_typedefs().unqualified() == kernel.kind("struct page"):
        return Page.at(kernel.number(value, text) if target is type_
                       else pointer(value)).pfn
    at = kernel.number(value, text)
    if at <= last and type_.code != gdb.TYPE_CODE_PTR:
        return at
    if at < frames.page_offset():
        fail("there is no frame 0x%x: they go from 0 to 0x%x", at, last)
    physical = pgtable.translate(at)
    if physical is None:
        fail("nothing is mapped at 0x%x: see `km-pt 0x%x`", at, at)
    pfn = physical >> headers.page("PAGE_SHIFT")
    if pfn > last:
        fail("0x%x is mapped to 0x%x, which is no RAM", at, physical)
    return pfn


def block_of(pfn, is_head):
    """The head of the block that holds a frame, or None. `is_head` says of a
    Page whether it heads a block; its order is in its flags word."""
    for order in range(frames.max_order()):
        head = Page(pfn >> order << order)
        if is_head(head) and head.order >= order:
            return head
    return None


def free_block(pfn):
    return block_of(pfn, lambda page: page.has("buddy"))


def listed_block(pfn):
    return block_of(pfn, lambda page: page.has("pcp"))


def used_block(pfn):
    return block_of(pfn, lambda page: page.count > 0)


def find_block(page):
    """(head, what) of the block that a frame belongs to; (None, '')."""
    if not page.has("reserved"):
        for search, what in ((free_block, "free"),
                             (listed_block, "free, on a CPU's list"),
                             (used_block, "allocated")):
            head = search(page.pfn)
            if head:
                return head, what
    return None, ""


def reason(page):
    """Why memblock kept a frame from the allocator."""
    memblock = kernel.variable("memblock")
    for list_, default in (("reserved", None), ("memory", "by the boot")):
        ranges = memblock[list_]
        for i in range(int(ranges["cnt"])):
            one = ranges["regions"][i]
            if 0 <= page.physical - int(one["base"]) < int(one["size"]):
                return default or kernel.string(one["why"])
    return "no RAM here"


def state(page, head, what):
    """What a frame is, in words."""
    if page.has("reserved"):
        return "reserved: " + reason(page)
    if what.startswith("free"):
        return what + (
            ", head of a block of order %d" % page.order
            if head.pfn == page.pfn else
            ", inside the block that begins at frame 0x%x" % head.pfn)
    if page.has("slab"):
        return "in use: a slab of cache " \
            + page["slab_cache"]["name"].string()
    if page.has("table"):
        return "in use: a page table"
    if page.has("tail"):
        return "in use: tail of a compound block"
    if page.count:
        return "in use, %d reference%s" % (page.count,
                                           "" if page.count == 1 else "s")
    return "in use, inside the block that begins at frame 0x%x" % head.pfn \
        if head else "in no block: on its way from one owner to another"


def say_words(page):
    say("  flags      " + names.page_word(page))
    say("  _count     %d%s" % (page.count, "" if page.count else
                               " (free, or not the first of its block)"))
    if page.has("slab"):
        first = pointer(page["s_mem"])
        say("  inuse      %d objects out: in use, or in a CPU's array"
            % page["inuse"])
        say("  s_mem      0x%x, the first object: colour %d bytes"
            % (first, first - pointer(page["virtual"])))
        say("  slab_cache 0x%x %s" % (pointer(page["slab_cache"]),
                                      page["slab_cache"]["name"].string()))
        say("  slab_state 0x%x, a byte an object; the bitmap is before it"
            % pointer(page["slab_state"]))
    else:
        maps = int(page["_mapcount"]["counter"])
        mapping = pointer(page["mapping"])
        say("  _mapcount  %d (mapped by %d page-table entries)"
            % (maps, maps + 1))
        say("  private    0x%x" % int(page["private"]))
        say("  %s 0x%x%s" % ("first_page" if page.has("tail") else
                             "mapping   ", mapping,
                             " = frame 0x%x" % Page.at(mapping).pfn
                             if page.has("tail") else ""))
        say("  index      0x%x" % int(page["index"]))
    say("  lru        next 0x%x, prev 0x%x" % (
        pointer(page["lru"]["next"]), pointer(page["lru"]["prev"])))
    virtual = pointer(page["virtual"])
    say("  virtual    0x%x%s" % (virtual, "" if virtual else
                                 " (high memory: no address without kmap)"))


def say_block(head, what):
    say("  block      %s, order %d, %s, %s" % (
        span(head.pfn, 1 << head.order), head.order,
        size_of(1 << head.order), what))


def say_buddy(head, what):
    if head.order == frames.max_order() - 1:
        say("  buddy      none: order %d is the largest" % head.order)
        return
    buddy = Page(head.pfn ^ 1 << head.order)
    same = buddy.has("buddy") and buddy.order == head.order
    if buddy.pfn >= frames.frames():
        state_ = "beyond the last frame"
    elif buddy.zone_name != head.zone_name:
        state_ = "in another zone: never merged"
    elif same:
        state_ = "free and whole" + (" and NOT MERGED: a bug"
                                     if what == "free" else "")
    else:
        state_ = "free in part" if buddy.has("buddy") else "not free"
    say("  buddy      %s (bit %d of the frame number flipped): %s"
        % (span(buddy.pfn, 1 << head.order), head.order, state_))


class KmPage(kernel.Command):
    """km-page FRAME | ADDRESS | POINTER: what struct page says of a frame.

  km-page 0x1234           frame 0x1234
  km-page 0xc1234000       the frame at a kernel address
  km-page $esp             ... also outside the direct map, by the page tables
  km-page page             a struct page * of the code you stopped in
  km-page mem_map[5]       a struct page

Prints the state of the frame in words, every word of its struct page (with
the meaning that its owner gives it), the block it belongs to and that block's
buddy. Any expression of gdb will do. A number below the number of frames is a
frame, from 0xc0000000 up it is an address."""

    NAME = "km-page"

    def show(self, words):
        page = Page(frame_of(words))
        head, what = find_block(page)
        say("frame 0x%x (%d), physical 0x%08x, struct page at 0x%x"
            % (page.pfn, page.pfn, page.physical, page.address))
        say("  state      " + state(page, head, what))
        say_words(page)
        if head:
            say_block(head, what)
            say_buddy(head, what)


KmPage()
