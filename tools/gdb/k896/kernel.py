"""The stopped kernel: its variables, types, memory, lists and CPUs.

Everything here reads; nothing calls into the kernel. What cannot be had ends
the command with one line (gdb.GdbError), never with a traceback.
"""

import gdb

MASK = 0xffffffff


class Command(gdb.Command):
    """A km- command: the subclass gives NAME, its help as docstring, and
    show(words), where `words` is the text behind the command's name."""

    NAME = ""
    all = []

    def __init__(self):
        super().__init__(self.NAME, gdb.COMMAND_DATA)
        Command.all.append(self)

    def invoke(self, argument, from_tty):
        try:
            need_kernel()
            self.show(argument.strip())
        except gdb.MemoryError as e:
            raise gdb.GdbError("%s: %s%s" % (self.NAME, e, why_unreadable()))
        except gdb.GdbError as e:
            raise gdb.GdbError("%s: %s" % (self.NAME, e))
        except gdb.error as e:
            raise gdb.GdbError("%s: %s" % (self.NAME, e))
        except (ValueError, OverflowError) as e:
            raise gdb.GdbError("%s: what memory holds makes no sense: %s"
                               % (self.NAME, e))

    def show(self, words):
        raise NotImplementedError


def say(text=""):
    gdb.write(text + "\n")


def fail(text, *values):
    raise gdb.GdbError(text % values if values else text)


def need_kernel():
    if not gdb.selected_inferior().pid:
        fail("no kernel is attached: start one with `make debug`")
    thread = gdb.selected_thread()
    if thread is None or thread.is_running():
        fail("the kernel is running: stop it with Ctrl-C first")


def why_unreadable():
    """Paging that is still off explains most unreadable addresses."""
    if paging() is False:
        return " (paging is still off: `break start_kernel`, `continue`)"
    return ""


# ---- registers, symbols, types -------------------------------------------

def register(name):
    """A register's value, None where gdb's stub does not tell it."""
    try:
        return int(gdb.newest_frame().read_register(name)) & MASK
    except (gdb.error, ValueError):
        return None


def paging():
    cr0 = register("cr0")
    return None if cr0 is None else bool(cr0 & 1 << 31)


def variable(name):
    """A global or static variable as a gdb.Value."""
    found = gdb.lookup_global_symbol(name) or gdb.lookup_static_symbol(name)
    if found is None or found.is_function:
        fail("this kernel has no variable `%s`", name)
    return found.value()


def address_of(name):
    """The address of a symbol, also of one that only assembly knows."""
    try:
        return int(gdb.parse_and_eval("(unsigned long)&" + name)) & MASK
    except gdb.error:
        fail("this kernel has no symbol `%s`", name)


def kind(name):
    try:
        return gdb.lookup_type(name)
    except gdb.error:
        fail("this kernel has no type `%s`", name)


def enum(name):
    """{enumerator: value} of an enum type, in its own order."""
    return {f.name: f.enumval for f in kind("enum " + name).fields()}


def enumerator(name):
    """The value of an enumerator, also of an enum without a name."""
    return int(evaluate(name))


def pointer(value):
    return int(value) & MASK


def string(value):
    """The C string that a char pointer points to, '' for NULL."""
    return value.string("latin-1") if pointer(value) else ""


def symbol_at(address):
    """'name' or 'name + 4' of the symbol at an address, '' if none."""
    text = gdb.execute("info symbol 0x%x" % address, to_string=True)
    return text.split(" in section")[0].strip() if " in section" in text \
        else ""


def function_at(address):
    """The name of the function that an address is in, or the address."""
    return symbol_at(pointer(address)).split(" + ")[0] \
        or "0x%x" % pointer(address)


def evaluate(text):
    """What the user typed, as a gdb.Value."""
    if not text:
        fail("an argument is missing (see `help`)")
    try:
        value = gdb.parse_and_eval(text)
        if value.is_optimized_out:
            fail("`%s` is optimized out here", text)
        value.fetch_lazy()
        return value
    except gdb.MemoryError as e:
        fail("`%s`: %s", text, e)
    except gdb.error as e:
        fail("`%s`: %s", text, str(e).rstrip("."))


