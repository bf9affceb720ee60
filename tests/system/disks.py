"""Drives for the machines of the system tests: images made here, options for
QEMU, media that fail (blkdebug), and QEMU's monitor to pull one out.

    image = disks.image(tmp_path / "hd.img", 4 << 20, seed=1)
    m = prompt(extra=disks.ide(image, bad=[disks.Bad("read", sector=8)]))

An image is random bytes of a known seed, or zeroes: what the guest should have
written is worked out here again, and compared bit by bit."""

import json
import random
import socket
import struct

FLOPPY = 1440 * 1024


def noise(size, seed):
    """`size` bytes that look random, the same for each seed."""
    return random.Random(seed).randbytes(size)


def image(path, size, seed=None):
    """A file of `size` bytes, of noise(size, seed) or zeroes; its name."""
    with open(path, "wb") as f:
        if seed is None:
            f.truncate(size)
        else:
            f.write(noise(size, seed))
    return str(path)


def contents(path, sector=0, count=None):
    """The bytes of an image, or of `count` sectors of it."""
    with open(path, "rb") as f:
        f.seek(sector * 512)
        return f.read() if count is None else f.read(count * 512)


def iotest_sector(sector, gen):
    """What `iotest` writes there: the rule is in monitor/iotest.c."""
    word = sector * 0x9e3779b1 + gen * 0x85ebca6b
    return struct.pack("<128I", *[(word + i * 0x01010101) & 0xffffffff
                                  for i in range(128)])


def iotest_random(mb, ops, threads, seed):
    """What `iotest DISK random ...` has done: {sector: generation}."""
    written = {}
    sectors = mb * 2048 // threads
    for thread in range(threads):
        state = seed * 8 + thread + 1

        def rnd():
            nonlocal state
            state ^= state << 13 & 0xffffffff
            state ^= state >> 17
            state ^= state << 5 & 0xffffffff
            return state
        for number in range(1, ops + 1):
            at = rnd() % sectors
            n = 1 + rnd() % min(256, sectors - at)
            write = rnd() % 2
            rnd()			# which memory
            rnd()			# where in it
            if write:
                first = thread * sectors + at
                written.update(dict.fromkeys(range(first, first + n), number))
    return written


def wrong_sectors(path, before, written):
    """The sectors of an image that are not as `iotest` left them: those in
    `written` by the rule, the others as in the bytes `before`."""
    after = contents(path)
    assert len(after) == len(before)
    return [s for s in range(len(after) // 512)
            if after[s * 512:(s + 1) * 512] !=
            (iotest_sector(s, written[s]) if s in written
             else before[s * 512:(s + 1) * 512])]


class Bad:
    """What goes wrong: `event` is "read", "write" or "flush", at one sector or
    anywhere, once or for ever, with the host's error number `errno`."""

    def __init__(self, event, sector=None, once=False, errno=5):
        self.event, self.sector = event, sector
        self.once, self.errno = once, errno

    def text(self):
        lines = ["[inject-error]", 'event = "none"',
                 'iotype = "%s"' % self.event,
                 'errno = "%d"' % self.errno,
                 'once = "%s"' % ("on" if self.once else "off"),
                 'immediately = "off"']
        if self.sector is not None:
            lines.append('sector = "%d"' % self.sector)
        return "\n".join(lines) + "\n"


def drive(path, interface, index, bad=(), **options):
    """One -drive. The guest is told of errors; QEMU would rather pause."""
    words = ["if=" + interface, "index=%d" % index,
             "id=%s%d" % (interface, index)]
    if path is not None:
        words.append("format=raw")
    if bad:
        config = "%s.%s%d.conf" % (path, interface, index)
        with open(config, "w") as f:
            f.write("\n".join(one.text() for one in bad))
        words.append("file=blkdebug:%s:%s" % (config, path))
    elif path is not None:
        words.append("file=%s" % path)
    if interface == "ide" and options.get("media") != "cdrom":
        words += ["rerror=report", "werror=report"]
    words += ["%s=%s" % (name.replace("_", "-"), value)
              for name, value in options.items()]
    return ["-drive", ",".join(words)]


def ide(path, index=0, bad=(), **options):
    """hda, hdb, hdc, hdd: `index` 0 to 3. `options` are words for -drive, such
    as readonly="on"."""
    return drive(path, "ide", index, bad, **options)


def cdrom(path=None, index=2, bad=()):
    """A CD drive with that ISO in it; None: empty."""
    return drive(path, "ide", index, bad, media="cdrom")


def floppy(path, index=0, bad=(), **options):
    """fd0, fd1; None: a drive without a medium."""
    return drive(path, "floppy", index, bad, **options)



class Monitor:
    """QEMU's own prompt, by way of its JSON protocol:

        with disks.Monitor(tmp_path) as monitor:
            m = prompt(extra=monitor.arguments + ...)
            monitor.eject("floppy0")
    """

    def __init__(self, directory):
        self.path = str(directory / "monitor")
        self.arguments = ["-chardev", "socket,id=monitor,server=on,wait=off,"
                          "path=" + self.path,
                          "-mon", "chardev=monitor,mode=control"]
        self.socket = self.answers = None

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.socket:
            self.answers.close()
            self.socket.close()

    def execute(self, name, **arguments):
        """A command of the protocol; what it returns."""
        if not self.socket:
            self.socket = socket.socket(socket.AF_UNIX)
            self.socket.settimeout(10)
            self.socket.connect(self.path)
            self.answers = self.socket.makefile()
            self.execute("qmp_capabilities")
        self.socket.sendall(json.dumps(
            {"execute": name, "arguments": arguments}).encode() + b"\n")
        for line in self.answers:
            answer = json.loads(line)	# or an event, or the greeting
            if "error" in answer:
                raise OSError("%s: %s" % (name, answer["error"]["desc"]))
            if "return" in answer:
                return answer["return"]
        raise EOFError("QEMU is gone")

    def command(self, line):
        """A line as a person would type it; what QEMU says."""
        text = self.execute("human-monitor-command", **{"command-line": line})
        if "Error" in text:
            raise OSError("%s: %s" % (line, text))
        return text

    def eject(self, name):
        """Take the medium out of "floppy0" or "ide2", lock or no lock."""
        self.command("eject -f " + name)

    def change(self, name, path, read_only=False):
        """Put `path` into it, in place of what is there."""
        self.command("change %s %s raw%s" % (
            name, path, " read-only" if read_only else ""))
