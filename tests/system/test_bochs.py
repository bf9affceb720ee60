"""A second emulator boots the same ISO to the prompt."""

import os
import time
import zlib

import pexpect
import pytest

import disks
import qemu

CONFIG = """\
config_interface: textconfig
display_library: term
memory: guest=%(mem)d, host=%(mem)d
romimage: file=/usr/share/bochs/BIOS-bochs-latest
vgaromimage: file=/usr/share/seabios/vgabios-stdvga.bin
ata0: enabled=1, ioaddr1=0x1f0, ioaddr2=0x3f0, irq=14
ata0-master: type=cdrom, path=%(iso)s, status=inserted
boot: cdrom
com1: enabled=1, mode=file, dev=%(com1)s
log: %(log)s
panic: action=fatal
cpu: count=1, ips=20000000, reset_on_triple_fault=0
clock: sync=none
"""


def bochs(directory, image, until, mem=128, limit=150, more=""):
    """Run Bochs until its serial port has said `until`; what it said. `more`
    are lines of its configuration."""
    com1 = os.path.join(directory, "com1.txt")
    with open(os.path.join(directory, "bochsrc"), "w") as f:
        f.write(CONFIG % {"mem": mem, "iso": image, "com1": com1,
                          "log": os.path.join(directory, "bochs.log")} + more)
    # Debian's Bochs waits in its debugger: `c` lets it go.
    with open(os.path.join(directory, "debugger"), "w") as f:
        f.write("c\n")
    # It wants a terminal, and one that is read.
    child = pexpect.spawn("bochs", ["-q", "-f", "bochsrc", "-rc", "debugger"],
                          cwd=directory, env=dict(os.environ, TERM="linux"))
    text, ends = "", time.monotonic() + limit
    try:
        while until not in text and time.monotonic() < ends:
            child.expect([pexpect.TIMEOUT, pexpect.EOF], timeout=0.5)
            if os.path.exists(com1):
                with open(com1, encoding="latin-1") as f:
                    text = f.read()
            if not child.isalive():
                break
    finally:
        child.close(force=True)
    return text


@pytest.mark.parametrize("mem", [128])
def test_the_same_iso(tmp_path, mem):
    text = bochs(str(tmp_path), qemu.iso(), "k896> ", mem)
    assert text.endswith("k896> "), text[-2000:]


def test_commands(tmp_path):
    image = str(tmp_path / "k896.iso")
    qemu.make_iso(image, qemu.path("build", "release", "k896.stripped"),
                  "run=zoneinfo;buddyinfo;echo:done".replace(":", " "))
    text = bochs(str(tmp_path), image, "\ndone\n", mem=32)
    assert "zone   Normal" in text and "done" in text


def test_disk_and_cd(tmp_path):
    """Both on one cable, by DMA: the other emulator's controller agrees."""
    image = str(tmp_path / "k896.iso")
    hd = disks.image(tmp_path / "hd.img", 8 * 16 * 63 * 512, seed=5)
    before = disks.contents(hd)
    qemu.make_iso(image, qemu.path("build", "release", "k896.stripped"),
                  'quiet run="iotest hdb random 3 30 2 5; '
                  'iotest hda read 64 16; ide; echo done"')
    text = bochs(str(tmp_path), image, "\ndone\n", mem=64, more=(
        "ata0-slave: type=disk, path=%s, mode=flat, cylinders=8, heads=16, "
        "spt=63\n" % hd))
    assert "by 2 threads: all as written" in text, text[-2000:]
    assert "crc32 %08x" % zlib.crc32(disks.contents(image, 64, 16)) in text
    assert text.count("MWDMA") == 2
    assert disks.wrong_sectors(hd, before,
                               disks.iotest_random(3, 30, 2, 5)) == []