def number(value, text):
    """A number that fits an address: an array or function gives its own."""
    code = value.type.strip_typedefs().code
    if code in (gdb.TYPE_CODE_ARRAY, gdb.TYPE_CODE_FUNC,
                gdb.TYPE_CODE_STRUCT, gdb.TYPE_CODE_UNION):
        if value.address is None:
            fail("`%s` is no number and no address", text)
        return pointer(value.address)
    if code == gdb.TYPE_CODE_FLT:
        fail("`%s` is no number and no address", text)
    result = int(value)
    if not -1 << 31 <= result <= MASK:
        fail("`%s` = 0x%x is no 32-bit address", text, result)
    return result & MASK


# ---- memory and lists ----------------------------------------------------

def read(address, size):
    return bytes(gdb.selected_inferior().read_memory(address & MASK, size))


def word(address):
    return int.from_bytes(read(address, 4), "little")


def at(address, type_name):
    """The object of that type at an address, as a gdb.Value."""
    where = gdb.Value(address).cast(kind(type_name).pointer())
    return where.dereference()


def offset_of(type_name, member):
    """Bytes before a member, also before one of an unnamed union."""
    def search(type_, base):
        for field in type_.fields():
            start = base + field.bitpos // 8
            if field.name == member:
                return start
            if not field.name:
                found = search(field.type.strip_typedefs(), start)
                if found is not None:
                    return found
        return None
    return search(kind(type_name).strip_typedefs(), 0)


def nodes(head, limit=1 << 20):
    """The addresses of the links on the list whose head is at `head`. A list
    that leads nowhere, or does not close, ends the command."""
    at_link, before = word(head), head
    while at_link != head:
        if not at_link:
            fail("the list at 0x%x is broken: 0x%x points to NULL",
                 head, before)
        yield at_link
        limit -= 1
        if limit <= 0:
            fail("the list at 0x%x does not close", head)
        try:
            before, at_link = at_link, word(at_link)
        except gdb.MemoryError:
            fail("the list at 0x%x is broken: 0x%x cannot be read",
                 head, at_link)


def members(head, type_name, member):
    """The addresses of the objects on a list."""
    distance = offset_of(type_name, member)
    for link in nodes(head):
        yield link - distance & MASK


def locked(lock):
    """Is a spinlock_t held: is the ticket served not the next to draw?"""
    raw = lock["raw"]
    return int(raw["owner"]) != int(raw["next"])


# ---- CPUs ----------------------------------------------------------------

def cpus():
    """The numbers of the CPUs that there may be."""
    bits = int(variable("cpu_possible_bits"))
    return [cpu for cpu in range(32) if bits >> cpu & 1]


def per_cpu(name, cpu):
    """A CPU's own copy of a per-CPU variable."""
    linked = variable(name)
    offset = int(variable("__per_cpu_offset")[cpu])
    where = pointer(linked.address) + offset & MASK
    return gdb.Value(where).cast(linked.type.pointer()).dereference()


def machine_threads():
    """(number, gdb's thread) of the CPUs that there are. QEMU shows each as a
    thread; its %fs base tells which of the kernel's it is."""
    offsets, known = variable("__per_cpu_offset"), {}
    for cpu in cpus():
        known.setdefault(int(offsets[cpu]) & MASK, cpu)
    for thread in sorted(gdb.selected_inferior().threads(),
                         key=lambda t: t.num):
        cpu = known.pop(register_of(thread, "fs_base"), None)
        if cpu is not None:
            yield cpu, thread


def with_thread(thread, fn, *args):
    """fn(*args) with that CPU selected; then again the one that was."""
    before = gdb.selected_thread()
    if thread == before:
        return fn(*args)
    level = gdb.selected_frame().level()
    thread.switch()
    try:
        return fn(*args)
    finally:
        before.switch()
        frame = gdb.newest_frame()
        for _ in range(level):
            frame = frame.older()
        frame.select()


def register_of(thread, name):
    return with_thread(thread, register, name)
