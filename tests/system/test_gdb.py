"""`make debug`: gdb meets the kernel at start_kernel, in both builds, and
reads its structures."""

import os
import re
import subprocess

import pytest

import qemu


def debug(*commands, build="debug", limit=60):
    """Run `make debug` in batch mode; what gdb printed."""
    words = " ".join("-ex '%s'" % c for c in commands)
    environment = dict(os.environ, GDB="-batch " + words, BUILD=build)
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
