"""The kinds of test. Each is a function that returns its jobs; to add a kind,
write one and name it in KINDS.

  host      mm/ and lib/ as a process under the sanitizers      tests/host
  fuzz      everything that parses, under libFuzzer             tests/host
  static    the sources and objects looked at, not run          tests/static
  kernel    KTAP suites inside the kernel, over a matrix        tests/kernel
  system    the whole: ISO, prompt, gdb, wrong input            tests/system
  walk      what the lab book prints, done again                tests/walks
  boots     a thousand machines on and off, at full length only tests/boots
"""

import glob
import os
import subprocess

from .jobs import ROOT, Job, qemu

PYTHON = "/usr/bin/python3"
PARALLEL = "-j%d" % (os.cpu_count() or 2)


def found(pattern):
    """The files of that pattern; a kind without any is a mistake, not a kind
    that has passed."""
    paths = sorted(glob.glob(os.path.join(ROOT, pattern)))
    if not paths:
        raise FileNotFoundError("no tests: " + pattern)
    return paths


def stem(path):
    return os.path.splitext(os.path.basename(path))[0]


def build(soak):
    """What everything else stands on: stage 0 is over before stage 1."""
    return [Job("build " + " ".join(words), ["make"] + words, limit=300,
                tap=False, stage=0)
            for words in (["all", "iso"], ["all", "BUILD=debug"],
                          ["build/clang/k896.elf", "O=build/clang",
                           "LLVM=1", "WERROR=1"])]


def host(soak):
    env = {"SOAK": "1"} if soak else {}
    limit = 3600 if soak else 300
    names = [stem(p) for p in found("tests/host/*_test.c")]
    return [Job("build host", ["make", "-C", "tests/host", "all", PARALLEL],
                limit=300, tap=False, stage=0),
            *(Job("spin " + model, ["tests/spin/run", model], limit=limit,
                  env=env) for model in ("buddy", "slab"))] + [
        Job("host " + name.replace("_test", ""), ["build/host/" + name],
            limit=limit, env=env) for name in names]


def fuzz(soak):
    env = {"SOAK": "1"} if soak else {}
    names = [stem(p)[:-len("_fuzz")] for p in found("tests/host/*_fuzz.c")]
    return [Job("build fuzz", ["make", "-C", "tests/host", "fuzz", PARALLEL],
                limit=400, tap=False, stage=0)] + [
        Job("fuzz " + name, ["tests/host/fuzz", name],
            limit=900 if soak else 400, env=env) for name in names]


def static(soak):
    """Every file without a suffix in tests/static is a program; it speaks
    TAP."""
    env = {"SOAK": "1"} if soak else {}
    return [Job("static " + stem(p), [p], limit=300, env=env)
            for p in found("tests/static/*")
            if os.path.isfile(p) and "." not in os.path.basename(p)]


# The memory sizes are those where something changes: no NORMAL zone (16M), no
# HIGHMEM (512M), HIGHMEM (1G), the top of RAM just below the hole for devices
# (3583M), RAM beyond 4 GB (3584M).
SIZES = ("16M", "64M", "512M", "1G", "3583M", "3584M")
SPLITS = (("32M", "highmem=8M"), ("128M", "highmem=64M"), ("1G", "highmem=512M"))

# How much of a processor a cell keeps busy: its suites sleep and wait as well.
SHARES = {1: 0.5, 2: 0.9, 4: 1.5}
# So many CPUs take turns, but for the soak. As threads of a host that has two
# they mostly spin for one that is not running: ten times the processor time.
# What needs CPUs that really run side by side is found with 2 and 4.
TURNS = 16


def cells():
    """The matrix: (build, memory, CPUs, words for the command line)."""
    for name in ("release", "debug"):
        for cpus in (1, 2, 4):
            for size in SIZES:
                yield name, size, cpus, ""
            for size, split in SPLITS:
                yield name, size, cpus, split
    yield "release", "512M", 16, ""
    yield "debug", "1G", 16, ""
    yield "clang", "1G", 1, ""


