#!/usr/bin/python3
"""`make coverage`: which lines and branches of mm/ and lib/ the tests reach.

  coverage.py               run the tests, print a table, write build/coverage/html
  coverage.py WORD...       only the runs with WORD in their name
  coverage.py --missed FILE what the last run did not reach in FILE, line by line

The counters are gcc's (-fprofile-arcs); what is inline elsewhere is called in
these builds, so that a line has one count and not one for each copy. Host tests
write .gcda files as any program does; a kernel sends the same bytes to QEMU's
-debugcon when it goes off (tests/coverage/dump.c), and the boots are added up.
gcovr puts both together.

A branch is one way out of a condition. Those that only an assertion takes
(BUG_ON, WARN_ON, ...) are counted in the column `raw`, not in `branches`: they
are never taken in a kernel that is right, and a test that takes them has to
stop the machine. The status is 0 when every test passed and, after all runs,
mm/ has its goals.
"""

import argparse
import concurrent.futures
import glob
import json
import os
import re
import shutil
import struct
import subprocess
import sys
import time

sys.dont_write_bytecode = True
import qemu

sys.path.insert(0, qemu.path("tests"))
from runner.jobs import Job

OUT = qemu.path("build", "coverage")
RUNS = os.path.join(OUT, "runs")
HTML = os.path.join(OUT, "html")
TREES = ("mm", "lib", "lib/modules")	# the last: only modules link it
GOALS = {"mm": (95, 90)}            # lines, branches: percent
GCOV = os.environ.get("GCOV", "i686-linux-gnu-gcov")
LOG = os.path.join(OUT, "gcovr.log")

# Memory, CPUs, words of the command line, and what is typed where that isn't
# `ktest`. No NORMAL zone, no HIGHMEM, some of each, RAM beyond 4 GB; then the
# options of mm/. Several CPUs take turns: side by side they would lose steps of
# one counter, and gcov finds sums that cannot be.
CELLS = (("16M", 1, ""), ("64M", 1, ""), ("512M", 2, ""), ("1G", 1, ""),
         ("1G", 4, ""), ("3584M", 1, ""),
         ("128M", 1, "highmem=64M dma_debug=0 swiotlb=512"),
         ("64M", 1, "slab_debug=FZPU,kmalloc-*;z,*_test"),
         ("64M", 1, "init_on_alloc=1 init_on_free=1 slab_debug=-",
          "ktest page*;ktest kmalloc;ktest slab;ktest init_on;ktest vmalloc"),
         ("64M", 1, "failslab=1,0,0,0 fail_page_alloc=1,0,0,0 slab_debug",
          "ktest fault_inject;ktest mempool"))

ASSERTION = re.compile(
    r"\b(BUG|WARN|\w*BUG_ON|WARN_ON|WARN_ONCE|WARN_ON_ONCE|pr_\w+_once)\(")

STRING = re.compile(r'"([^"\\]|\\.)*"')


def die(why):
    sys.exit("coverage: " + why)


def need_tools():
    for tool, package in (("gcovr", "gcovr"), (GCOV, "gcc-i686-linux-gnu"),
                          (GCOV + "-tool", "gcc-i686-linux-gnu"),
                          (qemu.PROGRAM, "qemu-system-x86")):
        if not shutil.which(tool):
            die("%s is missing: apt-get install %s" % (tool, package))
    if not os.path.exists(qemu.elf("coverage")):
        die("no build/coverage/k896.elf: make coverage builds it")


# ---- running ---------------------------------------------------------------

def kernel_job(mem, cpus, words, commands="ktest"):
    name = " ".join(("kernel %s %dcpu %s" % (mem, cpus, words)).split())
    name = re.sub(r"[*;]", "", name)
    sent = os.path.join(RUNS, name.replace(" ", "-").replace(",", "+") + ".sent")
    argv = qemu.batch_arguments(
        kernel=qemu.elf("coverage"), mem=mem, cpus=cpus, turns=cpus > 1,
        extra=("-debugcon", "file:" + sent),
        cmdline=" ".join([words, "exit=qemu",
                                  qemu.quote("run=" + commands)]).strip())
    return Job("coverage " + name, argv, limit=300, success=qemu.SUCCESS), sent


