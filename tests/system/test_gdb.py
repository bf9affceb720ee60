"""`make debug`: gdb meets the kernel at start_kernel, in both builds, and
reads its structures."""

import os
import re
import subprocess

import pytest

import qemu


NOT_DRIVERS = "kmalloc-320"	# what finds disks meanwhile takes none of it


def debug(*commands, build="debug", limit=180, **machine):
    """Run `make debug` in batch mode; what gdb printed."""
    words = " ".join("-ex '%s'" % c for c in commands)
    environment = dict(os.environ, GDB="-batch " + words, BUILD=build,
                       **machine)
    done = subprocess.run([qemu.path("tools", "debug.py")],
                          env=environment, stdin=subprocess.DEVNULL,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                          text=True, timeout=limit)
    return done.stdout


@pytest.mark.parametrize("build", ["debug", "release"])
def test_stops_at_start_kernel(build):
    out = debug("backtrace 1", "info registers eip", build=build)
    assert "start_kernel" in out
    assert "0xc01" in out


def test_step_over_the_boot_and_read_the_console():
    out = debug("break monitor_main", "continue", "print contig_page_data",
                "console")
    assert "Breakpoint" in out and "monitor_main" in out
    assert "Memory:" in out


def test_type_at_the_prompt():
    out = debug("break monitor_main", "continue", "break buddyinfo_show",
                "type buddyinfo", "continue", "backtrace 2")
    assert "buddyinfo_show" in out


@pytest.mark.parametrize("words, pwt", [("", "write-combining"),
                                        ("nopat", "write-through")])
def test_caching_bits(words, pwt):
    """What PAT PCD PWT choose depends on the table in the MSR."""
    entries = ("0x163", "0x16b", "0x173", "0x17b", "0x1eb", "0x1fb")
    out = debug("break monitor_main", "continue", *(
        "python from k896 import names; print(\"%s:\", names.entry(%s))"
        % (e, e) for e in entries), "python print(\"4M:\", "
        "names.entry(0x11eb, True), \"|\", names.entry(0x1eb, True))",
        CMDLINE=words)
    said = dict(re.findall(r"^(0x1..): present writable kernel only accessed "
                           r"dirty global ?(.*)$", out, re.M))
    assert said == {"0x163": "", "0x16b": pwt, "0x173": "uncached-minus",
                    "0x17b": "uncached", "0x1eb": "write-through PAT",
                    "0x1fb": "uncached PAT"}
    assert re.search(r"4M: .* write-through LARGE \| .* %s LARGE" % pwt, out)


@pytest.mark.parametrize("build", ["debug", "release"])
def test_a_cache_that_is_damaged(build):
    """km-slab says where a cache's books contradict each other."""
    out = debug("break monitor_main", "continue",
                "set $slab = (struct page *)((char *)own_caches[2].partial."
                "next - (long)&((struct page *)0)->lru)",
                "set var own_caches[2].nr_empty = 7",
                "set var $slab->slab_state[0] = 9", "km-slab",
                "km-slab $slab->s_mem", "km-slab slab-32", build=build)
    assert "BUT nr_empty 7" in out
    assert "BUT its state byte is 9" in out
    assert re.search(r"^ +0 \|![#0?.]", out, re.M)


@pytest.mark.parametrize("build", ["debug", "release"])
def test_an_object_of_a_watched_cache(build):
    """km-slab tells what the cache has noted: how much of it, and by whom."""
    out = debug("tbreak monitor_main", "continue",
                "tbreak kmalloc_cmd", "type kmalloc 300", "continue",
                "tbreak wait_key", "continue", "km-slab " + NOT_DRIVERS,
                "km-slab objects[0].p", "km-slab (char *)objects[0].p + 300",
                "km-slab (char *)objects[0].p - 1", build=build,
                CMDLINE="slab_debug=ZU," + NOT_DRIVERS)
    assert "watched: red zones, users" in out
    assert "owner: the prompt, kmalloc 300" in out
    assert re.search(r"allocated by thread \d+ on CPU 0, \d+ ticks ago\n"
                     r" +kmalloc_cmd, monitor/byhand_slab.c:\d+", out)
    assert "object 0, red zone behind its 300 bytes, in use" in out
    assert "the red zone before object 0" in out


