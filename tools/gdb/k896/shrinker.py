"""km-shrinkers: who is asked when memory runs low."""

from . import kernel, task
from .kernel import function_at, pointer, say


def shrinkers():
    """Those there are, the first to be asked first."""
    head = pointer(kernel.evaluate("&'mm/shrinker.c'::shrinkers"))
    for address in kernel.members(head, "struct shrinker", "list"):
        yield kernel.at(address, "struct shrinker")


def form(shrinker):
    """(its generation, the function that gives back, the one that counts)"""
    if pointer(shrinker["shrink"]):
        return "2.6", shrinker["shrink"], shrinker["shrink"]
    return "count", shrinker["scan_objects"], shrinker["count_objects"]


class KmShrinkers(kernel.Command):
    """km-shrinkers: who gives memory back when it runs low.

Their functions, in the order in which they are asked, and how many objects at
once. How many objects each could give back only its function knows: `shrinkers`
at the prompt asks. Then who is in shrink_slab() now."""

    NAME = "km-shrinkers"

    def show(self, words):
        say("shrinker    form   batch  gives back with         counts with")
        for shrinker in shrinkers():
            generation, scan, count = form(shrinker)
            say("0x%08x  %-5s  %5s  %-22s  %s" % (
                pointer(shrinker.address), generation,
                int(shrinker["batch"]) or "all", function_at(scan),
                function_at(count)))
        who = pointer(kernel.evaluate("'mm/shrinker.c'::shrinking"))
        if who:
            thread = task.Task(who)
            say("%s (%d) is asking them now" % (thread.comm, thread.pid))
        else:
            say("nobody is asking them now")


KmShrinkers()
