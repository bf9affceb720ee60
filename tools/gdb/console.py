"""The kernel's console inside gdb, for `make debug` in one terminal.

  console        print what the kernel said since the last look
  console all    ... since it started
  type WORDS     type a line at its prompt (then `continue`)
"""

import os
import signal
import socket
import threading

import gdb

PATH = os.environ.get("K896_CONSOLE")


class Console(gdb.Command):
    """console [all]: what the kernel printed since the last look."""

    def __init__(self):
        super().__init__("console", gdb.COMMAND_STATUS)
        self.seen = 0

    def invoke(self, argument, from_tty):
        if argument.strip() == "all":
            self.seen = 0
        with open(PATH + ".log", "rb") as log:
            log.seek(self.seen)
            text = log.read()
        self.seen += len(text)
        gdb.write(text.decode("latin-1").replace("\r", ""))


class Type(gdb.Command):
    """type WORDS: type a line at the kernel's prompt; it reads when it runs."""

    def __init__(self):
        super().__init__("type", gdb.COMMAND_RUNNING)
        self.line = None

    def invoke(self, argument, from_tty):
        if self.line is None:
            self.line = socket.socket(socket.AF_UNIX)
            self.line.connect(PATH)
            threading.Thread(target=self.drain, daemon=True).start()
        self.line.sendall(argument.encode() + b"\r")

    def drain(self):
        """Read what the kernel says and drop it, as the log has it, too: a
        connection that nobody reads is full after some hundred bytes, and the
        kernel would wait. Signals are for gdb's own thread."""
        signal.pthread_sigmask(signal.SIG_BLOCK, signal.valid_signals())
        while self.line.recv(4096):
            pass


if PATH:
    Console()
    Type()
