"""km-dma8237: the channels of the ISA DMA controllers."""

import re

import gdb

from . import kernel
from .kernel import fail, say, string

CASCADE = 4
PAGES = (0x87, 0x83, 0x81, 0x82, 0x8f, 0x8b, 0x89, 0x8a)
DIRECTIONS = ("verify", "to memory", "from memory", "?")


def words_channel(number):
    return number > CASCADE


def mode(channel):
    if not int(channel["has_mode"]):
        return "no mode yet"
    value = int(channel["mode"])
    if value & 0xc0 == 0xc0:
        return "cascade"
    return DIRECTIONS[value >> 2 & 3] + (
        ", again and again" if value & 0x10 else "")


def say_channel(number, channel):
    owner = string(channel["owner"])
    line = "%2d: %-10s %s" % (number, owner or "-",
                              "words" if words_channel(number) else "bytes")
    if owner:
        line += "  %s, %s" % (mode(channel), "enabled" if
                              int(channel["enabled"]) else "masked")
    if int(channel["count"]):
        line += ", 0x%06x + 0x%x" % (int(channel["addr"]),
                                     int(channel["count"]))
    say(line)


# ---- the chip's own registers, through QEMU's monitor ------------------------

def port(number):
    said = gdb.execute("monitor i /1xb 0x%x" % number, to_string=True)
    found = re.search(r"= 0x([0-9a-f]+)", said)
    if not found:
        fail("QEMU's monitor does not read ports here: %s", said.strip())
    return int(found.group(1), 16)


def pair(number):
    """16 bits through the flip-flop, low byte first."""
    low = port(number)
    return low | port(number) << 8


def say_registers(number):
    base, step = (0xc0, 2) if number >= CASCADE else (0, 1)
    address = base + 2 * (number & 3) * step
    count = address + step
    page, low, left = port(PAGES[number]), pair(address), pair(count)
    wide = words_channel(number)
    say("    port 0x%02x  page     0x%02x" % (PAGES[number], page))
    say("    port 0x%02x  address  0x%04x    the next byte: 0x%06x" % (
        address, low, (page & 0xfe) << 16 | low << 1 if wide
        else page << 16 | low))
    say("    port 0x%02x  count    0x%04x    to come: %d bytes" % (
        count, left, (left + 1 & 0xffff) << wide))


class KmDma8237(kernel.Command):
    """km-dma8237 [CHANNEL]: the channels of the ISA DMA controllers.

  km-dma8237       who has them, and what was set
  km-dma8237 2     one of them, with the registers of the chip at this moment

The registers are read through QEMU's monitor. They come through a flip-flop, two
bytes each: do not ask between the kernel's own two bytes."""

    NAME = "km-dma8237"

    def show(self, words):
        channels = kernel.variable("dma_channels")
        if not words:
            for number in range(8):
                say_channel(number, channels[number])
            return
        number = int(kernel.evaluate(words))
        if not 0 <= number < 8:
            fail("there are channels 0 to 7")
        say_channel(number, channels[number])
        say_registers(number)


KmDma8237()