@pytest.mark.parametrize("build", ["debug", "release"])
def test_areas(build):
    """km-vmalloc: areas small and large, an address in one, and books that
    somebody has spoilt."""
    out = debug("tbreak monitor_main", "continue", "km-vmalloc",
                "tbreak vmalloc_cmd",
                "type vmalloc 20000; vmalloc 5000000; vmalloc", "continue",
                "tbreak wait_key", "continue", "km-vmalloc", "set $first = vmap_start",
                "km-vmalloc $first + 0x1234", "km-vmalloc $first + 0x5000",
                "km-vmalloc $first + 0x10000", "km-vmalloc $first + 0x600000",
                "set var *(unsigned *)&swapper_pg_dir[$first >> 22] = 0",
                "km-vmalloc $first", build=build)
    assert "there are no areas now" in out
    assert re.search(r"^0x[0-9a-f]{8}-0x[0-9a-f]{8} +5 +0x0 +alloc +vmalloc_cmd",
                     out, re.M)
    assert re.search(r"^0x[0-9a-f]{8}-0x[0-9a-f]{8} +1221 +0x0 +alloc ", out,
                     re.M)
    assert "is byte 0x234 of page 1" in out
    assert re.search(r"the books say   (frame 0x[0-9a-f]+)\n"
                     r"  the tables say  \1\n", out)
    assert "is in the guard page: an access faults" in out
    assert "(in it)" in out and "(an area itself)" in out
    assert re.search(r"0x[0-9a-f]{8} is in no area: see `km-pt", out)
    assert "the tables say  not mapped" in out


@pytest.mark.parametrize("build", ["debug", "release"])
def test_a_pool_and_who_waits(build):
    """km-mempool finds pools by their maker and names who waits; km-slab says
    whose an object is."""
    out = debug("tbreak monitor_main", "continue", "km-mempool",
                "tbreak wait_for_element", "type demo mempool", "continue",
                "tbreak wait_for_element", "continue",
                "km-mempool", "km-mempool demo_pool", "km-slab askers[1]",
                "km-slab pool", "km-slab pool->elements",
                "km-slab fine_class[3]->array[0]",
                "tbreak end_askers", "continue", "km-mempool pool",
                "km-slab pool->elements[0]", "km-mempool 0x1234",
                build=build)
    assert "there are no pools now" in out
    assert re.search(r"0x\w+ +0 of 3 +1 +moody_alloc +demo_pool", out)
    assert "waits      1. asker-1 (" in out
    for owner in ("thread asker-2 (", "demo_pool, a pool",
                  "the pool of demo_pool, the table of its reserve",
                  "the pool of demo_pool, an element in reserve",
                  "cache kmalloc-32, the array of CPU 0"):
        assert "owner: " + owner in out, owner
    assert "2 of 3 elements in reserve" in out
    assert "there is no pool `0x1234`" in out


@pytest.mark.parametrize("build", ["debug", "release"])
def test_bytes_that_somebody_spoilt(build):
    """km-slab-debug sees a red zone and poison that are wrong before the kernel
    does; it and km-slab say which byte of which object."""
    out = debug("tbreak monitor_main", "continue", "km-slab-debug",
                "tbreak kmalloc_cmd", "type kmalloc 300; kmalloc 300",
                "continue", "tbreak wait_key", "continue", "km-slab-debug",
                "set $p = (char *)objects[0].p", "set var $p[300] = 88",
                "set var $p[-1] = 89", "set var $p[778] = 90",
                "km-slab-debug " + NOT_DRIVERS, "km-slab $p",
                "km-slab-debug kmalloc-64", build=build,
                CMDLINE="slab_debug=ZPU," + NOT_DRIVERS)
    assert re.search(r"^kmalloc-320 +320 +384  red zones, poison, users$", out,
                     re.M)
    assert out.count("BUT") == 5
    for line in ("300 of object 0 is 58 instead of cc",
                 "-1 of object 0 is 59 instead of cc"):
        assert out.count("BUT byte " + line) == 2
    assert "BUT byte 10 of object 2 is 5a instead of 6b" in out
    assert "`kmalloc-64` is no watched cache" in out


