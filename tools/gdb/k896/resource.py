"""km-iomem: the tree of physical address ranges and their owners."""

from . import kernel
from .kernel import fail, pointer, say, string

DEEPEST = 16


def say_children(parent, depth):
    if depth > DEEPEST:
        fail("the tree is deeper than %d: it is broken", DEEPEST)
    child, behind = parent["child"], 0
    while pointer(child):
        if int(child["start"]) < behind:
            fail("the tree is broken: 0x%x does not ascend", pointer(child))
        behind = int(child["end"]) + 1
        say("%s%08x-%08x : %s" % ("  " * depth, child["start"], child["end"],
                                  string(child["name"]) or "<no name>"))
        say_children(child, depth + 1)
        child = child["sibling"]


class KmIomem(kernel.Command):
    """km-iomem: who owns which physical addresses, as the prompt's `iomem`.

A range that lies within another stands below it, two blanks further in."""

    NAME = "km-iomem"

    def show(self, words):
        root = kernel.variable("iomem_resource")
        if not pointer(root["child"]):
            fail("the tree is not made yet: `break mem_init`, `continue`")
        say_children(root, 0)


KmIomem()
