"""km-memblock: the ranges of memory as the boot sees them."""

from . import kernel
from .frames import size_in_words
from .kernel import fail, say, string


def say_list(ranges):
    count, total = int(ranges["cnt"]), 0
    if count > ranges["regions"].type.range()[1] + 1:
        fail("memblock.%s is broken: cnt says %d",
             string(ranges["name"]), count)
    say("%s: %d range%s" % (string(ranges["name"]), count,
                            "" if count == 1 else "s"))
    for i in range(count):
        one = ranges["regions"][i]
        base, size = int(one["base"]), int(one["size"])
        total += size
        say(("  0x%08x-0x%08x  %12s  %s" % (
            base, base + size - 1, size_in_words(size),
            string(one["why"]))).rstrip())
    say("  together               %12s" % size_in_words(total))


class KmMemblock(kernel.Command):
    """km-memblock: RAM, and what of it the boot has taken, with the reasons.

Two sorted lists of ranges of physical addresses. What is in `memory` and not
in `reserved` goes to the buddy allocator in mem_init(); afterwards the lists
stay as the record of why a frame is reserved. `limit` is how far allocations
may reach: what is mapped."""

    NAME = "km-memblock"

    def show(self, words):
        memblock = kernel.variable("memblock")
        say_list(memblock["memory"])
        say_list(memblock["reserved"])
        say("limit 0x%08x" % int(memblock["current_limit"]))


KmMemblock()
