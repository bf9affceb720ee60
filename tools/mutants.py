"""A mutant's life (for tools/mutate.py): a copy of the tree where a file is
changed, built, tested until something fails, and made whole again.
"""

import os
import re
import shutil
import subprocess
import sys
import threading
import time

import qemu

ROOT = qemu.ROOT
WORK = os.path.join(ROOT, "build", "mutate")
TREE = os.path.join(WORK, "tree")
COPIED = ("boot", "drivers", "fs", "include", "kernel", "lib", "mm", "monitor",
          "tests", "tools", "Makefile", "linker.ld", "packages.txt")
DEBUG = "build/debug/"
OBJCOPY = "i686-linux-gnu-objcopy"
# A program is to blame for these; a build may fail for other reasons.
AT_FAULT = re.compile(r"^\S+:\d+:\d+: error: |undefined reference", re.M)
TALKATIVE = 4 << 20		# bytes of output: it will never end

# What tests which file; first what is quick and catches most. A machine is its
# memory, its CPUs, the suites that it runs, and words for its command line.
PAGES = ("buddy", "page*", "zone", "hammer", "highmem", "init_on", "kmemleak",
         "fault_inject", "shrinker")
SLAB = ("slab*", "kmalloc*", "mempool*", "init_on", "kmemleak", "fault_inject",
        "shrinker", "rcu")
HIGHMEM = ("highmem*", "kmap_atomic", "page")
VMALLOC = ("vmalloc*", "tlb", "ioremap", "io_notes", "shrinker", "percpu*")
# With the instruments on, nothing goes the short way.
INSTRUMENTS = "init_on_alloc=1 init_on_free=1"


def plan(host, suites, late=(), watched=()):
    boots = [("1G", 1, suites, ""), ("64M", 2, suites, "")] + \
            [("64M", 1, watched, INSTRUMENTS)] * bool(watched)
    return ([("host", name) for name in host] +
            [("boot", machine) for machine in boots] +
            [("host", name) for name in late])


OF_PAGES = plan(["page_alloc_misuse"], PAGES, ["context", "page_alloc"],
                ("init_on", "page*"))
OF_SLAB = plan(["slab", "slab_layout", "slab_model"], SLAB, ["context"],
               ("init_on", "slab*"))
OF_AREAS = plan(["vmap_tree", "vmalloc", "vmalloc_misuse"], VMALLOC)
PLANS = {
    "mm/buddy.c": plan(["buddy"], PAGES, ["page_alloc"]),
    "mm/page_alloc.c": OF_PAGES,
    "mm/page_free.c": OF_PAGES,
    "mm/slab.c": OF_SLAB,
    "mm/slab_bulk.c": OF_SLAB,
    "mm/slab_cache.c": OF_SLAB,
    "mm/slab_layout.c": OF_SLAB,
    "mm/slab_lists.c": OF_SLAB,
    "mm/highmem.c": plan(["highmem"], HIGHMEM),
    "mm/vmalloc.c": OF_AREAS,
    "mm/vmap_area.c": OF_AREAS,
    "mm/vmap_tree.c": OF_AREAS,
}


class Caught(Exception):
    """Why a mutant does not live; `late`: only because the time was over."""

    def __init__(self, why, late=False):
        super().__init__(why)
        self.late = late


# ---- the copy ----

def read(path):
    with open(path, encoding="utf-8") as f:
        return f.read()


def write(path, text):
    with open(path, "w", encoding="utf-8") as f:
        f.write(text)


def files_of(tree):
    for name in COPIED:
        top = os.path.join(tree, name)
        if os.path.isfile(top):
            yield name
        for folder, _, names in os.walk(top):
            for name in names:
                if not name.endswith(".pyc"):
                    yield os.path.relpath(os.path.join(folder, name), tree)


def copy_tree():
    """What differs is written anew: make builds no more than that."""
    for name in set(files_of(TREE)) - set(files_of(ROOT)):
        os.unlink(os.path.join(TREE, name))
    for name in files_of(ROOT):
        source, target = os.path.join(ROOT, name), os.path.join(TREE, name)
        os.makedirs(os.path.dirname(target), exist_ok=True)
        with open(source, "rb") as f:
            data = f.read()
        if os.path.exists(target):
            with open(target, "rb") as f:
                if f.read() == data:
                    continue
        shutil.copy(source, target)


# ---- building ----

def clean_environment():
    """Make's own words are for make; so are the names given to it."""
    drop = ("MAKEFLAGS", "MFLAGS", "MAKELEVEL", "MAKEOVERRIDES", "RUN",
            "CMDLINE", "BUILD", "O", "N", "SEED", "MUTATE", "SOAK")
    env = {k: v for k, v in os.environ.items() if k not in drop}
    # A name for each address of a report costs seconds, and nobody reads it.
    return dict(env, LC_ALL="C.UTF-8", ASAN_OPTIONS="symbolize=0")


def make(*goals):
    """True, or False with what make said in build/mutate/make.log."""
    with open(os.path.join(WORK, "make.log"), "w") as log:
        return not subprocess.call(["make"] + list(goals), cwd=TREE, stdout=log,
                                   stderr=log, env=clean_environment())


