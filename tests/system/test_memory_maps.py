"""Ten maps that real machines' firmware printed, booted through memmap=.

QEMU gets as much memory as covers the RAM ranges that are kept. A range that
QEMU has no RAM for (its hole for devices, or beyond what -m gives) is cut, and
the test's output says so.
"""

import glob
import os
import re

import pytest

import qemu
from conftest import run

MB = 1 << 20
LOW_TOP = 0xdfee0000		# where RAM ends below 4 GB with -m 3583M
WORDS = {"usable": "@", "reserved": "$", "acpi_data": "#", "acpi_nvs": "$",
         "unusable": "$", "other": "$"}
MAPS = [os.path.basename(p) for p in
        sorted(glob.glob(qemu.path("tests", "data", "e820", "*.map")))]
# Ten of every size and oddity; the whole set in the soak.
TEN = [m for m in MAPS if m[:2] not in ("02", "05", "09", "10", "11", "14")]


def entries(name):
    with open(qemu.path("tests", "data", "e820", name)) as f:
        for line in f:
            if not line.startswith("#") and line.strip():
                start, end, kind = line.split()
                yield int(start, 16), int(end, 16), kind


def frames(ranges):
    """Whole frames in a list of disjoint [start, end)."""
    return sum(max(0, (end >> 12) - ((start + 4095) >> 12))
               for start, end in ranges)


def kept(name):
    """The map as QEMU can give it: RAM ranges, other ranges, what was cut."""
    ram, others, cut = [], [], []
    for start, end, kind in entries(name):
        if kind != "usable":
            if end <= 1 << 32:
                others.append((start, end, kind))
            continue
        top = min(end, LOW_TOP)
        if top > start:
            ram.append((start, top))
        if end > top:
            cut.append((max(start, top), end))
    return ram, others, cut


def memmap(ram, others):
    items = ["exactmap"]
    items += ["%#x@%#x" % (end - start, start) for start, end in ram]
    items += ["%#x%s%#x" % (end - start, WORDS[kind], start)
              for start, end, kind in others]
    return "memmap=" + ",".join(items)


def memory(ram, others):
    """-m for the RAM that is kept; QEMU reserves the last 128 KB itself."""
    top = max([end for _, end in ram] + [0])
    return min(3583, max(8, (top + MB - 1) // MB + 1))


@pytest.mark.parametrize("name", TEN if not os.environ.get("SOAK") else MAPS)
def test_boots_with(name):
    ram, others, cut = kept(name)
    for start, end in cut:
        print("cut, QEMU has no RAM there: %#x-%#x" % (start, end))
    done = run("zoneinfo; iomem", mem="%dM" % memory(ram, others),
               cmdline=memmap(ram, others) + " quiet")
    assert done.ok, done.told
    present = sum(map(int, re.findall(r"present +(\d+)", done.text)))
    assert present == frames(ram)
    for start, end in ram:
        covered = re.search(r"^%08x-[0-9a-f]{8} : System RAM" % start,
                            done.text, re.M)
        assert covered or start < 4096 or start in [e for _, e in ram], \
            "no RAM at %#x:\n%s" % (start, done.text)
