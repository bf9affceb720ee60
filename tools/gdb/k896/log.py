"""km-dmesg: the kernel's log, read out of its ring."""

import gdb

from . import kernel
from .kernel import fail, say


class Ring:
    """A copy of the log's bytes; positions only grow."""

    def __init__(self):
        buffer = kernel.variable("log_buf")
        self.size = buffer.type.sizeof
        self.bytes = kernel.read(kernel.pointer(buffer.address), self.size)

    def read(self, position, n):
        start = position % self.size
        return (self.bytes[start:] + self.bytes[:start])[:n]

    def text(self, position, n):
        """As text; what cannot be printed becomes a dot."""
        return "".join(c if c.isprintable() else "."
                       for c in self.read(position, n).decode("latin-1"))


def lines():
    """(seconds, text) of every line, the oldest first."""
    ring = Ring()
    position = int(kernel.variable("log_first"))
    end = int(kernel.variable("log_next"))
    head_type = kernel.kind("struct log_head")
    if not 0 <= end - position <= ring.size:
        fail("the log's positions are broken: first %d, next %d",
             position, end)
    while position < end:
        head = gdb.Value(ring.read(position, head_type.sizeof), head_type)
        position += head_type.sizeof
        length = int(head["len"])
        yield int(head["ns"]) / 1e9, ring.text(position, length)
        position += length


class KmDmesg(kernel.Command):
    """km-dmesg [N]: the kernel's log, or its last N lines.

Reads the ring of kernel/log.c, so it shows what a kernel said that is too dead
to print. Times are seconds since the kernel's first instruction."""

    NAME = "km-dmesg"

    def show(self, words):
        if words and not (words.isdigit() and int(words)):
            fail("wants a number of lines, not `%s`", words)
        known = list(lines())
        if not known:
            say("the log is empty")
        for seconds, text in known[-int(words or len(known) or 1):]:
            say("[%12.6f] %s" % (seconds, text))


KmDmesg()
