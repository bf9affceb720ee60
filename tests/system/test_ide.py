"""IDE disks and CD drives: that all that was written is on the image, and that
everything that can go wrong ends, with an error where it can't be mended."""

import random
import re
import time
import zlib

import pytest

import disks
import qemu
from conftest import SOAK, run

MB = 1 << 20
SIZE = 64 if SOAK else 4			# of the images, in MB
QUICK = "" if SOAK else "ide=timeout:1"		# 5 seconds otherwise


def crc(data):
    return "crc32 %08x" % zlib.crc32(data)


def figures(m, disk="hda"):
    """What `ide` counts for the disk and its channel, and how it is driven."""
    text = m.command("ide")
    channel = next(c for c in text.split("\nide") if " %s:" % disk in c)
    counted = channel.split("  hd")[0]
    drive = channel.split(" %s:" % disk)[1].split("  hd")[0]
    found = {name: int(n) for name, n in
             re.findall(r"(\w+) (\d+)\b", counted + drive)}
    found["mode"] = re.search(r"\n +(\w+),", drive)[1]
    return found


@pytest.fixture
def hda(tmp_path):
    return disks.image(tmp_path / "hda.img", SIZE * MB, seed=896)


# ---- data ----------------------------------------------------------------

@pytest.mark.parametrize("build,cmdline,cpus,ops", [
    ("release", "", 2, 2500 if SOAK else 250),
    ("debug", "", 2, 1000 if SOAK else 60),
    ("release", "ide=lba28", 1, 500 if SOAK else 60),
    ("release", "ide=pio", 2, 500 if SOAK else 40),
])
def test_random(hda, build, cmdline, cpus, ops):
    """Four threads write and read everywhere, from memory of all zones; the
    image is then what they should have left, bit by bit."""
    before = disks.contents(hda)
    done = run("iotest hda random %d %d 4 7; ide" % (SIZE, ops), build=build,
               cmdline="quiet " + cmdline, cpus=cpus, mem="1G",
               limit=900 if SOAK else 90, extra=disks.ide(hda))
    assert done.ok, done.told
    assert "by 4 threads: all as written" in done.text
    assert "retries 0, timeouts 0, errors 0" in done.text
    assert disks.wrong_sectors(
        hda, before, disks.iotest_random(SIZE, ops, 4, 7)) == []


def test_four_disks(tmp_path):
    """Both channels, both drives: each has its own data."""
    names = ["hda", "hdb", "hdc", "hdd"]
    images = [disks.image(tmp_path / (n + ".img"), MB, seed=i)
              for i, n in enumerate(names)]
    done = run("; ".join(["iotest %s read 100 16; iotest %s write 0 8 %d"
                          % (n, n, i) for i, n in enumerate(names)]),
               extra=sum((disks.ide(image, i)
                          for i, image in enumerate(images)), []))
    assert done.ok, done.told
    for i, image in enumerate(images):
        assert crc(disks.noise(MB, i)[51200:59392]) in done.text
        assert disks.wrong_sectors(image, disks.noise(MB, i),
                                   dict.fromkeys(range(8), i)) == []


def test_another_slot(hda):
    """A controller that is found by its class, wherever it sits."""
    done = run("iotest hda read 0 8; lspci; ide", cmdline="quiet", extra=[
        "-M", "q35", "-drive", "if=none,id=far,format=raw,file=" + hda,
        "-device", "piix4-ide,id=card,addr=9",
        "-device", "ide-hd,bus=card.0,drive=far"])
    assert done.ok, done.told
    assert crc(disks.contents(hda, 0, 8)) in done.text
    assert "00:09.0 IDE" in done.text and "UDMA" in done.text


def test_without_pci(hda):
    """A machine of before PCI: the old ports, and PIO."""
    done = run("iotest hda read 0 64; ide", cmdline="quiet", mem="16M",
               extra=["-M", "isapc", "-cpu", "qemu32"] + disks.ide(hda))
    assert done.ok, done.told
    assert crc(disks.contents(hda, 0, 64)) in done.text
    assert "no bus master" in done.text and "PIO" in done.text