def kernel(soak):
    jobs = []
    # Again and again in one boot: what a run leaves behind, the next meets.
    commands = ";".join(["ktest"] * (25 if soak else 1))
    for name, mem, cpus, words in cells():
        argv = qemu.batch_arguments(
            kernel=qemu.elf(name), mem=mem, cpus=cpus,
            turns=cpus >= TURNS and not soak,
            cmdline=" ".join(filter(None, [
                words, "exit=qemu", "run=" + commands])))
        title = "kernel %s %s %s %s" % (name, mem, "%dcpu" % cpus, words)
        # More CPUs than the host has take turns, and wait for each other's.
        limit = 600 if soak else 240 + 6 * cpus
        jobs.append(Job(title.strip(), argv, limit=limit,
                        success=qemu.SUCCESS, share=SHARES.get(cpus, 1)))
    return jobs + [job for name in ("release", "debug") for job in
                   (hammer(name, 60 if soak else 5),
                    slab_hammer(name, 10000000 if soak else 500000,
                                10 if soak else 1),
                    tlb_hammer(name, 200000 if soak else 3000))] + [
        watched("release", "init_on_alloc=1 init_on_free=1"),
        watched("debug", "slab_debug")] + (
        [all_of_highmem(name) for name in ("release", "debug")]
        if soak else [])


def hammer(name, seconds):
    """The page allocator from four processors and an interrupt, for longer."""
    argv = qemu.batch_arguments(
        kernel=qemu.elf(name), mem="1G", cpus=4,
        cmdline="hammer=%d exit=qemu \"run=ktest hammer\"" % seconds)
    return Job("kernel hammer %s" % name, argv, limit=240 + 10 * seconds,
               success=qemu.SUCCESS, share=SHARES[4])


def watched(name, words):
    """With an instrument on nothing goes the short ways: no arrays, no lists."""
    argv = qemu.batch_arguments(
        kernel=qemu.elf(name), mem="64M", cpus=2,
        cmdline="%s exit=qemu \"run=%s\"" % (words, ";".join(
            "ktest " + suite for suite in ("page*", "slab*", "kmalloc*",
                                           "mempool*", "vmalloc*"))))
    return Job("kernel watched %s %s" % (name, words), argv, limit=300,
               success=qemu.SUCCESS)


def all_of_highmem(name):
    """Every page above 896 MB of a machine of 2 GB, mapped in each way; the
    suite itself takes some thousands of them everywhere."""
    argv = qemu.batch_arguments(
        kernel=qemu.elf(name), mem="2G", cpus=2,
        cmdline="highmem_test=all exit=qemu \"run=ktest highmem*\"")
    return Job("kernel all of highmem %s" % name, argv, limit=300,
               success=qemu.SUCCESS)


def slab_hammer(name, operations, seconds):
    """The same of 64 caches, and a hundred threads at a pool of four."""
    argv = qemu.batch_arguments(
        kernel=qemu.elf(name), mem="1G", cpus=4,
        cmdline="slab_hammer=%d pool_hammer=%d exit=qemu "
                "\"run=ktest slab_hammer;ktest mempool\""
                % (operations, seconds))
    return Job("kernel slab hammer %s" % name, argv,
               limit=240 + operations // 20000 + 10 * seconds,
               success=qemu.SUCCESS, share=SHARES[4])


def tlb_hammer(name, areas):
    """Areas that are made and freed while three processors read them."""
    argv = qemu.batch_arguments(
        kernel=qemu.elf(name), mem="1G", cpus=4,
        cmdline="tlb_hammer=%d exit=qemu \"run=ktest tlb;ktest vmalloc*\""
                % areas)
    return Job("kernel tlb hammer %s" % name, argv, limit=240 + areas // 100,
               success=qemu.SUCCESS, share=SHARES[4])


def system(soak):
    env = {"K896_TAP": "1", "PYTHONPATH": os.path.join(ROOT, "tools")}
    if soak:
        env["SOAK"] = "1"
    return [Job("system " + stem(p).replace("test_", ""),
                [PYTHON, "-B", "-m", "pytest", "-qq", "--no-header",
                 "--no-summary", "--tb=short", "-p", "no:cacheprovider", p],
                limit=1800 if soak else 900, env=env, share=0.6)
            for p in found("tests/system/test_*.py")]


def walk(soak):
    """A job for each chapter of docs/ that has something to replay."""
    runner = [PYTHON, "-B", "tests/walks/run_walks.py"]
    chapters = subprocess.run(runner + ["--list"], cwd=ROOT, text=True,
                              stdout=subprocess.PIPE, check=True).stdout
    return [Job("walk " + name, runner + [name], limit=600)
            for name in chapters.split()]


def boots(soak):
    return [Job("boots", ["tests/boots"], limit=7200)] if soak else []


KINDS = (build, static, host, fuzz, kernel, system, walk, boots)
