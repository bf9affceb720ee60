"""km-blk: disks, their queues, requests on their way; km-buffer: blocks of
disks that are in memory."""

from . import kernel
from .kernel import fail, pointer, say

DISK = "%-10s %9s  %4s  %-9s %8s  %8s  %9s"
SECTOR = 512
BITS = ("uptodate", "dirty", "locked", "could not be written", None, "gone")


# ---- disks and requests ----------------------------------------------------

def disks():
    """The disks there are, in the order they were added."""
    head = pointer(kernel.variable("block_disks").address)
    for address in kernel.members(head, "struct gendisk", "list"):
        yield kernel.at(address, "struct gendisk")


def disk_name(disk):
    return disk["disk_name"].string()


def part_name(bdev):
    """What bdevname() says."""
    disk = kernel.at(pointer(bdev["bd_disk"]), "struct gendisk")
    name, number = disk_name(disk), int(bdev["bd_partno"])
    return name if not number else "%s%s%d" % (
        name, "p" if name[-1].isdigit() else "", number)


def sorted_requests(node):
    """The requests under a node of the tree, by sector."""
    if not pointer(node):
        return
    yield from sorted_requests(node["rb_left"])
    yield kernel.at(
        pointer(node) - kernel.offset_of("struct request", "rb_node"),
        "struct request")
    yield from sorted_requests(node["rb_right"])


def listed_requests(head):
    for address in kernel.members(pointer(head.address), "struct request",
                                  "queuelist"):
        yield kernel.at(address, "struct request")


def bios(rq):
    """The bios of a request."""
    bio, seen = rq["bio"], 0
    while pointer(bio) and seen < 1024:
        yield bio.dereference()
        bio, seen = bio["bi_next"], seen + 1