# ---- what drives say -----------------------------------------------------

def test_a_bad_sector_once(prompt, hda):
    """Nobody but `ide` hears of it."""
    m = prompt(extra=disks.ide(hda, bad=[disks.Bad("read", 100, once=True)]))
    assert crc(disks.contents(hda, 96, 16)) in m.command("iotest hda read 96 16")
    now = figures(m)
    assert now["retries"] == 1 and now["errors"] == 0


def test_a_bad_sector(prompt, hda):
    """Its reader is told, the neighbours are read, and the disk stays fast."""
    m = prompt(extra=disks.ide(hda, bad=[disks.Bad("read", 100)]))
    assert "-EIO after" in m.command("iotest hda read 96 16")
    assert crc(disks.contents(hda, 92, 8)) in m.command("iotest hda read 92 8")
    assert crc(disks.contents(hda, 101, 8)) in m.command("iotest hda read 101 8")
    now = figures(m)
    assert now["errors"] == 1 and now["retries"] == 3
    assert now["mode"].startswith("MWDMA")


def test_bad_on_write(prompt, hda):
    """Once: it is on the image all the same. For ever: an error, no more."""
    before = disks.contents(hda)
    m = prompt(extra=disks.ide(hda, bad=[disks.Bad("write", 100, once=True),
                                         disks.Bad("write", 200)]))
    assert "crc32" in m.command("iotest hda write 96 16 5")
    assert "-EIO after" in m.command("iotest hda write 196 16 6")
    assert "crc32" in m.command("iotest hda write 300 16 7")
    written = {s: 5 for s in range(96, 112)}
    written.update({s: 7 for s in range(300, 316)})
    wrong = disks.wrong_sectors(hda, before, written)
    assert set(wrong) <= set(range(196, 212))


@pytest.mark.parametrize("build", ["release", "debug"])
def test_scratched(hda, build):
    """Forty sectors that fail once, all over a busy disk: no caller hears of
    it, and all is where it belongs."""
    rng, before = random.Random(1), disks.contents(hda)
    bad = [disks.Bad(rng.choice(["read", "write"]), rng.randrange(4 * 2048),
                     once=True) for _ in range(40)]
    done = run("iotest hda random 4 60 4 1; ide", build=build, cpus=2,
               mem="1G", extra=disks.ide(hda, bad=bad))
    assert done.ok and "all as written" in done.text, done.told
    assert int(re.search(r"retries (\d+)", done.text)[1]) >= 10
    assert disks.wrong_sectors(
        hda, before, disks.iotest_random(4, 60, 4, 1)) == []


def test_flush_fails(prompt, hda):
    """What sync needs of the disk is asked for, and its answer is heard."""
    m = prompt(extra=disks.ide(hda, bad=[disks.Bad("flush")]))
    assert "-EIO after" in m.command("iotest hda write 0 8 1")
    assert "-EIO" in m.command("iotest hda buffered 0 8 1")
    assert crc(disks.contents(hda, 8, 8)) in m.command("iotest hda read 8 8")


def test_sync(prompt, hda):
    """What sync has said yes to is on the image, whatever happens next."""
    before = disks.contents(hda)
    m = prompt(extra=disks.ide(hda))
    assert "-E" not in m.command("iotest hda buffered 100 333 4")
    m.kill()
    assert disks.wrong_sectors(hda, before,
                               {s: 4 for s in range(100, 433)}) == []


# ---- what happens behind our back ----------------------------------------

def test_no_interrupt_once(prompt, hda):
    """The drive was told not to interrupt: a reset mends that."""
    m = prompt(cmdline=QUICK, extra=disks.ide(hda))
    m.command("iofault hda nien once")
    start = time.monotonic()
    assert crc(disks.contents(hda, 0, 8)) in m.command("iotest hda read 0 8")
    assert time.monotonic() - start < 36
    now = figures(m)
    assert now["timeouts"] == 1 and now["errors"] == 0
    assert now["mode"].startswith("MWDMA")


