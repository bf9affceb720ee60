"""DMA used wrongly: each report names the culprit, its values, its caller."""

import re

import pytest

from conftest import run

FAR = r"device crash, address 0x[0-9a-f]+, size %d, direction %d: %s"
MAPPED = (r"mapped by crash_\w+\+0x\w+/0x\w+ with dma_map_single or "
          r"_page: device crash, memory 0x[0-9a-f]+, 1000 bytes, %s")
REPORTS = {
    "dmatwice": ("unmapped what is not mapped", 1000, 1, "to device",
                 r"it was mapped by .*, 1000 bytes, and unmapped by crash_"),
    "dmasize": ("unmapped with another size", 500, 1, "to device",
                MAPPED % "to device"),
    "dmadir": ("unmapped in another direction", 1000, 2, "from device",
               MAPPED % "to device"),
    "dmawrite": ("written to while the device had it; unmapped now", 1000, 1,
                 "to device", MAPPED % "to device"),
    "dmafree": ("freed while the device had it; unmapped now", 1000, 2,
                "from device", MAPPED % "from device"),
    "dmastack": ("mapped what is not in the direct map", 64, 2, "from device",
                 r"address 0x[0-9a-f]+: stack area"),
    "dmavmalloc": ("mapped what is not in the direct map", 1000, 1,
                   "to device", r"in the area 0x.* made by crash_dmavmalloc"),
    "dmapool": ("a block freed that is free", 64, 0, "both ways",
                r"pool crash, made by crash_dmapool\+"),
}


@pytest.mark.parametrize("build", ("release", "debug"))
def test_reports(build):
    """The debug build looks by itself, the release build when it is told."""
    kinds = list(REPORTS)
    cmdline = "dma_debug=1" if build == "release" else ""
    for part in (kinds[:4], kinds[4:]):
        done = run("; ".join("echo [%s]; crash %s" % (k, k) for k in part) +
                   "; swiotlb; dma_debug", build=build, cmdline=cmdline)
        for kind in part:
            check(kind, done.text.partition("\n[%s]" % kind)[2]
                  .partition("\n[dma")[0])
        assert re.search(r"slots of 2 KB: 0 used", done.text), done.text
        assert "no device owns any memory now" in done.text


def check(kind, text):
    what, size, way, word, more = REPORTS[kind]
    assert re.search(r"BUG: DMA: %s, by crash_%s\+" % (re.escape(what), kind),
                     text), (kind, text)
    assert re.search(FAR % (size, way, word), text), (kind, text)
    assert "backtrace:" in text and re.search(more, text), (kind, text)


def test_silent_on_a_pc():
    """Without dma_debug the same mistakes pass: caches are coherent."""
    done = run("crash dmatwice; crash dmasize; crash dmawrite; crash dmasync",
               cmdline="")
    assert "BUG" not in done.text
    assert "before the sync the CPU reads 0x44, after it 0x44" in done.text
    assert "this will pass, as it does on any PC" in done.text


def test_a_missing_sync_corrupts():
    """With dma_debug what isn't synced is old."""
    done = run("crash dmasync", cmdline="dma_debug=1")
    assert done.ok
    assert "before the sync the CPU reads 0x00, after it 0x44" in done.text