def host_jobs():
    for program in sorted(glob.glob(os.path.join(OUT, "host", "*_test"))):
        yield Job("coverage host " + os.path.basename(program)[:-len("_test")],
                  [program], limit=300), None


def run(jobs):
    """Run the jobs side by side; the number of failed tests."""
    failed = 0
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count() or 2) as pool:
        tickets = {pool.submit(job.run): job for job, _ in jobs}
        for ticket in concurrent.futures.as_completed(tickets):
            ticket.result()
            job = tickets[ticket]
            bad = job.count("failed")
            failed += bad
            print("  %-6s %-62s %6.1fs  %d passed%s" % (
                "FAILED" if bad else "ok", job.name[len("coverage "):],
                job.seconds, job.count("ok"),
                ", %d failed: %s" % (bad, os.path.relpath(job.log))
                if bad else ""), flush=True)
    return failed


# ---- from counters to one file ---------------------------------------------

def unpack(sent, where):
    """The records of dump.c as .gcda files below `where`."""
    with open(sent, "rb") as f:
        data = f.read()
    at, out = 0, None
    while at + 5 <= len(data):
        kind, length = struct.unpack_from("<cI", data, at)
        body = data[at + 5:at + 5 + length]
        at += 5 + length
        if kind == b"E" and at == len(data):
            return
        if kind == b"F":
            name = os.path.join(where, os.path.relpath(body.decode(), OUT))
            os.makedirs(os.path.dirname(name), exist_ok=True)
            out = open(name, "wb")
        elif kind == b"D":
            out.write(body)
            out.flush()
        else:
            break
    die("%s is cut short: the kernel did not come to its end" % sent)


def add_up(files):
    """Sum the boots' counters, beside the objects they belong to."""
    total = None
    for number, sent in enumerate(files):
        one = os.path.join(RUNS, "boot%d" % number)
        unpack(sent, one)
        if total:
            both = os.path.join(RUNS, "sum%d" % number)
            subprocess.run([GCOV + "-tool", "merge", total, one, "-o", both],
                           check=True)
            one = both
        total = one
    if total:
        shutil.copytree(total, OUT, dirs_exist_ok=True)


def gcovr(*words):
    with open(LOG, "a") as log:
        if subprocess.run(["gcovr", "-r", qemu.ROOT, "--gcov-executable", GCOV,
                           *words], stdout=log, stderr=log).returncode:
            die("gcovr failed: see " + os.path.relpath(LOG))


def traced(name, *words):
    """What gcovr makes of the .gcda files in directories: a tracefile."""
    tracefile = os.path.join(OUT, name + ".json")
    gcovr(*["--filter=%s/" % t for t in TREES], "--exclude=tests/",
          "--json", tracefile, *words)
    return tracefile


def together():
    """Kernel and host, as one tracefile."""
    objects = [os.path.join(OUT, t) for t in ("mm", "lib")]
    kernel = traced("kernel", *objects)
    host = traced("host", "--object-directory", qemu.path("tests", "host"),
                  os.path.join(OUT, "host", "k"))
    both = os.path.join(OUT, "both.json")
    gcovr("-a", kernel, "-a", host, "--json", both)
    with open(both) as f:
        return json.load(f)


# ---- what is said ----------------------------------------------------------

def assertions(name):
    """The numbers of the lines that belong to an assertion."""
    found, depth = set(), 0
    with open(qemu.path(name), errors="replace") as f:
        for number, line in enumerate(f, 1):
            if not depth:
                match = ASSERTION.search(line)
                if not match or line.startswith((" *", "#")):
                    continue
                line = line[match.end() - 1:]
            found.add(number)
            line = STRING.sub("", line)
            depth = max(0, depth + line.count("(") - line.count(")"))
    return found


def code(entry):
    """The lines of a file that were compiled to something."""
    return (l for l in entry["lines"] if not l["gcovr/noncode"])


class Count:
    """Lines, branches and branches with those of assertions: reached, all."""

    def __init__(self, entry=None):
        self.lines, self.branches, self.raw = [0, 0], [0, 0], [0, 0]
        if entry:
            asserting = assertions(entry["file"])
            for line in code(entry):
                self.add(line, line["line_number"] in asserting)

    def add(self, line, asserting):
        self.lines[0] += line["count"] > 0
        self.lines[1] += 1
        for branch in line["branches"]:
            for sum_ in [self.raw] + [self.branches] * (not asserting):
                sum_[0] += branch["count"] > 0
                sum_[1] += 1

    def __iadd__(self, other):
        for mine, its in ((self.lines, other.lines), (self.raw, other.raw),
                          (self.branches, other.branches)):
            mine[0] += its[0]
            mine[1] += its[1]
        return self

    def __str__(self):
        return "".join("%7s %10s" % (
            "%.1f%%" % percent(pair) if pair[1] else "-", "%d/%d" % tuple(pair))
            for pair in (self.lines, self.branches, self.raw))


