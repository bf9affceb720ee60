"""What lies between a disk and those who use it: partitions as they are on the
image, buffers that are on it after sync, errors that are told, figures in Linux's
format."""

import re
import struct

import pytest

import disks
from conftest import run

MB = 1 << 20
SECTORS = 8 * MB // 512


def entry(kind, start, sectors):
    """A line of a partition table."""
    return struct.pack("<4xB3xII", kind, start, sectors)


def table(*entries):
    sector = bytearray(512)
    for i, line in enumerate(entries):
        sector[446 + 16 * i:462 + 16 * i] = line
    sector[510:] = b"\x55\xaa"
    return bytes(sector)


@pytest.fixture
def parted(tmp_path):
    """An image of 8 MB with a primary, an extended and two logical ones; one
    line is nonsense, and the chain ends where it began."""
    path = disks.image(tmp_path / "hda.img", 8 * MB)
    with open(path, "r+b") as f:
        for sector, lines in (
                (0, (entry(0x83, 64, 4096), entry(5, 6000, 8000),
                     entry(0x83, 99999, 5))),
                (6000, (entry(6, 10, 500), entry(5, 1000, 600))),
                (7000, (entry(0x82, 8, 592), entry(5, 0, 600)))):
            f.seek(sector * 512)
            f.write(table(*lines))
    return path


def diskstats(text):
    """{name: the numbers behind it}"""
    return {m[1]: [int(n) for n in m[2].split()] for m in re.finditer(
        r"^ {0,3}\d+ +\d+ (\w+)((?: \d+){11})$", text, re.M)}


def test_partitions(parted):
    before = disks.contents(parted)
    done = run("lsblk; partitions; iotest hda1 buffered 3 1000 5; "
               "iotest hda6 buffered 590 2 6; diskstats; lsblk",
               extra=disks.ide(parted), cmdline="")
    assert done.ok, done.told
    assert re.search(r"^hda +3:0 +0 +8M  0 disk QEMU HARDDISK$", done.text,
                     re.M)
    assert re.search(r"^\|-hda1 +3:1 +0 +2M  0 part$", done.text, re.M)
    assert re.search(r"^`-hda6 +3:6 +0 +296K  0 part$", done.text, re.M)
    assert re.search(r"^ +3 +2 +1 hda2$", done.text, re.M)
    assert "hda: partition 3 at sector 99999 is not on the disk" in done.text
    assert "hda: the chain of tables goes astray at sector 6000" in done.text
    stats = diskstats(done.text)
    assert stats["hda1"][6] == 1000 + 2		# whole blocks of a KB
    assert stats["hda6"][6] == 2
    assert stats["hda"][6] == stats["hda1"][6] + stats["hda6"][6]
    after = disks.contents(parted)
    written = {64 + s: disks.iotest_sector(s, 5) for s in range(3, 1003)}
    written.update({7008 + s: disks.iotest_sector(s, 6) for s in (590, 591)})
    for s in range(SECTORS):
        assert after[s * 512:s * 512 + 512] == written.get(
            s, before[s * 512:s * 512 + 512]), s


@pytest.mark.parametrize("once", [True, False])
def test_a_sector_that_cannot_be_written(tmp_path, once):
    """sync says so, its neighbours are written, and what failed once only is
    there in the end."""
    path = disks.image(tmp_path / "hda.img", MB, seed=5)
    before = disks.contents(path)
    done = run("iotest hda buffered 0 200 3; buffers; sync",
               extra=disks.ide(path, bad=[disks.Bad("write", 100, once)]),
               cmdline="ide=timeout:1")
    after = disks.contents(path)
    wrong = [s for s in range(200)
             if after[s * 512:s * 512 + 512] != disks.iotest_sector(s, 3)]
    assert after[200 * 512:] == before[200 * 512:]
    if once:
        assert done.ok, done.told
        assert wrong == []
    else:
        assert not done.ok
        assert "buffer: hda: not all could be written" in done.text
        assert "sync: error -5; 1 blocks could not be written" in done.text
        assert wrong and set(wrong) <= {100, 101}
