"""km-percpu: the copies that each CPU has of a per-CPU variable."""

import re

import gdb

from . import kernel
from .kernel import fail, pointer, say

FORMAT = re.compile(r"(?:/(\w)\s+)?(.*)$")


def variables():
    """(name, address) of all per-CPU variables, in the order of memory."""
    start = kernel.address_of("__per_cpu_start")
    end = kernel.address_of("__per_cpu_end")
    for address in range(start, end, 4):
        name = kernel.symbol_at(address)
        if name and " + " not in name and not name.startswith("__per_cpu_"):
            yield name, address


def offset(cpu):
    return int(kernel.variable("__per_cpu_offset")[cpu])


def chunks():
    """(start, end) of what per-CPU addresses there may be: of the variables,
    and of what alloc_percpu() gave. None of it is an address by itself."""
    start = kernel.address_of("__per_cpu_start")
    size = int(kernel.variable("unit_size"))
    yield start, max(start + size, kernel.address_of("__per_cpu_end"))
    head = pointer(kernel.variable("chunks").address)
    if not kernel.word(head):
        return
    for address in kernel.members(head, "struct pcpu_chunk", "list"):
        base = pointer(kernel.at(address, "struct pcpu_chunk")["base"])
        yield base, base + size


def say_areas():
    linked = kernel.address_of("__per_cpu_start")
    size = kernel.address_of("__per_cpu_end") - linked
    say("linked copy 0x%x, %d bytes" % (linked, size))
    for cpu in kernel.cpus():
        say("  CPU %d: offset 0x%x, its copy at 0x%x%s" % (
            cpu, offset(cpu), linked + offset(cpu) & kernel.MASK,
            "" if offset(cpu) else " (no copy of its own yet)"))
    for name, _ in variables():
        value = kernel.variable(name)
        say("  %-24s %4d bytes  %s" % (name, value.type.sizeof, value.type))


def template(words):
    """What was typed, as an object at its per-CPU address, which is not read;
    for a pointer into the per-CPU areas, what it points to."""
    try:
        value = gdb.parse_and_eval(words)
        if value.address is None or not is_percpu(pointer(value.address)):
            if value.type.strip_typedefs().code != gdb.TYPE_CODE_PTR:
                fail("`%s` is no per-CPU variable: `km-percpu` lists them",
                     words)
            value = value.dereference()
    except gdb.MemoryError:
        raise
    except gdb.error as e:
        fail("`%s`: %s", words, str(e).rstrip("."))
    if not is_percpu(pointer(value.address)):
        fail("`%s` is not what alloc_percpu() gave: it points to 0x%x",
             words, pointer(value.address))
    return value


def is_percpu(address):
    return any(start <= address < end for start, end in chunks())


class KmPercpu(kernel.Command):
    """km-percpu [VARIABLE]: per-CPU variables, every CPU's own copy.

  km-percpu                     the CPUs' areas and the variables there are
  km-percpu vm_event_states     one of them, on each CPU
  km-percpu zone_pcp[1].count   a part of one
  km-percpu counter             a pointer that alloc_percpu() returned
  km-percpu/x __preempt_count   in another of gdb's formats

CPU n's copy lies __per_cpu_offset[n] behind the linked one; the CPU itself
finds it through %fs."""

    NAME = "km-percpu"

    def show(self, words):
        if not words:
            say_areas()
            return
        letter, words = FORMAT.match(words).groups()
        options = {"format": letter} if letter else {}
        value = template(words)
        for cpu in kernel.cpus():
            where = pointer(value.address) + offset(cpu) & kernel.MASK
            copy = gdb.Value(where).cast(value.type.pointer()).dereference()
            say("CPU %d: 0x%x: %s" % (cpu, where,
                                      copy.format_string(
                                          max_elements=16, **options)))


KmPercpu()
