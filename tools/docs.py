#!/usr/bin/python3
"""`make docs`: check the lab book, and make it HTML where pandoc is installed.

Checked in every chapter of docs/:
  - links lead to a file, and to a heading in it
  - files named in `backquotes` exist; functions `named()` are in the sources
  - the chapter is in docs/index.md's table and has the parts it promises
The pages go to build/docs/. The status is 1 when something is wrong.
"""

import glob
import os
import re
import shutil
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
DOCS = os.path.join(ROOT, "docs")
OUT = os.path.join(ROOT, "build", "docs")
SOURCES = ("boot", "kernel", "mm", "drivers", "lib", "fs", "monitor",
           "include", "tests", "tools", "iso")
PARTS = ("The idea", "The way through our code", "The same in Linux",
         "A walk with gdb", "Exercises")
# About all of them, in no such parts.
NO_CHAPTERS = ("index", "which", "linux", "labs", "notes")
EXERCISES = ("Predict", "Break", "Change")

LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
NAMED_FILE = re.compile(r"`((?:%s)/[\w./-]+\.\w+|[\w-]+\.ld)`"
                        % "|".join(SOURCES))
NAMED_FUNCTION = re.compile(r"`(\w+)\(\)`")
FENCE = re.compile(r"^```.*?^```\s*$", re.M | re.S)


def read(path):
    with open(path, encoding="utf-8", errors="replace") as f:
        return f.read()


def anchor(heading):
    """The name under which a heading can be linked to."""
    words = re.sub(r"[^\w\s-]", "", heading.strip().lower())
    return re.sub(r"\s", "-", words)


def headings(text):
    return re.findall(r"^#+\s+(.*)$", FENCE.sub("", text), re.M)


def link_faults(path, text):
    for link in LINK.findall(FENCE.sub("", text)):
        if re.match(r"\w+:", link):
            continue
        name, _, mark = link.partition("#")
        target = os.path.normpath(os.path.join(os.path.dirname(path), name)) \
            if name else path
        if not os.path.exists(target):
            yield "link to %s: no such file" % link
        elif mark and target.endswith(".md") and \
                mark not in map(anchor, headings(read(target))):
            yield "link to %s: no such heading" % link


def name_faults(text, sources):
    """The section on Linux names Linux's files and functions, not ours."""
    ours = re.sub(r"^## The same in Linux$.*?(?=^## )", "",
                  FENCE.sub("", text), flags=re.M | re.S)
    for name in sorted(set(NAMED_FILE.findall(ours))):
        if not os.path.exists(os.path.join(ROOT, name)):
            yield "no file %s" % name
    for name in sorted(set(NAMED_FUNCTION.findall(ours))):
        if not re.search(r"\b%s\b" % name, sources):
            yield "no function %s()" % name


ROW = re.compile(r"^\| `(\w+)`[^|]*\| \[([\w./-]+)\]\(", re.M)


def row_faults(text):
    """Tables of functions, `name` | [file](../file): is it there?"""
    for name, path in ROW.findall(text):
        where = os.path.join(ROOT, path)
        if os.path.isfile(where) and \
                not re.search(r"\b%s\b" % name, read(where)):
            yield "no %s() in %s" % (name, path)


def shape_faults(name, text, index):
    if "(%s.md)" % name not in index:
        yield "not in the table of docs/index.md"
    if name in NO_CHAPTERS:
        return
    known = headings(text)
    for part in PARTS:
        if not any(h.startswith(part) for h in known):
            yield "no section `%s`" % part
    if "```gdb-walk" not in text:
        yield "no walk that is replayed"
    for kind in EXERCISES:
        if "**%s.**" % kind not in text:
            yield "no exercise `%s`" % kind


def all_sources():
    """The text of all sources, to look for names in."""
    paths = [p for d in SOURCES for p in glob.glob(
        os.path.join(ROOT, d, "**", "*.[chS]"), recursive=True)]
    return "\n".join(read(p) for p in paths)


def check():
    """Print what is wrong; the number of faults."""
    index, sources, count = read(os.path.join(DOCS, "index.md")), \
        all_sources(), 0
    pages = sorted(glob.glob(os.path.join(DOCS, "*.md")))
    for path in pages + [os.path.join(ROOT, "README.md")]:
        if not os.path.exists(path):
            continue
        text, name = read(path), os.path.basename(path)[:-3]
        faults = list(link_faults(path, text))
        if path.startswith(DOCS):
            faults += list(name_faults(text, sources)) + \
                list(row_faults(text))
            if name != "index":
                faults += shape_faults(name, text, index)
        for fault in faults:
            print("%s: %s" % (os.path.relpath(path, ROOT), fault))
        count += len(faults)
    print("%d chapters, %d faults" % (len(pages) - len(NO_CHAPTERS), count))
    return count


def make_html():
    if not shutil.which("pandoc"):
        print("pandoc is not installed: docs/index.md is where to read")
        return
    os.makedirs(OUT, exist_ok=True)
    for path in sorted(glob.glob(os.path.join(DOCS, "*.md"))):
        name = os.path.basename(path)[:-3]
        text = re.sub(r"(\]\([\w-]+)\.md([)#])", r"\1.html\2", read(path))
        # pandoc takes one word behind a fence; the rest is for the replayer.
        text = re.sub(r"^```([\w-]+) .*$", r"```\1", text, flags=re.M)
        subprocess.run(
            ["pandoc", "-f", "gfm", "-t", "html", "-s", "--metadata",
             "title=k896: " + name, "-o", os.path.join(OUT, name + ".html")],
            input=text.encode(), check=True)
    print("read it: build/docs/index.html")


def main():
    faults = check()
    make_html()
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
