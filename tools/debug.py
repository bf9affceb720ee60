#!/usr/bin/python3
"""`make debug`: QEMU stopped at start_kernel, gdb attached, one terminal.

  debug.py            both; QEMU ends when gdb does
  debug.py --server   QEMU alone, waiting stopped; the prompt is in this terminal
  debug.py --attach   gdb alone, to the server started last

The environment gives BUILD (debug), MEM, CPUS, CMDLINE, FLOPPY, DISK, CDROM (as
for `make run`), GDBPORT (1234, or the next free one) and GDB, further words for gdb's command line. In one terminal
the kernel's console is read with gdb's command `console`, and `type WORDS`
types at the prompt.
"""

import contextlib
import json
import os
import shlex
import signal
import socket
import subprocess
import sys
import tempfile
import time

import qemu

SERVER = qemu.path("build", "gdb-server.json")


def machine():
    env = os.environ.get
    return {"kernel": qemu.elf(env("BUILD") or "debug"),
            "initrd": qemu.initramfs(env("BUILD") or "debug"),
            "cmdline": env("CMDLINE") or "",
            "mem": env("MEM") or "128M", "cpus": env("CPUS") or "1",
            "extra": qemu.drives(os.environ)}


def gdb_command(elf, target, extra):
    """gdb on `elf`, connected to `target`, without anybody's ~/.gdbinit."""
    return qemu.tied(
        ["gdb", "-nx", "-q", elf,
         "-ex", "target remote " + target,
         "-ex", "source " + qemu.path("tools", "gdb", "init.gdb")]
        + list(extra))


def free_port():
    for port in range(int(os.environ.get("GDBPORT") or 1234), 65536):
        with socket.socket() as s:
            s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                s.bind(("127.0.0.1", port))
                return port
            except OSError:
                continue
    raise OSError("no free port for gdb")


def undisturbed(config):
    """Drives that nobody has put in are not looked for until somebody asks: a
    breakpoint is met by whom one thinks of."""
    if config.get("extra") or "probe=" in config["cmdline"]:
        return config
    return dict(config, cmdline=(config["cmdline"] + " probe=late").strip())


def start_stopped(directory, **config):
    """A stopped QEMU whose gdb stub and serial console are sockets in
    `directory`."""
    config = undisturbed(config)
    stub, console = (os.path.join(directory, n) for n in ("gdb", "console"))
    argv = qemu.arguments(**config) + [
        "-S", "-no-reboot", "-monitor", "none",
        "-chardev", "socket,id=gdb0,server=on,wait=off,path=" + stub,
        "-gdb", "chardev:gdb0",
        "-chardev", "socket,id=com1,server=on,wait=off,path=" + console,
        "-serial", "chardev:com1"]
    # Its own session: Ctrl-C is meant for gdb alone.
    child = subprocess.Popen(argv, stdin=subprocess.DEVNULL,
                             start_new_session=True)
    for _ in range(100):
        if os.path.exists(console) or child.poll() is not None:
            break
        time.sleep(0.05)
    return child, stub


def foreground(argv, environment):
    """Run gdb as the terminal's foreground group: its Ctrl-C must not reach
    make, which would take it as an order to give up."""
    if not sys.stdin.isatty():
        return subprocess.call(argv, env=environment)
    terminal = sys.stdin.fileno()
    signal.signal(signal.SIGTTOU, signal.SIG_IGN)

    def take_terminal():
        os.setpgid(0, 0)
        os.tcsetpgrp(terminal, os.getpgid(0))
        signal.signal(signal.SIGTTOU, signal.SIG_DFL)

    try:
        return subprocess.call(argv, env=environment, preexec_fn=take_terminal)
    finally:
        # A container may not know the group its shell put us in: that shell
        # takes the terminal back by itself.
        with contextlib.suppress(OSError):
            os.tcsetpgrp(terminal, os.getpgid(0))


def both(extra=()):
    config = machine()
    with tempfile.TemporaryDirectory(prefix="k896-") as directory:
        child, stub = start_stopped(directory, **config)
        try:
            return foreground(
                gdb_command(config["kernel"], stub, extra),
                dict(os.environ, K896_CONSOLE=os.path.join(directory,
                                                           "console")))
        finally:
            child.kill()
            child.wait()


def server():
    config = machine()
    port = free_port()
    with open(SERVER, "w") as f:
        json.dump({"port": port, "elf": config["kernel"]}, f)
    print("k896 waits on port %d: `make gdb` in another terminal. "
          "Ctrl-A X ends it." % port, flush=True)
    return subprocess.call(
        qemu.arguments(**undisturbed(config))
        + ["-S", "-gdb", "tcp:127.0.0.1:%d" % port, "-serial", "mon:stdio"])


def attach(extra=()):
    try:
        with open(SERVER) as f:
            known = json.load(f)
    except FileNotFoundError:
        print("No server yet: `make debug-server` in another terminal.",
              file=sys.stderr)
        return 1
    return foreground(gdb_command(known["elf"], "localhost:%d" % known["port"],
                                  extra), os.environ)


def main():
    # Ended from outside, it still ends its QEMU (the `finally` above).
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    extra = shlex.split(os.environ.get("GDB") or "")
    if "--server" in sys.argv:
        return server()
    if "--attach" in sys.argv:
        return attach(extra)
    return both(extra)


if __name__ == "__main__":
    sys.exit(main())
