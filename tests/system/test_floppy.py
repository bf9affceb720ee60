"""The floppy drive: what is written by DMA stands on the image, in QEMU and in
Bochs; and whatever goes wrong ends in time, with an error, and nothing else
does."""

import re
import time
import zlib

import pytest

import disks
import qemu
from conftest import SOAK
from test_bochs import bochs

SECTORS = 2880
CYLINDER = 36


def written(first, count, generation):
    """What `iotest fd0 write FIRST COUNT GENERATION` puts there."""
    return b"".join(disks.iotest_sector(sector, generation)
                    for sector in range(first, first + count))


def pieces(data):
    """Its sectors."""
    return [data[i:i + 512] for i in range(0, len(data), 512)]


def crc(data):
    return "crc32 %08x" % zlib.crc32(data)


def alive(m):
    """The prompt answers, and the drivers have nothing of it left over."""
    assert "pass:11 fail:0" in m.command("ktest dma8237")
    assert " 2: floppy" in m.command("dma")


def answers(m, line, limit, *texts):
    """Type it; it says `texts` within `limit` seconds, on a host three times
    slower within three times that."""
    limit *= 3
    began = time.monotonic()
    said = m.command(line, limit=limit + 20)
    took = time.monotonic() - began
    for text in texts:
        assert text in said, said
    assert took < limit, "%s took %.1f s: %s" % (line, took, said)
    return said


# ---- it works --------------------------------------------------------------

@pytest.mark.parametrize("build,cpus", [("release", 1)] + [("debug", 2)] * SOAK)
def test_a_whole_medium(prompt, tmp_path, build, cpus):
    """1.44 MB out and back in; then the image, bit by bit."""
    image = disks.image(tmp_path / "fd.img", disks.FLOPPY, seed=1)
    m = prompt(build, cpus=cpus, extra=disks.floppy(image))
    m.command("iotest fd0 write 0 2048 7")
    m.command("iotest fd0 write 2048 832 7")
    m.command("sync")
    data = written(0, SECTORS, 7)
    assert disks.contents(image) == data
    half = 2048 * 512
    answers(m, "iotest fd0 read 0 2048", 60, crc(data[:half]))
    answers(m, "iotest fd0 read 2048 832", 60, crc(data[half:]))
    assert "0 left" in m.command("dma -v")
    assert "pass:6 fail:0 skip:3" in m.command("ktest floppy")
    assert disks.contents(image) == data
    if SOAK:
        m.command("iotest fd0 random 1 100 4 9", limit=300)
        assert not disks.wrong_sectors(image, data,
                                       disks.iotest_random(1, 100, 4, 9))
    alive(m)


@pytest.mark.parametrize("kind,sectors", [
    ("2.88M", 5760), ("720K", 1440), ("1.2M", 2400), ("360K", 720)])
def test_other_formats(prompt, tmp_path, kind, sectors):
    """As the second drive; the last cylinder and its neighbour."""
    data = disks.noise(sectors * 512, seed=3)
    image = disks.image(tmp_path / "fd.img", sectors * 512, seed=3)
    m = prompt(extra=disks.floppy(None) + disks.floppy(image, index=1))
    first = sectors - 60
    answers(m, "iotest fd1 read %d 60" % first, 20, crc(data[first * 512:]))
    m.command("iotest fd1 write %d 50 4" % first)
    assert disks.contents(image) == data[:first * 512] + \
        written(first, 50, 4) + data[-10 * 512:]
    assert "-EIO" in m.command("iotest fd1 read %d 2" % (sectors - 1))
    answers(m, "iotest fd0 read 0 1", 3, "-ENOMEDIUM")
    alive(m)


