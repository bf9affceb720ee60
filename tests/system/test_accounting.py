"""Every frame exactly once: zones, iomem and the machine agree, whatever its
size."""

import re

import pytest

from conftest import run

SIZES = ("4M", "16M", "64M", "512M", "896M", "897M", "1G", "3583M", "4G", "8G")
HOLE = range(0xa0, 0x100)	# video memory and firmware: never free
DMA_END, NORMAL_END = 0x1000, 0x38000
OUT_OF_REACH = 0x100000		# 4 GB: the end of what a PTE can name


def megabytes(size):
    return int(size[:-1]) * (1024 if size.endswith("G") else 1)


def ram_top(size):
    """QEMU's RAM below 4 GB ends here, in frames; firmware's tables lie in
    the last 128 KB."""
    mb = megabytes(size)
    return (0xc0000 if mb >= 3584 else mb * 256) - 32


def zones(text):
    """zoneinfo as {zone: {name: number}}."""
    result = {}
    for part in re.split(r"^Node 0, zone +", text, flags=re.M)[1:]:
        name = part.split()[0]
        figures = dict(re.findall(r"\b(free|spanned|present|managed|reserved|"
                                  r"nr_free_pages|start_pfn:) +(\d+)", part))
        result[name] = {k.rstrip(":"): int(v) for k, v in figures.items()}
    return result


def resources(text):
    """iomem as [(depth, first, last, name)]."""
    return [(len(m[0]) // 2, int(m[1], 16), int(m[2], 16), m[3])
            for m in re.findall(r"^( *)([0-9a-f]+)-([0-9a-f]+) : (.*)$", text,
                                re.M)]


def whole_frames(first, last):
    return range((first + 4095) >> 12, (last + 1) >> 12)


@pytest.mark.parametrize("size", SIZES)
def test_every_frame_once(size):
    done = run("zoneinfo; iomem", mem=size)
    assert done.ok, done.told
    found = zones(done.text)
    top = ram_top(size)
    ram = [whole_frames(a, b) for depth, a, b, name in resources(done.text)
           if depth == 0 and name == "System RAM" and b >> 12 < OUT_OF_REACH]

    # The zones hold what the machine has, no more, no less.
    wanted = {"DMA": 0x9f + min(top, DMA_END) - 0x100,
              "Normal": max(0, min(top, NORMAL_END) - DMA_END),
              "HighMem": max(0, top - NORMAL_END)}
    assert {k: found[k]["present"] for k in wanted} == wanted
    assert sum(len(r) for r in ram) == sum(wanted.values())

    for name, zone in found.items():
        assert zone["present"] == zone["managed"] + zone["reserved"], name
        assert zone["free"] <= zone["managed"] <= zone["spanned"], name
    for frame in HOLE:
        assert not any(frame in r for r in ram)


@pytest.mark.parametrize("size", SIZES)
def test_first_frame_and_hole_are_reserved(size):
    done = run("page 0; page 0xa0; page 0xff", mem=size)
    assert done.ok, done.text
    assert done.text.lower().count("reserved") >= 3


@pytest.mark.parametrize("size, split, high", [
    ("128M", "64M", 64 * 256), ("1G", "512M", 512 * 256), ("32M", "8M", 2048)])
def test_highmem_split(size, split, high):
    """highmem= moves the edge, and nothing is lost."""
    found = zones(run("zoneinfo", mem=size,
                      cmdline="quiet highmem=" + split).text)
    assert found["HighMem"]["present"] == high
    assert sum(z["present"] for z in found.values()) == \
        0x9f + ram_top(size) - 0x100


def test_mem_limit():
    found = zones(run("zoneinfo", mem="256M", cmdline="quiet mem=64M").text)
    assert sum(z["present"] for z in found.values()) == 0x9f + 0x4000 - 0x100


def test_memory_gone_before_the_drives_are_looked_for():
    """What starts behind the prompt has its memory, or does without."""
    done = run("hog Normal; hog DMA; lsblk; meminfo; unhog; echo still here")
    assert "Panic" not in done.text and "\nstill here" in done.text, done.text
