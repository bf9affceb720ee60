"""Files of media that the usual tools made: a floppy by mtools, a partition by
mkfs.fat, our own ISO by xorriso; read by DMA, shown at the prompt, and compared
with what was put in."""

import os
import random
import subprocess
import time
import zlib

import disks
import pytest
import qemu
from conftest import plain

ENV = dict(os.environ, PATH=os.environ["PATH"] + ":/usr/sbin", TZ="UTC",
           MTOOLSRC="/dev/null")
BIG = random.Random(6).randbytes(1390 * 1024)
LONG = "A long name, with blanks.text"
UGLY = b"bell \a, escape \x1b[2J, high \x9b\xff, tab\tend\r\nlone \rreturn"


def tool(*argv):
    subprocess.run(argv, env=ENV, check=True, stdin=subprocess.DEVNULL,
                   stdout=subprocess.DEVNULL)


def fill(image, files):
    """Copy `files`, {path: content}, to an image for mtools."""
    for path, content in files.items():
        *above, _ = path.split("/")
        for depth in range(len(above)):
            subprocess.run(["mmd", "-D", "s", "-i", image,
                            "::/" + "/".join(above[:depth + 1])], env=ENV,
                           stdin=subprocess.DEVNULL,
                           stdout=subprocess.DEVNULL,
                           stderr=subprocess.DEVNULL)
        subprocess.run(["mcopy", "-i", image, "-", "::/" + path], env=ENV,
                       input=content, check=True)
    return image


def floppy_with(path, files):
    """A floppy with those files on it."""
    image = disks.image(path, disks.FLOPPY)
    tool("mformat", "-f", "1440", "-i", image, "::")
    return fill(image, files)


def crc(content, path):
    return "%08x %d %s" % (zlib.crc32(content), len(content), path)


@pytest.fixture(scope="module")
def floppy(tmp_path_factory):
    return floppy_with(tmp_path_factory.mktemp("fat") / "floppy.img", {
        "README.TXT": b"k896 reads this.\r\nSecond line.\r\n",
        "docs/nested/" + LONG: b"deep down\n", "docs/empty": b"",
        "ugly.txt": UGLY})


def test_files_of_a_floppy(prompt, floppy):
    m = prompt(extra=disks.floppy(floppy))
    assert m.command("cat fd0:/README.TXT") == \
        "k896 reads this.\nSecond line.\n"
    assert m.command("cat fd0:readme.txt /proc/cmdline").startswith(
        "k896 reads this.\nSecond line.\n")
    assert m.command("cat 'fd0:/docs/nested/%s'" % LONG) == "deep down\n"
    assert m.command("cat fd0:/docs/empty") == ""
    assert m.command("ls fd0:").split() == ["README.TXT", "docs/", "ugly.txt"]
    assert m.command("ls fd0:/docs/nested").strip() == LONG
    listing = m.command("ls -l fd0:/").splitlines()
    assert listing[0] == "fd0: FAT12, 2847 clusters of 512 bytes"
    assert listing[1].split()[:2] == ["-r--r--r--", "32"]
    assert listing[2].split()[0] == "dr-xr-xr-x"
    said = m.command("cat fd0:/ugly.txt")
    assert said == ("bell ^G, escape ^[[2J, high .., tab\tend\n"
                    "lone ^Mreturn\n")
    for line, error in (
            ("cat fd0:/nothing", "no such file or directory"),
            ("cat fd0:/docs", "is a directory"),
            ("ls fd0:/README.TXT/x", "README.TXT is not a directory"),
            ("ls fd9:", "no such device"),
            ("cat nothing", "no such file")):
        assert error in m.command(line), line


def test_tab_completes_paths(prompt, floppy):
    m = prompt(extra=disks.floppy(floppy))
    for keys, said in (
            ("cat fd0:/READ\t", "k896 reads this."),
            ("ls fd0:/do\t", "empty"), ("ls fd0:/docs/n\tA\t", LONG),
            ("cat fd0:/docs/nested/A\\ lo\t", "deep down"),
            ("crc32 fd0:do\tem\t", "00000000 0 fd0:docs/empty"),
            ("cat /proc/cmdl\t", ""), ("cat fd9:/x\t", "no such device")):
        m.type(keys)
        assert said in m.command(""), keys
    m.type("ls fd0:/\t")
    assert m.wait_prompt().split()[-3:] == ["README.TXT", "docs/", "ugly.txt"]
    assert m.command("").split() == ["README.TXT", "docs/", "ugly.txt"]


def test_a_floppy_is_changed(prompt, tmp_path, floppy):
    other = floppy_with(tmp_path / "other.img", {"other.bin": BIG})
    with disks.Monitor(tmp_path) as monitor:
        m = prompt(cmdline="quiet",
                   extra=monitor.arguments + disks.floppy(floppy))
        assert m.command("ls fd0:").split()[0] == "README.TXT"
        monitor.eject("floppy0")
        assert "no medium" in m.command("ls fd0:")
        monitor.change("floppy0", other)
        assert m.command("ls fd0:").strip() == "other.bin"
        m.type("crc32 fd0:/other.bin\r")
        m.child.expect_exact("\n")
        monitor.eject("floppy0")		# while it is read
        said = m.wait_prompt(60)
        assert "error" in said or "medium" in said, said
        monitor.change("floppy0", floppy)
        assert m.command("cat fd0:/README.TXT").startswith("k896")


