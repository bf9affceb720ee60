"""km-threads: all threads, and where each one is."""

from . import kernel, task
from .kernel import fail, number, say


def where(thread):
    """A word on what it does, and the place."""
    name, line = task.waits_in(thread)
    place = name + (", " + line if line else "")
    if thread.running:
        return place
    if name == task.FIRST:
        return "has not run yet"
    return "pushed off the CPU in " + place if thread.pushed else place


def say_row(thread):
    esp = thread.esp
    say("%s%4d %3d  %s  %4s  %s  %-15s  %s" % (
        "*" if thread.running else " ", thread.pid, thread.cpu, thread.state,
        thread.priority, "unknown   " if esp is None else "0x%08x" % esp,
        thread.comm, where(thread)))


def say_one(thread):
    say("thread %d, %s: struct task_struct at 0x%x" % (
        thread.pid, thread.comm, thread.address))
    say("  CPU %d, %s, state %s, nice %s; %d waits, %d times pushed off" % (
        thread.cpu, "running" if thread.running else "not running",
        thread.state, thread.priority, thread["nvcsw"], thread["nivcsw"]))
    if thread.esp is None:
        say("  its CPU's registers cannot be read")
        return
    say("  stack 0x%08x, esp 0x%08x" % (thread.stack, thread.esp))
    for level, (address, exact) in enumerate(thread.frames()):
        say("  #%-2d 0x%08x  %s" % (
            level, address, ", ".join(filter(None,
                                            task.place(address, exact)))))


def select(words):
    """A thread by its name, its pid, or an expression for its address."""
    threads = list(task.tasks())
    for thread in threads:
        if words in (thread.comm, "0x%x" % thread.address):
            return thread
    value = number(kernel.evaluate(words), words)
    found = [t for t in threads if value in (t.pid, t.address)]
    if not found:
        fail("there is no thread `%s`: `km-threads` lists them", words)
    return found[0]


class KmThreads(kernel.Command):
    """km-threads [THREAD]: all threads, their state and where they are.

  km-threads            one line each; * has a CPU now
  km-threads 3          one of them with its frames; also by name (monitor),
                        or by a struct task_struct * of the code you stopped in

S is R for a thread that could run, S and D for one that waits, Z for a dead
one. A thread without a CPU has left its esp behind; its stack is unwound from
there, past the scheduler, to the place that asked to wait."""

    NAME = "km-threads"

    def show(self, words):
        if words:
            say_one(select(words))
            return
        threads = list(task.tasks())
        if not threads:
            fail("there are no threads yet: `break rest_init`, `continue`")
        say("  PID CPU  S  NICE  esp         NAME             WHERE")
        for thread in threads:
            say_row(thread)


KmThreads()
