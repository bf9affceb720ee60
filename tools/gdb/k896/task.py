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
# Between a thread's wish to wait, or the interrupt that took the CPU from it,
# and the switch; behind them lies who waits.
WAITING = ("common_interrupt", "__switch_to", "context_switch", "__schedule",
           "schedule", "yield", "preempt_schedule", "preempt_schedule_irq",
           "preempt_enable", "spin_unlock", "task_rq_unlock",
           "schedule_timeout", "schedule_timeout_interruptible",
           "schedule_timeout_uninterruptible")
PUSHED = ("preempt_schedule", "preempt_schedule_irq")
FIRST = "thread_start"		# where a new thread's stack "returns" to


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

    @property
    def pushed(self):
        """Did it lose the CPU without asking for that?"""
        return any(place(*frame)[0] in PUSHED for frame in self.frames())

    @property
    def esp(self):
        """Its stack pointer; None if it is in a CPU that cannot be read."""
        if not self.running:
            return pointer(self["sp"])
        for cpu, thread in kernel.machine_threads():
            if cpu == self.cpu:
                return kernel.register_of(thread, "esp")
        return None

    def frames(self):
        """(address, is it the instruction itself) of each frame, innermost
        first."""
        if not self.running:
            yield from switched_out(pointer(self["sp"]))
            return
        for cpu, thread in kernel.machine_threads():
            if cpu == self.cpu:
                yield from kernel.with_thread(thread, in_a_cpu)


def in_a_cpu():
    """The frames of the selected CPU, as gdb finds them."""
    found, frame = [], gdb.newest_frame()
    while frame is not None and len(found) < DEEPEST:
        found.append((frame.pc(), not found))
        frame = frame.older()
    return found


def tasks():
    """All threads, by their list."""
    head = pointer(kernel.variable("task_list").address)
    if not kernel.word(head):
        return
    for address in kernel.members(head, "struct task_struct", "tasks"):
        yield Task(address)


def current(cpu):
    return Task(pointer(kernel.per_cpu("current_task", cpu)))


def switched_out(sp):
    """The frames of a thread that waits. On top lies what __switch_to()
    pushed: edi, esi, ebx, ebp, and where it returns to; then they go on as far
    as the chain of frame pointers does."""
    try:
        ebp, eip = kernel.word(sp + 12), kernel.word(sp + 16)
    except gdb.MemoryError:
        return
    exact = kernel.symbol_at(eip) == FIRST
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


def own_file(at):
    """The source file of the function that an address is in."""
    block, own = gdb.block_for_pc(at), None
    while block is not None and not block.is_static:
        own = block.function or own
        block = block.superblock
    return own.symtab if own is not None else None


def line_of(at):
    """'monitor/monitor.c:181'; in a function of a header, inlined, the line
    that called it."""
    line, own = gdb.find_pc_line(at), own_file(at)
    if not line.symtab:
        return ""
    if own is None or line.symtab.filename == own.filename:
        return "%s:%d" % (line.symtab.filename, line.line)
    before = [entry for entry in own.linetable() if entry.pc <= at]
    if not before:
        return own.filename
    return "%s:%d" % (own.filename,
                      max(before, key=lambda entry: entry.pc).line)


def place(eip, exact):
    """('wait_key', 'monitor/monitor.c:181') of an address in the code."""
    at = eip if exact else eip - 1
    return kernel.symbol_at(at).split(" + ")[0] or "0x%x" % at, line_of(at)


def waits_in(task):
    """The place that asked to wait, or where the thread was interrupted."""
    last = "unknown", ""
    for address, exact in task.frames():
        last = place(address, exact)
        if task.running or last[0] not in WAITING:
            return last
    return last
