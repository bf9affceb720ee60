"""km-slab-debug: watched caches, and which of their bytes somebody has spoilt."""

from . import headers, kernel, slab, task
from .kernel import fail, pointer, say

SHOWN = 16			# spoilt bytes of a cache that are told


def poison(name):
    return bytes([headers.value(name, "linux/poison.h")])


def poisoned(cache):
    """Are its free objects filled? As slab_may_wipe() says."""
    return slab.flag(cache, "POISON") \
        and not slab.flag(cache, "TYPESAFE_BY_RCU") \
        and not kernel.word(pointer(cache["ctor"].address))


def should_be(cache, page, number, in_use):
    """(offset in an object, bytes that must be there), of what is nobody's."""
    size, room = int(cache["size"]), int(cache["object_size"])
    red, left = poison("SLUB_RED_ACTIVE"), int(cache["red_left"])
    if not in_use and poisoned(cache):
        yield 0, poison("POISON_FREE") * (room - 1) + poison("POISON_END")
    if in_use:
        room = int(slab.note(cache, page, number)["asked"])
    if slab.flag(cache, "RED_ZONE"):
        yield room, red * (size - room)
        if not number:
            yield -left, red * left


def spoilt(cache, page):
    """(object, offset in it, what is there, what should be) of the first byte
    that is wrong in each place of a slab."""
    start = pointer(page["virtual"])
    first = pointer(page["s_mem"]) - start
    data = kernel.read(start, first + int(cache["num"]) * int(cache["size"]))
    for number, (_, places) in enumerate(slab.places(cache, page)):
        at = first + number * int(cache["size"])
        for offset, right in should_be(cache, page, number, "#" in places):
            there = data[at + offset:at + offset + len(right)]
            for i, byte in enumerate(there):
                if byte != right[i]:
                    yield number, offset + i, byte, right[i]
                    break


def watched(cache):
    return bool(slab.instruments(cache))


def in_words(damage):
    number, offset, there, right = damage
    return "BUT byte %d of object %d is %02x instead of %02x" \
        % (offset, number, there, right)


def say_track(what, track):
    """Who did something to an object, and when, if that is known."""
    depth = track["trace"].type.range()[1] + 1
    trace = [pointer(track["trace"][i]) for i in range(depth)]
    if not trace[0]:
        return
    say("    %s by thread %d on CPU %d, %d ticks ago" % (
        what, track["pid"], track["cpu"],
        int(kernel.variable("jiffies")) - int(track["when"]) & kernel.MASK))
    for address in trace:
        if address:
            say("        " + ", ".join(filter(None, task.place(address,
                                                               False))))


def say_object(cache, page, number):
    """What a watched cache knows of an object: for km-slab."""
    if slab.flag(cache, "STORE_USER"):
        noted = slab.note(cache, page, number)
        say_track("allocated", noted["alloc"])
        say_track("freed", noted["free"])
    if watched(cache):
        for damage in spoilt(cache, page):
            if damage[0] == number:
                say("    " + in_words(damage))


def say_cache(cache):
    found = [(page, damage) for which in slab.LISTS
             for page in slab.slabs(cache, which)
             for damage in spoilt(cache, page)]
    say("%-16s %6d %6d  %s" % (
        slab.name_of(cache), cache["object_size"], cache["size"],
        ", ".join(slab.instruments(cache))))
    for page, damage in found[:SHOWN]:
        say("  %s, in the slab at 0x%x" % (in_words(damage),
                                           pointer(page["virtual"])))
    if len(found) > SHOWN:
        say("  and %d more" % (len(found) - SHOWN))


class KmSlabDebug(kernel.Command):
    """km-slab-debug [CACHE]: watched caches, and bytes that somebody has spoilt.

For each: the object's size, how far apart objects are, and what watches them.
Then all bytes of red zones and of poison that are wrong now, of each place the
first: the kernel itself finds them at the next use.

`slab_debug` on the kernel's command line watches all caches. What is known of
one object says `km-slab ADDRESS`."""

    NAME = "km-slab-debug"

    def show(self, words):
        found = [cache for cache in slab.caches() if watched(cache)
                 and words in ("", slab.name_of(cache))]
        if not found:
            fail("`%s` is no watched cache", words) if words else \
                fail("no cache is watched: see `slab_debug=` in "
                     "docs/slab_debug.md")
        say("%-16s %6s %6s  %s" % ("cache", "object", "size", "watched"))
        for cache in found:
            say_cache(cache)


slab.WATCHERS.append(say_object)
KmSlabDebug()
