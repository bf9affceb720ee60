"""km-mempool: pools, what their reserve holds, and who waits for it."""

from . import kernel, slab, task
from .kernel import fail, function_at, pointer, say

COLUMNS = "%-11s %-8s %-7s  %-24s  %s"


def pools():
    """The pools there are, the oldest first."""
    head = pointer(kernel.variable("mempools").address)
    for address in kernel.members(head, "mempool_t", "list"):
        yield kernel.at(address, "mempool_t")


def source(pool):
    """What its elements come from."""
    name, data = function_at(pool["alloc"]), pointer(pool["pool_data"])
    if name == "mempool_alloc_slab":
        return "cache " + slab.name_of(kernel.at(data, "struct kmem_cache"))
    if name in ("mempool_kmalloc", "mempool_kzalloc"):
        return "%s(%d)" % (name.partition("_")[2], data)
    if name == "mempool_alloc_pages":
        return "alloc_pages(%d)" % data
    return name


def reserve(pool):
    """The addresses of the elements in reserve, the next one first."""
    have, room = int(pool["curr_nr"]), int(pool["min_nr"])
    if not 0 <= have <= room:
        fail("0x%x has %d elements of %d: no pool", pointer(pool.address),
             have, room)
    return [pointer(pool["elements"][i]) for i in reversed(range(have))]


def waiters(pool):
    """(thread, what it was given) of those who wait, the first first."""
    head = pointer(pool["waiters"].address)
    for address in kernel.members(head, "struct mempool_waiter", "list"):
        waiter = kernel.at(address, "struct mempool_waiter")
        yield task.Task(pointer(waiter["task"])), pointer(waiter["element"])


def say_row(pool):
    say(COLUMNS % (
        "0x%08x" % pointer(pool.address),
        "%d of %d" % (pool["curr_nr"], pool["min_nr"]),
        len(list(waiters(pool))), source(pool), function_at(pool["caller"])))


def say_pool(pool):
    elements = reserve(pool)
    say("pool at 0x%x, made by %s: %d of %d elements in reserve%s" % (
        pointer(pool.address), function_at(pool["caller"]), pool["curr_nr"],
        pool["min_nr"],
        ", its lock is held" if kernel.locked(pool["lock"]) else ""))
    say("  elements from %s, back by %s, with 0x%x" % (
        source(pool), function_at(pool["free"]), pointer(pool["pool_data"])))
    for address in elements:
        say("  in reserve 0x%x" % address)
    waiting = list(waiters(pool))
    for number, (thread, given) in enumerate(waiting, 1):
        say("  waits      %d. %s (%d)%s" % (
            number, thread.comm, thread.pid,
            ", BUT it was given 0x%x" % given if given else ""))
    if waiting and elements:
        say("  BUT nobody waits for a pool that has elements")


def named(words):
    """The pools that a word is for: their maker, their source, its cache."""
    for pool in pools():
        if words in (function_at(pool["caller"]), source(pool),
                     source(pool).partition("cache ")[2]):
            yield pool


class KmMempool(kernel.Command):
    """km-mempool [ADDRESS | NAME]: pools, their reserve, who waits for it.

  km-mempool                 a line for each pool
  km-mempool pool            the one at that address: its elements, its waiters
  km-mempool demo_pool       those that this function made
  km-mempool bench-pool      those whose elements come from this cache

Pools have no names of their own. They are known by the function that made
them and by what their elements come from."""

    NAME = "km-mempool"

    def show(self, words):
        found = list(named(words)) if words else list(pools())
        if not words:
            if not found:
                say("there are no pools now")
                return
            say(COLUMNS % ("pool", "reserve", "waiting", "its elements",
                           "made by"))
            for pool in found:
                say_row(pool)
            return
        if not found:
            address = kernel.number(kernel.evaluate(words), words)
            found = [pool for pool in pools()
                     if pointer(pool.address) == address]
        if not found:
            fail("there is no pool `%s`: `km-mempool` lists them", words)
        for pool in found:
            say_pool(pool)


KmMempool()
