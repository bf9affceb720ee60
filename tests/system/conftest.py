"""What the system tests share: a machine one can type at, and the TAP voice
in which tests/run hears the results."""

import os
import re
import sys

import pexpect
import pytest

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../tools"))
import qemu  # noqa: E402

PROMPT = "k896> "
SOAK = bool(os.environ.get("SOAK"))


def plain(text):
    """`text` as a screen would show it: no colours, no carriage returns."""
    text = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", text)
    lines = []
    for line in text.replace("\r\n", "\n").split("\n"):
        shown = []
        column = 0
        for char in line:
            if char == "\r":
                column = 0
            elif char == "\b":
                column = max(0, column - 1)
            else:
                shown[column:column + 1] = [char]
                column += 1
        lines.append("".join(shown))
    return "\n".join(lines)


class Console:
    """A machine with its serial console on a terminal of ours. Its limits are
    for what hangs: each is many times what a loaded host takes."""

    def __init__(self, argv, limit=120):
        self.child = pexpect.spawn(argv[0], argv[1:], encoding="latin-1",
                                   timeout=limit, echo=False)
        self.child.delaybeforesend = None

    def wait_prompt(self, limit=120):
        self.child.expect_exact(PROMPT, timeout=limit)
        return plain(self.child.before)

    def type(self, keys):
        self.child.send(keys)

    def command(self, line, limit=120):
        """Type a line, wait for the next prompt, return what was said."""
        self.type(line + "\r")
        self.child.expect_exact("\n", timeout=limit)	# the end of the echo
        return self.wait_prompt(limit)

    def free_blocks(self):
        """buddyinfo when nothing rests on this CPU's lists of pages."""
        self.command("drain")
        return self.command("buddyinfo")

    def end(self, limit=60):
        """Wait until QEMU ends by itself; its exit status."""
        self.child.expect(pexpect.EOF, timeout=limit)
        self.child.close()
        return self.child.exitstatus

    def kill(self):
        self.child.close(force=True)


@pytest.fixture
def console():
    """console(**machine): a running machine; it is ended after the test."""
    running = []

    def start(limit=120, **machine):
        # signal=off: Ctrl-C is a key like any other.
        one = Console(qemu.arguments(**machine)
                      + ["-monitor", "none", "-no-reboot", "-serial",
                         "chardev:com1", "-chardev",
                         "stdio,id=com1,signal=off"], limit)
        running.append(one)
        return one

    yield start
    for one in running:
        one.kill()


@pytest.fixture
def prompt(console):
    """prompt(mem=..., cmdline=...): the same with -kernel, at the prompt. Where
    no drives are given none are looked for, until a command asks."""
    def start(build="release", **machine):
        if not machine.get("extra"):
            machine["cmdline"] = machine.get("cmdline", "") + " probe=late"
        one = console(kernel=qemu.elf(build), **machine)
        one.banner = one.wait_prompt()
        return one
    return start


def run(commands, build="release", limit=120, cmdline="quiet", **machine):
    """Run monitor commands in a machine of their own; a qemu.Ending."""
    return qemu.run(limit, kernel=qemu.elf(build), cmdline=" ".join(
        [cmdline, "exit=qemu", qemu.quote("run=" + commands)]), **machine)


# ---- tests/run reads TAP -------------------------------------------------

def speaks_tap():
    return bool(os.environ.get("K896_TAP"))


class Tap:
    """Prints a line for each test as it ends."""

    def __init__(self):
        self.count = 0

    def line(self, ok, name, note=""):
        self.count += 1
        # pytest's dots may stand before it in the line.
        print("\n%sok %d - %s%s" % ("" if ok else "not ", self.count, name,
                                  note), file=sys.__stdout__, flush=True)

    def comment(self, text):
        for line in str(text).splitlines():
            print("\n# " + line, file=sys.__stdout__, flush=True)

    def pytest_collectreport(self, report):
        if report.failed:
            self.comment(report.longrepr)
            self.line(False, "collecting " + report.nodeid)

    def pytest_runtest_logreport(self, report):
        name = report.nodeid.split("::", 1)[-1]
        if report.failed:
            self.comment(report.longreprtext)
            self.line(False, name if report.when == "call"
                      else "%s (%s)" % (name, report.when))
        elif report.skipped:
            self.line(True, name, " # SKIP " + str(report.longrepr[-1]))
        elif report.when == "call":
            self.line(True, name, " # %.1fs" % report.duration)

    def pytest_sessionfinish(self):
        print("\n1..%d" % self.count, file=sys.__stdout__, flush=True)


def pytest_configure(config):
    if speaks_tap():
        config.pluginmanager.register(Tap(), "k896-tap")
