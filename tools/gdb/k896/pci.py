"""km-pci: the PCI devices, their regions and drivers."""

from . import kernel
from .kernel import fail, pointer, say, string

IO, MEM, PREFETCH, UNSET = 0x100, 0x200, 0x2000, 0x20000000
ROM = 6


def size_of(size):
    for unit in ("bytes", "KB", "MB", "GB"):
        if size < 1024 or size % 1024:
            return "%d %s" % (size, unit)
        size //= 1024
    return "%d TB" % size


def say_region(number, region):
    flags = int(region["flags"])
    if not flags:
        return
    start, end = int(region["start"]), int(region["end"])
    kind = "ports" if flags & IO else "prefetchable memory" \
        if flags & PREFETCH else "memory"
    claim = region["child"]
    say("    %-6s 0x%08x-0x%08x  %s, %s%s%s" % (
        "ROM" if number == ROM else "BAR %d" % number if number < ROM
        else "window", start, end, size_of(end - start + 1), kind,
        ", no address" if flags & UNSET else "",
        ", claimed by " + string(claim["name"]) if pointer(claim)
        and number < ROM else ""))


def say_device(dev):
    driver = dev["driver"]
    say("  %s  %04x:%04x  class %06x%s%s%s" % (
        string(dev["name"].address.cast(kernel.kind("char").pointer())),
        int(dev["vendor"]), int(dev["device"]), int(dev["class"]),
        ", IRQ %d" % int(dev["irq"]) if int(dev["irq"]) else "",
        ", enabled" if int(dev["enable_cnt"]["counter"]) else "",
        ", driver " + string(driver["name"]) if pointer(driver) else ""))
    regions = dev["resource"]
    for number in range(regions.type.range()[1] + 1):
        say_region(number, regions[number])


class KmPci(kernel.Command):
    """km-pci: the PCI devices, with their regions and who has claimed them.

As the kernel found them at boot; a BAR's addresses are physical, and reached
through ioremap() (km-vmalloc shows where)."""

    NAME = "km-pci"

    def show(self, words):
        head = kernel.variable("pci_devices")
        if not pointer(head["next"]) or \
                pointer(head["next"]) == pointer(head.address):
            if not int(kernel.variable("pci_present_flag")):
                fail("no PCI here, or the boot has not come to it yet "
                     "(`break pci_init`)")
        for address in kernel.members(pointer(head.address),
                                      "struct pci_dev", "global_list"):
            say_device(kernel.at(address, "struct pci_dev"))


KmPci()
