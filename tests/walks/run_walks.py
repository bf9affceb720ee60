#!/usr/bin/python3
"""Replay what the lab book prints, so that it prints what happens.

  run_walks.py                 every chapter of docs/
  run_walks.py page buddy      only these
  run_walks.py --show buddy    also print what was really said, to copy from
  run_walks.py --list          the chapters that have something to replay

Two kinds of fenced block are replayed (docs/index.md explains the notation):

  ```gdb-walk mem=128M cmdline="highmem=4M" build=debug
      lines `(gdb) COMMAND` and what gdb then prints. A block without words
      behind `gdb-walk` goes on in the machine of the block before it.
  ```make-run
      lines `$ make run ...` and what that prints.

Speaks TAP, a line for each command. Each machine is ended by its own process
id; nothing waits longer than LIMIT seconds for one command.
"""

import argparse
import contextlib
import os
import signal
import sys

sys.dont_write_bytecode = True
HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)
sys.path.insert(0, os.path.join(HERE, "..", "..", "tools"))
import book  # noqa: E402
import machine  # noqa: E402
import matching  # noqa: E402


class Tap:
    """Prints a line for each step and remembers whether all went well."""

    def __init__(self):
        self.count = self.failed = 0

    def result(self, ok, name, notes=()):
        for note in notes:
            print("# " + note)
        self.count += 1
        self.failed += not ok
        print("%s %d - %s" % ("ok" if ok else "not ok", self.count,
                              name.replace("#", "\\#")), flush=True)

    def plan(self):
        print("1..%d" % self.count)


def replay(walk, tap, show):
    """All steps of one walk in one machine; after the machine is lost the
    remaining steps fail at once."""
    lost = None
    with contextlib.ExitStack() as stack:
        try:
            session = stack.enter_context(machine.open_for(walk))
        except machine.Lost as e:
            lost = str(e)
        for step in walk.steps:
            name = "%s: %s" % (walk.chapter, step.command)
            if lost:
                tap.result(False, name, ["not reached: " + lost])
                continue
            try:
                said = session.run(step.command)
            except machine.Lost as e:
                lost = str(e)
                tap.result(False, name, ["line %d of docs/%s.md: %s" % (
                    step.line, walk.chapter, e)])
                continue
            if show:
                print("| %s\n%s" % (step.command, said))
            notes = matching.differences(step.expected, said)
            if notes:
                notes.insert(0, "line %d of docs/%s.md"
                             % (step.line, walk.chapter))
            tap.result(not notes, name, notes)


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("chapters", nargs="*")
    parser.add_argument("--show", action="store_true")
    parser.add_argument("--list", action="store_true")
    options = parser.parse_args()
    walks = book.walks()
    known = list(dict.fromkeys(w.chapter for w in walks))
    if options.list:
        print("\n".join(known))
        return 0
    for name in options.chapters:
        if name not in known:
            parser.error("no walks in a chapter `%s`; there are: %s"
                         % (name, " ".join(known)))
    # Ended from outside, it still ends its machines.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    tap = Tap()
    for walk in walks:
        if not options.chapters or walk.chapter in options.chapters:
            replay(walk, tap, options.show)
    tap.plan()
    return 1 if tap.failed or not tap.count else 0


if __name__ == "__main__":
    sys.exit(main())
