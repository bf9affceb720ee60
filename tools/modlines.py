#!/usr/bin/python3
"""Which line of the source the code of a module stands in.

  tools/modlines.py OBJDUMP OBJCOPY NAME.ko

Adds a section .k896.lines to it: "SECTION OFFSET FILE:LINE" for the address
that each call returns to, which the kernel's leak reports and backtraces read;
and "SECTION =OFFSET FILE:LINE" where another line's code begins, for an oops.
"""

import os
import re
import subprocess
import sys
import tempfile

SECTION = re.compile(r"^Disassembly of section (\S+):$")
# The innermost line first, then those that it was inlined by.
LINE = re.compile(r"^(inlined by )?(\S.*):(\d+)"
                  r"(?: \(discriminator \d+\))?(?: \(\w+\))?$")
CODE = re.compile(r"^ +([0-9a-f]+):\t(\w+)")


def rows(text):
    """("section", "offset", "file:line") of calls and lines, of objdump's words."""
    section, line, wanted, last = "", "", None, ""
    for row in text.splitlines():
        if match := SECTION.match(row):
            section, line, wanted, last = match[1], "", None, ""
        elif match := CODE.match(row):
            if wanted:
                yield section, match[1], wanted
            wanted = line if match[2] == "call" and line else None
            if line and line != last:
                yield section, "=" + match[1], line
                last = line
        elif match := LINE.match(row):
            # Of a header's code, where the module called it.
            if not match[1] or ".h:" in line:
                line = "%s:%s" % (os.path.basename(match[2]), match[3])


def main():
    objdump, objcopy, module = sys.argv[1:]
    text = subprocess.run([objdump, "-d", "-l", "--inlines",
                           "--no-show-raw-insn", module],
                          check=True, capture_output=True, text=True).stdout
    with tempfile.NamedTemporaryFile("w", suffix=".lines") as f:
        f.writelines("%s %s %s\n" % row for row in rows(text))
        f.flush()
        subprocess.run([objcopy, "--remove-section=.k896.lines",
                        "--add-section=.k896.lines=" + f.name, module],
                       check=True)


if __name__ == "__main__":
    main()
