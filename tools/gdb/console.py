"""The kernel's console inside gdb, for `make debug` in one terminal.

  console        print what the kernel said since the last look
  console all    ... since it started
  type WORDS     type a line at its prompt (then `continue`)
"""

import fcntl
import os
import signal
import socket
import sys
import termios
import threading
import time

import gdb

PATH = os.environ.get("K896_CONSOLE")


class Line:
    """The serial line. A thread keeps what comes in: if nobody read it, the
    socket would be full after some hundred bytes and the kernel would wait."""

    def __init__(self, path):
        self.heard = b""
        self.socket = socket.socket(socket.AF_UNIX)
        self.socket.connect(path)
        threading.Thread(target=self.listen, daemon=True).start()

    def listen(self):
        # Signals are for gdb's own thread.
        signal.pthread_sigmask(signal.SIG_BLOCK, signal.valid_signals())
        try:
            while True:
                data = self.socket.recv(4096)
                if not data:
                    return
                self.heard += data
        except OSError:
            pass

    def pending(self):
        """Bytes that came and were not read yet."""
        count = fcntl.ioctl(self.socket, termios.FIONREAD, b"\0" * 4)
        return int.from_bytes(count, sys.byteorder)

    def quiet(self):
        """All that was said, once no more comes."""
        known = -1
        while known != len(self.heard) or self.pending():
            known = len(self.heard)
            time.sleep(0.1)
        return self.heard.decode("latin-1").replace("\r", "")


class Console(gdb.Command):
    """console [all]: what the kernel printed since the last look."""

    def __init__(self, line):
        super().__init__("console", gdb.COMMAND_STATUS)
        self.line, self.seen = line, 0

    def invoke(self, argument, from_tty):
        if argument.strip() not in ("", "all"):
            raise gdb.GdbError("console: wants `all` or nothing")
        text = self.line.quiet()
        new = text if argument.strip() else text[self.seen:]
        self.seen = len(text)
        gdb.write(new if new.endswith("\n") or not new else new + "\n")


class Type(gdb.Command):
    """type WORDS: type a line at the prompt; the kernel reads when it runs."""

    def __init__(self, line):
        super().__init__("type", gdb.COMMAND_RUNNING)
        self.line = line

    def invoke(self, argument, from_tty):
        try:
            self.line.socket.sendall(argument.encode() + b"\r")
        except OSError as e:
            raise gdb.GdbError("type: the kernel's line is gone: %s" % e)


if PATH:
    com1 = Line(PATH)
    Console(com1)
    Type(com1)
