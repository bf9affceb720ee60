"""The stopped kernel: its variables, types, memory, lists, CPUs and pages.

Everything here reads; nothing calls into the kernel. What cannot be had ends
the command with one line (gdb.GdbError), never with a traceback.
"""

import gdb

from . import headers

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
    return search(kind(type_name), 0)


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


# ---- page frames ---------------------------------------------------------

def page_size():
    return 1 << headers.page("PAGE_SHIFT")


def page_offset():
    return headers.page("PAGE_OFFSET")


def high_memory():
    return pointer(variable("high_memory"))


def in_direct_map(address):
    return page_offset() <= address < high_memory()


def frames():
    """How many frames mem_map describes."""
    if not pointer(variable("mem_map")):
        fail("there is no mem_map yet: `break kmem_cache_init`, `continue`")
    return int(variable("max_mapnr"))


def size_of(pages):
    """'4 KB', '12 KB', '4 MB' for a number of pages."""
    return size_in_words(pages * page_size())


def size_in_words(size):
    """A number of bytes in the largest unit that divides it."""
    units = ["bytes", "KB", "MB", "GB"]
    while size and size % 1024 == 0 and len(units) > 1:
        size >>= 10
        del units[0]
    return "%d %s" % (size, units[0])


def span(first, pages):
    """'0x40' or '0x40-0x4f'."""
    return "0x%x" % first if pages == 1 \
        else "0x%x-0x%x" % (first, first + pages - 1)


class Page:
    """A copy of the struct page of one frame."""

    def __init__(self, pfn):
        type_ = kind("struct page")
        self.pfn = pfn
        self.address = pointer(variable("mem_map")) + pfn * type_.sizeof
        self.words = gdb.Value(read(self.address, type_.sizeof), type_)
        self.flags = int(self.words["flags"])

    @classmethod
    def at(cls, address):
        """By the address of its struct page."""
        distance = address - pointer(variable("mem_map"))
        size = kind("struct page").sizeof
        if distance % size or not 0 <= distance // size < frames():
            fail("0x%x is no pointer into mem_map", address)
        return cls(distance // size)

    def __getitem__(self, member):
        return self.words[member]

    def has(self, flag):
        return bool(self.flags >> enum("pageflags")["PG_" + flag] & 1)

    @property
    def count(self):
        return int(self["_count"]["counter"])

    @property
    def order(self):
        return (self.flags & headers.flags("PAGE_ORDER_MASK")) \
            >> headers.flags("PAGE_ORDER_SHIFT")

    @property
    def zone(self):
        return variable("zones")[self.flags
                                 >> headers.flags("PAGE_ZONE_SHIFT")]

    @property
    def zone_name(self):
        return string(self.zone["name"])

    @property
    def physical(self):
        return self.pfn << headers.page("PAGE_SHIFT")


def zones():
    """The zones that have frames, and those that have none, as gdb.Values."""
    array = variable("zones")
    low, high = array.type.range()
    return [array[i] for i in range(low, high + 1)]


def max_order():
    """The number of free lists of a zone."""
    return zones()[0]["free_area"].type.range()[1] + 1
