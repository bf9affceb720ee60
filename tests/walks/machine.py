"""The two things that a walk talks to: gdb with a stopped machine behind it,
as `make debug` starts them, and `make run`."""

import contextlib
import os
import re
import selectors
import shlex
import subprocess
import sys
import tempfile
import time

import book
import debug
import qemu

LIMIT = float(os.environ.get("WALK_LIMIT", "60"))
PROMPT = "(gdb) "


class Lost(Exception):
    """The machine or gdb does not answer any more."""


class Gdb:
    """gdb at a machine stopped at start_kernel, like `make debug`."""

    def __init__(self, directory, words):
        config = {
            "kernel": qemu.elf(words.get("build", "debug")),
            "cmdline": words.get("cmdline", ""),
            "mem": words.get("mem", "128M"), "cpus": words.get("cpus", "1"),
            "extra": qemu.drives(words)}
        if words.get("initrd"):     # the initial files, with the labs
            build = words.get("build", "debug")
            name = "build/%s/initramfs.cpio" % build
            subprocess.run(["make", "-s", "-C", book.ROOT, "BUILD=" + build,
                            name], check=True, stdout=subprocess.DEVNULL)
            config["initrd"] = qemu.path(name)
        self.gdb = None
        self.qemu, stub = debug.start_stopped(directory, **config)
        try:
            self.attach(directory, words, config["kernel"], stub)
        except BaseException:
            self.end()
            raise

    def attach(self, directory, words, kernel, stub):
        self.gdb = subprocess.Popen(
            debug.gdb_command(kernel, stub,
                              ["-ex", "set width 0", "-ex",
                               "set style enabled off"]),
            stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT, cwd=book.ROOT, start_new_session=True,
            env=dict(os.environ, TERM="dumb", AT=words.get("at", ""),
                     K896_CONSOLE=os.path.join(directory, "console")))
        self.select = selectors.DefaultSelector()
        self.select.register(self.gdb.stdout, selectors.EVENT_READ)
        self.wait()

    def wait(self):
        """What gdb says up to its next prompt."""
        said, end = "", time.monotonic() + LIMIT
        while not said.endswith(PROMPT):
            left = end - time.monotonic()
            if left <= 0 or not self.select.select(left):
                raise Lost("no answer within %d seconds; so far: %s"
                           % (LIMIT, said[-200:] or "nothing"))
            data = os.read(self.gdb.stdout.fileno(), 65536)
            if not data:
                raise Lost("gdb ended: " + said[-200:])
            said += data.decode("utf-8", "replace")
        return said[:-len(PROMPT)]

    def ask(self, command):
        self.gdb.stdin.write(command.encode() + b"\n")
        self.gdb.stdin.flush()
        return self.wait()

    def run(self, command):
        """Ask, and ask again if the machine did not move: when an interrupt
        comes just as gdb steps over a breakpoint, QEMU stops there again,
        with every register as it was."""
        if command not in ("continue", "finish"):
            return self.ask(command)
        before = self.ask("info registers")
        for _ in range(3):
            said = self.ask(command)
            if self.ask("info registers") != before:
                break
        return said

    def end(self):
        for child in filter(None, (self.gdb, self.qemu)):
            child.kill()
            child.wait()


def as_make_gets(command):
    """The words of a command after the shell and make have had theirs: a `$`
    survives the one within '...' only, and the other as `$$`."""
    if "$" in re.sub(r"'[^']*'", "", command):
        raise Lost("a shell would replace the `$`: " + command)
    words = shlex.split(command)
    if any("$" in word.replace("$$", "") for word in words):
        raise Lost("make would replace the `$`: " + command)
    return [word.replace("$$", "$") for word in words]


class Make:
    """`make run` without the building, which has been done before."""

    def run(self, command):
        words = as_make_gets(command)
        if words[:2] != ["make", "run"]:
            raise Lost("only `make run` can be replayed, not: " + command)
        environment = {k: v for k, v in os.environ.items() if k not in (
            "RUN", "MEM", "CMDLINE", "BUILD", "CPUS", "KERNEL", "GUI",
            "FLOPPY", "DISK", "CDROM")}
        environment["TIME"] = str(int(LIMIT))
        environment.update(word.split("=", 1) for word in words[2:])
        done = subprocess.run(
            [sys.executable, "-B", os.path.join(book.ROOT, "tools/run.py")],
            env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT)
        return done.stdout.decode("latin-1")

    def end(self):
        pass


@contextlib.contextmanager
def open_for(walk):
    with tempfile.TemporaryDirectory(prefix="k896-") as directory:
        session = None
        try:
            if walk.kind == "gdb-walk":
                session = Gdb(directory, walk.words)
            else:
                session = Make()
            yield session
        finally:
            if session:
                session.end()