def test_two_drives_at_once(prompt, tmp_path):
    one = disks.image(tmp_path / "a.img", disks.FLOPPY, seed=1)
    two = disks.image(tmp_path / "b.img", disks.FLOPPY // 2, seed=2)
    m = prompt(cpus=2, extra=disks.floppy(one) + disks.floppy(two, index=1))
    assert "pass:2 fail:0 skip:0" in m.command("ktest floppy.floppy_both*")
    alive(m)


def test_the_same_in_bochs(tmp_path):
    """Bochs stops at a block that crosses 64 KB, or when the heads go further
    than the medium has tracks."""
    image = disks.image(tmp_path / "fd.img", disks.FLOPPY, seed=1)
    boot = str(tmp_path / "k896.iso")
    qemu.make_iso(boot, qemu.path("build", "release", "k896.stripped"),
                  '"run=' + "; ".join(
                      ["iotest fd0 read 2000 88",
                       "iotest fd0 write 0 2048 5", "iotest fd0 write 2048 832 5",
                       "iotest fd0 read 0 2048", "iotest fd0 read 2048 832",
                       "sync", "dma -v"] +
                      ["ktest floppy.floppy_" + case for case in (
                          "any_memory", "without_interrupts",
                          "reset_behind_our_back")] + ["echo [end]"]) + '"')
    text = bochs(str(tmp_path), boot, "\n[end]", mem=32,
                 more="floppya: 1_44=%s, status=inserted\n" % image)
    data = written(0, SECTORS, 5)
    assert crc(disks.noise(disks.FLOPPY, 1)[2000 * 512:2088 * 512]) in text, \
        text[-3000:]
    assert text.count(crc(data[:2048 * 512])) == 2
    assert text.count(crc(data[2048 * 512:])) == 2
    assert text.count("pass:2 fail:0 skip:0") == 6 and "Warning" not in text
    assert disks.contents(image) == data


# ---- it goes wrong -----------------------------------------------------------

def test_no_drive(prompt):
    m = prompt(extra=["-nodefaults"])
    answers(m, "iotest fd0 read 0 1", 3, "-ENODEV")
    assert "floppy" not in m.command("dma")
    assert "floppy" not in m.command("dmesg")
    assert "fail:0" in m.command("ktest floppy")


def test_no_medium_and_then_one(prompt, tmp_path):
    """A drive of 2.88 MB, as it is empty; media of two formats."""
    first = disks.image(tmp_path / "a.img", disks.FLOPPY, seed=1)
    second = disks.image(tmp_path / "b.img", disks.FLOPPY // 2, seed=2)
    with disks.Monitor(tmp_path) as monitor:
        m = prompt(extra=disks.floppy(None) + monitor.arguments)
        for _ in range(3):
            answers(m, "iotest fd0 read 0 1", 3, "-ENOMEDIUM")
        for image, sectors, seed in ((first, SECTORS, 1),
                                     (second, SECTORS // 2, 2)):
            monitor.change("floppy0", image)
            data = disks.noise(sectors * 512, seed)
            answers(m, "iotest fd0 read %d 20" % (sectors - 20), 10,
                    crc(data[-20 * 512:]))
        monitor.change("floppy0", second, read_only=True)
        answers(m, "iotest fd0 write 0 1 1", 5, "-EROFS")
        monitor.command("change floppy0 %s raw read-write" % first)
        answers(m, "iotest fd0 write 0 1 1", 5, crc(written(0, 1, 1)))
        monitor.eject("floppy0")
        answers(m, "iotest fd0 read 0 1", 3, "-ENOMEDIUM")
        assert disks.contents(second) == disks.noise(disks.FLOPPY // 2, 2)
        alive(m)


def test_pulled_while_it_is_written(prompt, tmp_path):
    """An error at once, nothing of it on the medium that is put in next; and
    that one works."""
    first = disks.image(tmp_path / "a.img", disks.FLOPPY, seed=1)
    second = disks.image(tmp_path / "b.img", disks.FLOPPY, seed=2)
    with disks.Monitor(tmp_path) as monitor:
        m = prompt(cpus=2, extra=disks.floppy(first) + monitor.arguments)
        m.command("iotest fd0 read 0 1")
        before, ends = disks.contents(first), time.monotonic() + 60
        m.type("iotest fd0 write 0 2048 3\r")
        while disks.contents(first) == before and time.monotonic() < ends:
            time.sleep(0.05)
        monitor.eject("floppy0")
        m.child.expect_exact("-ENOMEDIUM", timeout=60)
        m.wait_prompt()
        answers(m, "iotest fd0 read 0 1", 3, "-ENOMEDIUM")
        # Each sector is the new one or the old one.
        pairs = list(zip(pieces(disks.contents(first)),
                         pieces(before), pieces(written(0, SECTORS, 3))))
        assert all(is_ in (old, new) for is_, old, new in pairs)
        assert 0 < sum(is_ == new for is_, _, new in pairs) < 2048
        monitor.change("floppy0", second)
        answers(m, "iotest fd0 read 0 72", 10,
                crc(disks.noise(disks.FLOPPY, 2)[:72 * 512]))
        assert disks.contents(second) == disks.noise(disks.FLOPPY, 2)
        answers(m, "iotest fd0 write 100 10 4", 10, crc(written(100, 10, 4)))
        assert disks.contents(second, 100, 10) == written(100, 10, 4)
        alive(m)


def test_write_protected(prompt, tmp_path):
    image = disks.image(tmp_path / "fd.img", disks.FLOPPY, seed=1)
    m = prompt(extra=disks.floppy(image, readonly="on"))
    answers(m, "iotest fd0 write 0 1 1", 5, "-EROFS")
    answers(m, "iotest fd0 read 0 36", 5,
            crc(disks.noise(disks.FLOPPY, 1)[:CYLINDER * 512]))
    # The suite writes past the block layer: the controller says no.
    said = m.command("ktest floppy")
    assert re.search(r"ok \d floppy_protected\n", said), said
    assert disks.contents(image) == disks.noise(disks.FLOPPY, 1)
    alive(m)


@pytest.mark.parametrize("once", [True, False], ids=["once", "for ever"])
def test_bad_sector_on_write(prompt, tmp_path, once):
    """Once: tried again, and it is there. For ever: an error, in time, for that
    sector; what lies beside it in the same request is written."""
    image = disks.image(tmp_path / "fd.img", disks.FLOPPY, seed=1)
    old = disks.noise(disks.FLOPPY, 1)
    m = prompt(extra=disks.floppy(image, bad=[
        disks.Bad("write", sector=50, once=once)]))
    new = bytearray(written(36, 72, 6))
    if once:
        answers(m, "iotest fd0 write 36 72 6", 10, crc(new))
    else:
        answers(m, "iotest fd0 write 36 72 6", 20, "-EIO",
                "cannot write sector 50 (cylinder 1, head 0): error, st0 60")
        new[14 * 512:15 * 512] = old[50 * 512:51 * 512]
    answers(m, "iotest fd0 read 36 72", 10, crc(new))
    assert disks.contents(image) == old[:36 * 512] + new + old[108 * 512:]
    alive(m)


@pytest.mark.parametrize("once", [True, False], ids=["once", "for ever"])
def test_bad_sector_on_read(prompt, tmp_path, once):
    """QEMU's floppy drive gives a sector of zeroes in place of one that it
    can't read, and no error: so there is nothing here to notice. (What a read
    that fails does is seen in the suite: floppy_no_such_cylinder.)"""
    image = disks.image(tmp_path / "fd.img", disks.FLOPPY, seed=1)
    data = bytearray(disks.noise(disks.FLOPPY, 1)[:72 * 512])
    m = prompt(extra=disks.floppy(image, bad=[
        disks.Bad("read", sector=50, once=once)]))
    said = m.command("iotest fd0 read 0 72")
    zeroed = bytes(data[:50 * 512]) + bytes(512) + bytes(data[51 * 512:])
    assert crc(zeroed) in said, said
    answers(m, "iotest fd0 read 0 72", 10, crc(data if once else zeroed))
    alive(m)
