"""Find the blocks of the lab book that can be replayed."""

import glob
import os
import re
import shlex

ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), "..", ".."))
DOCS = os.path.join(ROOT, "docs")
FENCE = re.compile(r"^```([\w-]*)[ \t]*(.*)$")
PROMPTS = {"gdb-walk": "(gdb) ", "make-run": "$ "}


class Step:
    """A command, the lines it is said to print, and its line in the book."""

    def __init__(self, command, line):
        self.command, self.line, self.expected = command, line, []


class Walk:
    """Steps in one machine. `kind` is the fence's first word, `words` its
    settings."""

    def __init__(self, chapter, kind, words):
        self.chapter, self.kind, self.words, self.steps = \
            chapter, kind, words, []


def settings(text, where):
    words = {}
    for word in shlex.split(text):
        name, equals, value = word.partition("=")
        if not equals:
            raise ValueError("%s: `%s` is no NAME=VALUE" % (where, word))
        words[name] = value
    return words


def read_block(walk, lines, number):
    prompt = PROMPTS[walk.kind]
    for line in lines:
        number += 1
        if line.startswith(prompt):
            walk.steps.append(Step(line[len(prompt):].strip(), number))
        elif walk.steps:
            walk.steps[-1].expected.append(line)
        elif line.strip():
            raise ValueError("line %d: output before the first command"
                             % number)


def chapter_walks(path):
    """The walks of one chapter, in order."""
    chapter = os.path.splitext(os.path.basename(path))[0]
    with open(path, encoding="utf-8") as f:
        lines = f.read().splitlines()
    walks, i = [], 0
    while i < len(lines):
        match = FENCE.match(lines[i])
        i += 1
        if not match:
            continue
        start = i
        while i < len(lines) and not lines[i].startswith("```"):
            i += 1
        kind, words = match[1], match[2]
        if kind in PROMPTS:
            goes_on = kind == "gdb-walk" and not words and walks \
                and walks[-1].kind == kind
            if not goes_on:
                walks.append(Walk(chapter, kind, settings(
                    words, "%s.md:%d" % (chapter, start))))
            read_block(walks[-1], lines[start:i], start)
        i += 1
    return walks


def walks():
    return [walk for path in sorted(glob.glob(os.path.join(DOCS, "*.md")))
            for walk in chapter_walks(path)]