def test_a_disk_that_never_interrupts(prompt, hda, tmp_path):
    """An error in time; then at once; the other channel goes on; and after the
    trouble is over it can be had again."""
    other = disks.image(tmp_path / "hdc.img", MB, seed=3)
    m = prompt(cpus=2, cmdline=QUICK,
               extra=disks.ide(hda) + disks.ide(other, 2))
    m.command("iofault hda noirq")
    start = time.monotonic()
    assert "-ETIMEDOUT after" in m.command("iotest hda read 0 8")
    assert time.monotonic() - start < 100
    assert "-EIO after" in m.command("iotest hda read 0 8")
    assert figures(m)["mode"] == "offline"
    assert crc(disks.contents(other, 0, 8)) in m.command("iotest hdc read 0 8")
    m.command("iofault hda none; ide reset hda")
    assert crc(disks.contents(hda, 0, 8)) in m.command("iotest hda read 0 8")
    assert figures(m)["mode"].startswith("MWDMA")


def test_interrupts_for_nothing(prompt, hda):
    m = prompt(extra=disks.ide(hda))
    m.command("iofault hda spurious; iofault hda spurious")
    assert crc(disks.contents(hda, 0, 8)) in m.command("iotest hda read 0 8")
    now = figures(m)
    assert now["unexpected"] == 2 and now["retries"] == 0


@pytest.mark.parametrize("kind", ["prdlong", "prdshort", "prdwild"])
def test_a_table_of_nonsense(prompt, hda, kind):
    """Once: again, after a reset. Always: without DMA. The data is right."""
    m = prompt(cmdline=QUICK, extra=disks.ide(hda))
    m.command("iofault hda %s once" % kind)
    assert crc(disks.contents(hda, 0, 8)) in m.command("iotest hda read 0 8")
    now = figures(m)
    assert now["retries"] == 1 and now["mode"].startswith("MWDMA")
    m.command("iofault hda " + kind)
    assert crc(disks.contents(hda, 0, 8)) in m.command("iotest hda read 0 8")
    assert figures(m)["mode"] == "PIO"


def test_bus_mastering_switched_off(prompt, hda):
    """Noticed, switched on again, and the data is right."""
    m = prompt(extra=disks.ide(hda))
    before = disks.contents(hda)
    m.command("iofault hda master once")
    text = m.command("iotest hda read 0 8")
    assert crc(before[:4096]) in text and "bus mastering" in text
    m.command("iofault hda master once; iotest hda write 64 8 9")
    assert disks.wrong_sectors(hda, before,
                               {s: 9 for s in range(64, 72)}) == []
    now = figures(m)
    assert now["errors"] == 0 and now["mode"].startswith("MWDMA")


# ---- its price -----------------------------------------------------------

@pytest.mark.parametrize("cmdline", ["", "ide=lba28"])
def test_the_suite_with_a_disk(tmp_path, cmdline):
    """16 MB in 16 interrupts, or 128 where a command has 256 sectors; at least
    90% of what the bare commands make."""
    image = disks.image(tmp_path / "hda.img", 16 * MB)
    done = run("ktest ide", cmdline="quiet " + cmdline,
               extra=disks.ide(image) + disks.ide(
                   disks.image(tmp_path / "hdb.img", MB), 1))
    assert done.ok and "skip:0" in done.text, done.told


# ---- the demo ------------------------------------------------------------

