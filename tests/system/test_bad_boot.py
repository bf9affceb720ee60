"""Bad input at boot: a clear line, and a sane fallback or a readable stop."""

import random
import re
import string

import pytest

import qemu
from conftest import SOAK, run


def boots(cmdline, mem="64M", commands="echo alive"):
    done = run(commands, mem=mem, cmdline=cmdline)
    assert done.ok, done.told
    assert "alive" in done.text
    return done.text


@pytest.mark.parametrize("words", [
    "mem=0", "mem=", "mem", "mem=xyz", "mem=99999999999999999999G", "mem=1",
    "highmem=9G", "highmem=", "highmem=-1", "highmem=64M", "highmem=63M",
    "memmap=", "memmap=nonsense", "memmap=@", "memmap=1M", "memmap=0@0",
    "memmap=16E@0", "memmap=1M$0xfffffffffff", "memmap=,,,,",
    "swiotlb ide probe ramdisk_size dma_debug failslab fail_make_request",
    "loglevel=", "loglevel=many", "panic=", "run", "=", "==", "a=b=c",
    '""', "quiet quiet quiet", "-", "--", "%s%s%n", "\x7f\x01\x02",
])
def test_a_word_of_nonsense(words):
    boots(words)


def test_a_quote_that_is_never_closed():
    done = qemu.run(120, kernel=qemu.elf(),
                    cmdline='exit=qemu "run=echo alive" "never closed')
    assert done.ok and "alive" in done.text


def test_what_was_ignored_is_told():
    assert re.search(r"mem", boots("mem=0"))
    assert "no_such_word" in boots("no_such_word=1")


def test_four_kilobytes():
    """A line as long as the buffer: what does not fit is cut, with a word."""
    boots(" ".join("w%d=%s" % (i, "x" * 90) for i in range(38))[:3900])


def test_longer_than_the_buffer():
    """run= is cut off here: the prompt comes, no command runs."""
    done = run("echo alive", cmdline="x" * 6000, limit=6, mem="64M")
    assert "Oops" not in done.text and not done.code == 0
    assert "cut" in done.text or "trunc" in done.text or "long" in done.text


def test_noise():
    rng = random.Random(896)
    for _ in range(50 if SOAK else 3):
        words = "".join(rng.choice(string.printable[:95].replace('"', ""))
                        for _ in range(rng.randrange(1, 1500)))
        boots(words.replace("run", "rum").replace("exit", "exxt"))


# A map that lies: RAM where none is told, everything overlapping, odd ends.
@pytest.mark.parametrize("words", [
    "memmap=exactmap,0x9fc01@0x3,0x3f00011@0xffff9",
    "memmap=exactmap,640K@0,15M@1M,16M@8M,20M@12M",
    "memmap=exactmap,60M@1M,640K@0",
    "memmap=exactmap,64M@0",
    "memmap=exactmap,640K@0,63M@1M,1M$20M,1M$20M,1M#20M",
    "memmap=exactmap,640K@0,59M@1M,1G@0x100000000",
])
def test_a_map_that_lies(words):
    boots("quiet " + words, commands="zoneinfo; echo alive")


@pytest.mark.parametrize("words", [
    "memmap=exactmap", "memmap=exactmap,640K@0", "memmap=exactmap,4K@1M",
    "mem=1M",
])
def test_no_memory_to_speak_of(words):
    """Nothing to stand on: fall back to the firmware's map, or say what was
    wanted and stop; never a reset, never silence."""
    done = run("echo alive", mem="64M", cmdline=words, limit=10)
    assert done.text.strip()
    assert done.code != 0, "the machine was reset"
    assert "alive" in done.text or "memory" in done.text.lower()


# With 1 MB there is no RAM where the loader would put the kernel.
@pytest.mark.parametrize("megabytes", [2, 3])
def test_too_little_memory(megabytes):
    done = run("echo alive", mem="%dM" % megabytes, limit=10)
    assert "alive" in done.text or "memory" in done.text.lower(), \
        repr(done.text)



def test_smallest():
    """2 MB with -kernel, without the suites; 4 MB through GRUB."""
    done = qemu.run(120, kernel=qemu.elf(small=True), mem="2M",
                    cmdline="exit=qemu run=buddyinfo")
    assert done.ok, done.told
    image = qemu.path("build", "run", "smallest.iso")
    qemu.make_iso(image, qemu.path("build", "release", "k896.stripped"),
                  "exit=qemu run=buddyinfo")
    done = qemu.run(120, image=image, mem="4M")
    assert done.ok, done.told


def test_a_module_that_leaves_no_room(tmp_path):
    """A module laid right behind the kernel is kept, wherever it ends."""
    blob = tmp_path / "module"
    blob.write_bytes(bytes(range(256)) * 4096 * 8)
    done = run("iomem; echo alive", mem="32M", cmdline="",
               extra=["-initrd", str(blob) + " a name"])
    assert done.ok and "alive" in done.text


def test_no_vga():
    assert run("echo alive", extra=["-vga", "none"]).ok


def test_no_keyboard_controller():
    done = run("echo alive", extra=["-machine", "pc,i8042=off"])
    assert done.ok, done.told


@pytest.mark.parametrize("cpu", ["qemu32", "max", "n270", "pentium3", "486"])
def test_processors(cpu):
    """A 486 lacks what -march=i686 needs: it is told so, or it works."""
    done = run("echo alive", extra=["-cpu", cpu],
               limit=15 if cpu == "486" else 120)
    assert done.ok or (cpu == "486" and done.text.strip()), done.why


@pytest.mark.parametrize("cpus", [2, 4])
def test_several_processors_are_there(cpus):
    assert run("echo alive", cpus=cpus).ok
