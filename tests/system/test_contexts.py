"""Every rule of contexts, broken on purpose: each report is read, names what
broke the rule and where, and the rest of the machine goes on."""

import re

import pytest

from conftest import run

BUILDS = ("release", "debug")
FAST = "quiet watchdog_thresh=1"	# reports after a second, not after ten


def crash(kind, build="release", cpus=2, ok=True, cmdline=FAST):
    """The report of `crash kind`; the prompt must be there afterwards."""
    done = run("crash %s; echo still here" % kind, build=build, cpus=cpus,
               cmdline=cmdline)
    assert not done.timed_out, done.told
    assert done.ok == ok, done.told
    assert "still here" in done.text, done.told
    return done.text


def has_backtrace(text, *names):
    for name in names:
        assert re.search(r"backtrace:\n(?:.* \S+ .*\n)*.* %s\+0x" % name,
                         text), name


@pytest.mark.parametrize("build", BUILDS)
def test_sleeping_in_atomic_context(build):
    text = crash("atomic", build)
    assert re.search(r"BUG: msleep may sleep, and must not here, "
                     r"by crash_atomic", text)
    assert re.search(r"in a thread, preempt_count 0x1, interrupts on, "
                     r"current monitor/\d+", text)
    assert "BUG: scheduling while atomic" in text
    has_backtrace(text, "crash_atomic")
    if build == "debug":			# the lock checker knows which
        assert re.search(r"crash_lock, taken at crash_atomic", text)


def test_yielding_with_a_lock_held():
    text = crash("yield")
    assert re.search(r"BUG: scheduling while atomic, by crash_yield", text)
    has_backtrace(text, "crash_yield")


@pytest.mark.parametrize("build", BUILDS)
def test_sleeping_in_an_interrupt(build):
    text = crash("irqsleep", build)
    assert re.search(r"BUG: msleep may sleep.*by sleeping_handler", text)
    assert "in an interrupt, preempt_count 0x10000, interrupts off" in text
    assert "BUG: an interrupt wants to sleep" in text
    has_backtrace(text, "sleeping_handler", "do_IRQ")


@pytest.mark.parametrize("build", BUILDS)
def test_gfp_kernel_in_an_interrupt(build):
    text = crash("irqalloc", build)
    assert re.search(r"BUG: an allocation with __GFP_WAIT may sleep", text)
    assert "in an interrupt" in text
    has_backtrace(text, "allocating_handler", "do_IRQ")


@pytest.mark.parametrize("build", BUILDS)
def test_a_forgotten_put_cpu_var(build):
    text = crash("putcpu", build)
    assert re.search(r"BUG: command crash_cmd: preempt_count was 0x0, is 0x1: "
                     r"put right", text)


@pytest.mark.parametrize("build", BUILDS)
def test_unbalanced_preempt_counts(build):
    text = crash("unbalanced", build)
    for what in ("thread unbalanced_thread: preempt_count was 0x0, is 0x1",
                 "timer unbalanced_timer: preempt_count was 0x100, is 0x101",
                 "tasklet unbalanced_tasklet: preempt_count was 0x100, is 0x101",
                 "work unbalanced_work: preempt_count was 0x0, is 0x1",
                 "interrupt handler unbalanced_handler: preempt_count was "
                 "0x10000, is 0xffff"):
        assert "BUG: %s: put right" % what in text, what


@pytest.mark.parametrize("build", BUILDS)
@pytest.mark.parametrize("cpus", [1, 2])
def test_a_thread_that_overflows_its_stack(build, cpus):
    text = crash("overflow", build, cpus)
    assert re.search(r"overflow of the thread stack at ff[0-9a-f]{6} into its "
                     r"guard page", text)
    assert re.search(r"double fault.*process context, deep/\d+", text)
    assert re.search(r"eip [0-9a-f]{8} deeper\+0x", text)
    assert re.search(r"esp ff[0-9a-f]{6}", text)
    has_backtrace(text, "deeper")
    assert "guard page of thread" in text
    assert "thread deep ends here" in text


@pytest.mark.parametrize("cpus", [1, 2])
def test_deadlock_on_one_lock(cpus):
    """Release: nobody may wait for a spinlock as long as this."""
    text = crash("deadlock", cpus=cpus, ok=False)
    assert re.search(r"BUG: spinlock lockup suspected on CPU#\d+, monitor/\d+",
                     text)
    assert "owner has ticket 0, ours is 1" in text
    has_backtrace(text, "crash_deadlock")
    # With two, the neighbour may be the first to give it up.
    assert re.search(r"Oops 1: BUG .*deadlock: monitor/\d+ waits for a spinlock"
                     + (r"|given up by the watchdog" if cpus > 1 else ""), text)


def test_deadlock_on_one_lock_is_foreseen():
    """Debug: the lock checker does not wait at all."""
    text = crash("deadlock", "debug", ok=False, cmdline="quiet")
    assert "a lock is taken twice" in text
    assert re.search(r"Oops 1: BUG .*deadlock: monitor/\d+ waits for a "
                     r"spinlock that it holds", text)
    has_backtrace(text, "crash_deadlock")


def test_wrong_lock_order():
    text = crash("order", "debug")
    assert "locks in the wrong order" in text
    assert re.search(r"now: crash_lock is wanted at lock_both", text)
    assert re.search(r"with crash_lock2 held since lock_both", text)
    assert re.search(r"before, the other way round", text)
    assert re.search(r"crash_lock2 at lock_both.*, held since crash_lock", text)
    assert "debug build" in crash("order", ok=False)


@pytest.mark.parametrize("cpus", [1, 2])
def test_a_thread_that_never_schedules(cpus):
    text = crash("softlockup", cpus=cpus)
    assert re.search(r"BUG: soft lockup - CPU#\d+ stuck for 2s! "
                     r"\[spinner:\d+\]", text)
    assert re.search(r"eip [0-9a-f]{8} spin_for_ever\+0x", text)
    has_backtrace(text, "spin_for_ever")
    assert "given up by the watchdog" in text
    assert "thread spinner ends here" in text


def test_a_processor_with_interrupts_off():
    """Its neighbour tells, by NMI; the prompt that hung comes back."""
    text = crash("hang", cpus=2, ok=False)
    assert re.search(r"BUG: hard lockup - CPU#\d+ has interrupts off for 1s! "
                     r"\[monitor:\d+\]", text)
    has_backtrace(text, "crash_hang")
    assert "given up by the watchdog" in text


@pytest.mark.parametrize("words", ["", "noapic"])
def test_a_handler_that_never_acknowledges(words):
    """It owns up, so the line stays on; it rests, so that we get on."""
    text = crash("noack; interrupts", cmdline=FAST + " " + words)
    assert re.search(r"irq 9: storm: 5000 interrupts, and .* has not got on: "
                     r"does never_tells tell the device", text)
    assert int(re.search(r"^(\d+) interrupts$", text, re.M).group(1)) >= 5000
    assert "irq 9: rests until the next tick" in text
    assert "Disabling IRQ" not in text and "switched off" not in text


@pytest.mark.parametrize("build", BUILDS)
def test_an_interrupt_that_nobody_owns_up_to(build):
    text = crash("nobody; crash nobody", build)
    # The second request_irq() gives the line a new chance, and it fails again.
    assert len(re.findall(r"irq 9: nobody cared: \d+ of 100000", text)) == 2
    assert "not_mine of pm-timer" in text
    assert text.count("Disabling IRQ #9") == 2