def say_request(where, rq):
    count = len(list(bios(rq)))
    if int(rq["cmd_flags"]) & 0x80:
        what = "flush"
    else:
        what = "%s %d sectors from %d on" % (
            "write" if int(rq["cmd_flags"]) & 1 else "read",
            int(rq["__data_len"]) // SECTOR, int(rq["__sector"]))
    say("  %-8s %s, %d bio%s, %d segment%s at most, for %s  0x%08x" % (
        where, what, count, "" if count == 1 else "s",
        rq["nr_phys_segments"], "" if int(rq["nr_phys_segments"]) == 1
        else "s", part_name(rq["part"]), pointer(rq.address)))
    if int(rq["rq_disk"]["queue"]) != int(rq["q"]):
        say("    BUT its disk has another queue")


def state_of(q):
    for flag in ("dead", "stopped", "running"):
        if int(q[flag]):
            return flag
    return "ready"


def say_disk(disk):
    q = kernel.at(pointer(disk["queue"]), "struct request_queue")
    say(DISK % (disk_name(disk), int(disk["part"][0]["bd_nr"]),
                int(disk["openers"]), state_of(q), int(q["nr_waiting"]),
                int(q["nr_started"]), "%d of %d" % (q["nr_allocated"],
                                                    q["nr_requests"])))
    return q


def say_requests(q):
    waiting = list(sorted_requests(q["sorted"]["rb_node"]))
    for rq in listed_requests(q["started"]):
        say_request("driver", rq)
    for rq in listed_requests(q["dispatch"]):
        say_request("next", rq)
    for rq in waiting:
        say_request("waits", rq)
    aged = sum(len(list(listed_requests(q["fifo"][i]))) for i in range(2))
    if not len(waiting) == aged == int(q["nr_waiting"]):
        say("  BUT %d are sorted, %d by age, %d counted" % (
            len(waiting), aged, q["nr_waiting"]))


def say_limits(q):
    say("  head at sector %d; a request: %d sectors, %d segments of %d bytes "
        "that don't cross 0x%x; blocks of %d" % (
            q["head"], q["max_sectors"], q["max_segments"],
            q["max_segment_size"], int(q["seg_boundary_mask"]) + 1,
            q["logical_block_size"]))


def say_errors(disk):
    errors = int(disk["part"][0]["bd_stats"]["errors"])
    if errors:
        say("  %d bio%s failed so far" % (errors, "" if errors == 1 else "s"))


class KmBlk(kernel.Command):
    """km-blk [DISK]: disks, their queues, requests on their way.

  km-blk          a line for each disk, and the requests there are
  km-blk hda      this one, and the limits of its queue

A request waits, sorted by sector; then it is next; then the driver has it."""

    NAME = "km-blk"

    def show(self, words):
        found = [d for d in disks() if not words or disk_name(d) == words]
        if not found:
            if words:
                fail("there is no disk `%s`: `km-blk` lists them", words)
            say("there are no disks now")
            return
        say(DISK % ("disk", "sectors", "open", "queue", "waiting", "driver",
                    "requests"))
        shown = set()
        for disk in found:
            q = say_disk(disk)
            if words:
                say_limits(q)
                say_errors(disk)
            if pointer(q.address) not in shown:
                say_requests(q)
            shown.add(pointer(q.address))


# ---- the buffer cache ------------------------------------------------------

def buffers(head="buffer_lru", member="b_lru"):
    """The least recently used first."""
    head = pointer(kernel.variable(head).address)
    for address in kernel.members(head, "struct buffer_head", member):
        yield kernel.at(address, "struct buffer_head")


def state_words(bh):
    bits = int(bh["b_state"])
    return ", ".join(word for i, word in enumerate(BITS)
                     if word and bits >> i & 1) or "not read"


def say_buffer(bh):
    users = int(bh["b_count"]["counter"])
    say("  0x%08x  %s block %d of %d bytes at 0x%08x, %d user%s: %s" % (
        pointer(bh.address), part_name(bh["b_bdev"]), bh["b_blocknr"],
        bh["b_size"], pointer(bh["b_data"]), users, "" if users == 1 else "s",
        state_words(bh)))


def say_totals():
    stats = kernel.variable("buffer_stats")
    found = list(buffers())
    dirty = list(buffers("buffer_dirty", "b_dirty"))
    say("%d buffers, %d KB; %d dirty, %d KB; %d found, %d read, %d of them "
        "ahead, %d written" % (
            stats["nr"], int(stats["bytes"]) // 1024, stats["nr_dirty"],
            int(stats["dirty_bytes"]) // 1024, stats["hits"], stats["reads"],
            stats["ahead"], stats["writes"]))
    if len(found) != int(stats["nr"]) or len(dirty) != int(stats["nr_dirty"]):
        say("BUT %d are in the list, and %d in that of the dirty ones" % (
            len(found), len(dirty)))
    by_device = {}
    for bh in found:
        by_device.setdefault(part_name(bh["b_bdev"]), []).append(bh)
    for name, mine in sorted(by_device.items()):
        say("  %-10s %d of %d bytes, %d in use, %d dirty" % (
            name, len(mine), mine[0]["b_size"],
            sum(int(bh["b_count"]["counter"]) > 0 for bh in mine),
            sum(int(bh["b_state"]) >> 1 & 1 for bh in mine)))


class KmBuffer(kernel.Command):
    """km-buffer [DEVICE | dirty | BUFFER]: blocks of disks that are in memory.

  km-buffer           how many, of which device
  km-buffer hda1      each of this device, the least recently used first
  km-buffer dirty     those that are to be written, the oldest first
  km-buffer bh        the one at that address"""

    NAME = "km-buffer"

    def show(self, words):
        if not pointer(kernel.variable("buffer_lru")["next"]):
            fail("there is no buffer cache yet")
        if not words:
            say_totals()
            return
        if words == "dirty":
            found = list(buffers("buffer_dirty", "b_dirty"))
            if not found:
                say("no buffer is dirty")
        else:
            found = [bh for bh in buffers()
                     if part_name(bh["b_bdev"]) == words]
            if not found:
                address = kernel.number(kernel.evaluate(words), words)
                found = [bh for bh in buffers()
                         if pointer(bh.address) == address]
            if not found:
                fail("no buffer of or at `%s`: `km-buffer` lists them", words)
        for bh in found:
            say_buffer(bh)


KmBlk()
KmBuffer()
