"""Compare what the book says with what was said.

Blanks count as one; empty lines, colours and the word `Continuing.` as none.
In the book

  ...         on a line of its own: any number of lines
  ...         within a line: anything
  ~0xc0123456 ~42
              an example: any number may stand here
"""

import re

TOKEN = re.compile(r"\.\.\.|~(?:0x)?[0-9a-f]+")
NUMBER = "(?:0x)?[0-9a-f]+"
COLOURS = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")


def plain(text):
    """The lines of `text` that count."""
    text = COLOURS.sub("", text).replace("\r", "")
    lines = [" ".join(line.split()) for line in text.splitlines()]
    return [line for line in lines if line and line != "Continuing."]


def pattern(line):
    """A regular expression for one line of the book."""
    parts, end = [], 0
    for match in TOKEN.finditer(line):
        parts.append(re.escape(line[end:match.start()]))
        parts.append("[^\n]*" if match[0] == "..." else NUMBER)
        end = match.end()
    return "".join(parts) + re.escape(line[end:])


def expression(lines):
    return "".join("(?:[^\n]*\n)*?" if line == "..."
                   else pattern(line) + "\n" for line in lines)


def differences(expected, said):
    """[] if they agree, else what to tell the author."""
    wanted = plain("\n".join(expected))
    have = plain(said)
    text = "".join(line + "\n" for line in have)
    if re.fullmatch(expression(wanted), text):
        return []
    good = 0
    while good < len(wanted) and re.match(expression(wanted[:good + 1]), text):
        good += 1
    missing = wanted[good] if good < len(wanted) else "nothing more"
    return ["expected: " + missing] + ["  said: " + line for line in have[:40]]
