"""The labs: each loads, says what its chapter says, and leaves nothing."""

import glob
import os
import re
import subprocess

import pytest

import qemu
from conftest import run

LABS = sorted(os.path.basename(p)[:-2]
              for p in glob.glob(qemu.path("labs", "*.c")))


def chapter():
    """{lab: what it prints}, from docs/labs.md; `...` is any text."""
    text = open(qemu.path("docs", "labs.md"), encoding="utf-8").read()
    return {name: said.strip("\n").split("\n") for name, said in re.findall(
        r"^```lab (\w+)\n(.*?)^```$", text, re.M | re.S)}


def both_ways(commands):
    return ";".join("insmod /lib/modules/%s.ko;rmmod %s" % (n, n)
                    for n in commands)


def words(text):
    """Without the time in front of each line."""
    return re.sub(r"^\[ *\d+\.\d+\] ", "", text, flags=re.M)


def pattern(line):
    return "".join(".*" if part == "..." else re.escape(part)
                   for part in re.split(r"(\.\.\.)", line))


def made(build):
    name = os.path.join("build", build, "initramfs.cpio")
    subprocess.run(["make", "-s", "-C", qemu.ROOT, name, "BUILD=" + build],
                   check=True, stdout=subprocess.DEVNULL)
    return qemu.path(name)


def test_every_lab_is_in_the_chapter():
    assert sorted(chapter()) == LABS


@pytest.mark.parametrize("build,cpus", (("release", 1), ("debug", 2)))
def test_what_they_print(build, cpus):
    done = run(both_ways(LABS) + ";lsmod", build=build, cpus=cpus, mem="1G",
               initrd=made(build), cmdline="")
    said = words(done.text)
    assert done.ok, said[-3000:]
    assert "leak" not in said and "Warning" not in said
    assert said.rstrip().endswith("used by")
    for lab, lines in chapter().items():
        wanted = "\n".join(pattern(line) for line in lines)
        assert re.search("^%s$" % wanted, said, re.M), \
            "%s:\n%s\nin\n%s" % (lab, "\n".join(lines), said[-9000:])


@pytest.mark.parametrize("build,cpus", (("release", 2), ("debug", 1)))
def test_free_pages_are_back(build, cpus):
    once = both_ways(LABS)
    done = run("%s;drain -a;%s;drain -a;" % (once, once), build=build,
               cpus=cpus, mem="64M", initrd=made(build))
    assert done.ok, done.told
    before, after = re.findall(r"(\d+) frames are free", done.text)
    assert before == after


def test_in_the_smallest_machine():
    """Where there is little, they work or say why not; nothing breaks."""
    done = run(both_ways(["lab_cache", "lab_percpu", "lab_thread"]),
               mem="4M", initrd=made("release"))
    assert done.ok, done.told


def test_device_by_hand():
    done = run("insmod /lib/modules/lab_chardev.ko; dev write /dev/lab "
               "'some text'; dev read /dev/lab 100; dev ioctl /dev/lab 0x4c01 "
               "&0; dev open /dev/lab; dev seek /dev/lab 5; dev read "
               "/dev/lab; dev; dev close /dev/lab; dev ioctl /dev/lab 0x4c02; "
               "dev read /dev/lab; rmmod lab_chardev; ls /dev", initrd=made(
                   "release"))
    assert done.ok, done.told
    assert re.search(r"^some text\n\(9 bytes\)$", done.text, re.M)
    assert "*arg = 9 (0x9)" in done.text
    assert re.search(r"^at 5\ntext\n\(4 bytes\)$", done.text, re.M)
    assert re.search(r"^open: +/dev/lab at 9$", done.text, re.M)
    assert "(0 bytes)" in done.text
    assert "/dev/lab" not in done.text.rsplit("major:minor", 1)[1]


def test_device_in_use():
    done = run("insmod /lib/modules/lab_chardev.ko; dev open /dev/lab; "
               "rmmod lab_chardev; dev ioctl /dev/lab 1; dev close /dev/lab; "
               "rmmod lab_chardev; dev read /dev/lab", initrd=made("release"))
    assert "lab_chardev: is in use" in done.text
    assert "knows no such ioctl: -ENOTTY" in done.text
    assert "/dev/lab: no such file" in done.text
    assert "leak" not in done.text


def test_proc_files():
    done = run("insmod /lib/modules/lab_proc.ko count=700; lsproc; cat "
               "/proc/lab_old; cat /proc/lab/list; dev write /proc/lab/count "
               "55; cat lab/count; dev open /proc/lab/list; dev seek "
               "/proc/lab/list 70; dev read /proc/lab/list 8; dev close "
               "/proc/lab/list; rmmod lab_proc; insmod "
               "/lib/modules/lab_proc.ko; rmmod lab_proc",
               initrd=made("release"))
    assert done.ok, done.told
    for name in ("lab_old", "lab/list", "lab/count"):
        assert "\n/proc/%s\n" % name in done.text
    assert "read_proc, at offset 0" in done.text
    listed = "".join("item %d\n" % i for i in range(700))
    assert listed in done.text
    assert "\n55\n" in done.text
    assert "at 70\n%s" % listed[70:78].rstrip("\n") in done.text