def test_a_whole_floppy(prompt, tmp_path):
    image = floppy_with(tmp_path / "f.img", {"big.bin": BIG})
    m = prompt(extra=disks.floppy(image))
    assert m.command("crc32 fd0:/big.bin").strip() == \
        crc(BIG, "fd0:/big.bin")
    m.type("cat fd0:/big.bin\r")
    m.child.expect_exact("\n")
    m.child.expect_exact("^", timeout=120)
    m.type("\x03")
    assert "interrupted" in plain(m.wait_prompt(60))
    assert m.command("cat /proc/cmdline") == "\n"


def test_nothing_is_lost_without_memory(prompt, floppy):
    m = prompt(extra=disks.floppy(floppy))
    m.command("ls fd0:")
    for line in ("cat fd0:/readme.txt", "ls fd0:/docs"):
        assert ", 0 lost something or crashed" in m.command(
            "fault_inject each " + line)


def test_our_own_cd(prompt):
    m = prompt(cmdline="quiet", extra=disks.cdrom(qemu.iso())
               + disks.ide(qemu.iso(), snapshot="on"))
    with open(qemu.path("iso", "grub.cfg")) as f:
        menu = f.read()
    assert m.command("cat hda:/boot/grub/grub.cfg") == menu
    assert m.command("cat hdc:/boot/grub/grub.cfg") == menu
    assert m.command("cat cdrom:/BOOT/GRUB/GRUB.CFG") == menu
    assert {"grub/", "k896"} <= set(m.command("ls cdrom:/boot").split())
    with open(qemu.path("build/release/k896.stripped"), "rb") as f:
        assert m.command("crc32 cdrom:/boot/k896").strip() == \
            crc(f.read(), "cdrom:/boot/k896")


def cd_with(path, data):
    """An ISO with a file "big" of these bytes."""
    with open(str(path) + ".big", "wb") as f:
        f.write(data)
    tool("xorriso", "-as", "mkisofs", "-quiet", "-R", "-o", str(path),
         "-graft-points", "/big=" + str(path) + ".big")
    return str(path)


def begun(monitor, more):
    """Wait until that many bytes more have been read of any drive."""
    def bytes_read():
        return sum(drive["stats"]["rd_bytes"]
                   for drive in monitor.execute("query-blockstats"))
    first, ends = bytes_read(), time.monotonic() + 60
    while bytes_read() < first + more and time.monotonic() < ends:
        time.sleep(0.02)


@pytest.mark.parametrize("cmdline", ["", "ide=pio"])
def test_another_cd_while_one_is_read(prompt, tmp_path, cmdline):
    """No file is half of one and half of the other."""
    data = [disks.noise(1 << 20, seed) for seed in (5, 6)]
    cds = [cd_with(tmp_path / ("%d.iso" % i), data[i]) for i in (0, 1)]
    with disks.Monitor(tmp_path) as monitor:
        m = prompt(cmdline=cmdline, extra=monitor.arguments + disks.ide(
            cds[0], 2, media="cdrom", **{"throttling.bps-read": 500000}))
        m.command("ls cdrom:")
        m.type("crc32 cdrom:/big\r")
        begun(monitor, 200000)
        monitor.change("ide2", cds[1], read_only=True)
        assert "big: read error" in m.wait_prompt()
        assert m.command("crc32 cdrom:/big").strip() == \
            crc(data[1], "cdrom:/big")


def test_a_partition(prompt, tmp_path):
    """FAT16 in a partition that begins at sector 63."""
    start, size = 63, 8 << 20
    part = disks.image(tmp_path / "part.img", size)
    tool("mkfs.fat", "-F", "16", "-s", "1", part)
    fill(part, {"long names too.txt": b"from hda1\n", "big.bin": BIG})
    with open(tmp_path / "hd.img", "wb") as f:
        mbr = bytearray(512)
        mbr[446:462] = bytes([0x80, 1, 1, 0, 6, 254, 255, 255]) + \
            start.to_bytes(4, "little") + (size // 512).to_bytes(4, "little")
        mbr[510:] = b"\x55\xaa"
        f.write(mbr.ljust(start * 512, b"\0") + disks.contents(part))
    m = prompt(cmdline="quiet", extra=disks.ide(str(tmp_path / "hd.img")))
    assert m.command("cat 'hda1:/long names too.txt'") == "from hda1\n"
    assert m.command("crc32 hda1:big.bin").strip() == crc(BIG, "hda1:big.bin")
    assert "not a FAT or ISO 9660 file system" in m.command("ls hda:")


def test_media_that_fail(prompt, tmp_path, floppy):
    broken = floppy_with(tmp_path / "hda.img", {
        "good.txt": b"good\n", "bad.bin": BIG[:20000]})
    noise = disks.image(tmp_path / "noise.img", 1 << 20, seed=3)
    # QEMU's floppy controller reads zeroes where the host cannot read.
    m = prompt(cmdline="quiet", extra=disks.floppy(None) + disks.cdrom()
               + disks.ide(broken, bad=[disks.Bad("read", 40)])
               + disks.ide(noise, index=1))
    assert m.command("cat hda:/good.txt") == "good\n"
    assert "bad.bin: read error at sector 40" in m.command(
        "crc32 hda:/bad.bin")
    assert m.command("cat hda:/good.txt") == "good\n"
    assert "no medium" in m.command("ls fd0:")
    assert "no medium" in m.command("ls cdrom:")
    assert "not a FAT or ISO 9660 file system" in m.command("ls hdb:")
