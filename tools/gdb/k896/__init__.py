"""One module for each thing that can be looked at; importing it makes its
commands known to gdb."""

from . import (  # noqa: F401
    buddy, highmem, index, locks, log, memblock, mempool, owners, page, percpu,
    pgtable, printers, resource, slab, stack, threads, vmalloc, zone)
