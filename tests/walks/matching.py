"""Compare what the book says with what was said.

Blanks count as one; empty lines, colours and the word `Continuing.` as none.
In the book

  ...           on a line of its own: any number of lines
  ...           within a line: anything
  <n> <hex>     a decimal number, a hexadecimal one
  <hex:page>    the same, and remembered: further down, also in a command,
                <hex:page> is that number
"""

import re

TOKEN = re.compile(r"\.\.\.|<(n|hex)(?::(\w+))?>")
KINDS = {"n": r"-?\d+", "hex": r"(?:0x)?[0-9a-f]+"}
COLOURS = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")


def fill(text, bound):
    """`text` with remembered numbers put in."""
    return TOKEN.sub(lambda m: bound.get(m[2], m[0]) if m[2] else m[0], text)


def plain(text):
    """The lines of `text` that count."""
    text = COLOURS.sub("", text).replace("\r", "")
    lines = [" ".join(line.split()) for line in text.splitlines()]
    return [line for line in lines if line and line != "Continuing."]


def pattern(line, bound, fresh):
    """A regular expression for one line of the book."""
    parts, end = [], 0
    for match in TOKEN.finditer(line):
        parts.append(re.escape(line[end:match.start()]))
        end = match.end()
        kind, name = match[1], match[2]
        if not kind:
            parts.append("[^\n]*")
        elif name in bound:
            parts.append(re.escape(bound[name]))
        elif name in fresh:
            parts.append("(?P=%s)" % name)
        elif name:
            fresh.append(name)
            parts.append("(?P<%s>%s)" % (name, KINDS[kind]))
        else:
            parts.append(KINDS[kind])
    return "".join(parts) + re.escape(line[end:])


def expression(lines, bound):
    fresh, whole = [], ""
    for line in lines:
        whole += "(?:[^\n]*\n)*?" if line == "..." \
            else pattern(line, bound, fresh) + "\n"
    return whole


def differences(expected, said, bound):
    """[] if they agree (and `bound` then knows what was to be remembered),
    else what to tell the author."""
    wanted = plain("\n".join(expected))
    have = plain(said)
    text = "".join(line + "\n" for line in have)
    match = re.fullmatch(expression(wanted, bound), text)
    if match:
        bound.update(match.groupdict())
        return []
    good = 0
    while good < len(wanted) and re.match(
            expression(wanted[:good + 1], bound), text):
        good += 1
    missing = wanted[good] if good < len(wanted) else "nothing more"
    return ["expected: " + missing] + ["  said: " + line for line in have[:40]]
