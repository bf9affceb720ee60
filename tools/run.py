#!/usr/bin/python3
"""`make run`: boot k896 in QEMU. What to do is read from the environment,
where make puts its variables, so that no quote in them meets a shell.

  MEM=128M  CPUS=1   the machine
  GUI=1              with QEMU's window; the serial console stays here
  KERNEL=1           -kernel instead of the ISO and its GRUB menu
  CMDLINE="..."      words for the kernel's command line
  RUN="cmd; cmd"     run monitor commands, print what they say, power off;
                     status 0 only if every one of them succeeded
  FLOPPY=a.img  DISK=b.img  CDROM=c.iso   in fd0, hda, hdc; FLOPPY=1: one with
                     the lab book on it, CDROM=1: our own ISO, DISK=1: an
                     empty one (default; DISK=none: none)
  QEMUEXTRA="..."    more for QEMU itself: -cpu max, -rtc base=localtime
  TIME=60            seconds that an unattended run may take
  BUILD=debug        the build to boot

Where standard input is no terminal and no RUN is given, it runs the tour of
all demos and powers off.
"""

import os
import shlex
import subprocess
import sys

import qemu


def env(name, default=""):
    return os.environ.get(name) or default


def say(text):
    print(text, file=sys.stderr, flush=True)


class Output:
    """What the machine says: the boot's words until the marker line, which
    the first command prints, and then the commands' own."""

    MARK = "@run"

    def __init__(self):
        self.boot, self.started = "\n", False

    def write(self, text):
        if not self.started:
            self.boot, mark, text = (self.boot + text).partition(
                "\n%s\n" % self.MARK)
            self.started = bool(mark)
        sys.stdout.write(text)
        sys.stdout.flush()


def drives(**changed):
    named = dict(os.environ, DISK=env("DISK", "1"), **changed)
    if named["DISK"] == "none":
        del named["DISK"]
    return qemu.drives(named)


def machine():
    build = env("BUILD", "release")
    if env("GUI") and not (env("DISPLAY") or env("WAYLAND_DISPLAY")):
        raise ValueError("GUI=1 wants a graphical session (DISPLAY is empty)")
    return {
        "kernel": qemu.elf(build),
        "initrd": qemu.initramfs(build),
        "cmdline": env("CMDLINE"),
        "mem": env("MEM", "128M"),
        "cpus": env("CPUS", "1"),
        "display": "gtk" if env("GUI") else "none",
        "extra": drives() + shlex.split(env("QEMUEXTRA")),
    }


def through_grub(config):
    """Turn a -kernel machine into one that boots the ISO."""
    build = env("BUILD", "release")
    if config["cmdline"]:
        image = qemu.path("build", "run", "k896.iso")
        qemu.make_iso(image, qemu.path("build", build, "k896.stripped"),
                      config["cmdline"], config["initrd"])
    else:
        image = qemu.iso(build)
    # The CD drive is taken by what is booted.
    return dict(config, kernel=None, initrd=None, cmdline="", image=image,
                extra=drives(CDROM="") + shlex.split(env("QEMUEXTRA")))


def unattended(commands, use_iso):
    """Run monitor commands and power off; the exit status tells how it went.
    Only warnings reach the console (dmesg shows the rest); those of the boot
    are shown on standard error when it failed."""
    config, output = machine(), Output()
    config["cmdline"] = " ".join(
        filter(None, [config["cmdline"], "loglevel=5", "exit=qemu",
                      qemu.quote("run=echo %s; %s" % (output.MARK, commands))]))
    if use_iso:
        config = through_grub(config)
    limit = float(env("TIME", "60"))
    ending = qemu.run(limit, output.write, **config)
    if ending.ok:
        return 0
    if output.boot.strip():
        say(output.boot.strip())
    say("run: " + ending.why)
    return 124 if ending.timed_out else 1


def interactive():
    config = machine()
    if not env("KERNEL"):
        config = through_grub(config)
    say("k896 in QEMU: `poweroff` ends it, and so does Ctrl-A X.")
    argv = qemu.arguments(**config) + ["-serial", "mon:stdio"]
    return subprocess.call(argv)


def main():
    try:
        if env("RUN"):
            return unattended(env("RUN"), use_iso=False)
        if not sys.stdin.isatty():
            return unattended("tour", use_iso=not env("KERNEL"))
        return interactive()
    except (ValueError, FileNotFoundError, subprocess.CalledProcessError) as e:
        say("run: %s" % e)
        return 2
    except BrokenPipeError:
        sys.stdout = None
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
