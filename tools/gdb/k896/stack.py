"""km-stacks: the kernel's stacks, whose they are and how deep they went."""

from . import frames, headers, kernel, pgtable, task
from .kernel import pointer, say, string

# The boot CPU's, of boot/head.S; the guard of each is NAME_guard.
BOOT = ("init_stack", "irq_stack", "df_stack")


def deepest(stack):
    """Bytes ever used: up to the lowest word that lost the fill pattern;
    None when not even the lowest word has it."""
    size = frames.page_size()
    fill = headers.value("STACK_FILL", "asm/setup.h").to_bytes(4, "little")
    content = kernel.read(stack, size)
    unused = 0
    while unused < size and content[unused:unused + 4] == fill:
        unused += 4
    return size - unused if unused else None


def slots():
    """(address, owner) of the stacks that alloc_stack() gave."""
    bitmap = kernel.variable("stack_slots")
    owners = kernel.variable("stack_owner")
    size = frames.page_size()
    for slot in range(owners.type.range()[1] + 1):
        if int(bitmap[slot // 32]) >> slot % 32 & 1:
            yield (headers.table("STACK_BASE") + (2 * slot + 1) * size,
                   string(owners[slot]))


def owners():
    """{stack: whose it is}, of the threads and CPUs that have one."""
    size, found = frames.page_size(), {}
    for cpu in kernel.cpus():
        for name, what in (("irq_stack_top", "interrupts"),
                           ("df_stack_top", "double fault"),
                           ("softirq_stack_top", "softirqs")):
            top = pointer(kernel.per_cpu(name, cpu))
            if top:
                found[top - size] = "%s, CPU %d" % (what, cpu)
    for thread in task.tasks():
        found[thread.stack] = thread.comm
    return found


def say_stack(name, stack, guard):
    size = frames.page_size()
    now = ""
    for cpu, machine_thread in kernel.machine_threads():
        esp = kernel.register_of(machine_thread, "esp")
        if esp is not None and stack <= esp <= stack + size:
            now = "  <- esp of CPU %d, %d bytes now" % (cpu,
                                                       stack + size - esp)
    used = deepest(stack)
    say("  0x%08x-0x%08x  %-20s %s, guard %s%s" % (
        stack, stack + size - 1, name,
        "deepest unknown (no pattern)" if used is None
        else "deepest %4d of %d" % (used, size),
        "mapped!" if pgtable.target(guard, pgtable.walk(guard)) is not None
        else "unmapped", now))


class KmStacks(kernel.Command):
    """km-stacks: every kernel stack, its owner, its deepest use and its guard.

A stack is one page, filled with a pattern before its first use: the lowest
word that lost it shows how deep the stack ever was. Below lies the guard page,
which must not be mapped: an overflow then faults instead of eating memory."""

    NAME = "km-stacks"

    def show(self, words):
        size = frames.page_size()
        names = owners()
        for name in BOOT:
            say_stack(name, kernel.address_of(name),
                      kernel.address_of(name + "_guard"))
        for stack, owner in slots():
            say_stack(names.get(stack, owner + ", unused"), stack,
                      stack - size)


KmStacks()