@pytest.mark.parametrize("text", ["P,kmalloc-64;", "P,kmalloc-64;;"])
def test_a_semicolon_at_the_end(text):
    """It names no other cache, let alone all."""
    out = debug("tbreak monitor_main", "continue", "km-slab-debug",
                CMDLINE="slab_debug=" + text)
    assert re.findall(r"^(\S+) +\d+ +\d+  (\S.*)$", out, re.M) == \
        [("kmalloc-64", "poison")]


def test_nothing_is_watched():
    out = debug("tbreak monitor_main", "continue", "km-slab-debug")
    assert "km-slab-debug: no cache is watched" in out


@pytest.mark.parametrize("build", ["debug", "release"])
def test_who_gives_memory_back(build):
    """km-shrinkers: who is asked, in which order, and who asks now."""
    out = debug("tbreak monitor_main", "continue", "km-shrinkers",
                "tbreak shrink_caches", "type drain -a", "continue",
                "km-shrinkers", build=build)
    assert re.search(r"^0x\w+  count    all  purge_lazy +count_lazy$", out, re.M)
    assert re.search(r"^0x\w+  count    all  shrink_caches +count_caches$", out,
                     re.M)
    assert "nobody is asking them now" in out
    assert re.search(r"^monitor \(\d+\) is asking them now$", out, re.M)


@pytest.mark.parametrize("build", ["debug", "release"])
def test_what_fails_and_who_counts(build):
    """km-fault-inject: the attributes in words, the threads that count, and
    who asked for what failed."""
    out = debug("tbreak monitor_main", "continue", "km-fault-inject",
                "tbreak fault_inject_begin",
                "type fault_inject failslab 3,50,200,-1", "continue",
                "tbreak wait_key", "continue", "km-fault-inject", "p failslab",
                "tbreak *demo_slab", "type fault_inject each demo slab",
                "continue", "stepi", "tbreak *demo_slab", "continue",
                "km-fault-inject", "stepi", "tbreak *demo_slab", "continue",
                "km-fault-inject",
                "set var failslab.probability = 0", "p failslab",
                "set var mm_hooks = 0", "km-fault-inject", build=build)
    assert "looking at every allocation: nothing" in out
    assert re.search(r"^failslab +1,0,0,1 +never; spared: those that may wait$",
                     out, re.M)
    assert re.search(r"^fail_page_alloc +1,0,0,1 +never; spared: those that may "
                     r"wait, orders below 1$", out, re.M)
    assert "no thread counts its allocations" in out
    assert "looking at every allocation: fault_inject" in out
    assert re.search(r"^failslab +3,50,200,-1 +each 3\. with 50%, after 200 "
                     r"bytes more, without end; spared: ", out, re.M)
    assert re.search(r"= 3,50,200,-1, each 3\. with 50%", out)
    for n in 1, 2:
        assert re.search(r"^monitor \(\d+\): its allocation number %d from now "
                         r"fails$" % n, out, re.M)
    assert re.search(r"^the last that failed was asked for by \w+ \+ \d+", out,
                     re.M)
    assert "BUT nobody asks: fault_inject is off" in out


@pytest.mark.parametrize("build", ["debug", "release"])
def test_what_was_forgotten(build):
    """km-kmemleak: by place, one by one, by address; and a table that somebody
    has damaged."""
    out = debug("tbreak monitor_main", "continue", "km-kmemleak",
                "tbreak kmemleak_mark", "type kmemleak mark; kmalloc 100; "
                "kmalloc 200; alloc_pages 3", "continue", "tbreak wait_key",
                "continue", "km-kmemleak -v", "km-kmemleak objects[0].p",
                "km-kmemleak 0x1234", "km-page objects[1].p",
                "set var nr_records = 9", "km-kmemleak", build=build)
    assert "km-kmemleak: there is no mark" in out
    assert "3 allocations since the mark still there, in a table of 32768" in out
    assert len(re.findall(r"^ +2 +300 +\d+  kmalloc_cmd \+ \d+$", out, re.M)) == 2
    assert len(re.findall(r"object 0x\w+, 100 bytes, by kmalloc_cmd \+ \d+, "
                          r"thread \d+, \d+ ticks ago", out)) == 2
    assert re.search(r"pages at 0x\w+, 32768 bytes, by alloc_pages_cmd", out)
    assert "0x1234 was not allocated since the mark" in out
    assert "BUT nr_records says 9" in out
