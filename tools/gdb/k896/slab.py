"""km-slab: caches, their slabs drawn object by object, and whose an address
is."""

from . import frames, headers, kernel, pgtable
from .frames import Page, size_of
from .kernel import fail, pointer, say

ROW = 64			# objects in a line of a drawing
SHOWN = 8			# slabs of a list that are drawn

LISTS = ("full", "partial", "empty")
CPU_MARKS = "0123456789ABCDEF"	# free, in the array of that CPU
OWNERS = []			# who may know whose an object is: owners.py
WATCHERS = []			# who knows more of a watched one: slab_debug.py


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


def arrays(cache):
    """(CPU, its struct array_cache) of a cache."""
    for cpu in kernel.cpus():
        yield cpu, cache["array"][cpu].dereference()


def at_hand(cache):
    """{address of an object: the CPUs in whose arrays it waits}."""
    found = {}
    size = kernel.kind("struct free_object").sizeof
    for cpu, array in arrays(cache):
        avail, limit = int(array["avail"]), int(array["limit"])
        if avail > limit:
            fail("CPU %d's array has %d objects of at most %d",
                 cpu, avail, limit)
        entries = kernel.read(pointer(array["entry"].address), avail * size)
        for i in range(0, avail * size, size):
            obj = int.from_bytes(entries[i:i + 4], "little")
            found.setdefault(obj, []).append(cpu)
    return found


def flag(cache, name):
    """Has a cache SLAB_name?"""
    return bool(int(cache["flags"]) & headers.value("SLAB_" + name,
                                                    "linux/slab.h"))


INSTRUMENTS = {"CONSISTENCY_CHECKS": "checks", "RED_ZONE": "red zones",
               "POISON": "poison", "STORE_USER": "users", "TRACE": "trace"}


def instruments(cache):
    """What a watched cache is watched with, in words."""
    return [word for name, word in INSTRUMENTS.items() if flag(cache, name)]


def note(cache, slab, number):
    """What a watched slab has written down about one of its objects."""
    size = kernel.kind("struct slab_note").sizeof
    start = pointer(slab["slab_state"]) + (int(cache["num"]) + 3) // 4 * 4
    return kernel.at(start + number * size, "struct slab_note")


def bitmap_size(cache):
    return (int(cache["num"]) + 31) // 32 * 4


def held(cache, slab):
    """The bitmap of the objects that the slab itself holds, as a number."""
    size = bitmap_size(cache)
    return int.from_bytes(
        kernel.read(pointer(slab["slab_state"]) - size, size), "little")


def places(cache, slab):
    """For each object of a slab its state byte, and the marks of all places
    where it is: one, or on its way none."""
    num, size = int(cache["num"]), int(cache["size"])
    states = kernel.read(pointer(slab["slab_state"]), num)
    bits = held(cache, slab)
    waiting = at_hand(cache)
    in_use = kernel.enumerator("OBJ_IN_USE")
    for nr in range(num):
        cpus = waiting.get(pointer(slab["s_mem"]) + nr * size, [])
        yield states[nr], "#" * (states[nr] == in_use) \
            + "." * (bits >> nr & 1) + "".join(CPU_MARKS[cpu] for cpu in cpus)


def mark_of(state, places_):
    if len(places_) > 1 or state > kernel.enumerator("OBJ_IN_USE"):
        return "!"
    return places_ or "?"


def in_words(state, places_):
    """Where an object is."""
    words = []
    for mark in places_:
        if mark == "#":
            words.append("in use")
        elif mark == ".":
            words.append("free, held by the slab")
        else:
            words.append("free, in the array of CPU %d"
                         % CPU_MARKS.index(mark))
    words = " and ".join(words) or "free, on its way to an array or a user"
    return words if mark_of(state, places_) != "!" \
        else "%s, BUT its state byte is %d" % (words, state)


def colour(cache, slab):
    """How far behind where they could the objects of a slab begin."""
    return pointer(slab["s_mem"]) - pointer(slab["virtual"]) \
        - int(cache["red_left"])


def draw(cache, slab, mark=None):
    """A slab, an object a character; ^ stands below object `mark`."""
    drawing = "".join(mark_of(*found) for found in places(cache, slab))
    out = len(drawing) - bin(held(cache, slab)).count("1")
    say("    slab frame 0x%x at 0x%x, colour %d: %d of %d out, %d in use%s" % (
        slab.pfn, pointer(slab["virtual"]),
        colour(cache, slab), slab["inuse"],
        cache["num"], drawing.count("#"),
        "" if out == int(slab["inuse"]) else "  BUT %d OUT BY ITS BITS" % out))
    for start in range(0, len(drawing), ROW):
        say("      %4d |%s|" % (start, drawing[start:start + ROW]))
        if mark is not None and start <= mark < start + ROW:
            say("            " + " " * (mark - start) + "^ object %d" % mark)


def faults(cache, counts, out):
    """Where the books of a cache contradict its lists."""
    for member, real in (("nr_slabs", sum(counts)), ("nr_empty", counts[2]),
                         ("nr_out", out)):
        if int(cache[member]) != real:
            yield "  BUT %s %d" % (member, int(cache[member]))


