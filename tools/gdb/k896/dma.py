"""km-dma: bounce buffers and what devices own; km-dmapool: coherent blocks."""

from . import kernel
from .kernel import fail, function_at, pointer, say

MAPPING = "%-10s  %-10s  %6s  %-11s  %-8s  %-14s  %s"
KINDS = ("single", "sg", "coherent")
DIRECTIONS = ("both ways", "to device", "from device")


def device(dev):
    """What a device is called, as dev_name() has it."""
    if not pointer(dev):
        return "NULL: ISA"
    name = dev["init_name"]
    return name.string() if pointer(name) else "(no device)"


# ---- swiotlb ---------------------------------------------------------------

def bounced():
    """(address, slot) of each mapping that is bounced now."""
    pool = kernel.variable("swiotlb")
    slots, shift = pool["slots"], 11
    for i in range(int(pool["nslots"])):
        slot = slots[i]
        if int(slot["first"]) == i + 1:
            yield int(pool["start"]) + (i << shift), slot


def say_swiotlb():
    pool = kernel.variable("swiotlb")
    if not int(pool["bytes"]):
        say("swiotlb: no memory to bounce through (or not yet)")
        return
    say("swiotlb: %d KB at 0x%08x: %d of %d slots used, %d at most" % (
        int(pool["bytes"]) // 1024, int(pool["start"]), pool["used"],
        pool["nslots"], pool["peak"]))
    for address, slot in bounced():
        say("  0x%08x  in place of 0x%08x  %6d bytes  %s  %s" % (
            address, int(slot["orig"]), int(slot["size"]),
            device(slot["dev"]), function_at(slot["caller"])))


# ---- dma_debug -------------------------------------------------------------

def entries(node):
    """The mappings under a node of the tree, by address."""
    if not pointer(node):
        return
    yield from entries(node["rb_left"])
    yield kernel.at(pointer(node) - kernel.offset_of("struct dma_entry", "node"),
                    "struct dma_entry")
    yield from entries(node["rb_right"])


def say_mappings():
    if not int(kernel.variable("dma_debug")):
        say("dma_debug is off: who owns what is not kept "
            "(dma_debug=1, or the debug build)")
        return
    found = list(entries(kernel.variable("dma_entries")["rb_node"]))
    say("dma_debug: %d mappings, %d misuses reported" % (
        len(found), kernel.variable("dma_bugs")))
    if found:
        say(MAPPING % ("address", "memory", "size", "direction", "how",
                       "device", "mapped by"))
    for entry in found:
        say(MAPPING % (
            "0x%08x" % int(entry["addr"]), "0x%08x" % int(entry["phys"]),
            int(entry["size"]), DIRECTIONS[int(entry["dir"])],
            KINDS[int(entry["kind"])], device(entry["dev"]),
            function_at(entry["caller"])))


class KmDma(kernel.Command):
    """km-dma: what is bounced now, and what memory devices own.

  km-dma

First the bounce buffers in use (swiotlb), then each mapping that lasts; these
are kept with dma_debug only."""

    NAME = "km-dma"

    def show(self, words):
        if words:
            fail("km-dma takes no arguments")
        say_swiotlb()
        say_mappings()


# ---- dmapool ---------------------------------------------------------------

def pools():
    head = pointer(kernel.variable("dma_pools").address)
    for address in kernel.members(head, "struct dma_pool", "list"):
        yield kernel.at(address, "struct dma_pool")


def say_pool(pool):
    say("pool %s at 0x%x, made by %s for %s: %d of %d blocks of %d bytes out"
        % (pool["name"].string(), pointer(pool.address),
           function_at(pool["caller"]), device(pool["dev"]), pool["used"],
           int(pool["nr_pages"]) * int(pool["per_page"]), pool["size"]))
    head = pointer(pool["pages"].address)
    for address in kernel.members(head, "struct dma_page", "list"):
        page = kernel.at(address, "struct dma_page")
        raw = kernel.read(pointer(page["map"].address),
                          (int(pool["per_page"]) + 31) // 32 * 4)
        bits = int.from_bytes(raw, "little")
        say("  page at 0x%08x, bus 0x%08x: %s" % (
            pointer(page["vaddr"]), int(page["handle"]),
            "".join("#" if bits >> i & 1 else "."
                    for i in range(min(64, int(pool["per_page"]))))))


class KmDmapool(kernel.Command):
    """km-dmapool [NAME]: pools of coherent blocks, and which are out.

  km-dmapool          all pools
  km-dmapool prd      those of that name

A # is a block that is out, a . one that is free; at most 64 a page are shown."""

    NAME = "km-dmapool"

    def show(self, words):
        found = [p for p in pools()
                 if not words or p["name"].string() == words]
        if not found:
            fail("there is no pool `%s`" % words if words else
                 "there are no pools now")
        for pool in found:
            say_pool(pool)


KmDma()
KmDmapool()
