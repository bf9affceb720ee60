"""km: which commands there are."""

import gdb

from . import kernel
from .kernel import say


class Km(gdb.Command):
    """km: list the km- commands, which read the stopped kernel.

`help km-page` explains one of them. They take any expression of gdb."""

    def __init__(self):
        super().__init__("km", gdb.COMMAND_DATA)

    def invoke(self, argument, from_tty):
        for command in sorted(kernel.Command.all, key=lambda c: c.NAME):
            use, _, what = command.__doc__.splitlines()[0].partition(": ")
            say("%-36s %s" % (use, what.rstrip(".")))
        say("`help COMMAND` says more. `p` prints pages, page-table entries, "
            "GFP masks\nand zones in words; `p/r` prints them raw.")


Km()
