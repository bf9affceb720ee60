"""km-ide: IDE channels, the command under way, and its table of memory."""

from . import kernel
from .kernel import fail, pointer, say, string

WHY = {"IDE_OK": "", "IDE_DRIVE_ERROR": "the drive reports an error",
       "IDE_BUS_ERROR": "the bus master has not moved all data",
       "IDE_TIMED_OUT": "no interrupt in time"}
STATUS = ((0x80, "busy"), (0x40, "ready"), (0x20, "fault"), (0x08, "drq"),
          (0x01, "error"))
LAST = 1 << 31


def bits(value, names):
    return " ".join(name for bit, name in names if value & bit) or "-"


def drive_name(drive):
    disk = drive["disk"]
    return disk["disk_name"].string() if pointer(disk) else "(no disk)"


def mode(drive):
    if int(drive["offline"]):
        return "offline"
    if not int(drive["dma"]):
        return "PIO"
    return "%s %d" % ("UDMA" if int(drive["mode"]) >= 0x40 else
                      "multiword DMA", int(drive["mode"]) & 7)


def say_drive(drive):
    if not int(drive["present"]):
        return
    say("  %s: %s, %s, %s%d sectors" % (
        drive_name(drive), drive["model"].string(), mode(drive),
        "packets, " if int(drive["atapi"]) else
        "LBA48, " if int(drive["lba48"]) else "LBA28, ",
        int(drive["sectors"])))


def say_table(channel):
    """The PRD table, as the bus master reads it."""
    total = 0
    for i in range(512):
        entry = channel["prd"][i]
        size = int(entry["len"]) & 0xffff or 0x10000
        total += size
        say("    PRD %3d  0x%08x  %5d bytes%s" % (
            i, int(entry["addr"]), size,
            "  the last" if int(entry["len"]) & LAST else ""))
        if int(entry["len"]) & LAST:
            say("    %d bytes in all" % total)
            return
    say("    no end: 512 entries and none is the last")


def say_command(channel):
    rq = channel["rq"]
    if not pointer(rq):
        return
    way = str(channel["way"])[4:]
    say("  %s: %s by %s, %d bytes from sector %d%s" % (
        drive_name(channel["active"]),
        "write" if int(rq["cmd_flags"]) & 1 else "read", way,
        int(channel["bytes"]), int(rq["__sector"]),
        ", try %d" % (int(rq["errors"]) + 1) if int(rq["errors"]) else ""))
    if way == "DMA" and int(channel["mapped"]):
        say_table(channel)


def say_channel(channel):
    say("%s: %s, ports 0x%x 0x%x, IRQ %d%s" % (
        string(channel["name"].address.cast(kernel.kind("char").pointer())),
        str(channel["state"])[4:].lower(), int(channel["cmd"]),
        int(channel["ctl"]), int(channel["irq"]),
        ", bus master 0x%x" % int(channel["bm"]) if int(channel["bm"])
        else ""))
    say("  %d interrupts, %d unexpected, %d resets; last status %s" % (
        channel["interrupts"], channel["unexpected"], channel["resets"],
        bits(int(channel["status"]), STATUS)))
    why = WHY.get(str(channel["why"]))
    if why and str(channel["state"]) == "IDE_OWNED":
        say("  to be mended: " + why)
    say_command(channel)
    for unit in range(2):
        say_drive(channel["drive"][unit])


class KmIde(kernel.Command):
    """km-ide: the IDE channels and their drives.

For each channel its state, the command under way with the table of memory that
the bus master reads (addresses are physical), and the drives."""

    NAME = "km-ide"

    def show(self, words):
        channels = kernel.variable("ide_channels")
        found = [channels[i].dereference() for i in range(4)
                 if pointer(channels[i])]
        if not found:
            fail("no IDE drives, or the probe has not come to them yet")
        for channel in found:
            say_channel(channel)


KmIde()
