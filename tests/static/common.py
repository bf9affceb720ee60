"""What the programs in this directory share: the sources, the compile commands
that make used, and TAP."""

import concurrent.futures
import glob
import os
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(
    os.path.abspath(__file__))))
os.chdir(ROOT)

DIRS = ("boot", "kernel", "kernel/cpu", "mm", "mm/debug", "drivers", "lib",
        "fs", "monitor", "tests/kernel", "tests/bench")


def sources(*dirs):
    return sorted(f for d in dirs or DIRS for f in glob.glob(d + "/*.c"))


def headers():
    return sorted(f for f in glob.glob("include/**/*.h", recursive=True))


def run(argv, text=None):
    """(status, what it said)"""
    done = subprocess.run(argv, input=text, text=True, stdin=None if text
                          else subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT)
    return done.returncode, done.stdout


def make(output, *variables):
    """Build the kernel in build/OUTPUT; the environment's own wishes for
    another output or compiler are not for us."""
    environment = {k: v for k, v in os.environ.items() if k not in
                   ("O", "BUILD", "LLVM", "CROSS", "WERROR", "MAKEFLAGS",
                    "MFLAGS", "MAKELEVEL", "MAKEOVERRIDES")}
    done = subprocess.run(
        ["make", "-s", "O=build/" + output, *variables,
         "build/%s/k896.elf" % output], env=environment, text=True,
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT)
    return done.returncode, done.stdout


def command(output):
    """The compiler and its flags, as make left them beside the objects."""
    with open("build/%s/flags" % output) as f:
        return f.read().split(": ", 1)[1].split()


def each(function, things):
    """function(thing) of every thing, on all processors: [(thing, result)]"""
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        return list(zip(things, pool.map(function, things)))


class Tap:
    """Results as they come; the plan and the exit status at the end."""

    def __init__(self):
        self.count = self.failed = 0
        print("TAP version 13", flush=True)

    def result(self, name, complaints):
        """A test passes when nobody complains."""
        self.count += 1
        lines = [line for c in complaints for line in c.splitlines() if line]
        for line in lines[:60]:
            print("# " + line)
        if len(lines) > 60:
            print("# ... and %d lines more" % (len(lines) - 60))
        self.failed += bool(lines)
        print("%sok %d - %s" % ("not " if lines else "", self.count, name),
              flush=True)

    def end(self):
        print("1..%d" % self.count)
        sys.exit(self.failed != 0)
