"""The ISO: the same bytes from the same sources, through GRUB to the prompt,
as a CD and as a disk, and the menu's entries."""

import filecmp
import subprocess
import time

import pytest

import qemu

STRIPPED = qemu.path("build", "release", "k896.stripped")
CONFIG = qemu.path("iso", "grub.cfg")


def test_same_bytes(tmp_path):
    """A second ISO, made later and elsewhere, is the same file."""
    other = str(tmp_path / "other.iso")
    time.sleep(1.1)
    subprocess.run([qemu.path("tools", "mkiso"), other, STRIPPED, CONFIG,
                    STRIPPED.replace("k896.", "k896-small."),
                    qemu.initramfs()], check=True)
    assert filecmp.cmp(qemu.iso(), other, shallow=False)


def test_cd_through_the_menu(console):
    machine = console(image=qemu.iso())
    machine.child.expect_exact("GNU GRUB")
    machine.type("\r")
    machine.wait_prompt()
    assert "free" in machine.command("buddyinfo") or \
        "zone" in machine.command("buddyinfo")
    machine.type("poweroff\r")
    assert machine.end() == 0


def test_as_a_disk(console):
    disk = "file=%s,format=raw,snapshot=on" % qemu.iso()
    machine = console(extra=["-drive", disk, "-boot", "c"])
    machine.child.expect_exact("GNU GRUB")
    machine.type("\r")
    machine.wait_prompt()


@pytest.mark.parametrize("downs, words, command, said", [
    (1, "mem=32M", "cmdline", "mem=32M"),
    (2, "highmem=64M", "cmdline", "highmem=64M"),
    (3, "0x400$0x9fc00", "cmdline", "memmap=exactmap"),
    (4, "slab_debug", "crash kmalloc", "red zone behind an object"),
    (5, "failslab=1,50,0,-1 fail_page_alloc=1,50,0,-1", "fault_inject",
     "fail_page_alloc  1,50,0,-1"),
    (6, "init_on_alloc=1 init_on_free=1", "ktest init_on", "ok 1 init_on")])
def test_menu_entry(console, downs, words, command, said):
    machine = console(image=qemu.iso())
    machine.child.expect_exact("GNU GRUB")
    machine.child.expect_exact("automatically in")
    machine.type("\x1b[B" * downs + "\r")
    machine.wait_prompt()
    assert words in machine.command("cmdline")
    assert said in machine.command(command)


def test_no_serial_terminal_is_needed(tmp_path):
    """GRUB's menu with no serial port: the kernel still comes up (and stops
    the machine when its tests are through)."""
    image = str(tmp_path / "k896.iso")
    qemu.make_iso(image, STRIPPED, "exit=qemu run=help")
    argv = qemu.arguments(image=image) + [
        "-no-reboot", "-monitor", "none", "-serial", "none"]
    done = subprocess.run(argv, stdin=subprocess.DEVNULL, timeout=180)
    assert done.returncode == qemu.SUCCESS


def test_in_four_megabytes(console):
    """The smallest machine that GRUB itself can do with."""
    machine = console(image=qemu.iso(), mem="4M")
    machine.child.expect_exact("GNU GRUB")
    # GRUB may have no room for the whole kernel, waits, and takes the small.
    machine.wait_prompt()
    assert "MemTotal" in machine.command("meminfo")
