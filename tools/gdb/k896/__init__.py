"""One module for each thing that can be looked at; importing it makes its
commands known to gdb."""

from . import (buddy, index, log, memblock, page, percpu, pgtable,  # noqa: F401
               printers, resource, slab, stack, zone)
