"""What can be changed in a C file, one place at a time (for tools/mutate.py).

A mutation is one of these, inside a function's body:

  comparison   < and <=, > and >=, == and !=
  operator     + and -, << and >>, & and |, && and ||, += and -=, ++ and --, ...
  constant     a number is one more; true and false
  condition    of if and while: the opposite; a ! is dropped
  call         a statement that is only a call is left out

Left alone: declarations, macros, comments, strings; assertions: to turn a
BUG_ON, WARN, pr_err, panic or might_sleep into another one tells nothing about
what the code does; and what only the compiler is told.
"""

import bisect
import collections
import hashlib
import re

TOKEN = re.compile(r"""
    (?P<skip>/\*.*?\*/ | //[^\n]* | ^[ \t]*\#(?:\\\n|[^\n])* | \s+)
  | (?P<text>"(?:\\.|[^"\\])*" | '(?:\\.|[^'\\])*')
  | (?P<number>\d\w*)
  | (?P<name>[A-Za-z_]\w*)
  | (?P<op><<=|>>=|\.\.\.|->|\+\+|--|<<|>>|[<>=!+\-*/%&|^]=|&&|\|\||.)
""", re.X | re.S | re.M)
ASSERTION = re.compile(r"(VM_|BUILD_)?BUG_ON|BUG|WARN(_ON)?(_ONCE)?|pr_\w+|"
                       r"printk|panic|dump_\w+|might_sleep(_if)?|"
                       r"OPTIMIZER_HIDE_VAR")
HEADER = re.compile(r"(\w+)\)?\(")
TYPE_WORDS = ("struct", "union", "enum", "const", "unsigned", "sizeof",
              "return", "goto", "case", "else", "do")

OPPOSITES = ("< <=", "> >=", "== !=", "+ -", "<< >>", "& |", "&& ||", "+= -=",
             "|= &=", "<<= >>=", "/ *", "++ --")
OTHER = {"*": "/", "%": "/", "^": "|", "true": "false", "false": "true"}
for pair in OPPOSITES:
    one, two = pair.split()
    OTHER[one], OTHER[two] = two, one
# What is another thing, or the start of one, where nothing stands before it.
BINARY = {"+", "-", "&", "*"}

Token = collections.namedtuple("Token", "kind text start end")


class Mutation:
    """In `path`, function `function`, the bytes from `start` to `end` become
    `new`. `line` counts from 1; `before` and `after` are that line's text."""

    def __init__(self, path, source, function, start, end, new):
        self.path, self.function, self.source = path, function, source
        self.start, self.end, self.new = start, end, new
        self.line = source.count("\n", 0, start) + 1
        self.before = self.excerpt(source, end)
        self.after = self.excerpt(self.mutated(), start + len(new))

    def excerpt(self, text, end):
        first = text.rfind("\n", 0, self.start) + 1
        last = text.find("\n", end)
        return " ".join(text[first:last].split())

    def mutated(self):
        return self.source[:self.start] + self.new + self.source[self.end:]

    @property
    def key(self):
        """What names it, wherever its function has moved to."""
        return (self.path, self.function, self.before, self.after)

    @property
    def id(self):
        """Of the mutated file, but for its comments and blanks."""
        words = "\0".join(t.text for t in tokens(self.mutated()))
        return hashlib.sha1((self.path + words).encode()).hexdigest()[:16]


def tokens(source):
    return [Token(m.lastgroup, m.group(), m.start(), m.end())
            for m in TOKEN.finditer(source) if m.lastgroup != "skip"]


def closing(toks, i):
    """The index of the bracket that closes the one at `i`."""
    depth = 0
    for j in range(i, len(toks)):
        depth += (toks[j].text == "(") - (toks[j].text == ")")
        if not depth:
            return j
    raise ValueError("a bracket is open at the end")


def functions(source):
    """(name, start, end) of each body: the braces in the first column."""
    for m in re.finditer(r"^\{\n.*?^\}", source, re.S | re.M):
        header = source[:m.start()]
        header = header[max(header.rfind(";"), header.rfind("}"),
                            header.rfind("*/")) + 1:]
        header = re.sub(r"^\s*#.*\n", "", header, flags=re.M)
        yield HEADER.search(header).group(1), m.start(), m.end()


def asserted(toks):
    """The indices of all tokens that belong to assertions."""
    found = set()
    for i, tok in enumerate(toks[:-1]):
        if tok.kind == "name" and toks[i + 1].text == "(" and \
                ASSERTION.fullmatch(tok.text):
            found.update(range(i, closing(toks, i + 1) + 1))
    return found


def of_token(toks, i):
    """What else could stand in place of token `i`; or None."""
    tok, before = toks[i], toks[i - 1]
    if tok.kind == "number":
        m = re.fullmatch(r"(0x[0-9a-fA-F]+|\d+)([uUlL]*)", tok.text)
        return "%d%s" % (int(m[1], 0) + 1, m[2]) if m else None
    if tok.text in ("!", "~"):
        return ""
    if tok.text in BINARY:
        value = before.kind in ("number", "name") or before.text in (")", "]")
        if not value or before.text in TYPE_WORDS or \
                toks[i - 2].text in TYPE_WORDS:
            return None
    return OTHER.get(tok.text)


def of_condition(toks, i):
    """(start, end, new) for the if or while at `i`, unless its one comparison
    or ! is turned round anyway."""
    last = closing(toks, i + 1)
    words = [t.text for t in toks[i + 2:last]]
    if not {"&&", "||"} & set(words) and \
            ({"==", "!="} & set(words) or words[0] == "!"):
        return None
    start, end = toks[i + 1].end, toks[last].start
    return start, end, "!(%s)"


def of_call(toks, i):
    """(start, end) of the statement at `i`, if it is just a call."""
    if toks[i + 1].text != "(":
        return None
    last = closing(toks, i + 1)
    before = toks[i - 1].text
    if toks[last + 1].text != ";" or \
            before not in (";", "{", "}", ")", ":", "else", "do"):
        return None
    return toks[i].start, toks[last].end


def mutations(path, source):
    """All of them, in the order of the text."""
    bodies = list(functions(source))
    starts = [start for _, start, _ in bodies]
    toks = tokens(source)
    spared = asserted(toks)
    for i, tok in enumerate(toks):
        nr = bisect.bisect(starts, tok.start) - 1
        if nr < 0 or tok.start >= bodies[nr][2] or i in spared:
            continue
        found = []
        new = of_token(toks, i)
        if new is not None:
            found.append((tok.start, tok.end, new))
        if tok.text in ("if", "while") and toks[i + 1].text == "(":
            place = of_condition(toks, i)
            if place:
                start, end, form = place
                found.append((start, end, form % source[start:end]))
        elif tok.kind == "name" and i + 1 < len(toks):
            place = of_call(toks, i)
            if place:
                found.append(place + ("(void)0",))
        for start, end, new in found:
            yield Mutation(path, source, bodies[nr][0], start, end, new)
