"""`make run`: the door for scripts. Its output is the commands' own words and
its status tells whether every one of them succeeded."""

import os
import signal
import subprocess
import time

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


def test_words_for_qemu_arrive():
    done = make_run(RUN="dmesg", QEMUEXTRA="-cpu max -rtc base=2000-02-29")
    assert done.returncode == 0 and "QEMU TCG CPU" in done.stdout


def test_time_limit():
    """A command that does not end is ended, and that is a failure."""
    done = make_run(RUN="crash hang", TIME="5")
    assert done.returncode != 0


def test_tour_where_there_is_no_terminal():
    done = make_run()
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-500:]
    assert done.stdout.strip()


def of_process(pid, what):
    """A file of /proc/PID, or nothing where the process is gone."""
    try:
        with open("/proc/%s/%s" % (pid, what)) as f:
            return f.read()
    except FileNotFoundError:
        return ""


def running(pid):
    return of_process(pid, "stat").rpartition(")")[2].split()[:1] not in (
        [], ["Z"], ["X"])


def until(condition, limit=60):
    """Wait for the condition; what it was in the end."""
    ends = time.monotonic() + limit
    while not condition() and time.monotonic() < ends:
        time.sleep(0.05)
    return condition()


@pytest.mark.parametrize("program, variables", [
    (["run.py"], {"RUN": "crash hang", "TIME": "30"}),
    (["debug.py", "--server"], {"BUILD": "release"}),
])
def test_no_machine_outlives_its_maker(program, variables):
    """Even when that one is killed and cannot clean up."""
    maker = subprocess.Popen(
        ["/usr/bin/python3", "-B", qemu.path("tools", program[0])]
        + program[1:], env=dict(os.environ, **variables),
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)

    def machine():
        children = of_process(maker.pid, "task/%d/children" % maker.pid)
        return [pid for pid in children.split()
                if of_process(pid, "comm").startswith("qemu")]

    try:
        machines = until(machine)
    finally:
        maker.kill()
        maker.wait()
    assert len(machines) == 1
    gone = until(lambda: not running(machines[0]))
    if not gone:
        os.kill(int(machines[0]), signal.SIGKILL)
    assert gone
