#!/usr/bin/python3
"""`make bench`: what an operation costs, beside other kernels and the goals.

  bench.py [KEY...]     measure (only these keys), print, write build/bench.tsv
  bench.py --record     and keep the figures as tests/bench/baseline.tsv

Figures are guest instructions, counted by QEMU's -icount: the same in every
run, on every host. A row that costs over 2% more than its recorded figure is
pointed out, and the exit status says so; a missed goal is shown, no more.
"""

import argparse
import os
import re
import sys
from concurrent.futures import ThreadPoolExecutor

import qemu

HERE = qemu.path("tests", "bench")
ICOUNT = ("-icount", "shift=0,sleep=off")
LINE = re.compile(r"^bench (\w+) (-?\d+)\s*$", re.M)
FLAT = ("page0_hot", "page3_hot", "page10_hot", "page0_batch_alloc",
        "page0_batch_free", "bmix")
SLACK = 1.02
# How long a disk takes is not the same in every run, nor are the ticks of the
# clock that come meanwhile.
DISK = ("ide_64k", "ide_16m", "ide_16m_irqs")
DISK_SLACK = 3


def read_tsv(name):
    rows = {}
    try:
        with open(os.path.join(HERE, name)) as f:
            for line in f:
                if line.strip() and not line.startswith("#"):
                    fields = line.rstrip("\n").split("\t")
                    rows[fields[0]] = fields
    except FileNotFoundError:
        pass
    return rows


def boot(commands, mem, limit=600, icount=True, words="", extra=()):
    return qemu.run(limit, kernel=qemu.elf(), mem=mem,
                    cmdline=" ".join(["exit=qemu", words,
                                      qemu.quote("run=" + commands)]),
                    extra=list(extra) + list(ICOUNT if icount else ()))


def benched(commands, mem, **how):
    ending = boot(commands, mem, **how)
    figures = {k: int(v) for k, v in LINE.findall(ending.text)}
    if not ending.ok:
        print("bench: `%s` with %s: %s" % (commands, mem, ending.why),
              file=sys.stderr)
    return figures


def operations(keys):
    """All rows that need no device, or those asked for."""
    disk = [k for k in keys if k in DISK]
    rest = [k for k in keys if k not in DISK]
    figures = {}
    if rest or not keys:
        figures = benched(" ".join(["bench"] + rest), "1G")
    # To gather frames takes as long as the free ones lie scattered, and earlier
    # rows scatter them: a machine of its own.
    for key in [k for k in figures if k.startswith("vmalloc")]:
        figures.update(benched("bench " + key, "1G"))
    if disk or not keys:
        figures.update(disk_rows(disk or DISK))
    return figures


def disk_rows(keys):
    """With a disk of 32 MB. While the guest waits for it its clock runs as fast
    as the host can turn it: no reason to give the disk up."""
    image = qemu.path("build", "bench.img")
    qemu.make_disk(image, 32 << 20)
    return benched(" ".join(["bench"] + list(keys)), "1G",
                   words="ide=timeout:10000", extra=(
                       "-drive", "if=ide,format=raw,snapshot=on,file=" + image))


def flatness(mem):
    figures = benched(" ".join(("bench",) + FLAT), mem)
    return {"%s_%s" % (k, mem.lower()): v for k, v in figures.items()
            if k in FLAT}


def boot_cost(mem):
    """From the kernel's entry to the prompt, with the messages printed."""
    figures = benched("bench boot_tsc", mem)
    return {"boot_" + mem.lower(): v for k, v in figures.items()
            if k == "boot_tsc"}


def smallest(key, **how):
    """The smallest memory, in MB, with which a command runs."""
    for megabytes in range(1, 34):
        done = qemu.run(20, mem="%dM" % megabytes, **how)
        if done.ok:
            return {key: megabytes}
    return {}


def min_mem_kernel():
    return smallest("min_mem_kernel", kernel=qemu.elf(small=True),
                    cmdline="exit=qemu run=help")


def min_mem():
    image = qemu.path("build", "run", "min_mem.iso")
    qemu.make_iso(image, qemu.path("build", "release", "k896.stripped"),
                  "exit=qemu run=help")
    return smallest("min_mem", image=image)


