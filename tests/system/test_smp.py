"""Several processors: all of them come, wrong numbers and silent ones are
survived, and a machine without the newer interrupt controllers works too."""

import re

import pytest

from conftest import SOAK, run


def boot(commands="echo alive", cmdline="", cpus=4, limit=120, **machine):
    done = run(commands, cmdline=cmdline, cpus=cpus, limit=limit, **machine)
    assert done.ok, done.told
    return done.text


def online(text):
    return len(re.findall(r"CPU\d+ ", re.search(r"^ +CPU0 .*", text, re.M)[0]))


@pytest.mark.parametrize("cpus", [1, 2, 4, 16])
def test_all_come(cpus):
    text = boot("interrupts; ps", cpus=cpus)
    assert online(text) == cpus
    if cpus > 1:
        assert "smp: %d of %d CPUs online" % (cpus, cpus) in text
    for cpu in range(cpus):
        assert "swapper/%d\n" % cpu in text
        assert "ksoftirqd/%d\n" % cpu in text


def test_counts_on_each():
    """Every processor ticks, and `interrupts` has a column for each."""
    text = boot("ktest smp.*; interrupts")
    ticks = re.search(r"^  0: +(\d+)", text, re.M)[1]
    others = re.search(r"^LOC:(.*)  Local", text, re.M)[1].split()
    calls = re.search(r"^CAL:(.*)  Function", text, re.M)[1].split()
    assert int(ticks) > 10 and len(others) == len(calls) == 4
    assert all(int(n) > 10 for n in others[1:]), others
    assert all(int(n) > 10 for n in calls), calls


@pytest.mark.parametrize("word, cpus, told", [
    ("maxcpus=0", 1, "3 more CPUs are not used"),
    ("maxcpus=1", 1, "3 more CPUs are not used"),
    ("maxcpus=3", 3, "1 more CPU is not used"),
    ("maxcpus=99", 4, ""),
    ("maxcpus=garbage", 4, "maxcpus=garbage: refused"),
    ("maxcpus=-1", 4, "maxcpus=-1: refused"),
    ("maxcpus=", 4, "refused"),
    ("maxcpus=99999999999999", 4, "refused"),
    ("madt_cpu=256", 4, "madt_cpu=256: refused"),
    ("madt_cpu=2", 4, ""),			# it is in the table anyway
    ("noapic", 4, "lines through the PIC"),
    ("nolapic", 1, ""),
    ("acpi=off", 1, ""),
])
def test_words(word, cpus, told):
    """The suites run where the word makes another machine of it."""
    suites = "ktest smp" if cpus == 4 and word != "noapic" else \
        "ktest s*; ktest irq"
    text = boot("interrupts; " + suites, word)
    assert online(text) == cpus
    assert told in text
    assert "\nnot ok" not in text


def test_disabled_in_the_table():
    """Sockets without a processor are in the table, marked as empty."""
    text = boot("interrupts", extra=["-smp", "2,maxcpus=6"])
    assert online(text) == 2 and "2 of 2 CPUs" in text


@pytest.mark.parametrize("build", ["release", "debug"])
def test_one_that_does_not_answer(build):
    """It gets INIT, STARTUP, STARTUP as the others, and a second to come; the
    machine goes on without it."""
    text = boot("interrupts; ps; ktest s*", "madt_cpu=77", cpus=3, build=build)
    assert "smp: CPU 3 (APIC 77) does not answer: left out" in text
    assert "3 of 4 CPUs online" in text
    assert online(text) == 3
    assert "swapper/2" in text and "swapper/3" not in text
    assert "\nnot ok" not in text


def test_more_than_there_is_room_for():
    text = boot("interrupts", cpus=20)
    assert online(text) == 16 and "4 more CPUs are not used" in text


def test_again_and_again():
    """Not one boot in 50 hangs."""
    for n in range(50 if SOAK else 5):
        done = run("interrupts", cpus=4, cmdline="")
        assert done.ok, "boot %d: %s" % (n, done.told)
        assert online(done.text) == 4, "boot %d" % n


@pytest.mark.parametrize("build", ["release", "debug"])
def test_demo_percpu(build):
    """The counter without a lock is wrong every time, the others never."""
    for n in range(20 if SOAK else 3):
        text = boot("demo percpu", cpus=2, build=build)
        lost = [int(re.search(r"%s +(-?\d+)" % name, text)[1]) for name in
                ("shared, no lock", "shared, spinlock", "one a CPU")]
        assert lost[0] >= 1 and lost[1:] == [0, 0], "run %d: %s" % (n, lost)
