"""km-lsmod: modules, where they lie, and their symbols for gdb."""

import os

import gdb

from . import kernel
from .kernel import fail, pointer, say

STATES = ("live", "its init runs, or has crashed",
          "its exit runs, or has crashed", "being put together")
added = {}                      # name -> where its text was


def modules():
    """The youngest first."""
    head = pointer(kernel.variable("modules").address)
    for address in kernel.members(head, "struct module", "list"):
        yield kernel.at(address, "struct module")


def name_of(mod):
    return mod["name"].string()


def sections(mod):
    """{name: address} of what is in memory."""
    return {mod["sections"][i]["name"].string():
            int(mod["sections"][i]["addr"])
            for i in range(int(mod["num_sections"]))}


def file_of(name):
    """The .ko that `make modules` left beside the kernel that runs."""
    kernel_file = gdb.objfiles()[0].filename
    directory = os.path.join(os.path.dirname(kernel_file), "modules")
    for known in sorted(os.listdir(directory)) \
            if os.path.isdir(directory) else ():
        if known.replace("-", "_") == name + ".ko":
            return os.path.join(directory, known)
    return None


def add_symbols(mod):
    """gdb learns its functions, variables and lines; what was said."""
    name, where = name_of(mod), sections(mod)
    path = file_of(name)
    if not path:
        return "no symbols: build/.../modules/%s.ko is not there" % name
    first = where.get(".text") or where.get(".init.text") or 0
    if added.get(name) == first:
        return "symbols of " + os.path.relpath(path)
    if name in added:
        gdb.execute("remove-symbol-file " + path, to_string=True)
    rest = " ".join("-s %s 0x%x" % pair for pair in sorted(where.items())
                    if pair[0] != ".text")
    text = "0x%x " % where[".text"] if ".text" in where else ""
    gdb.execute("add-symbol-file %s %s%s" % (path, text, rest),
                to_string=True)
    added[name] = first
    return "symbols of " + os.path.relpath(path)


def users(mod):
    head = pointer(mod["used_by"].address)
    return [name_of(kernel.at(address, "struct module_use")["user"])
            for address in kernel.members(head, "struct module_use",
                                          "in_used_by")]


def say_row(mod):
    core, state = mod["core"], int(mod["state"])
    by = users(mod)
    say("%-16s 0x%08x %7d bytes  %d references%s%s" % (
        name_of(mod), pointer(core["base"]), core["size"],
        max(int(mod["refcnt"]["counter"]), 0),
        ", used by " + " ".join(by) if by else "",
        "" if not state else ", " + STATES[state]))


def say_module(mod):
    say_row(mod)
    for name, address in sorted(sections(mod).items(), key=lambda s: s[1]):
        say("  0x%08x  %s" % (address, name))
    say("  " + add_symbols(mod))


class KmLsmod(kernel.Command):
    """km-lsmod [NAME]: modules; of one its sections, and its symbols for gdb.

  km-lsmod            a line for each
  km-lsmod hello      where its sections are; from now on gdb knows its names:
                      break hello_exit, list hello_init, p its_variable

To stop in its init: break do_init, insmod it, km-lsmod NAME, break in it."""

    NAME = "km-lsmod"

    def show(self, words):
        found = [m for m in modules() if not words or name_of(m) == words]
        if not found:
            if words:
                fail("%s is not loaded", words)
            say("no modules are loaded")
        for mod in found:
            if words:
                say_module(mod)
            else:
                say_row(mod)


KmLsmod()
