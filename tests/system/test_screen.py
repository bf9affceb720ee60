"""What the screen shows, pixel by pixel: the picture of `demo ioremap`, and text
again after it."""

import os
import socket
import time

import pytest

WIDTH, HEIGHT = 640, 480


def colour(x, y):
    """colour() of monitor/demo_ioremap.c."""
    dx, dy = x - 320, y - 240
    if dx * dx + dy * dy < 160 * 160:
        return 0xffc000 - (dx * dx + dy * dy >> 8 << 8)
    return x * 255 // WIDTH << 16 | y * 255 // HEIGHT << 8 | (x ^ y) & 0xff


class Screen:
    """QEMU's monitor on a socket, for screenshots."""

    def __init__(self, directory):
        self.directory = str(directory)
        self.socket = os.path.join(self.directory, "monitor")
        self.options = ["-monitor", "unix:%s,server,nowait" % self.socket]

    def shot(self):
        """(width, height, bytes of red, green, blue)"""
        path = os.path.join(self.directory, "screen.ppm")
        self.ask("screendump " + path)
        with open(path, "rb") as f:
            kind, size, depth, data = f.read().split(b"\n", 3)
        assert (kind, depth) == (b"P6", b"255")
        width, height = map(int, size.split())
        return width, height, data

    def ask(self, command):
        """QEMU's monitor does it."""
        with socket.socket(socket.AF_UNIX) as monitor:
            monitor.settimeout(60)
            monitor.connect(self.socket)
            self.prompt(monitor)
            monitor.sendall(command.encode() + b"\n")
            self.prompt(monitor)

    @staticmethod
    def prompt(monitor):
        said = b""
        while not said.endswith(b"(qemu) "):
            said += monitor.recv(4096)


@pytest.fixture
def screen(tmp_path):
    return Screen(tmp_path)


def start(prompt, screen, **machine):
    # The console's own -monitor none comes later; this one is a second.
    return prompt(extra=screen.options, **machine)


@pytest.mark.parametrize("machine", [
    {}, {"build": "debug", "cpus": 2}, {"cmdline": "nopat", "mem": "1G"}])
def test_picture(prompt, screen, machine):
    m = start(prompt, screen, **machine)
    m.command("help")
    before = screen.shot()
    m.type("demo ioremap\r")
    m.child.expect_exact("Drawn.", timeout=120)
    width, height, pixels = screen.shot()
    assert (width, height) == (WIDTH, HEIGHT)
    expected = b"".join(colour(x, y).to_bytes(3, "big")
                        for y in range(HEIGHT) for x in range(WIDTH))
    wrong = [i // 3 for i in range(0, len(expected), 3)
             if expected[i:i + 3] != pixels[i:i + 3]]
    assert len(pixels) == len(expected) and not wrong, \
        "%d pixels, the first at %d,%d" % (
            len(wrong), wrong[0] % WIDTH, wrong[0] // WIDTH)
    m.type(" ")
    said = m.wait_prompt()
    assert "text again" in said
    # The same text as before fills the screen: letter for letter, also drawn.
    m.command("help")
    deadline = time.time() + 60
    while screen.shot() != before and time.time() < deadline:
        time.sleep(0.3)			# the cursor blinks
    assert screen.shot()[:2] == before[:2]
    assert screen.shot()[2][:720 * 380 * 3] == before[2][:720 * 380 * 3]


def upper_half(screen):
    """The cursor blinks further down."""
    width, height, pixels = screen.shot()
    return pixels[:width * height // 2 * 3]


def wait_upper_half(screen, wanted):
    deadline = time.time() + 20
    while upper_half(screen) != wanted and time.time() < deadline:
        time.sleep(0.2)
    assert upper_half(screen) == wanted


def test_scrollback(prompt, screen):
    """Shift and page up show what has left the screen, to its first line."""
    m = start(prompt, screen)
    m.command("clear")
    m.command("echo the first")
    first = upper_half(screen)
    for _ in range(6):
        m.command("help")	# 500 rows: memory's end is passed twice
    last = upper_half(screen)
    screen.ask("sendkey shift-pgup")
    deadline = time.time() + 20
    while upper_half(screen) == last and time.time() < deadline:
        time.sleep(0.2)
    above = upper_half(screen)
    assert above != last and above != first
    screen.ask("sendkey shift-pgdn")
    wait_upper_half(screen, last)
    screen.ask("sendkey shift-pgdn")	# no further than the end
    wait_upper_half(screen, last)
    # At least 75 rows are there, and then it ends.
    seen = [last]
    for _ in range(20):
        screen.ask("sendkey shift-pgup")
        time.sleep(0.3)
        seen.append(upper_half(screen))
    assert len(set(seen)) >= 75 // 12
    assert seen[-1] == seen[-2]
    m.command("echo down again")	# whoever writes is seen
    assert upper_half(screen) not in seen[2:]
    assert m.command("echo still here").strip().endswith("still here")


def test_nothing_left_behind(prompt, screen):
    m = start(prompt, screen)
    before = m.command("iomem")
    m.type("demo ioremap\r")
    m.child.expect_exact("Drawn.", timeout=120)
    said = m.child.before
    m.type(" ")
    assert "pci_request_regions() = -16" in said + m.wait_prompt()
    assert m.command("iomem") == before


def test_no_card(prompt):
    m = prompt(extra=["-vga", "none"])
    assert "no VGA card" in m.command("demo ioremap")


def test_no_pci(prompt):
    m = prompt(extra=["-M", "isapc", "-cpu", "qemu32"], mem="64M")
    assert "no PCI" in m.command("dmesg")
    assert "no PCI" in m.command("lspci")
    assert "no VGA card" in m.command("demo ioremap")
