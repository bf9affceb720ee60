"""Failures on purpose: the report names reason, place, registers, symbols and
page, and the prompt outlives what can be outlived."""

import re

import pytest

from conftest import run

BUILDS = ("release", "debug")


def has_registers(text):
    for name in ("eip", "eax", "esp", "cr2", "eflags"):
        assert re.search(r"\b%s [0-9a-f]{8}" % name, text), name


@pytest.mark.parametrize("build", BUILDS)
def test_null(prompt, build):
    text = (m := prompt(build)).command("crash null")
    assert re.search(r"Oops.*write.*", text)
    assert "NULL" in text
    has_registers(text)
    assert re.search(r"eip [0-9a-f]{8} crash_null\+0x", text)
    assert re.search(r"backtrace:\n.* crash_null\+0x[0-9a-f]+/0x", text)
    assert "00000008" in text				# the address it hit
    assert "still" in m.command("echo still here")


@pytest.mark.parametrize("build", BUILDS)
@pytest.mark.parametrize("kind", ["rodata", "text"])
def test_read_only(prompt, build, kind):
    text = (m := prompt(build)).command("crash " + kind)
    assert "read-only" in text
    assert ("rodata" if kind == "rodata" else "text") in text
    has_registers(text)
    assert "crash_" + kind in text
    assert "page" in text.lower()
    assert "still" in m.command("echo still here")


@pytest.mark.parametrize("build", BUILDS)
def test_stack(build):
    """A stack that overflows ends in the double-fault task, which names it."""
    done = run("crash stack", build=build, cmdline="")
    assert not done.ok and not done.timed_out
    assert re.search(r"double fault|stack overflow", done.text, re.I)
    assert "crash_stack" in done.text
    assert "guard" in done.text
    has_registers(done.text)


@pytest.mark.parametrize("build", BUILDS)
def test_double_free(prompt, build):
    """Named with its page, and the allocator stays sound."""
    m = prompt(build)
    before = m.free_blocks()
    text = m.command("crash doublefree")
    assert re.search(r"free|double", text, re.I)
    assert "crash_doublefree" in text
    assert re.search(r"frame 0x[0-9a-f]+ .*zone \w+.*flags", text)
    assert "backtrace" in text
    assert m.free_blocks() == before


@pytest.mark.parametrize("kind", ["div", "ud", "gp", "bug", "read", "exec"])
def test_others_come_back(prompt, kind):
    m = prompt()
    text = m.command("crash " + kind)
    assert "backtrace" in text
    assert "still" in m.command("echo still here")
    assert m.command("buddyinfo").count("zone") >= 2
