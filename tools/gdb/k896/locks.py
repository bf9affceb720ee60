"""km-locks: which locks are held, by whom, since where."""

import re

import gdb

from . import kernel, slab, task
from .kernel import fail, pointer, say

SHORT = 32			# elements of an array that are looked into
NAME = re.compile(r"(\w+)(?:\[[^]]*\])*;$")


# ---- one lock ------------------------------------------------------------

def tickets(lock):
    waiting = int(lock["next"]) - int(lock["owner"]) & 0xff
    return "locked" + (", %d waiting" % (waiting - 1) if waiting > 1 else "") \
        if waiting else ""


def rwlock(lock):
    state = int(lock["raw"]["state"])
    if state & 0xff == 0xff:
        return "locked for writing"
    words = ["%d reading" % (state >> 8)] if state >> 8 else []
    return ", ".join(words + ["a writer waits"] * bool(state & 0xff))


def mutex(lock):
    owner = pointer(lock["owner"])
    return "locked by %s%s" % (
        name_of(owner & ~1), ", others wait" if owner & 1 else "") \
        if owner else ""


def rwsem(lock):
    count = int(lock["count"])
    if count < 0:
        return "locked for writing by " + name_of(pointer(lock["owner"]))
    return "%d reading" % count if count else ""


KINDS = {
    "spinlock_t": ("spinlock", lambda lock: tickets(lock["raw"])),
    "arch_spinlock_t": ("spinlock", tickets),
    "rwlock_t": ("rwlock", rwlock),
    "mutex": ("mutex", mutex),
    "rw_semaphore": ("rwsem", rwsem),
}


def kind_of(type_):
    """The key of KINDS that a type is, or None."""
    while True:
        name = type_.name if type_.code == gdb.TYPE_CODE_TYPEDEF \
            else type_.tag
        if name in KINDS:
            return name
        if type_.code != gdb.TYPE_CODE_TYPEDEF:
            return None
        type_ = type_.target()


def in_words(lock):
    """'locked, 1 waiting' or 'unlocked' of any lock."""
    return KINDS[kind_of(lock.type.unqualified())][1](lock) or "unlocked"


def name_of(address):
    """'monitor (3)' for the address of a struct task_struct."""
    thread = task.Task(address)
    return "%s (%d)" % (thread.comm, thread.pid)


# ---- all that have a name ------------------------------------------------

