"""Areas of addresses: the guard page, misuse, and what the inspectors say."""

import re

import pytest

from conftest import run

BUILDS = ("release", "debug")
LINE = re.compile(          # as Linux prints it, and tools parse it
    r"^0x[0-9a-f]{8}-0x[0-9a-f]{8} +(\d+)"
    r"( [\w.]+\+0x[0-9a-f]+/0x[0-9a-f]+)?"
    r"( pages=\d+)?( phys=0x[0-9a-f]+)?"
    r"( ioremap)?( vmalloc)?( vmap)?( user)?( vpages)?"
    r"( unpurged vm_area)?$")


def areas(text):
    """The lines of vmallocinfo in it, as (from, to, size, line)."""
    found = []
    for line in text.splitlines():
        if re.match("0x[0-9a-f]{8}-0x", line):
            assert LINE.match(line), line
            first, last = (int(n, 16) for n in
                           line.split()[0].split("-"))
            found.append((first, last, int(line.split()[1]), line))
    return found


@pytest.mark.parametrize("build", BUILDS)
def test_one_byte_too_far(prompt, build):
    """An oops that names the area and who made it; the prompt goes on."""
    text = (m := prompt(build)).command("crash vmalloc")
    assert re.search(r"write to an unmapped address", text)
    assert re.search(r"guard page behind the area 0x[0-9a-f]{8}-0x[0-9a-f]{8},"
                     r" 12288 bytes, made by (crash_vmalloc|new_victim)\+",
                     text)
    assert re.search(r"eip [0-9a-f]{8} crash_vmalloc\+0x", text)
    assert "still" in m.command("echo still here")
    assert re.search(r" pages=3 vmalloc$", m.command("vmallocinfo"), re.M)


@pytest.mark.parametrize("cpus", (1, 2))
def test_used_after_vfree(cpus):
    done = run("crash vuaf; echo still here", cpus=cpus, cmdline="")
    assert "still here" in done.text
    assert re.search(r"read of an unmapped address", done.text)
    named = re.search(r"freed, was the area 0x[0-9a-f]{8}-0x[0-9a-f]{8}, 12288 "
                      r"bytes, made by ", done.text)
    assert bool(named) == (cpus > 1)	# one CPU: it is gone already


@pytest.mark.parametrize("build", BUILDS)
def test_wrong_vfree(build):
    """Reported with address, reason and callers; nothing is lost."""
    done = run("crash vfree; crash vmiddle; vmallocinfo; echo still here",
               build=build, cpus=2, cmdline="")
    assert done.ok, done.told
    assert re.search(r"vfree\([0-9a-f]{8}\): freed before \(double free\), "
                     r"by crash_vfree\+", done.text)
    assert re.search(r"vfree\([0-9a-f]{8}\): inside an area, not where it "
                     r"begins, by crash_vmiddle\+", done.text)
    assert re.search(r"the area: 0x[0-9a-f]{8}-0x[0-9a-f]{8}, 12288 bytes, "
                     r"flags 0x2, made by ", done.text)
    assert all("unpurged" in line for *_, line in areas(done.text))


def test_by_hand(prompt):
    """vmalloc and vfree at the prompt; other people's areas stay."""
    m = prompt("release")
    text = m.command("vmalloc 20000")
    mine = re.search(r"= (0x[0-9a-f]{8}), 5 pages", text).group(1)
    assert mine in m.command("vmalloc")
    assert "pages=5 vmalloc" in m.command("vmallocinfo")
    assert "not freed" in m.command("vfree %#x" % (int(mine, 16) + 16))
    m.type("vfree \t")
    text = m.command("")
    assert "vfree(%s): given back" % mine in text
    assert "no areas are held" in m.command("vmalloc")
    assert "NULL" in m.command("vmalloc 0xfffff000")
    m.command("crash vmalloc")
    theirs = re.search(r"(0x[0-9a-f]{8})-.*pages=3 vmalloc",
                       m.command("vmallocinfo")).group(1)
    assert "not this prompt" in m.command("vfree " + theirs)


def test_inspectors():
    done = run("demo vmalloc; cat /proc/vmallocinfo; meminfo; vmstat", cpus=2)
    assert done.ok, done.told
    found = areas(done.text)
    assert len(found) >= 2
    for first, last, size, line in found:
        assert last - first == size and size % 4096 == 0
        assert "unpurged" in line or re.search(r" \w+\+0x", line)
    assert re.search(r"^VmallocUsed: +\d+ kB$", done.text, re.M)
    sent = int(re.search(r"^nr_tlb_remote_flush (\d+)$", done.text,
                         re.M).group(1))
    received = int(re.search(r"^nr_tlb_remote_flush_received (\d+)$", done.text,
                             re.M).group(1))
    assert sent > 0 and sent == received        # one other CPU


@pytest.mark.parametrize("cpus", (1, 4))
def test_demo_tlb(cpus):
    """Stale on every CPU, then cured on one, then on all."""
    done = run("demo tlb", cpus=cpus)
    assert done.ok, done.told
    words = re.findall(r"CPU \d+ reads .* the (old|new) frame's word",
                       done.text)
    assert words[:2 * cpus] == ["old"] * 2 * cpus
    assert words[2 * cpus:3 * cpus].count("new") == 1
    assert words[3 * cpus:] == ["new"] * (cpus if cpus > 1 else 0)
