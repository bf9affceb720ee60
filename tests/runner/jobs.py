"""A job is one process whose output says how some tests went."""

import os
import subprocess
import sys
import threading
import time

from . import tap

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(
    os.path.abspath(__file__))))
sys.path.insert(0, os.path.join(ROOT, "tools"))
import qemu  # noqa: E402

LOGS = os.path.join(ROOT, "build", "test")


running = set()			# processes, each the head of its own session


def end(child, patience=1):
    """End a job and whatever it started."""
    for signal in (15, 9):
        try:
            os.killpg(child.pid, signal)
        except ProcessLookupError:
            return
        time.sleep(patience)


class Job:
    """`argv` is run in the tree's root, at most `limit` seconds. With `tap`
    its output is TAP or KTAP, else the job is one test that passes by exiting
    with `success`. `accept` then looks at the output and returns an objection
    or None. `stage` 0 runs before everything of stage 1. `share` is how much of
    a processor it keeps busy: that many run side by side. Afterwards `seconds`
    is how long it took and `busy` the processor time of it and its children."""

    def __init__(self, name, argv, limit=120, tap=True, success=0, stage=1,
                 env=None, accept=None, share=1):
        self.name, self.argv, self.limit = name, argv, limit
        self.tap, self.success, self.stage = tap, success, stage
        self.env, self.accept = env or {}, accept
        self.share = share
        self.seconds, self.busy, self.results, self.output = 0.0, 0.0, [], ""

    @property
    def log(self):
        return os.path.join(LOGS, self.name.replace(" ", "-") + ".log")

    def run(self):
        os.makedirs(os.path.dirname(self.log), exist_ok=True)
        # Tools that speak the user's language would not be understood.
        environment = dict(os.environ, LC_ALL="C.UTF-8", **self.env)
        # Make's own words are for make; the variables given to it arrive in
        # the environment anyway.
        for name in ("MAKEFLAGS", "MFLAGS", "MAKELEVEL", "MAKEOVERRIDES",
                     "RUN", "CMDLINE", "BUILD", "O"):
            if name not in self.env:
                environment.pop(name, None)
        began = time.monotonic()
        late = threading.Event()
        with open(self.log, "wb") as log:
            try:
                child = subprocess.Popen(
                    qemu.tied(self.argv), cwd=ROOT, env=environment, stdout=log,
                    stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL,
                    start_new_session=True)
            except OSError as e:		# not built, then
                self.results = [tap.Result(str(e), "failed")]
                return
            running.add(child)
            timer = threading.Timer(self.limit,
                                    lambda: (late.set(), end(child)))
            timer.start()
            _, status, used = os.wait4(child.pid, 0)
            code = child.returncode = os.waitstatus_to_exitcode(status)
            self.busy = used.ru_utime + used.ru_stime
            timer.cancel()
            running.discard(child)
        self.seconds = time.monotonic() - began
        with open(self.log, "rb") as log:
            self.output = log.read().decode("utf-8", "replace") \
                .replace("\r", "")
        self.judge(code, late.is_set())

    def judge(self, code, late):
        tail = [l for l in self.output.splitlines() if l.strip()][-12:]
        if self.tap:
            self.results = tap.parse(self.output)
        trouble = None
        if late:
            trouble = "not finished after %d seconds" % self.limit
        elif code != self.success and (
                code < 0 or not self.tap
                or not any(r.state == "failed" for r in self.results)):
            trouble = "ended with status %d" % code
        elif self.tap and not self.results:
            trouble = "reported no test"
        elif self.accept:
            trouble = self.accept(self.output)
        if trouble:
            self.results.append(tap.Result(trouble, "failed", tail))
        elif not self.tap:
            self.results.append(tap.Result(self.name, "ok"))

    def count(self, state):
        return sum(r.state == state for r in self.results)
