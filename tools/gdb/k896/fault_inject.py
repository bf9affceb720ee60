"""km-fault-inject: which allocations fail on purpose, and which threads count
theirs."""

from . import headers, kernel, task
from .kernel import pointer, say

ATTRIBUTES = ("failslab", "fail_page_alloc")
# The bits of mm_hooks, in words.
HOOKS = {"MM_INIT_ON_ALLOC": "init_on_alloc", "MM_INIT_ON_FREE": "init_on_free",
         "MM_FAULT_INJECT": "fault_inject", "MM_KMEMLEAK": "kmemleak"}


def hooks():
    """The instruments that look at every allocation now."""
    bits = int(kernel.variable("mm_hooks"))
    return [word for name, word in HOOKS.items()
            if bits & headers.value(name, "../mm/internal.h")]


def number(attribute, member):
    """A member's number, whether it is atomic or not."""
    value = attribute[member]
    return int(value["counter"] if member in ("times", "space") else value)


def as_typed(attribute):
    """An attribute as the command line has it."""
    return ",".join("%d" % number(attribute, member) for member in
                    ("interval", "probability", "space", "times"))


def in_words(attribute):
    """Can it fail anything now, and when?"""
    probability, times = number(attribute, "probability"), \
        number(attribute, "times")
    if not probability or not times:
        return "never"
    interval, space = number(attribute, "interval"), number(attribute, "space")
    words = "each" if interval == 1 else "each %d." % interval
    words += " with %d%%" % probability if probability < 100 else ""
    words += ", after %d bytes more" % space if space > 0 else ""
    return words + (", without end" if times < 0 else ", %d more" % times)


def say_attribute(name):
    attribute = kernel.variable(name)
    spared = ["those that may wait"] if attribute["ignore_gfp_wait"] else []
    if name == "failslab" and attribute["cache_filter"]:
        spared.append("caches without SLAB_FAILSLAB")
    if name == "fail_page_alloc" and int(attribute["min_order"]):
        spared.append("orders below %d" % attribute["min_order"])
    say("%-16s %-14s %s%s" % (
        name, as_typed(attribute), in_words(attribute),
        "; spared: " + ", ".join(spared) if spared else ""))


def victim():
    """Who asked for what failed last, '' when nothing has."""
    address = pointer(kernel.evaluate("'mm/debug/fault_inject.c'::victim"))
    return kernel.symbol_at(address) or "0x%x" % address if address else ""


class KmFaultInject(kernel.Command):
    """km-fault-inject: allocations that fail on purpose, and threads that count.

For failslab and fail_page_alloc: interval,probability,space,times as on the
command line, what that means, and which requests are spared. Then the threads
of which one allocation is to fail, and who asked for what failed last."""

    NAME = "km-fault-inject"

    def show(self, words):
        on = hooks()
        say("looking at every allocation: " + (", ".join(on) or "nothing"))
        for name in ATTRIBUTES:
            say_attribute(name)
        counting = [t for t in task.tasks() if int(t["fail_nth"])]
        for thread in counting:
            say("%s (%d): its allocation number %d from now fails" % (
                thread.comm, thread.pid, thread["fail_nth"]))
        if not counting:
            say("no thread counts its allocations")
        if (counting or not all(in_words(kernel.variable(name)) == "never"
                                for name in ATTRIBUTES)) \
                and "fault_inject" not in on:
            say("  BUT nobody asks: fault_inject is off")
        if victim():
            say("the last that failed was asked for by " + victim())


KmFaultInject()
