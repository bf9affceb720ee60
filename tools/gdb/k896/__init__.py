"""One module for each thing that can be looked at; importing it makes its
commands known to gdb."""

from . import (  # noqa: F401
    blk, buddy, dma, dma8237, fat, fault_inject, highmem, ide, index, kmemleak,
    locks, log, memblock, mempool, module, owners, page, pci, percpu, pgtable,
    printers, resource, shrinker, slab, slab_debug, stack, threads, vmalloc,
    zone)