def inside(type_, name, offset):
    """(name, offset, kind) of the locks in an object of a type."""
    kind = kind_of(type_)
    if kind:
        yield name, offset, kind
        return
    type_ = type_.strip_typedefs()
    if type_.code == gdb.TYPE_CODE_ARRAY:
        for i in range(min(type_.range()[1] + 1, SHORT)):
            yield from inside(type_.target(), "%s[%d]" % (name, i),
                              offset + i * type_.target().sizeof)
    elif type_.code in (gdb.TYPE_CODE_STRUCT, gdb.TYPE_CODE_UNION):
        for field in type_.fields():
            if hasattr(field, "bitpos") and not field.bitsize:
                yield from inside(
                    field.type, name + "." + field.name if field.name
                    else name, offset + field.bitpos // 8)


def static_variables():
    """All variables that have a place of their own, once each."""
    text = gdb.execute("info variables -q -n", to_string=True)
    names = {match[1] for match in map(NAME.search, text.splitlines())
             if match}
    for name in sorted(names):
        for symbol in [gdb.lookup_global_symbol(name)] \
                + list(gdb.lookup_static_symbols(name)):
            if symbol is None or not symbol.is_variable:
                continue
            value = symbol.value()
            if value.address is not None:
                yield name, value


def named_locks():
    """(name, address, kind): in variables, in each CPU's, in the caches."""
    first = kernel.address_of("__per_cpu_start")
    last = kernel.address_of("__per_cpu_end")
    for cache in slab.existing():
        yield "%s->lock" % slab.name_of(cache), \
            pointer(cache["lock"].address), "spinlock_t"
    for name, value in static_variables():
        base = pointer(value.address)
        for part, offset, kind in inside(value.type, name, 0):
            if not first <= base < last:
                yield part, base + offset, kind
                continue
            for cpu in kernel.cpus():
                distance = int(kernel.variable("__per_cpu_offset")[cpu])
                yield "%s of CPU %d" % (part, cpu), \
                    base + offset + distance & kernel.MASK, kind


def known_locks():
    """{address: (name, kind)} of them, each under the name found first."""
    found = {}
    for name, address, kind in named_locks():
        found.setdefault(address, (name, kind))
    return found


def type_name(kind):
    return kind if kind.endswith("_t") else "struct " + kind


def state(address, kind):
    return KINDS[kind][1](kernel.at(address, type_name(kind)))


# ---- who holds what ------------------------------------------------------

def holders():
    """(thread, held_lock, since where) as the lock checker noted them; None
    in a release build."""
    if not kernel.kind("struct lockdep_task").sizeof:
        return None
    found = []
    for thread in task.tasks():
        lockdep = thread["lockdep"]
        for i in range(int(lockdep["depth"])):
            held = lockdep["held"][i]
            found.append((thread, held, ", ".join(filter(None, task.place(
                pointer(held["ip"]), False)))))
    return found


def title(lockdep_map, known):
    """The name of the lock that a lockdep_map is in, or of its class."""
    distances = {kind: kernel.offset_of(type_name(kind), "dep_map")
                 for kind in KINDS}
    for kind, distance in distances.items():
        name, found = known.get(pointer(lockdep_map) - (distance or 0),
                                ("", ""))
        if distance is not None and found == kind:
            return name
    return kernel.string(lockdep_map["name"]) or "a lock without a name"


def say_held(found, known):
    if found is None:
        say("a release build has no lock checker: who holds a lock, only "
            "mutexes know")
        return
    say("held, as the lock checker noted it:%s" % ("" if found else " none"))
    for thread, held, where in found:
        say("  %-20s %-24s since %s" % (
            "%s (%d)" % (thread.comm, thread.pid),
            title(held["map"], known), where))


class KmLocks(kernel.Command):
    """km-locks [LOCK | all]: which locks are held, and by whom.

  km-locks                   what each thread holds (debug builds note it), and
                             which of all named locks are taken
  km-locks all               every named lock
  km-locks zones[1].lock     one of them, or a lock of the code you stopped in

Named are the locks in variables, in each CPU's own variables, and of the slab
caches. Interrupts note what they take with the thread that they came upon."""

    NAME = "km-locks"

    def show(self, words):
        if words and words != "all":
            self.one(words)
            return
        known = known_locks()
        say_held(holders(), known)
        shown = [(name, kind, state(address, kind))
                 for address, (name, kind) in known.items()]
        taken = sum(1 for _, _, what in shown if what)
        say("%d named locks, %s" % (len(known),
                                    "%d locked:" % taken if taken
                                    else "none locked"))
        for name, kind, what in shown:
            if what or words:
                say("  %-32s %-9s %s" % (name, KINDS[kind][0],
                                         what or "unlocked"))

    @staticmethod
    def one(words):
        value = kernel.evaluate(words)
        if value.type.strip_typedefs().code == gdb.TYPE_CODE_PTR:
            value = value.dereference()
        kind = kind_of(value.type.unqualified())
        if not kind:
            fail("`%s` is no lock", words)
        say("%s: %s, %s" % (words, KINDS[kind][0],
                            in_words(value)))
        distance = kernel.offset_of(type_name(kind), "dep_map")
        for thread, held, where in holders() or []:
            if distance is not None and pointer(held["map"]) \
                    == pointer(value.address) + distance:
                say("  held by %s (%d), since %s" % (thread.comm, thread.pid,
                                                     where))


KmLocks()
