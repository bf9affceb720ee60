"""Allocations that fail: in every demo each one once, at boot as Linux's command
line says it, and leaks found by `kmemleak`."""

import glob
import os
import re

import pytest

from conftest import run

MONITOR = os.path.join(os.path.dirname(__file__), "../../monitor")
DEMOS = sorted(re.search(r"^DEMO\((\w+)", text, re.M).group(1)
               for text in map(lambda f: open(f).read(),
                               glob.glob(MONITOR + "/demo_*.c"))
               if "\nDEMO(" in text)


def test_there_are_demos():
    assert {"buddy", "slab", "kmalloc", "mempool"} <= set(DEMOS), DEMOS


@pytest.mark.parametrize("demo", DEMOS)
def test_each_allocation_of_a_demo_fails(demo):
    done = run("fault_inject each demo %s" % demo, cmdline="quiet", cpus=2,
               limit=120)
    found = re.search(r"`demo %s`: (\d+) allocations, each failed once, "
                      r"(\d+) lost" % demo, done.text)
    assert found and found.group(2) == "0", done.told
    assert done.ok, done.told


@pytest.mark.parametrize("build", ("release", "debug"))
def test_boot_with_failures(build):
    """Requests that may not wait fail, half of them: the prompt comes, works."""
    done = run("fault_inject; cat /proc/slabinfo; demo buddy; echo still here",
               build=build, cpus=2,
               cmdline="quiet failslab=1,50,0,-1 fail_page_alloc=1,50,0,-1")
    assert "still here" in done.text and not done.timed_out
    assert re.search(r"failslab +1,50,0,-1 +ignore_gfp_wait=Y", done.text)


def test_at_the_prompt():
    text = run("fault_inject failslab 1,100,0,3; "
               "fault_inject failslab ignore_gfp_wait=N; kmalloc 100; "
               "kmalloc 100; kmalloc 100; kmalloc 100; fault_inject; "
               "fault_inject failslab off", cmdline="quiet").text
    assert len(re.findall(r"no memory|NULL|failed", text)) >= 3, text
    assert re.search(r"kmalloc\(100, GFP_KERNEL\) = 0x[0-9a-f]{8}", text)
    assert re.search(r"failslab +1,100,0,0 +ignore_gfp_wait=N", text)


@pytest.mark.parametrize("bad", ["1,2", "0,100,0,-1", "x", "1,100,0,-1,2"])
def test_bad_words(bad):
    done = run("fault_inject failslab %s; echo still here" % bad,
               cmdline="loglevel=7")
    assert "wants interval,probability,space,times" in done.text
    assert "usage: fault_inject" in done.text
    done = run("echo still here", cmdline="failslab=%s" % bad)
    assert "wants interval,probability,space,times" in done.text
    assert "still here" in done.text


def test_kmemleak():
    text = run("kmemleak; kmemleak mark; kmalloc 100; kmalloc 100; "
               "alloc_pages 3; demo slab; kmemleak -v; kmemleak off",
               cmdline="quiet").text
    assert "kmemleak: no mark" in text
    assert "3 allocations since the mark are still there" in text
    assert re.search(r"^ +1 +32768 +\d+  alloc_pages_cmd\+0x", text, re.M)
    assert re.search(r"^ +2 +200 +\d+  kmalloc_cmd\+0x", text, re.M)
    assert len(re.findall(r"  object [0-9a-f]{8}, 100 bytes, by kmalloc_cmd",
                          text)) == 2
