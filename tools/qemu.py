"""How k896 meets QEMU: one place that knows the options.

Every machine has a serial console and the exit device; nothing here waits
for ever: whoever runs a machine unattended names a limit. A machine is ended
by its own process id, and it ends with whoever started it.

KVM is left alone on purpose: the emulator behaves the same on every host.
"""

import os
import re
import shutil
import subprocess
import sys
import threading

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
PROGRAM = "qemu-system-i386"

# The kernel writes 0x10 (success) or 0x11 to the exit device when its command
# line says exit=qemu, and QEMU exits with 2n + 1. A triple fault exits with 0,
# so only this very number is success.
SUCCESS = 33
FAILURE = 35


def path(*parts):
    return os.path.join(ROOT, *parts)


def elf(build="release", small=False):
    """The kernel; the small one has no suites and no benchmarks."""
    return path("build", build, "k896-small.elf" if small else "k896.elf")


def iso(build="release"):
    return path("build", build, "k896.iso")


def initramfs(build="release"):
    """The initial files, if they were made."""
    name = path("build", build, "initramfs.cpio")
    return name if os.path.exists(name) else None


def tied(argv):
    """`argv` as a child that dies with its parent, even with one that is
    killed and has no time to clean up: the kernel's PR_SET_PDEATHSIG."""
    if not shutil.which("setpriv"):
        return list(argv)
    return ["setpriv", "--pdeathsig", "KILL"] + list(argv)


def arguments(kernel=None, image=None, cmdline="", mem="128M", cpus=1,
              display="none", extra=(), turns=False, initrd=None):
    """The command line of QEMU, but for where its serial port goes. With
    `turns` its CPUs run one after the other in a single thread, and one that
    spins gives way; without, each is a thread of the host's."""
    argv = [PROGRAM, "-accel", "tcg" + (",thread=single" if turns else ""),
            "-m", str(mem), "-smp", str(cpus),
            "-display", display, "-parallel", "none", "-nic", "none",
            "-device", "isa-debug-exit,iobase=0xf4,iosize=0x04"]
    if kernel:
        argv += ["-kernel", kernel]
        if cmdline:
            argv += ["-append", cmdline]
        if initrd:
            argv += ["-initrd", initrd]
    if image:
        argv += ["-boot", "d", "-cdrom", image]
    return tied(argv + list(extra))


def batch_arguments(**machine):
    """The same for an unattended machine that talks on standard output."""
    return arguments(**machine) + ["-no-reboot", "-monitor", "none",
                                   "-serial", "stdio"]


class Ending:
    """What became of an unattended run: its text and how it ended."""

    def __init__(self, text, code, timed_out):
        self.text, self.code, self.timed_out = text, code, timed_out

    @property
    def ok(self):
        return self.code == SUCCESS and not self.timed_out

    @property
    def why(self):
        if self.timed_out:
            return "the time limit was over"
        return {
            SUCCESS: "every command succeeded",
            FAILURE: "a command failed, or the kernel stopped",
            0: "the machine was reset or switched off (a triple fault?)",
        }.get(self.code, "QEMU ended with status %d" % self.code)

    @property
    def told(self):
        """For a report: why it ended, what the tests that failed said, wherever
        in the text that is, and the last lines."""
        lines = self.text.splitlines()
        failed = [number for number, line in enumerate(lines)
                  if re.search(r"^ *not ok | FAILED at |^BUG:|^PANIC", line)]
        shown = sorted({n for at in failed[:8] for n in range(at - 6, at + 6)
                        if 0 <= n < len(lines)})
        return "\n".join([self.why] + [lines[n] for n in shown] +
                         (["..."] if shown else []) + lines[-25:])


def run(limit, echo=None, **machine):
    """Boot a machine, gather its serial output until it ends, at most `limit`
    seconds. `echo` is called with each piece of text as it comes."""
    child = subprocess.Popen(batch_arguments(**machine),
                             stdin=subprocess.DEVNULL,
                             stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    late = threading.Event()
    timer = threading.Timer(limit, lambda: (late.set(), child.kill()))
    timer.start()
    pieces = []
    try:
        while True:
            data = os.read(child.stdout.fileno(), 65536)
            if not data:
                break
            text = data.decode("latin-1").replace("\r", "")
            pieces.append(text)
            if echo:
                echo(text)
    finally:
        timer.cancel()
        if sys.exc_info()[0]:
            child.kill()
        code = child.wait()
        child.stdout.close()
    return Ending("".join(pieces), code, late.is_set())


def quote(value):
    """`value` as one word of the kernel's command line. That line knows only
    double quotes and no way to hide one; the prompt takes single ones too."""
    if "'" not in value:
        value = value.replace('"', "'")
    if '"' in value:
        raise ValueError("a kernel command line cannot carry both kinds of "
                         "quotes: " + value)
    return '"%s"' % value if " " in value else value


def words(cmdline):
    """Split a kernel command line at blanks outside double quotes."""
    result, word, quoted = [], "", False
    for char in cmdline:
        if char == '"':
            quoted = not quoted
        elif char.isspace() and not quoted:
            result += [word] if word else []
            word = ""
        else:
            word += char
    return result + ([word] if word else [])


def make_disk(image, size=16 << 20):
    """An empty disk of that size, unless it is there."""
    os.makedirs(os.path.dirname(image), exist_ok=True)
    if not os.path.exists(image):
        with open(image, "wb") as f:
            f.truncate(size)


def drives(named):
    """QEMU's options for the drives in `named`, a dictionary with the image
    files FLOPPY (fd0), DISK (hda) and CDROM (hdc). Those that this tree makes
    are called "1"; what is written on them is gone afterwards, and the disk is
    as slow as disks were (8 MB/s)."""
    found = []
    own = {"FLOPPY": path("build", "floppy.img"), "CDROM": iso(),
           "DISK": path("build", "hd.img")}
    for name, words in (("FLOPPY", "if=floppy,index=0,format=raw"),
                        ("DISK", "if=ide,index=0,format=raw"),
                        ("CDROM", "if=ide,index=2,media=cdrom")):
        image = named.get(name) or named.get(name.lower())
        if image == "1" and name in own:
            image = own[name]
            if name == "DISK":
                make_disk(image)
                words += ",snapshot=on,throttling.bps-total=8000000"
            if name == "FLOPPY":
                subprocess.run([path("tools", "mkfloppy"), image], check=True)
                words += ",snapshot=on"
        if image:
            found += ["-drive", "%s,file=%s" % (
                words, os.path.abspath(image).replace(",", ",,"))]
    return found


def make_iso(output, kernel, cmdline, initrd=None):
    """An ISO that boots `kernel` with `cmdline` at once, without a menu."""
    config = output + ".cfg"
    # Inside single quotes GRUB takes everything literally.
    args = " ".join("'%s'" % w.replace("'", "'\\''") for w in words(cmdline))
    os.makedirs(os.path.dirname(output), exist_ok=True)
    with open(config, "w") as f:
        f.write("set timeout=0\nset fallback=1\n" + "".join(
            "menuentry %s {\n\tmultiboot /boot/%s %s\n%s}\n" % (
                name, name, args,
                "\tmodule /boot/initramfs.cpio\n" if initrd else "")
            for name in ("k896", "k896-small")))
    small = kernel.replace("k896.stripped", "k896-small.stripped")
    subprocess.run([path("tools", "mkiso"), output, kernel, config, small] +
                   [initrd] * bool(initrd), check=True)
