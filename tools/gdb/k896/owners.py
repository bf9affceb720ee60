"""Whose an object is, as far as somebody's books tell: for km-slab. Each
function is given an object's address and says in words who has it, or ''."""

from . import kernel, kmemleak, mempool, slab, task
from .kernel import pointer


def by_hand(address):
    """`kmalloc` at the prompt."""
    table = kernel.variable("objects")
    for i in range(table.type.range()[1] + 1):
        if pointer(table[i]["p"]) == address and table[i]["live"]:
            return "the prompt, kmalloc %d" % table[i]["size"]
    return ""


def a_cache(address):
    for cache in slab.existing():
        if pointer(cache.address) == address:
            return "cache %s, its description" % slab.name_of(cache)
    return ""


def an_array(address):
    for cache in slab.existing():
        for cpu, array in slab.arrays(cache):
            if pointer(array.address) == address:
                return "cache %s, the array of CPU %d" % (
                    slab.name_of(cache), cpu)
    return ""


def the_books_of_a_slab(address):
    for cache in slab.existing():
        if not int(cache["mgmt_cache"]):
            continue
        for which in slab.LISTS:
            for page in slab.slabs(cache, which):
                if pointer(page["slab_state"]) - slab.bitmap_size(cache) \
                        == address:
                    return "cache %s, bitmap and state bytes of the slab at " \
                        "0x%x" % (slab.name_of(cache),
                                  pointer(page["virtual"]))
    return ""


def a_thread(address):
    for thread in task.tasks():
        if thread.address == address:
            return "thread %s (%d), its struct" % (thread.comm, thread.pid)
    return ""


def a_pool(address):
    for pool in mempool.pools():
        name = kernel.function_at(pool["caller"])
        if address == pointer(pool.address):
            return "%s, a pool" % name
        if address == pointer(pool["elements"]):
            return "the pool of %s, the table of its reserve" % name
        if address in mempool.reserve(pool):
            return "the pool of %s, an element in reserve" % name
    return ""


def who_asked(address):
    """Not whose it is, but who asked for it, if that was since the mark."""
    record = kmemleak.noted(address)
    return "asked for by %s (kmemleak)" % kmemleak.site(record.caller) \
        if record else ""


slab.OWNERS.extend((by_hand, a_pool, a_cache, an_array, the_books_of_a_slab,
                    a_thread, who_asked))
