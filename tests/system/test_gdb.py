"""`make debug`: gdb meets the kernel at start_kernel, in both builds, and
reads its structures."""

import os
import re
import subprocess

import pytest

import qemu


def debug(*commands, build="debug", limit=60, **machine):
    """Run `make debug` in batch mode; what gdb printed."""
    words = " ".join("-ex '%s'" % c for c in commands)
    environment = dict(os.environ, GDB="-batch " + words, BUILD=build,
                       **machine)
    done = subprocess.run([qemu.path("tools", "debug.py")],
                          env=environment, stdin=subprocess.DEVNULL,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                          text=True, timeout=limit)
    return done.stdout


@pytest.mark.parametrize("build", ["debug", "release"])
def test_stops_at_start_kernel(build):
    out = debug("backtrace 1", "info registers eip", build=build)
    assert "start_kernel" in out
    assert "0xc01" in out


def test_step_over_the_boot_and_read_the_console():
    out = debug("break monitor_main", "continue", "print contig_page_data",
                "console")
    assert "Breakpoint" in out and "monitor_main" in out
    assert "Memory:" in out


def test_type_at_the_prompt():
    out = debug("break monitor_main", "continue", "break buddyinfo_show",
                "type buddyinfo", "continue", "backtrace 2")
    assert "buddyinfo_show" in out


@pytest.mark.parametrize("build", ["debug", "release"])
def test_a_cache_that_is_damaged(build):
    """km-slab says where a cache's books contradict each other."""
    out = debug("break monitor_main", "continue",
                "set $slab = (struct page *)((char *)own_caches[2].partial."
                "next - (long)&((struct page *)0)->lru)",
                "set var own_caches[2].nr_empty = 7",
                "set var $slab->slab_state[0] = 9", "km-slab",
                "km-slab $slab->s_mem", "km-slab slab-32", build=build)
    assert "BUT nr_empty 7" in out
    assert "BUT its state byte is 9" in out
    assert re.search(r"^ +0 \|![#0?.]", out, re.M)


@pytest.mark.parametrize("build", ["debug", "release"])
def test_an_object_of_a_watched_cache(build):
    """km-slab tells what the cache has noted: how much of it, and by whom."""
    out = debug("tbreak monitor_main", "continue",
                "tbreak kmalloc_cmd", "type kmalloc 100", "continue",
                "tbreak wait_key", "continue", "km-slab kmalloc-128",
                "km-slab objects[0].p", "km-slab (char *)objects[0].p + 100",
                "km-slab (char *)objects[0].p - 1", build=build,
                CMDLINE="slab_debug=ZU,kmalloc-128")
    assert "watched: red zones, users" in out
    assert "owner: the prompt, kmalloc 100" in out
    assert re.search(r"allocated by thread \d+ on CPU 0, \d+ ticks ago\n"
                     r" +kmalloc_cmd, monitor/byhand_slab.c:\d+", out)
    assert "object 0, red zone behind its 100 bytes, in use" in out
    assert "the red zone before object 0" in out


@pytest.mark.parametrize("build", ["debug", "release"])
def test_a_pool_and_who_waits(build):
    """km-mempool finds pools by their maker and names who waits; km-slab says
    whose an object is."""
    out = debug("tbreak monitor_main", "continue", "km-mempool",
                "tbreak wait_for_element", "type demo mempool", "continue",
                "tbreak wait_for_element", "continue",
                "km-mempool", "km-mempool demo_pool", "km-slab askers[1]",
                "km-slab pool", "km-slab pool->elements",
                "km-slab fine_class[3]->array[0]",
                "tbreak end_askers", "continue", "km-mempool pool",
                "km-slab pool->elements[0]", "km-mempool 0x1234",
                build=build)
    assert "there are no pools now" in out
    assert re.search(r"0x\w+ +0 of 3 +1 +moody_alloc +demo_pool", out)
    assert "waits      1. asker-1 (" in out
    for owner in ("thread asker-2 (", "demo_pool, a pool",
                  "the pool of demo_pool, the table of its reserve",
                  "the pool of demo_pool, an element in reserve",
                  "cache kmalloc-32, the array of CPU 0"):
        assert "owner: " + owner in out, owner
    assert "2 of 3 elements in reserve" in out
    assert "there is no pool `0x1234`" in out