def max_mem():
    """RAM in some zone, of a machine with as much below 4 GB as QEMU has."""
    done = boot("zoneinfo", "3583M", limit=60, icount=False)
    pages = sum(map(int, re.findall(r"present +(\d+)", done.text)))
    return {"max_mem": (pages + 128) // 256} if pages else {}


def measure(keys):
    if keys:
        return operations(keys)
    tasks = [lambda: operations([]), min_mem_kernel, min_mem, max_mem]
    tasks += [lambda m=m: boot_cost(m) for m in ("128M", "3583M")]
    tasks += [lambda m=m: flatness(m) for m in ("64M", "3583M")]
    figures = {}
    with ThreadPoolExecutor(os.cpu_count() or 2) as pool:
        for part in pool.map(lambda task: task(), tasks):
            figures.update(part)
    figures.pop("boot_tsc", None)
    return figures


def verdict(now, goal, stretch, fresh):
    """`fresh` is what the same costs in memory that is not fragmented."""
    if now is None:
        return "later"
    if goal == "flat" and fresh:
        return "met" if now <= fresh * SLACK else "MISSED"
    if not re.match(r"^(>=)?\d+$", goal):
        return ""
    if goal.startswith(">="):
        return "met" if now >= int(goal[2:]) else "MISSED"
    if now > int(goal):
        return "MISSED"
    return "beaten" if stretch.isdigit() and now <= int(stretch) else "met"


def show(value):
    return "" if value is None else str(value)


def print_table(figures, baseline, peers, keys):
    layout = "%-38s %9s %9s %9s %-7s %10s %9s %6s  %s"
    print(layout % ("operation", "k896", "recorded", "goal", "", "Linux D",
                    "Linux L", "lib", "teaching kernels"))
    worse = []
    for key, row in peers.items():
        if keys and key not in keys:
            continue
        _, label, linux_d, linux_l, teaching, lib, goal, stretch = row
        now, old = figures.get(key), baseline.get(key)
        print(layout % (label[:38], show(now), show(old), goal,
                        verdict(now, goal, stretch, figures.get("page0_hot")),
                        linux_d, linux_l, lib,
                        teaching))
    for key, now in figures.items():
        old = baseline.get(key)
        slack = DISK_SLACK if key in DISK else SLACK
        if old is not None and now > old * slack and now - old > 1:
            worse.append("%s: %d, recorded %d (+%.1f%%)"
                         % (key, now, old, 100.0 * (now - old) / old))
    return worse


def print_flatness(figures):
    """The page rows again, with little memory and with much."""
    rows = [(k, figures.get(k + "_64m"), figures.get(k),
             figures.get(k + "_3583m")) for k in FLAT]
    rows = [r for r in rows if None not in r]
    if rows:
        print("\n%-38s %9s %9s %9s" % ("flat as memory grows", "64M", "1G",
                                       "3583M"))
    for row in rows:
        print("%-38s %9d %9d %9d" % row)


def write_tsv(path, figures, head=""):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w") as f:
        f.write(head)
        for key, value in figures.items():
            f.write("%s\t%d\n" % (key, value))


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("keys", nargs="*", metavar="KEY")
    parser.add_argument("--record", action="store_true")
    opts = parser.parse_args()
    peers = read_tsv("peers.tsv")
    baseline = {k: int(v[1]) for k, v in read_tsv("baseline.tsv").items()}
    figures = measure(opts.keys)
    if not figures:
        print("bench: nothing was measured", file=sys.stderr)
        return 1
    figures = {k: figures[k] for k in
               [p for p in peers if p in figures] + sorted(set(figures)
                                                           - set(peers))}
    worse = print_table(figures, baseline, peers, opts.keys)
    print_flatness(figures)
    write_tsv(qemu.path("build", "bench.tsv"), figures)
    if opts.record:
        write_tsv(os.path.join(HERE, "baseline.tsv"),
                  dict(baseline, **{k: v for k, v in figures.items()}),
                  "# Figures of the last commit that recorded them.\n")
        return 0
    for line in worse:
        print("WORSE  " + line)
    return 1 if worse else 0


if __name__ == "__main__":
    sys.exit(main())