def test_demo(hda):
    """The table: 2048 interrupts against a few, and a thread that counts has
    the CPU nearly for itself. The disk is as slow as disks were, or there would
    be no time to be free in; and time is counted in instructions, or the host's
    other work would be in the figures."""
    done = run("demo dma", cmdline="quiet ide=timeout:10000", extra=disks.ide(
        hda, **{"throttling.bps-total": 8000000})
        + ["-icount", "shift=0,sleep=off"])
    assert done.ok, done.told
    rows = {line.split()[0]: line.replace("%", "").split()[1:]
            for line in done.text.splitlines()
            if line.startswith(("  PIO", "  DMA"))}
    pio, dma = ([int(n) for n in rows[way]] for way in ("PIO", "DMA"))
    assert pio[0] == 2048 and dma[0] <= 4
    assert dma[2] <= 5 and dma[3] >= 95


def test_demo_without_a_disk():
    done = run("demo dma")
    assert done.ok and "There is no disk hda" in done.text


# ---- nobody there --------------------------------------------------------

def test_no_drives():
    """Known at once, and not a word about it."""
    start = time.monotonic()
    done = run("ide; dmesg; echo still here", cmdline="debug",
               extra=["-nodefaults"])
    assert done.ok, done.told
    assert "no IDE drives" in done.text and "still here" in done.text
    assert time.monotonic() - start < 30
    assert not re.search(r"\] (hd[a-d]|ide\d?):", done.text)


def test_no_such_disk():
    done = run("iotest hdb read 0 8; echo still here")
    assert "iotest: hdb: -ENODEV" in done.text and "still here" in done.text


def test_no_memory_to_probe_with(prompt, hda):
    """Each allocation of a probe fails once: drives are missing then, and
    nothing else. With as many objects there are as many free frames."""
    m = prompt(cmdline="quiet", extra=disks.ide(hda))
    m.command("ide rescan")
    text = m.command("fault_inject each ide rescan")
    assert int(re.search(r"(\d+) allocations, each failed", text)[1]) > 20
    states = set(re.findall(r"free frames (\d+), before \d+; objects (\d+)",
                            text))
    states |= set(re.findall(r"free frames \d+, before (\d+); "
                             r"objects \d+, before (\d+)", text))
    assert len(states) == len({objects for _, objects in states}), text
    m.command("ide rescan")
    assert crc(disks.contents(hda, 0, 8)) in m.command("iotest hda read 0 8")


# ---- CD ------------------------------------------------------------------

@pytest.mark.parametrize("cmdline", ["", "ide=pio"])
def test_cd(cmdline):
    """The ISO that we boot from, by DMA and by PIO; nobody writes on it."""
    image = qemu.iso()
    done = run("iotest hdc read 64 256; iotest hdc write 0 4 1", image=image,
               cmdline="quiet " + cmdline)
    assert crc(disks.contents(image, 64, 256)) in done.text
    assert "iotest: hdc: -EROFS" in done.text


def test_media(prompt, tmp_path):
    """Taken out, put in, another one: each time what is there now is read."""
    first = disks.image(tmp_path / "first.iso", MB, seed=1)
    second = disks.image(tmp_path / "second.iso", 2 * MB, seed=2)
    with disks.Monitor(tmp_path) as monitor:
        m = prompt(extra=monitor.arguments + disks.cdrom(first))
        assert crc(disks.contents(first, 0, 4)) in m.command(
            "iotest hdc read 0 4")
        assert "-EIO" in m.command("iotest hdc read 2048 4")	# past its end
        monitor.eject("ide2")
        assert "-ENOMEDIUM" in m.command("iotest hdc read 0 4")
        monitor.change("ide2", second, read_only=True)
        assert crc(disks.contents(second, 2048, 4)) in m.command(
            "iotest hdc read 2048 4")


def test_bad_on_cd(prompt, tmp_path):
    """Told, after some tries; what is beside it can be read."""
    image = disks.image(tmp_path / "a.iso", MB, seed=1)
    m = prompt(extra=disks.cdrom(image, bad=[disks.Bad("read", 100)]))
    assert "-EIO" in m.command("iotest hdc read 96 8")
    assert crc(disks.contents(image, 104, 8)) in m.command(
        "iotest hdc read 104 8")