def percent(pair):
    return 100 * pair[0] / pair[1] if pair[1] else 100


def table(files):
    """Print each file and each tree; the trees' counts."""
    sums = {tree: Count() for tree in TREES}
    print("\n%-26s %17s %17s %17s" % ("", "lines", "branches", "raw"))
    for entry in files:
        count = Count(entry)
        tree = max((t for t in TREES if entry["file"].startswith(t + "/")),
                   key=len)
        sums[tree] += count
        print("%-26s %s" % (entry["file"], count))
    print()
    for tree, count in sums.items():
        print("%-26s %s" % (tree + "/ in all", count))
    return sums


def html(data):
    """The report, without the branches of assertions: what is red is a gap."""
    for entry in data["files"]:
        asserting = assertions(entry["file"])
        for line in entry["lines"]:
            if line["line_number"] in asserting:
                line["branches"] = []
    shown = os.path.join(OUT, "shown.json")
    with open(shown, "w") as f:
        json.dump(data, f)
    shutil.rmtree(HTML, ignore_errors=True)
    os.makedirs(HTML)
    gcovr("-a", shown, "--html-title", "k896: mm/ and lib/",
          "--html-tab-size", "8",
          "--html-details", os.path.join(HTML, "index.html"))


def missed(name):
    """Print the lines and branches of a file that were not reached."""
    try:
        with open(os.path.join(OUT, "both.json")) as f:
            files = json.load(f)["files"]
    except OSError:
        die("no figures yet: make coverage")
    entry = next((e for e in files if e["file"] == name), None)
    if not entry:
        die("nothing is known about " + name)
    with open(qemu.path(name), errors="replace") as f:
        text = f.read().splitlines()
    asserting = assertions(name)
    for line in code(entry):
        number = line["line_number"]
        ways = [b["count"] for b in line["branches"]]
        if line["count"] and (all(ways) or number in asserting):
            continue
        print("%5d %-9s %s" % (number, "line" if not line["count"] else
              "%d of %d" % (sum(w == 0 for w in ways), len(ways)),
              text[number - 1].expandtabs(8)))


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("words", nargs="*")
    parser.add_argument("--missed", metavar="FILE")
    opts = parser.parse_args()
    if opts.missed:
        return missed(opts.missed)
    need_tools()
    every = [kernel_job(*c) for c in CELLS] + list(host_jobs())
    jobs = [j for j in every if not opts.words or
            any(w in j[0].name for w in opts.words)]
    if not jobs:
        die("no run has %s in its name; there are\n  %s" % (
            " or ".join(map(repr, opts.words)),
            "\n  ".join(j[0].name[len("coverage "):] for j in every)))
    began = time.monotonic()
    for old in glob.glob(os.path.join(OUT, "**", "*.gcda"), recursive=True):
        os.unlink(old)
    shutil.rmtree(RUNS, ignore_errors=True)
    os.makedirs(RUNS)
    open(LOG, "w").close()
    failed = run(jobs)
    add_up([sent for _, sent in jobs if sent])
    data = together()
    sums = table(data["files"])
    html(data)
    print("\n%.0f seconds; %s" % (time.monotonic() - began, os.path.relpath(
        os.path.join(HTML, "index.html"), qemu.ROOT)))
    if len(jobs) < len(every):
        print("%d of %d runs: the goals are for all of them" % (
            len(jobs), len(every)))
        return 1 if failed else 0
    low = [tree for tree, (lines, branches) in GOALS.items()
           if percent(sums[tree].lines) < lines
           or percent(sums[tree].branches) < branches]
    for tree in low:
        print("coverage: %s/ has less than %d%% of its lines or %d%% of its "
              "branches" % (tree, *GOALS[tree]))
    return 1 if failed or low else 0


if __name__ == "__main__":
    sys.exit(main())
