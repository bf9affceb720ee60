"""Modules: code of two decades, what they leave behind, and what is none."""

import os
import random
import re
import struct
import subprocess

import pytest

import qemu
from conftest import run

DATA = qemu.path("tests", "data", "modules")


def make(build, *names):
    """`make modules` of tests/data/modules/NAME; warnings don't matter."""
    out = qemu.path("build", "test", "modules", build)
    for name in names:
        subprocess.run(["make", "-s", "-C", qemu.ROOT, "modules",
                        "BUILD=" + build, "M=" + os.path.join(DATA, name),
                        "MODULES=" + out], check=True,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return out


def archive(directory, files):
    """An initramfs with {path: contents}."""
    root = directory / "root"
    for name, contents in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(contents)
    (directory / "none").mkdir(exist_ok=True)
    out = str(directory / "initramfs.cpio")
    subprocess.run([qemu.path("tools", "mkinitramfs"), out, str(root),
                    str(directory / "none")], check=True)
    return out


def some(directory, build, *modules):
    made = make(build, "some")
    return archive(directory, {
        m + ".ko": open(os.path.join(made, m + ".ko"), "rb").read()
        for m in modules})


@pytest.mark.parametrize("build", ("release", "debug"))
def test_two_decades_side_by_side(tmp_path, build):
    """A module of 2.6.10 and one of 6.x load, work and go, unmodified."""
    made = make(build, "old", "new")
    initrd = archive(tmp_path, {
        m: open(os.path.join(made, m), "rb").read()
        for m in ("old.ko", "new.ko")})
    done = run("insmod /old.ko objects=5; insmod /new.ko rows=7; lsmod; "
               "rmmod old; rmmod new; lsmod", build=build, initrd=initrd,
               cpus=2)
    assert done.ok, done.told
    assert "old: the page said o" in done.text
    assert "old: 5 objects, constructed all, worked 42" in done.text
    assert "new: the page says n" in done.text
    assert "new: 7 rows, first 0, hits 2" in done.text
    assert re.search(r"^new +\d+ +0 .*\n^old +\d+ +0 ", done.text, re.M)
    assert "old: gone" in done.text and "new: gone" in done.text
    assert "leak" not in done.text and "WARN" not in done.text
    assert done.text.rstrip().endswith("used by")


FORGOTTEN = (
    (r"object of 33 bytes", "forget_all"),
    (r"object of 10 bytes", "forget_in_a_function"),
    (r"pages of 16384 bytes", "forget_all"),
    (r"vmalloc area of 12288 bytes", "forget_all"),
    (r"vmalloc area of 200704 bytes", "forget_(all|inlined)"),
    (r"per-CPU area of 4 bytes", "forget_all"),
    (r"mempool of \d+ bytes", "(forget_all|mempool_create_kmalloc_pool)"),
)


def source_line(words):
    """The line of leaky.c that has these words."""
    with open(os.path.join(DATA, "some", "leaky.c")) as f:
        return next(n for n, line in enumerate(f, 1) if words in line)


@pytest.mark.parametrize("build", ("release", "debug"))
def test_what_is_forgotten(tmp_path, build):
    """rmmod names each thing and the line that asked for it."""
    initrd = some(tmp_path, build, "leaky")
    done = run("insmod /leaky.ko; rmmod leaky; lsmod; insmod /leaky.ko how=4;"
               " lsmod; insmod --no-trace /leaky.ko; rmmod leaky",
               build=build, initrd=initrd)
    first, _, rest = done.text.partition("module ")
    for what, function in FORGOTTEN:
        assert re.search("leaky: leak: %s at [0-9a-f]+, allocated at "
                         r"%s\+0x[0-9a-f]+ \[leaky\], \w+\.[ch]:\d+"
                         % (what, function), first), (what, first)
    assert "leaky.c:%d" % source_line("kzalloc(33") in first
    assert "leaky.c:%d" % source_line("kstrdup(") in first
    assert "leaky.c:%d" % source_line("kvmalloc(") in first
    assert "object of 7 bytes" not in done.text
    assert "leaky: init failed: -EIO" in rest
    assert rest.count("leaky: leak:") == len(FORGOTTEN)     # of the failed one
    assert not re.search(r"^leaky ", done.text, re.M)


@pytest.mark.parametrize("how, what", (
    (1, r"1 timer: tick \[leaky\]"),
    (2, r"1 interrupt handler: request_irq\(\) of leaky"),
    (3, r"1 thread: leakyd \(\d+\), in thread \[leaky\]")))
def test_code_that_is_still_called_stays(tmp_path, how, what):
    initrd = some(tmp_path, "release", "leaky")
    done = run("insmod /leaky.ko how=%d; rmmod leaky; lsmod; rmmod leaky; "
               "ps; echo still here" % how, initrd=initrd)
    assert re.search("leaky: leak: " + what, done.text), done.text
    assert "its code stays, as that would call it" in done.text
    assert re.search(r"^leaky .*was to go, and has to stay", done.text, re.M)
    assert "\nstill here" in done.text


@pytest.mark.parametrize("build", ("release", "debug"))
def test_a_driver_that_crashes(tmp_path, build):
    """The oops shows the line, and the file is not left open: it can go."""
    made = make(build, "drv")
    initrd = archive(tmp_path, {
        "crasher.ko": open(os.path.join(made, "crasher.ko"), "rb").read()})
    done = run("insmod /crasher.ko; cat /sys/kernel/crasher/opened; "
               "dev read /dev/crasher 5; cat /sys/kernel/crasher/opened; "
               "rmmod crasher; ls /sys/kernel; insmod /crasher.ko forgets=1; "
               "rmmod crasher; lsmod", build=build, initrd=initrd)
    with open(os.path.join(DATA, "drv", "crasher.c")) as f:
        lines = [n for n, line in enumerate(f, 1)
                 if "crashes here" in line or "called here" in line]
    where = re.search(r"backtrace:\n.* \[crasher\], crasher.c:(\d+)\n",
                      done.text)
    assert where and int(where[1]) in lines, done.text
    assert "/dev/crasher: closed, without its driver's release" in done.text
    assert "opened 0 times" in done.text and "opened 1 times" in done.text
    first, _, rest = done.text.partition("crasher: leak:")
    assert "crasher: is in use" not in first
    assert not re.search("^crasher/", first, re.M)
    assert rest.startswith(" 1 kobject: crasher")
    assert re.search(r"^crasher .*was to go, and has to stay", rest, re.M)


def test_an_init_that_crashes(tmp_path):
    """Twenty of them: each named in its oops, and the prompt goes on."""
    made = make("release", "some")
    leaky = open(os.path.join(made, "leaky.ko"), "rb").read()
    initrd = archive(tmp_path, {"l%02d.ko" % n: leaky for n in range(20)})
    done = run("; ".join("insmod /l%02d.ko how=5" % n for n in range(20)) +
               "; lsmod; rmmod l07; ktest buddy", initrd=initrd)
    for n in range(20):
        assert re.search(r"leaky_init\+0x\w+/0x\w+ \[l%02d\]" % n, done.text)
        assert re.search(r"^l%02d .*its init has not come back" % n,
                         done.text, re.M)
    assert "l07: its init has not come back" in done.text
    assert re.search(r"# buddy: pass:\d+ fail:0", done.text)


def test_by_the_command_line(tmp_path):
    """insmod=: each before the first command, one that crashes as well."""
    made = make("release", "some")
    leaky = open(os.path.join(made, "leaky.ko"), "rb").read()
    base = open(os.path.join(made, "base.ko"), "rb").read()
    initrd = archive(tmp_path, {"lib/modules/base.ko": base,
                                "c.ko": leaky.replace(b"how\0", b"who\0")})
    done = run("lsmod; rmmod base", initrd=initrd,
               cmdline="quiet insmod=nope,base,/c.ko")
    assert "insmod: /lib/modules/nope.ko: no such file" in done.text
    assert re.search(r"^c +\d+ .*\nbase ", done.text, re.M) and done.ok


def test_an_init_that_is_unbalanced(tmp_path):
    initrd = some(tmp_path, "release", "leaky")
    done = run("insmod /leaky.ko how=6; rmmod leaky; ktest mutex*",
               initrd=initrd)
    assert "its init came back with preemption off (1)" in done.text


def test_users_and_parameters(tmp_path):
    initrd = some(tmp_path, "release", "base", "user", "asks")
    done = run("insmod /user.ko; insmod /base.ko; insmod /user.ko "
               "who=you numbers=1,2,3 loud; lsmod; rmmod base; rmmod user base;"
               " insmod /user.ko nonsense=1; insmod /asks.ko; insmod /nope.ko;"
               " modinfo /user.ko", initrd=initrd)
    text = done.text
    assert "user: unknown symbol base_number" in text
    assert "user: 897 for you, 3 numbers, the last 3, LOUD" in text
    assert re.search(r"^base +\d+ +1 user,", text, re.M)
    assert "user: uses it: remove that first" in text
    assert "asks: unknown symbol nobody_has_this" in text
    assert "asks: unknown symbol nor_this" in text
    assert "insmod: /nope.ko: no such file or directory" in text
    assert re.search(r"^description +of two files\n", text, re.M)
    assert re.search(r"^parm +who:for whom\n", text, re.M)
    done = run("insmod /base.ko; insmod /user.ko nonsense=1; insmod /user.ko "
               "numbers=1,2,3,4; insmod /user.ko numbers=1,x; insmod /user.ko "
               "who; lsmod", initrd=initrd)
    assert "user: it has no parameter nonsense" in done.text
    assert "user: numbers=1,2,3,4" not in done.text     # a piece at a time
    assert done.text.count("refused: -E") == 3, done.text
    assert not re.search(r"^user ", done.text, re.M)


def test_an_open_proc_file_keeps_its_module(tmp_path):
    """Whoever made it, with whatever operations: they are the module's code."""
    initrd = some(tmp_path, "release", "holder")
    done = run("insmod /holder.ko; dev open /proc/held; rmmod holder; "
               "dev read /proc/held; dev close /proc/held; "
               "dev open /proc/held_once; rmmod holder; dev read /proc/held_once;"
               " dev close /proc/held_once; rmmod holder; lsmod", initrd=initrd)
    assert done.text.count("holder: is in use") == 2, done.text
    assert "held\n(5 bytes)" in done.text and "shown 1\n" in done.text
    assert "Oops" not in done.text
    assert not re.search(r"^holder ", done.text, re.M)


def sections(image):
    """{name: offset of its header} of an ELF file."""
    shoff, = struct.unpack_from("<I", image, 32)
    size, count, names = struct.unpack_from("<HHH", image, 46)
    headers = [shoff + n * size for n in range(count)]
    strings, = struct.unpack_from("<I", image, headers[names] + 16)
    found = {}
    for at in headers:
        start = strings + struct.unpack_from("<I", image, at)[0]
        found[image[start:image.index(0, start)].decode()] = at
    return found


def test_a_per_cpu_section_that_is_not_loaded(tmp_path):
    """Its relocations have not been looked at, so they are not done."""
    good = open(os.path.join(make("release", "some"), "holder.ko"), "rb").read()
    bad = bytearray(good)
    where = sections(bad)
    struct.pack_into("<I", bad, where[".data..percpu"] + 8, 1)  # not SHF_ALLOC
    rel, = struct.unpack_from("<I", bad, where[".rel.data..percpu"] + 16)
    struct.pack_into("<I", bad, rel, 0x30000000)
    done = run("insmod /holder.ko; rmmod holder; echo still here",
               initrd=archive(tmp_path, {"holder.ko": bytes(bad)}))
    assert "Oops" not in done.text and "\nstill here" in done.text, done.text


def test_of_the_other_build(tmp_path):
    initrd = some(tmp_path, "debug", "base")
    done = run("insmod /base.ko; lsmod", initrd=initrd)
    assert re.search(r"base: built for \".*debug \", this is \".*release \": "
                     "make modules", done.text)


# ---- files that are no modules ---------------------------------------------

def spoilt(good, count, seed):
    """Modules with a header, section, symbol, string or relocation table that
    is wrong in some place, or cut off."""
    rng = random.Random(seed)
    shoff, = struct.unpack_from("<I", good, 32)
    shnum, = struct.unpack_from("<H", good, 48)
    places = [(0, 52), (shoff, shnum * 40)]
    for i in range(shnum):
        kind, = struct.unpack_from("<I", good, shoff + 40 * i + 4)
        offset, size = struct.unpack_from("<II", good, shoff + 40 * i + 16)
        if kind in (2, 3, 9) and size:      # SYMTAB, STRTAB, REL
            places.append((offset, size))
    for _ in range(count):
        bad = bytearray(good)
        if rng.random() < 0.05:
            yield bytes(bad[:rng.randrange(len(bad))])
            continue
        for _ in range(rng.randint(1, 4)):
            start, size = rng.choice(places)
            bad[start + rng.randrange(size)] = rng.choice(
                (0, 1, 0x7f, 0x80, 0xff, rng.randrange(256)))
        yield bytes(bad)


def free_pages(text):
    return [int(n) for n in re.findall(r"^MemFree: +(\d+) kB", text, re.M)]


@pytest.mark.parametrize("build", ("release", "debug"))
def test_spoilt_files(tmp_path, build):
    """Refused with a line, or loaded and taken apart: nothing is lost."""
    count = 1000 if os.environ.get("SOAK") else 150
    small = tmp_path / "small.ko"
    subprocess.run(["i686-linux-gnu-objcopy", "--strip-debug",
                    os.path.join(make(build, "some"), "leaky.ko"),
                    str(small)], check=True)
    good = small.read_bytes()
    initrd = archive(tmp_path, {
        "m/f%04d.ko" % n: bad
        for n, bad in enumerate(spoilt(good, count, 896))})
    done = run("insmod --no-init /m; drain; meminfo; insmod --no-init /m; "
               "drain; meminfo; lsmod; ktest buddy", build=build,
               initrd=initrd, limit=300, mem="256M")
    refusals = re.findall(r"^%d files, (\d+) refused" % count, done.text, re.M)
    assert len(refusals) == 2 and refusals[0] == refusals[1]
    assert 0 < int(refusals[0]) < count
    said = re.findall(r"f\d{4}: .*", done.text)
    assert len(said) >= 2 * int(refusals[0])
    assert "Oops" not in done.text and "BUG" not in done.text
    before, after = free_pages(done.text)
    assert abs(before - after) <= 64, (before, after)
    assert re.search(r"used by\n.*# buddy: pass:\d+ fail:0", done.text, re.S)


def test_archives_that_make_no_sense(tmp_path):
    """What stands before the fault is there; the boot goes on."""
    good = open(archive(tmp_path, {"a": b"first", "b": b"second"}),
                "rb").read()
    cut = tmp_path / "cut.cpio"
    cut.write_bytes(good[:len(good) // 2 // 4 * 4][:250])
    done = run("ls /; cat /a; echo still here", initrd=str(cut), cmdline="")
    assert "\nstill here" in done.text
    noise = tmp_path / "noise"
    noise.write_bytes(bytes(range(256)) * 8)
    done = run("ls /; echo still here", initrd=str(noise), cmdline="")
    assert "is no cpio archive" in done.text and "\nstill here" in done.text
