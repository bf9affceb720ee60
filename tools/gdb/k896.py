"""The km- commands and pretty-printers of k896, for gdb.

`make debug` reads this file by itself; by hand: `source tools/gdb/k896.py`.
`km` lists the commands, `help km-page` explains one. They only read memory of
the stopped kernel and never call into it. Sourced again, it takes up edits.
"""

import os
import sys

here = os.path.dirname(os.path.realpath(__file__))
if here not in sys.path:
    sys.path.insert(0, here)
sys.dont_write_bytecode = True
for name in [m for m in sys.modules if m == "k896" or m.startswith("k896.")]:
    del sys.modules[name]

import k896  # noqa: E402,F401
