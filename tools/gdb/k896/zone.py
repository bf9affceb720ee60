"""km-zones: sizes, watermarks, reserves and per-CPU lists of every zone."""

from . import frames, kernel
from .frames import span
from .kernel import fail, pointer, say, string


def select(name):
    """The zone of that name in any case, or all of them for ''."""
    zones = frames.zones()
    if not name:
        return zones
    names = [string(zone["name"]) for zone in zones]
    for zone, known in zip(zones, names):
        if known.lower() == name.lower():
            return [zone]
    fail("`%s` is no zone: there are %s", name, ", ".join(names))


def set_up():
    """Has the boot described the zones?"""
    if not any(int(zone["spanned_pages"]) for zone in frames.zones()):
        fail("the zones are not set up yet: `break kmem_cache_init`, "
             "`continue`")


def say_sizes(zone):
    start, spanned = int(zone["zone_start_pfn"]), int(zone["spanned_pages"])
    present, managed = int(zone["present_pages"]), int(zone["managed_pages"])
    say("zone %s: frames %s" % (string(zone["name"]), span(start, spanned)))
    say("  spanned %d  present %d  managed %d  reserved %d" % (
        spanned, present, managed, present - managed))
    say("  free %d  min %d  low %d  high %d" % (
        zone["free_pages"], zone["pages_min"], zone["pages_low"],
        zone["pages_high"]))


def say_reserve(zone):
    """What it keeps from requests that could have used a higher zone."""
    words = ["%s %d" % (string(other["name"]), zone["lowmem_reserve"][i])
             for i, other in enumerate(frames.zones())]
    say("  kept from requests for  " + "  ".join(words))


def per_cpu_lists(index, cpu):
    """The lists that a CPU has of a zone, one for each small order."""
    lists = kernel.per_cpu("zone_pcp", cpu)[index]
    return [lists[order] for order in range(lists.type.range()[1] + 1)]


def say_lists(index):
    """The blocks of each order that each CPU has of this zone."""
    for cpu in kernel.cpus():
        for order, pcp in enumerate(per_cpu_lists(index, cpu)):
            head = pointer(pcp["list"].address)
            listed = len(list(kernel.nodes(head))) if kernel.word(head) else 0
            wrong = "" if listed == int(pcp["count"]) \
                else "  BUT %d ON THE LIST" % listed
            say("  %-6s order %d: %3d blocks (high %d, batch %d)%s" % (
                "CPU %d" % cpu if not order else "", order, pcp["count"],
                pcp["high"], pcp["batch"], wrong))


def say_zonelists():
    """Which zones a mask may have, best first."""
    for bits, mask in enumerate(("GFP_KERNEL", "GFP_DMA", "GFP_HIGHUSER")):
        chain = kernel.variable("zonelists")[bits]["zones"]
        names, i = [], 0
        while pointer(chain[i]):
            names.append(string(chain[i]["name"]))
            i += 1
        say("%-12s tries %s" % (mask, ", then ".join(names) or "nothing"))


class KmZones(kernel.Command):
    """km-zones [ZONE]: sizes, watermarks, reserves and per-CPU lists.

  km-zones              all zones, and in which order a mask tries them
  km-zones normal       one of them: DMA, Normal or HighMem, in any case

Figures are pages, on the CPUs' lists blocks. spanned: frames from the first to
the last; present: of them RAM; managed: of them given to the buddy allocator;
reserved: the rest. A request may not bring `free` below the watermark `low`
(at need: `min`) plus what the zone keeps from requests that could have used a
higher zone."""

    NAME = "km-zones"

    def show(self, words):
        set_up()
        chosen = select(words)
        for zone in chosen:
            name = string(zone["name"])
            if not int(zone["present_pages"]):
                say("zone %s: empty" % name)
                continue
            say_sizes(zone)
            say_reserve(zone)
            say_lists([string(z["name"])
                       for z in frames.zones()].index(name))
        if not words:
            say_zonelists()


KmZones()
