"""km-slab: caches, their slabs drawn object by object, and whose an address
is."""

from . import frames, kernel, pgtable
from .frames import Page, size_of
from .kernel import fail, pointer, say, string

ROW = 64			# objects in a line of a drawing
SHOWN = 8			# slabs of a list that are drawn

LISTS = ("full", "partial", "empty")


def existing():
    """The caches that there are now, perhaps none."""
    head = pointer(kernel.variable("slab_caches").address)
    if kernel.word(head):
        for address in kernel.members(head, "struct kmem_cache", "list"):
            yield kernel.at(address, "struct kmem_cache")


def caches():
    found = list(existing())
    if not found:
        fail("there are no caches yet: `break pic_init`, `continue`")
    return found


def name_of(cache):
    return cache["name"].string("latin-1")


def slabs(cache, which):
    """The slabs on one of a cache's three lists."""
    head = pointer(cache[which].address)
    for address in kernel.members(head, "struct page", "lru"):
        yield Page.at(address)


def count(number, what):
    return "%d %s%s" % (number, what, "" if number == 1 else "s")


def is_free(cache, slab):
    """A list of bools, one for each object of a slab."""
    num = int(cache["num"])
    if num <= 32:
        bits = int(slab["free_bits"])
    else:
        size = (num + 31) // 32 * 4
        end = pointer(slab["virtual"]) + (frames.page_size()
                                          << int(cache["order"]))
        bits = int.from_bytes(kernel.read(end - size, size), "little")
    return [bool(bits >> nr & 1) for nr in range(num)]


def objects_at(slab):
    """The address of a slab's first object."""
    return pointer(slab["virtual"]) + int(slab["colour_off"])


def draw(cache, slab, mark=None):
    """`#` is an object in use, `.` a free one, ^ stands below `mark`."""
    free = is_free(cache, slab)
    say("    slab %s at 0x%x, colour_off %d: %d of %d in use%s" % (
        "frame 0x%x" % slab.pfn, pointer(slab["virtual"]),
        slab["colour_off"], slab["inuse"], cache["num"],
        "" if free.count(False) == int(slab["inuse"])
        else "  BUT %d BY ITS BITS" % free.count(False)))
    for start in range(0, len(free), ROW):
        row = free[start:start + ROW]
        say("      %4d |%s|" % (start, "".join(".#"[not f] for f in row)))
        if mark is not None and start <= mark < start + ROW:
            say("            " + " " * (mark - start) + "^ object %d" % mark)


def say_table():
    say("%-16s %6s %6s %5s %5s %5s %5s %5s %7s" % (
        "cache", "object", "size", "per", "pages", "full", "part", "empty",
        "in use"))
    for cache in caches():
        counts = [sum(1 for _ in slabs(cache, which)) for which in LISTS]
        wrong = "" if sum(counts) == int(cache["nr_slabs"]) \
            else "  BUT nr_slabs %d" % int(cache["nr_slabs"])
        say("%-16s %6d %6d %5d %5d %5d %5d %5d %7d%s" % (
            name_of(cache), cache["object_size"], cache["size"],
            cache["num"], 1 << int(cache["order"]), *counts,
            cache["nr_active"], wrong))


def say_cache(cache):
    say("cache %s at 0x%x: objects of %d bytes, one every %d, aligned to %d"
        % (name_of(cache), pointer(cache.address), cache["object_size"],
           cache["size"], cache["align"]))
    ctor = pointer(cache["ctor"])
    say("  a slab is %s with %s, %s%s" % (
        size_of(1 << int(cache["order"])), count(cache["num"], "object"),
        count(cache["colours"], "colour"),
        ", made by " + kernel.symbol_at(ctor) if ctor else ""))
    for which in LISTS:
        members = list(slabs(cache, which))
        say("  %s: %s" % (which, count(len(members), "slab")))
        for slab in members[:SHOWN]:
            draw(cache, slab)
        if len(members) > SHOWN:
            say("    and %d more" % (len(members) - SHOWN))


def say_object(address):
    """Which object of which slab of which cache an address lies in."""
    physical = pgtable.translate(address)
    if physical is None or not frames.in_direct_map(address):
        fail("0x%x is not in the direct map, where slabs are", address)
    slab = Page(physical // frames.page_size())
    if slab.has("tail"):
        slab = Page.at(pointer(slab["first_page"]))
    if slab.has("large_kmalloc"):
        say("0x%x: kmalloc gave the %s from frame 0x%x, without a slab"
            % (address, size_of(1 << slab.order), slab.pfn))
        return
    if not slab.has("slab"):
        fail("0x%x is in no slab: see `km-page 0x%x`", address, address)
    cache = slab["slab_cache"].dereference()
    offset = address - objects_at(slab)
    number, inside = divmod(offset, int(cache["size"]))
    if not 0 <= number < int(cache["num"]):
        say("0x%x: in a slab of cache %s, beside its objects"
            % (address, name_of(cache)))
        number = None
    else:
        say("0x%x: cache %s, object %d%s, %s" % (
            address, name_of(cache), number,
            " + %d" % inside if inside else "",
            "free" if is_free(cache, slab)[number] else "in use"))
    draw(cache, slab, number)


class KmSlab(kernel.Command):
    """km-slab [CACHE | ADDRESS]: the slab allocator's caches and objects.

  km-slab               a table of all caches
  km-slab kmalloc-64    one cache: its slabs, drawn
  km-slab cache         a struct kmem_cache * of the code you stopped in
  km-slab obj           an address: which object of which slab that is

In a drawing each character is an object: # in use, . free."""

    NAME = "km-slab"

    def show(self, words):
        if not words:
            say_table()
            return
        for cache in caches():
            if name_of(cache) == words:
                say_cache(cache)
                return
        if "-" in words and not words.startswith(("0x", "(", "$", "&")) \
                and words.replace("-", "").isalnum():
            fail("there is no cache `%s`: `km-slab` lists them", words)
        address = kernel.number(kernel.evaluate(words), words)
        for cache in caches():
            if pointer(cache.address) == address:
                say_cache(cache)
                return
        say_object(address)


KmSlab()
