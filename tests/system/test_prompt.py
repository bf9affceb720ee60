"""A person at the prompt: help, mistakes, editing, nonsense."""

import random
import re

import pytest

from conftest import SOAK


def test_help(prompt):
    m = prompt()
    text = m.command("help")
    for name in ("buddyinfo", "zoneinfo", "page", "pt", "demo", "tour"):
        assert name in text
    assert [line for line in text.splitlines() if len(line) > 80] == []
    assert "order" in m.command("help alloc_pages").lower()


def test_inspectors(prompt):
    m = prompt(mem="1G", cmdline="highmem=64M")
    for name in ("buddyinfo", "zoneinfo", "meminfo", "pagetypeinfo", "iomem",
                 "vmstat", "interrupts", "percpu", "ps", "cmdline", "dmesg",
                 "frames DMA", "slabinfo", "slabinfo -w",
                 "cat /proc/slabinfo",
                 "page 0x100", "pt 0xc0100000", "bits 12",
                 "cat /proc/buddyinfo"):
        text = m.command(name)
        assert len(text) > 10, name
        assert "no such" not in text and "Oops" not in text, text


def test_how_a_page_is_cached(prompt):
    """The local APIC's registers, in the fixmap, and memory."""
    m = prompt()
    assert re.search(r"cached as: uncached\s", m.command("pt 0xffffe000"))
    assert "cached as: write-back" in m.command("pt 0xc0100000")


def test_by_hand(prompt):
    """Allocate and free at the prompt; memory is back where it was."""
    m = prompt()
    before = m.free_blocks()
    text = m.command("alloc_pages 3 GFP_KERNEL")
    address = next(w.strip(",:;.") for w in text.split() if w.startswith("0xc"))
    assert m.free_blocks() != before
    m.command("free_pages %s 3" % address)
    assert m.free_blocks() == before


def drawing(text):
    """The objects of all slabs that `slabinfo -v` draws, a character each."""
    return "".join(re.findall(r"^\s+\d+ \|([#a.]+)\|", text, re.M))


def test_a_cache_drawn(prompt):
    """Objects in use, waiting in an array, and held by the slab."""
    m = prompt()
    assert drawing(m.command("slabinfo -v kmalloc-6k")) == ""
    addresses = [re.search(r"= (0x\w+)", m.command("kmalloc 6000"))[1]
                 for _ in range(3)]
    drawn = drawing(m.command("slabinfo -v kmalloc-6k"))
    assert drawn.count("#") == 3 and len(drawn) % 5 == 0
    assert re.search(r"^kmalloc-6k +3 +%d +6144 +5 +8 : tunables +8 +4 +0 "
                     % len(drawn), m.command("slabinfo"), re.M)
    for address in addresses:
        m.command("kfree " + address)
    freed = drawing(m.command("slabinfo -v kmalloc-6k"))
    assert freed == drawn.replace("#", "a")
    assert "did you mean kmalloc-6k" in m.command("slabinfo -v kmaloc-6k")
    assert "usage" in m.command("slabinfo 3")


def test_order_11_is_refused(prompt):
    text = prompt().command("alloc_pages 11 GFP_KERNEL")
    assert "0xc" not in text.split("Oops")[0].split("backtrace")[0]


def test_dma_emptied(prompt):
    """GFP_KERNEL does not notice; GFP_DMA fails cleanly."""
    m = prompt()
    before = m.free_blocks()
    m.command("hog DMA")
    assert "0xc" in m.command("alloc_pages 0 GFP_KERNEL")
    refused = m.command("alloc_pages 0 GFP_DMA")
    assert "= NULL" in refused and "at 0xc" not in refused
    assert "Oops" not in refused
    assert "0xc" in m.command("alloc_pages 3 GFP_KERNEL")
    m.command("unhog")
    assert "0xc" in m.command("alloc_pages 0 GFP_DMA")
    assert m.free_blocks() != before	# three blocks are still held


def test_highmem_emptied(prompt):
    """GFP_HIGHUSER falls back to NORMAL."""
    m = prompt(cmdline="highmem=64M")
    m.command("hog HighMem")
    text = m.command("alloc_pages 0 GFP_HIGHUSER")
    assert "Normal" in text
    m.command("unhog")
    assert "HighMem" in m.command("alloc_pages 0 GFP_HIGHUSER")


MISTAKES = [
    "nosuchcommand", "page", "page -1", "page 99999999999999999999",
    "page zero", "pt", "pt xyz", "free_pages", "free_pages 0 0",
    "free_pages 0xc0100000 0", "free_pages 0xdeadbeef 3",
    "free_pages 0xffffffff 10", "alloc_pages -1", "alloc_pages 4294967296",
    "alloc_pages 0 GFP_NONSENSE", "bits -3", "bits 99", "frames Moon",
    "cat /proc/../etc", "cat", "demo nothing", "crash nothing", "hog Moon",
    "kfree 0", "kfree 0x12345678", "ktest nothing_like_this",
    "help nothing", ";;;;", "'unclosed", '"', "\\", "#comment", "time",
    "time time time", "a" * 500, "x " * 400, "page 1 2 3 4 5 6 7 8 9",
]


def test_mistakes(prompt):
    m = prompt()
    m.command("lsblk")		# `ktest` looks for disks, too
    before = m.free_blocks()
    for line in MISTAKES:
        text = m.command(line)
        assert "Oops" not in text and "panic" not in text, (line, text)
    assert m.free_blocks() == before


def test_no_suite(prompt):
    m = prompt()
    assert "no suite matches" in m.command("ktest nothing_like_this")


def test_stack_names_callers(prompt):
    """The last call of a function that does not return is that function's."""
    text = prompt().command("stack 0")
    assert "start_kernel+" in text and "setup_e820" not in text


def test_noise(prompt):
    """Bytes of every value, as a broken line would send them."""
    m = prompt()
    rng = random.Random(896)
    for _ in range(100 if SOAK else 10):
        noise = bytes(rng.choice([b for b in range(256) if b not in (10, 13)])
                      for _ in range(60))
        m.child.send(noise.decode("latin-1"))
        m.type("\x15\r")
    m.type('\x03echo a""live\r')
    m.child.expect_exact("alive")
    m.wait_prompt()
    assert "sound" in m.command("echo sound")


def test_editing(prompt):
    m = prompt()
    assert "one two" in m.command("echo one twX\bo")
    m.type("echo lost\x03")
    m.wait_prompt()
    assert "one two" in m.command("\x1b[A")		# the line before last
    assert "Node 0" in m.command("buddyi\t")


@pytest.mark.parametrize("how, status", [("poweroff", 0), ("reboot", 0)])
def test_the_end(prompt, how, status):
    m = prompt()
    m.type(how + "\r")
    assert m.end() == status
