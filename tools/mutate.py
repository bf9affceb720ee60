#!/usr/bin/python3
"""`make mutate`: do the tests notice when the code is wrong?

One comparison, constant, operator, condition or call of mm/ is changed at a
time (tools/mutations.py), in a copy of the tree; then the fast tests of that
file run, host tests and a boot of the debug kernel, until one of them fails.

  caught       by the test that is named; or the kernel died, or hung
  lived        nobody noticed: a test is missing, or the line is not needed
  equal        the compiler makes the same code of it: not a mutant at all
  no compile   not counted either
  equivalent   listed with a proof in tests/mutate/equivalent.txt: not counted

  N=200 SEED=1       how many are drawn, and which
  MUTATE=mm/slab.c   only of files (or functions, FILE:FUNCTION) with this name
  FRESH=1            forget what earlier runs found

What was found stays in build/mutate/results.tsv: a run goes on where the last
one stopped. A mutant that was caught is not tried again until its file changes,
one that lived not until a test does. The status is 1 with under 90% caught.
"""

import fcntl
import hashlib
import os
import re
import sys
import time

import mutants
import mutations
from mutants import PLANS, ROOT, WORK, read

RESULTS = os.path.join(WORK, "results.tsv")
EQUIVALENT = os.path.join(ROOT, "tests", "mutate", "equivalent.txt")
GOAL = 90			# percent


def sha1(text):
    return hashlib.sha1(text.encode()).hexdigest()


def alone():
    """Two runs in one tree would mutate each other's copy."""
    lock = open(os.path.join(WORK, "lock"), "w")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        sys.exit("another `make mutate` is at work in this tree")
    return lock


def hash_of_tests():
    digest = hashlib.sha1(repr(PLANS).encode())
    for folder in ("tests/kernel", "tests/host"):
        for here, folders, names in sorted(os.walk(os.path.join(ROOT, folder))):
            for name in sorted(n for n in names if n.endswith((".c", ".h"))):
                digest.update(read(os.path.join(here, name)).encode())
    return digest.hexdigest()[:12]


# ---- what is known ----

def equivalents():
    """Key -> reason, from records of four parts, between empty lines:
    FILE:FUNCTION, `- ` the line, `+ ` its mutation, and why nobody can tell."""
    known = {}
    for record in re.split(r"\n\s*\n", read(EQUIVALENT)):
        lines = [line for line in record.splitlines()
                 if line and not line.startswith("#")]
        if len(lines) >= 4:
            path, function = lines[0].split(":")
            known[path, function, lines[1][2:], lines[2][2:]] = \
                " ".join(lines[3:])
    return known


def everything():
    for path in PLANS:
        yield from mutations.mutations(path, read(os.path.join(ROOT, path)))


def results():
    if os.environ.get("FRESH") == "1" or not os.path.exists(RESULTS):
        return {}
    rows = (line.split("\t") for line in read(RESULTS).splitlines())
    return {row[0]: row[1:4] for row in rows if len(row) == 7}


def remember(mutation, verdict, by, tests):
    with open(RESULTS, "a", encoding="utf-8") as f:
        f.write("\t".join([mutation.id, verdict, by, tests, "%s:%d" % (
            mutation.path, mutation.line), mutation.before, mutation.after]) +
            "\n")


# ---- the report ----

COUNTED = ("caught", "lived")


def table(verdicts):
    print("\n%-20s %7s %7s %7s" % ("", "caught", "lived", "rate"))
    rows = {}
    for mutation, verdict, _ in verdicts:
        if verdict in COUNTED:
            rows.setdefault(mutation.path, []).append(verdict)
    for path in [p for p in PLANS if p in rows]:
        print_row(path, rows[path])
    every = [v for row in rows.values() for v in row]
    if every:
        print_row("all", every)
    print("not counted:", ", ".join(
        "%d %s" % (sum(v == kind for _, v, _ in verdicts), kind)
        for kind in ("equal", "no compile", "equivalent")))
    return every.count("caught") * 100 >= GOAL * len(every)


def print_row(name, row):
    caught = row.count("caught")
    print("%-20s %7d %7d %6.1f%%" % (name, caught, len(row) - caught,
                                     100 * caught / len(row)))


def survivors(verdicts):
    lived = [m for m, verdict, _ in verdicts if verdict == "lived"]
    if lived:
        print("\nlived:")
    for m in sorted(lived, key=lambda m: (m.path, m.line)):
        print("%s:%d %s()\n  - %s\n  + %s" % (m.path, m.line, m.function,
                                              m.before, m.after))


def check():
    """--check: each entry of the list of equivalents is a mutation that there
    is, and just one."""
    ids = {}
    for m in everything():
        ids.setdefault(m.key, []).append(m)
    wrong = False
    for key in equivalents():
        named = len({m.id for m in ids.get(key, ())})
        if named != 1:
            wrong = True
            print("%s: %%s:%%s\n  - %%s\n  + %%s" % (
                "%d mutations look like this one" % named if named else
                "no such mutation (any more)") % key)
    return wrong


def draw(number):
    """The mutations in the order of the draw, and how many are to count. What
    changes elsewhere leaves a mutation its place, roughly."""
    only, _, function = os.environ.get("MUTATE", "").partition(":")
    found = [m for m in everything() if only in m.path and
             (not function or m.function == function)]
    if not found:
        sys.exit("no mutation in a %s of these files:\n  %s" % (
            "function %s()" % function if function else "file named %r" % only,
            "\n  ".join(PLANS)))
    seed = os.environ.get("SEED", "1")
    found.sort(key=lambda m: sha1(seed + "\0".join(m.key)))
    return found, number if number else len(found)


def main():
    if sys.argv[1:] == ["--check"]:
        return check()
    wanted = os.environ.get("N", "200")
    if not wanted.isdecimal():
        sys.exit("N is how many mutants, 0: all; not %r" % wanted)
    found, number = draw(int(wanted))
    os.makedirs(mutants.TREE, exist_ok=True)
    lock = alone()
    known, proven, tests = results(), equivalents(), hash_of_tests()
    runner, codes, verdicts, counted, seen = None, {}, [], 0, set()
    for mutation in found:
        if counted == number:
            break
        if mutation.id in seen:		# either ! of !!x
            continue
        seen.add(mutation.id)
        start = time.monotonic()
        verdict, by, when = known.get(mutation.id, ("", "", ""))
        if mutation.key in proven:
            verdict, by = "equivalent", ""
        elif not verdict or verdict == "lived" and when != tests:
            if not runner:
                print("a copy in build/mutate/tree, and its builds first: "
                      "a minute or two", flush=True)
                mutants.copy_tree()
                runner = mutants.Runner()
                runner.prepare({m.path for m in found})
                codes = {path: mutants.code_of(path) for path in PLANS}
            verdict, by = runner.judge(mutation, codes[mutation.path])
            remember(mutation, verdict, by, tests)
        verdicts.append((mutation, verdict, by))
        counted += verdict in COUNTED
        print("%4d/%d %5.1fs %-10s %s:%d %s() %s" % (
            counted, number, time.monotonic() - start, verdict, mutation.path,
            mutation.line, mutation.function, by), flush=True)
    good = table(verdicts)
    survivors(verdicts)
    lock.close()
    return 0 if good else 1


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit("stopped; the same command goes on from here")
