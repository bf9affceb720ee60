"""Small objects at the prompt: kmalloc and kfree by hand, with every mistake,
and the demos, which give back what they take."""

import re

import pytest


def taken(m, line):
    """The address that a `kmalloc` typed at the prompt says."""
    return re.search(r"= (0x\w+)", m.command(line))[1]


def in_use(m, cache):
    return int(re.search(r"^%s +(\d+) " % cache, m.command("slabinfo"),
                         re.M)[1])


def test_held_objects_are_remembered(prompt):
    m = prompt()
    before = in_use(m, "kmalloc-128")
    addresses = [taken(m, "kmalloc 100") for _ in range(3)]
    listed = m.command("kmalloc")
    assert all("kfree " + a in listed for a in addresses)
    assert in_use(m, "kmalloc-128") == before + 3
    for address in addresses:
        assert "100 bytes given back" in m.command("kfree " + address)
    assert "no objects are held" in m.command("kmalloc")
    assert in_use(m, "kmalloc-128") == before


def test_tab_knows_what_is_held(prompt):
    m = prompt()
    address = taken(m, "kmalloc 3000")
    assert "3000 bytes given back" in m.command("kfree \t")
    assert "double free" in m.command("kfree " + address)


def test_wrong_addresses_reach_kfree(prompt):
    """Each gets its report, and the object and its neighbours stay."""
    m = prompt()
    address = int(taken(m, "kmalloc 100"), 16)
    count = in_use(m, "kmalloc-128")
    for wrong in (address + 1, address + 64, 0xc0100000, 0x12345678,
                  0xfffff000):
        text = m.command("kfree 0x%x" % wrong)
        assert "BUG: " in text and "not freed" in text, text
    assert in_use(m, "kmalloc-128") == count
    m.command("kfree 0x%x" % address)
    text = m.command("kfree 0x%x" % address)
    assert "BUG: " in text and "double free" in text, text
    assert in_use(m, "kmalloc-128") == count - 1
    for harmless in ("0", "16"):
        assert "no mistake" in m.command("kfree " + harmless)


def test_what_others_use_is_left_to_them(prompt):
    """The start of an object that is in use, but not by this prompt."""
    m = prompt()
    drawn = m.command("slabinfo -v slab-976")	# the CPUs' arrays
    start, objects = re.search(r"objects from (0x\w+).*\n +0 \|(\S+)\|",
                               drawn).groups()
    nr = objects.index("#")
    text = m.command("kfree 0x%x" % (int(start, 16) + 976 * nr))
    assert "object %d of cache slab-976" % nr in text and "BUG" not in text
    assert m.command("slabinfo -v slab-976") == drawn


def test_no_object(prompt):
    m = prompt()
    assert "largest class" in m.command("kmalloc 131073")
    assert "high memory" in m.command("kmalloc 10 GFP_HIGHUSER")
    assert "ZERO_SIZE_PTR" in m.command("kmalloc 0")
    assert "GFP_KERNEL?" in m.command("kmalloc 10 GFP_KERNELL")
    assert "is not a number" in m.command("kmalloc ten")
    assert "too large" in m.command("kmalloc 4294967296")
    assert "usage" in m.command("kmalloc 1 2 3")
    assert "usage" in m.command("kfree")
    for i in range(64):
        m.command("kmalloc 8")
    assert "64 objects are held" in m.command("kmalloc 8")


@pytest.mark.parametrize("name, said", [
    ("slab", "kmem_cache_shrink() = 0, and of 6 slabs 0 are left"),
    ("kmalloc", "dma-kmalloc-128"),
    ("mempool", "asker-3 goes on"),
])
def test_demos(prompt, name, said):
    """Twice: the second finds all as the first did."""
    m = prompt(cpus="2")
    for _ in range(2):
        text = m.command("demo " + name)
        assert said in text, text
        assert "BUG" not in text and "bug" not in text, text
        assert "frames free before" not in text, text
    assert "demo-slab" not in m.command("slabinfo")
    assert "no pools" in m.command("mempool")


def test_a_small_machine_says_what_is_missing(prompt):
    """A demo that finds no memory gives back what it had."""
    m = prompt(mem="16M")
    m.command("hog DMA")
    m.command("hog Normal")
    text = m.command("demo kmalloc")
    assert "No memory" in text and "Oops" not in text, text
    m.command("unhog")
    assert "dma-kmalloc-128" in m.command("demo kmalloc")
