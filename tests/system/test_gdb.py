"""`make debug`: gdb meets the kernel at start_kernel, in both builds, and
reads its structures."""

import os
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