def make_or_refuse(build, *words):
    """False where the compiler or the linker refuses the program. With a full
    disk or a compiler that was killed nothing is known about a mutant."""
    if build(*words):
        return True
    log = read(os.path.join(WORK, "make.log"))
    if not AT_FAULT.search(log):
        sys.exit("the build of a mutant fails, and not by the mutant:\n" + log)
    return False


def make_host(names):
    return make("-C", "tests/host",
                *("../../build/host/%s_test" % name for name in names))


def code_of(path):
    """The debug build's object without what only debuggers read; or None."""
    obj = DEBUG + path[:-2] + ".o"
    if not make_or_refuse(make, "BUILD=debug", obj):
        return None
    bare = os.path.join(WORK, "bare.o")
    subprocess.check_call([OBJCOPY, "--strip-debug", os.path.join(TREE, obj),
                           bare])
    with open(bare, "rb") as f:
        return f.read()


# ---- running ----

class Watch:
    """Reads what a test says and raises Caught at the first failure."""

    def __init__(self, who):
        self.who, self.rest, self.length, self.suite = who, "", 0, ""
        self.said = ""

    def __call__(self, text):
        self.length += len(text)
        if self.length > TALKATIVE:
            raise Caught(self.who + ": talks without end")
        *lines, self.rest = (self.rest + text).split("\n")
        for line in lines:
            self.line(line)

    def line(self, line):
        suite = re.match(r"\s*# Subtest: (\S+)", line)
        self.suite = suite[1] + "." if suite else self.suite
        failed = re.match(r"\s*not ok \d+ (?:- )?(\S+)", line)
        if failed:
            raise Caught("%s %s%s" % (self.who, self.suite, failed[1]))
        if re.search(r"panic|Oops|Sanitizer|runtime error", line):
            self.said = ": " + " ".join(line.split())[:60]


def run_host(name, limit):
    watch = Watch("host " + name)
    child = subprocess.Popen(qemu.tied(["build/host/%s_test" % name]), cwd=TREE,
                             stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                             stderr=subprocess.STDOUT, env=clean_environment(),
                             start_new_session=True)
    late = threading.Event()

    def end():
        late.set()
        os.killpg(child.pid, 9)

    timer = threading.Timer(limit, end)
    timer.start()
    try:
        while True:
            data = os.read(child.stdout.fileno(), 65536)
            if not data:
                break
            watch(data.decode("latin-1"))
    finally:
        timer.cancel()
        if sys.exc_info()[0]:
            os.killpg(child.pid, 9)
        code = child.wait()
        child.stdout.close()
    if late.is_set():
        raise Caught(watch.who + ": hangs", late=True)
    if code:
        raise Caught("%s: ends with %d%s" % (watch.who, code, watch.said))


def run_boot(machine, limit):
    mem, cpus, suites, words = machine
    watch = Watch(" ".join(["kernel", mem] + words.split()[:1]))
    ending = qemu.run(limit, watch, mem=mem, cpus=cpus,
                      kernel=os.path.join(TREE, DEBUG, "k896.elf"),
                      cmdline='%s exit=qemu "run=%s"' % (words, ";".join(
                          "ktest " + suite for suite in suites)))
    if ending.timed_out:
        raise Caught("%s: %shangs" % (watch.who, watch.suite), late=True)
    if not ending.ok:
        raise Caught("%s: %sdies%s" % (watch.who, watch.suite, watch.said))


class Runner:
    """Runs the stages of a plan; knows how long each takes by itself."""

    def __init__(self):
        self.usual = {}

    def build(self, stage):
        kind, what = stage
        return make_or_refuse(make_host, [what]) if kind == "host" else \
            make_or_refuse(make, "BUILD=debug", DEBUG + "k896.elf")

    def run(self, stage):
        kind, what = stage
        limit = 20 + 6 * self.usual[stage] if stage in self.usual else 300
        start = time.monotonic()
        (run_host if kind == "host" else run_boot)(what, limit)
        self.usual.setdefault(stage, time.monotonic() - start)

    def try_twice(self, stage):
        """Host tests do the same each time, but for how long they take. What
        can fail by chance, on a busy machine, has to fail twice."""
        try:
            self.run(stage)
        except Caught as why:
            if stage[0] == "host" and not why.late:
                raise
            self.run(stage)

    def prepare(self, paths):
        """Everything passes as it stands, or no mutant could be blamed."""
        stages = sorted({s for path in paths for s in PLANS[path]}, key=str)
        hosts = [what for kind, what in stages if kind == "host"]
        if not make("BUILD=debug", DEBUG + "k896.elf") or not make_host(hosts):
            sys.exit(read(os.path.join(WORK, "make.log")))
        for stage in stages:
            try:
                self.run(stage)
            except Caught as why:
                sys.exit("the tests fail without any mutation: %s" % why)

    def judge(self, mutation, code):
        """(verdict, by whom) of the mutant; the copy is whole again after."""
        path = os.path.join(TREE, mutation.path)
        write(path, mutation.mutated())
        try:
            mutated = code_of(mutation.path)
            if mutated is None:
                return "no compile", ""
            if mutated == code:
                return "equal", ""
            for stage in PLANS[mutation.path]:
                if not self.build(stage):
                    return "no compile", "at the link"
                self.try_twice(stage)
            return "lived", ""
        except Caught as why:
            return "caught", str(why)
        finally:
            write(path, mutation.source)
