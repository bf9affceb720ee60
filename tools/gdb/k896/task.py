"""Threads from outside: the list of them, and where each one is.

A thread that waits has left its stack pointer in its struct task_struct; from
there its frames are unwound here, as kernel/cpu/unwind.c does inside. One that
runs has its registers in a CPU, which is a thread of gdb's.
"""

import gdb

from . import headers, kernel
from .kernel import pointer

DEEPEST = 64			# frames that are unwound
REGS_MARK = 1			# in a saved ebp: registers, as entry.S left them
# Between a thread's wish to wait and the switch; behind them lies who waits.
WAITING = ("__switch_to", "context_switch", "__schedule", "schedule",
           "yield", "preempt_schedule", "preempt_schedule_irq",
           "schedule_timeout", "schedule_timeout_interruptible",
           "schedule_timeout_uninterruptible")


class Task:
    """One thread: its struct task_struct, and what can be worked out."""

    def __init__(self, address):
        self.address = address
        self.words = kernel.at(address, "struct task_struct")
        self.words.fetch_lazy()

    def __getitem__(self, member):
        return self.words[member]

    def __eq__(self, other):
        return self.address == other.address

    @property
    def pid(self):
        return int(self["pid"])

    @property
    def cpu(self):
        return int(self["cpu"])

    @property
    def comm(self):
        return self["comm"].string("latin-1") or "<no name>"

    @property
    def stack(self):
        return pointer(self["stack"])

    @property
    def running(self):
        """Has a CPU got it now?"""
        return current(self.cpu) == self

    @property
    def priority(self):
        """'idle', 'rt 5' or a nice value, as `ps` says it."""
        prio, limit = int(self["prio"]), headers.value(
            "MAX_RT_PRIO", "linux/sched.h")
        if not self.pid:
            return "idle"
        return "rt%2d" % prio if prio < limit else "%d" % (prio - limit - 20)

    @property
    def state(self):
        """The letter of `ps`."""
        letters = {"TASK_RUNNING": "R", "TASK_INTERRUPTIBLE": "S",
                   "TASK_UNINTERRUPTIBLE": "D"}
        for name, letter in letters.items():
            if int(self["state"]) == headers.value(name, "linux/sched.h"):
                return letter
        return "Z"

    def registers(self):
        """(eip, ebp, esp) of this thread; None of the three if unknown."""
        if not self.running:
            return switched_out(pointer(self["sp"]))
        for cpu, thread in kernel.machine_threads():
            if cpu == self.cpu:
                return tuple(kernel.register_of(thread, name)
                             for name in ("eip", "ebp", "esp"))
        return None, None, None


def switched_out(sp):
    """What __switch_to() pushed: edi, esi, ebx, ebp, where it returns to."""
    ebp, eip = kernel.word(sp + 12), kernel.word(sp + 16)
    return eip, ebp, sp


def tasks():
    """All threads, by their list."""
    head = pointer(kernel.variable("task_list").address)
    if not kernel.word(head):
        return
    for address in kernel.members(head, "struct task_struct", "tasks"):
        yield Task(address)


def current(cpu):
    return Task(pointer(kernel.per_cpu("current_task", cpu)))


def frames(eip, ebp):
    """(address, is it the instruction itself) of each frame, innermost first;
    ends where the chain of frame pointers does."""
    exact = True
    for _ in range(DEEPEST):
        if not eip:
            return
        yield eip, exact
        try:
            if ebp & REGS_MARK:
                regs = kernel.at(ebp & ~REGS_MARK, "struct pt_regs")
                eip, ebp = pointer(regs["ip"]), pointer(regs["bp"])
                exact = True
            else:
                ebp, eip = kernel.word(ebp), kernel.word(ebp + 4)
                exact = False
        except (gdb.MemoryError, gdb.error):
            return


def place(eip, exact):
    """('wait_key', 'monitor/monitor.c:181') of an address in the code."""
    at = eip if exact else eip - 1
    name = kernel.symbol_at(at).split(" + ")[0] or "0x%x" % at
    line = gdb.find_pc_line(at)
    return name, "%s:%d" % (line.symtab.filename, line.line) \
        if line.symtab else ""


def waits_in(task):
    """The place that asked to wait, or where the thread was interrupted."""
    eip, ebp, _ = task.registers()
    if eip is None:
        return "unknown", ""
    last = "nowhere", ""
    for address, exact in frames(eip, ebp):
        last = place(address, exact)
        if task.running or last[0] not in WAITING:
            return last
    return last
