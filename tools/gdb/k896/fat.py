"""km-fat: where things are on the medium that is being read."""

from . import kernel
from .kernel import at, fail, pointer, say

LINE = "  %-20s %s"


def runs(first, count):
    return "block %d" % first if count == 1 else \
        "blocks %d to %d" % (first, first + count - 1)


def say_fat(volume):
    fat = volume["fat"]
    bits, per = int(fat["bits"]), int(fat["cluster_blocks"])
    start, size, count = (int(fat[n]) for n in (
        "fat_start", "fat_blocks", "nr_clusters"))
    say("%s: FAT%d, blocks of %d bytes" % (
        volume["device"].string(), bits, volume["block_size"]))
    say(LINE % (runs(0, start), "boot sector"
                + ("" if start == 1 else ", and what is reserved")))
    say(LINE % (runs(start, size), "table, %d bits for each of %d clusters"
                % (bits, count)))
    if int(fat["nr_fats"]) > 1:
        say(LINE % (runs(start + size, size), "the same table again"))
    if int(fat["root_entries"]):
        root, data = int(fat["root_start"]), int(fat["data_start"])
        say(LINE % (runs(root, data - root), "root directory, %d entries"
                    % fat["root_entries"]))
    say(LINE % (runs(int(fat["data_start"]), count * per),
                "clusters 2 to %d, %d block%s each" % (
                    count + 1, per, "" if per == 1 else "s")))
    if int(fat["root_cluster"]):
        say("  the root directory begins in cluster %d" % fat["root_cluster"])


def say_iso(volume):
    iso = volume["iso"]
    say("%s: ISO 9660, %d blocks of %d bytes" % (
        volume["device"].string(), iso["nr_blocks"], volume["block_size"]))
    say(LINE % ("blocks 16 to ...", "descriptors"))
    say(LINE % (runs(int(iso["root_start"]),
                     -(-int(iso["root_size"]) // 2048)),
                "root directory, with %s names" % (
                    "Rock Ridge" if iso["rock"] else
                    "Joliet" if iso["joliet"] else "plain")))


def say_volume(volume):
    kind = pointer(volume["type"])
    if kind == kernel.address_of("fat_type"):
        say_fat(volume)
    elif kind == kernel.address_of("iso9660_type"):
        say_iso(volume)
    else:
        fail("nothing is known of this volume yet: it is just being opened")
    if int(volume["why"][0]):
        say("  the last error: " + volume["why"].string())


def say_file(file):
    entry, volume = file["entry"], file["vol"].dereference()
    say("%s: byte %d of %d; it begins in %s %d" % (
        entry["name"].string(), file["pos"], file["size"], "cluster" if
        pointer(volume["type"]) == kernel.address_of("fat_type") else "block",
        entry["start"]))
    if int(file["cluster"]):
        say("  now in cluster %d, which is number %d of its chain" % (
            file["cluster"], file["index"]))
        say("  a circle is known by cluster %d; the mark moves at number %d"
            % (file["mark"], file["next_mark"]))
    elif entry["mode"] & 0o170000 == 0o040000 and not int(entry["start"]):
        say("  it has a place of its own, without clusters")


class KmFat(kernel.Command):
    """km-fat VOL | FILE: where things are on the medium that is being read.

  km-fat vol        which blocks have the tables, the root, the clusters
  km-fat f          how far a file was read, and where its chain has led

VOL is a `struct volume`, FILE a `struct vol_file`, or a pointer to one; both
live as long as a command reads. An ISO 9660 volume is shown as well."""

    NAME = "km-fat"

    def show(self, words):
        value = kernel.evaluate(words)
        target = value.type.strip_typedefs()
        if target.code == kernel.gdb.TYPE_CODE_PTR:
            target = target.target().strip_typedefs()
            address = pointer(value)
        else:
            address = pointer(value.address) if value.address else 0
        if not address or target.name not in ("volume", "vol_file"):
            fail("`%s` is no struct volume and no struct vol_file", words)
        if target.name == "volume":
            say_volume(at(address, "struct volume"))
        else:
            say_file(at(address, "struct vol_file"))


KmFat()
