"""`make run`: the door for scripts. Its output is the commands' own words and
its status tells whether every one of them succeeded."""

import os
import subprocess

import pytest

import qemu


def make_run(limit=120, **variables):
    environment = {k: v for k, v in os.environ.items()
                   if k not in ("MAKEFLAGS", "MAKELEVEL", "BUILD", "O")}
    return subprocess.run(
        ["make", "-s", "run"] + ["%s=%s" % v for v in variables.items()],
        cwd=qemu.ROOT, env=environment, stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        timeout=limit)


def test_output_is_the_commands_own():
    done = make_run(RUN="echo one; echo two")
    assert done.stdout.split() == ["one", "two"]
    assert done.returncode == 0


def test_inspectors():
    done = make_run(RUN="zoneinfo; buddyinfo")
    assert done.returncode == 0
    assert done.stdout.startswith("Node 0, zone")
    assert "k896" not in done.stdout


def test_quotes_reach_the_prompt():
    assert make_run(RUN='echo "a ;  b"').stdout == "a ;  b\n"


@pytest.mark.parametrize("commands", [
    "no-such-command",
    "no-such-command; echo fine",
    "echo fine; page 99999999999",
    "crash null",
    "echo 'never closed",
])
def test_a_failure_is_told(commands):
    assert make_run(RUN=commands).returncode != 0


def test_memory_and_words_arrive():
    done = make_run(RUN="cmdline; meminfo", MEM="64M", CMDLINE="highmem=16M")
    assert "highmem=16M" in done.stdout
    total = int(done.stdout.split("MemTotal:")[1].split()[0])
    assert 50000 < total <= 65536


def test_time_limit():
    """A command that does not end is ended, and that is a failure."""
    done = make_run(RUN="crash hang", TIME="5")
    assert done.returncode != 0


def test_tour_where_there_is_no_terminal():
    done = make_run()
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-500:]
    assert done.stdout.strip()