def say_table():
    say("%-16s %6s %6s %5s %5s %5s %5s %5s %7s %7s" % (
        "cache", "object", "size", "per", "pages", "full", "part", "empty",
        "arrays", "in use"))
    for cache in caches():
        lists = [list(slabs(cache, which)) for which in LISTS]
        counts = [len(members) for members in lists]
        out = sum(int(slab["inuse"]) for members in lists for slab in members)
        waiting = sum(int(array["avail"]) for _, array in arrays(cache))
        say("%-16s %6d %6d %5d %5d %5d %5d %5d %7d %7d%s" % (
            name_of(cache), cache["object_size"], cache["size"],
            cache["num"], 1 << int(cache["order"]), *counts, waiting,
            out - waiting, "".join(faults(cache, counts, out))))


def say_cache(cache):
    say("cache %s at 0x%x: objects of %d bytes, one every %d, aligned to %d"
        % (name_of(cache), pointer(cache.address), cache["object_size"],
           cache["size"], cache["align"]))
    ctor = kernel.word(pointer(cache["ctor"].address))	# of any form
    say("  a slab is %s with %s, %s, its management %s%s" % (
        size_of(1 << int(cache["order"])), count(cache["num"], "object"),
        count(cache["colours"], "colour"),
        "off it" if int(cache["mgmt_cache"]) else "at its end",
        ", made by " + kernel.symbol_at(ctor) if ctor else ""))
    watched = instruments(cache)
    if watched:
        say("  watched: " + ", ".join(watched))
    for cpu, array in arrays(cache):
        say("  CPU %d: no array, all goes to the slabs" % cpu
            if not array["limit"] else
            "  CPU %d: %d of at most %d at hand, moved %d at a time"
            % (cpu, array["avail"], array["limit"], array["batch"]))
    for which in LISTS:
        members = list(slabs(cache, which))
        say("  %s: %s" % (which, count(len(members), "slab")))
        for slab in members[:SHOWN]:
            draw(cache, slab)
        if len(members) > SHOWN:
            say("    and %d more" % (len(members) - SHOWN))


def beside(cache, slab, address):
    """What an address in a slab is that lies in none of its objects."""
    states = pointer(slab["slab_state"])
    if 0 <= address - states < int(cache["num"]):
        return "the state byte of object %d" % (address - states)
    if 0 <= states - address <= bitmap_size(cache):
        return "in the slab's bitmap"
    if 0 < pointer(slab["s_mem"]) - address <= int(cache["red_left"]):
        return "the red zone before object 0"
    if instruments(cache):
        size = kernel.kind("struct slab_note").sizeof
        number = (address - pointer(note(cache, slab, 0).address)) // size
        if 0 <= number < int(cache["num"]):
            return "the note on object %d" % number
    return "beside its objects"


def say_owner(address):
    for owner in OWNERS:
        whose = owner(address)
        if whose:
            say("    owner: " + whose)
            return


def place_in(cache, inside, usable):
    """' + 3' for a byte of an object; what lies behind its last one."""
    if inside < usable:
        return " + %d" % inside if inside else ""
    return ", %s behind its %d bytes" % (
        "red zone" if flag(cache, "RED_ZONE") else "gap", usable)


def say_object(address):
    """Which object of which slab of which cache an address lies in."""
    physical = pgtable.translate(address)
    if physical is None or not frames.in_direct_map(address):
        fail("0x%x is not in the direct map, where slabs are", address)
    slab = Page(physical // frames.page_size())
    if slab.has("tail"):
        slab = Page.at(pointer(slab["first_page"]))
    if not slab.has("slab"):
        fail("0x%x is in no slab: see `km-page 0x%x`", address, address)
    cache = slab["slab_cache"].dereference()
    number, inside = divmod(address - pointer(slab["s_mem"]),
                            int(cache["size"]))
    if not 0 <= number < int(cache["num"]):
        say("0x%x: in a slab of cache %s, %s"
            % (address, name_of(cache), beside(cache, slab, address)))
        number = None
    else:
        state, where = list(places(cache, slab))[number]
        usable = int(cache["object_size"])
        if instruments(cache) and "#" in where:
            usable = int(note(cache, slab, number)["asked"])
        say("0x%x: cache %s, object %d%s, %s" % (
            address, name_of(cache), number,
            place_in(cache, inside, usable), in_words(state, where)))
        if "#" in where:
            say_owner(address - inside)
        for tell in WATCHERS:
            tell(cache, slab, number)
    draw(cache, slab, number)


class KmSlab(kernel.Command):
    """km-slab [CACHE | ADDRESS]: the slab allocator's caches and objects.

  km-slab               a table of all caches
  km-slab kmalloc-64    one cache: its arrays, and its slabs, drawn
  km-slab cache         a struct kmem_cache * of the code you stopped in
  km-slab obj           an address: which object of which slab that is, where
                        it is, and whose, if somebody's books tell

In a drawing each character is an object: # in use; . free, and held by its
slab; 0 to F free, and in the array of that CPU; ? on its way; ! what cannot
be."""

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
