"""slabinfo is read by programs that know Linux's format, version 2.1, and nothing
else: the text is taken apart here as strictly as the strictest of them does,
and what the figures say of each other must be true."""

import re

import pytest

VERSION = "slabinfo - version: 2.1"
COLUMNS = ("# name            <active_objs> <num_objs> <objsize> "
           "<objperslab> <pagesperslab>"
           " : tunables <limit> <batchcount> <sharedfactor>"
           " : slabdata <active_slabs> <num_slabs> <sharedavail>")
LINE = re.compile(
    r"(?P<name>[^\s:#]+) +(?P<active_objs>\d+) +(?P<num_objs>\d+)"
    r" +(?P<objsize>\d+) +(?P<objperslab>\d+) +(?P<pagesperslab>\d+)"
    r" : tunables +(?P<limit>\d+) +(?P<batchcount>\d+) +(?P<sharedfactor>\d+)"
    r" : slabdata +(?P<active_slabs>\d+) +(?P<num_slabs>\d+)"
    r" +(?P<sharedavail>\d+)")
WIDTHS = ("%-17s %6d %6d %6d %4d %4d : tunables %4d %4d %4d"
          " : slabdata %6d %6d %6d")


def parse(text):
    """{cache: {column: figure}}; anything unexpected is an error."""
    lines = text.rstrip("\n").split("\n")
    assert lines[:2] == [VERSION, COLUMNS]
    caches = {}
    for line in lines[2:]:
        match = LINE.fullmatch(line)
        assert match, "not a line of slabinfo: %r" % line
        name, *figures = match.groups()
        figures = [int(value) for value in figures]
        assert line == WIDTHS % (name, *figures)
        assert name not in caches, "two lines for " + name
        caches[name] = dict(zip(list(match.groupdict())[1:], figures))
    return caches


def consistent(c):
    return (c["active_objs"] <= c["num_objs"]
            and c["num_objs"] == c["num_slabs"] * c["objperslab"]
            and c["active_slabs"] <= c["num_slabs"]
            and c["active_objs"] <= c["active_slabs"] * c["objperslab"]
            and c["batchcount"] <= c["limit"] and c["objperslab"] > 0
            and c["objsize"] * c["objperslab"] <= c["pagesperslab"] * 4096
            and c["pagesperslab"] & (c["pagesperslab"] - 1) == 0
            and (c["sharedfactor"], c["sharedavail"]) == (0, 0))


def pages(caches):
    return sum(c["num_slabs"] * c["pagesperslab"] for c in caches.values())


@pytest.mark.parametrize("machine", [
    dict(mem="16M"), dict(mem="1G", cpus=4), dict(mem="64M", build="debug")],
    ids=["16M", "1G 4cpu", "debug"])
def test_format(prompt, machine):
    m = prompt(**machine)
    text = m.command("cat /proc/slabinfo")
    caches = parse(text)
    assert parse(m.command("slabinfo")).keys() == caches.keys()
    assert "kmem_cache" in caches and len(caches) > 40
    for name, figures in caches.items():
        assert consistent(figures), (name, figures)
    sizes = {int(k[8:]) for k in caches if re.fullmatch(r"kmalloc-\d+", k)}
    assert {8, 16, 32, 64, 128, 256, 512} <= sizes
    for name in ("1k", "2k", "4k", "8k", "16k", "32k", "64k", "128k"):
        size = int(name[:-1]) * 1024
        assert caches["kmalloc-" + name]["objsize"] == size
        assert caches["dma-kmalloc-" + name]["objsize"] == size


def test_figures_move(prompt):
    """One object more, one less; and the suites leave nothing behind."""
    m = prompt()
    before = parse(m.command("slabinfo"))["kmalloc-2k"]
    address = re.search(r"= (0x\w+)", m.command("kmalloc 2000"))[1]
    during = parse(m.command("slabinfo"))["kmalloc-2k"]
    assert during["active_objs"] == before["active_objs"] + 1
    assert during["active_slabs"] >= 1 and consistent(during)
    m.command("kfree " + address)
    after = parse(m.command("slabinfo"))["kmalloc-2k"]
    assert after["active_objs"] == before["active_objs"]
    m.command("ktest slab_notes")
    m.command("ktest slab_notes")
    left = parse(m.command("slabinfo"))
    assert not [name for name in left if name.startswith("notes")]
    assert all(consistent(c) for c in left.values())
    assert pages(left) > 0
