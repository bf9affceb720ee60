"""km-percpu: the copies that each CPU has of a per-CPU variable."""

import re

import gdb

from . import kernel
from .kernel import fail, say


def variables():
    """(name, address) of all per-CPU variables, in the order of memory."""
    start = kernel.address_of("__per_cpu_start")
    end = kernel.address_of("__per_cpu_end")
    for address in range(start, end, 4):
        name = kernel.symbol_at(address)
        if name and " + " not in name and not name.startswith("__per_cpu_"):
            yield name, address


def say_areas():
    linked = kernel.address_of("__per_cpu_start")
    size = kernel.address_of("__per_cpu_end") - linked
    say("linked copy 0x%x, %d bytes" % (linked, size))
    for cpu in kernel.cpus():
        offset = int(kernel.variable("__per_cpu_offset")[cpu])
        say("  CPU %d: offset 0x%x, its copy at 0x%x%s" % (
            cpu, offset, linked + offset & kernel.MASK,
            "" if offset else " (no copy of its own yet)"))
    for name, _ in variables():
        value = kernel.variable(name)
        say("  %-24s %4d bytes  %s" % (name, value.type.sizeof, value.type))


class KmPercpu(kernel.Command):
    """km-percpu [VARIABLE]: per-CPU variables, every CPU's own copy.

  km-percpu                     the CPUs' areas and the variables there are
  km-percpu vm_event_states     one of them, on each CPU
  km-percpu zone_pcp[1].count   a part of one

CPU n's copy lies __per_cpu_offset[n] behind the linked one; the CPU itself
finds it through %fs."""

    NAME = "km-percpu"

    def show(self, words):
        if not words:
            say_areas()
            return
        match = re.match(r"[A-Za-z_]\w*", words)
        if not match or match[0] not in [n for n, _ in variables()]:
            fail("`%s` is no per-CPU variable: `km-percpu` lists them",
                 match[0] if match else words)
        for cpu in kernel.cpus():
            copy = kernel.per_cpu(match[0], cpu)
            gdb.set_convenience_variable("km_copy", copy.address)
            rest = words[match.end():]
            value = kernel.evaluate("(*$km_copy)" + rest)
            inside = kernel.pointer(value.address or 0) \
                - kernel.pointer(copy.address)
            if value.address is None or \
                    not 0 <= inside < copy.type.sizeof:
                fail("`%s` is no part of %s", words, match[0])
            say("CPU %d: %s" % (cpu, value.format_string(max_elements=16)))


KmPercpu()
