"""What a program does with a device that lets it wait, done at the prompt."""

import os
import re
import time

import pytest

from test_modules import archive, make


@pytest.fixture(params=(("release", 1), ("debug", 2)))
def pipe(request, prompt, tmp_path):
    """A machine with tests/data/modules/dev/pipe.c loaded."""
    build, cpus = request.param
    made = make(build, "dev")
    initrd = archive(tmp_path, {
        "pipe.ko": open(os.path.join(made, "pipe.ko"), "rb").read()})
    m = prompt(build=build, cpus=cpus, initrd=initrd)
    assert "rror" not in m.command("insmod /pipe.ko")
    return m


def job(text):
    """The number of the thread that was told."""
    return re.search(r"^\[(\d+)\] ", text, re.M)[1]


def log_has(m, words):
    """Does it come into the log? Others run when they run."""
    for _ in range(60):
        if words in m.command("dmesg"):
            return True
        time.sleep(0.5)
    return False


def test_ctrl_c_interrupts_a_reader(pipe):
    pipe.type("dev read /dev/pipe 10\r")
    time.sleep(1)
    pipe.type("\x03")
    assert "interrupted: -EINTR" in pipe.wait_prompt()
    assert "not to wait: -EAGAIN" in pipe.command(
        "dev read /dev/pipe 10 nonblock")
    assert "pipe: 0 left open" in pipe.command("rmmod pipe")


def test_a_reader_in_the_background(pipe):
    job(pipe.command("dev read /dev/pipe 100 &"))
    assert "is in use" in pipe.command("rmmod pipe")
    assert "(5 bytes)" in pipe.command("dev write /dev/pipe hello")
    assert log_has(pipe, "read /dev/pipe: 5 bytes: hello")
    pid = job(pipe.command("dev read /dev/pipe 100 &"))
    assert pid in pipe.command("ps")
    pipe.command("kill " + pid)
    assert log_has(pipe, "read /dev/pipe: -EINTR")
    assert "no such thread" in pipe.command("kill 99999")
    assert "pipe: 0 left open" in pipe.command("rmmod pipe")


def test_poll_and_sigio(pipe):
    assert "/dev/pipe: writable (0x104)" in pipe.command("dev poll /dev/pipe")
    assert "writable (0x104)" in pipe.command("dev poll /dev/pipe in 20")
    job(pipe.command("dev poll /dev/pipe in 3600000 &"))
    text = pipe.command("dev write /dev/pipe ab")
    assert "SIGIO" not in text
    assert log_has(pipe, "poll /dev/pipe: 0x145")
    assert "open` it first" in pipe.command("dev async /dev/pipe on")
    pipe.command("dev open /dev/pipe; dev async /dev/pipe on")
    text = pipe.command("dev write /dev/pipe cd")
    assert "SIGIO: /dev/pipe: readable, writable (0x145)" in text
    assert "abcd\n(4 bytes)" in pipe.command("dev read /dev/pipe 50")
    pipe.command("dev async /dev/pipe off")
    assert "SIGIO" not in pipe.command("dev write /dev/pipe cd")
    pipe.command("dev close /dev/pipe")
    assert "pipe: 0 left open" in pipe.command("rmmod pipe")


def test_a_poll_that_crashes(pipe):
    """Be it asked for a SIGIO's sake, or while a queue has us already."""
    pipe.command("rmmod pipe; insmod /pipe.ko broken=1")
    pipe.command("dev open /dev/pipe; dev async /dev/pipe on")
    text = pipe.command("dev write /dev/pipe ab")
    assert "(2 bytes)" in text and "dev: ended by the oops" in text
    pipe.command("dev async /dev/pipe off; dev close /dev/pipe")
    assert "ended by the oops" in pipe.command("dev poll /dev/pipe in 1000")
    text = pipe.command("dev write /dev/pipe cd")
    assert "(2 bytes)" in text and "oops" not in text
    assert "pipe" in pipe.command("lsmod")


def test_mmap(pipe):
    text = pipe.command('dev mmap /dev/pipe 8192 0 "hello there"')
    assert re.search(r"00000000: 68 65 6c 6c 6f .* hello there\.", text)
    assert "00001000: nothing is there: SIGBUS" in text
    assert "bad address" in pipe.command('dev mmap /dev/pipe 4096 1 text')
    assert "hello there" in pipe.command("dev mmap /dev/pipe")
    text = pipe.command("rmmod pipe")
    assert "pipe: 0 left open" in text and "Bad page" not in text
