"""Small objects used wrongly: each report is read, names the cache, the object,
the bytes and who did it; the cache goes on, and nothing is lost."""

import re

import pytest

from conftest import run

BUILDS = ("release", "debug")


def crash(kind, build="release", cmdline="quiet"):
    """The report of `crash kind`; afterwards the same memory is in use."""
    done = run("cat /proc/slabinfo; crash %s; cat /proc/slabinfo; "
               "echo still here" % kind, build=build, cmdline=cmdline)
    assert done.ok and "still here" in done.text, done.told
    assert not re.search(r"^crash\s", done.text, re.M), "its cache is left"
    return done.text


def allocated_in(text):
    return re.search(r"  allocated by thread \d+ on CPU 0, \d+ ticks ago:\n"
                     r".*with_object\+0x", text)


def freed_in(text, where):
    return re.search(r"  freed by thread \d+ on CPU 0, \d+ ticks ago:\n"
                     r".* %s\+0x" % where, text)


OBJECT = r"object 0 of \d+ in the slab at [0-9a-f]{8}: 100 bytes at ([0-9a-f]{8})"


@pytest.mark.parametrize("build", BUILDS)
def test_overrun(build):
    text = crash("overrun", build)
    obj = re.search(r"BUG: cache crash: red zone behind an object was written "
                    r"to \(overrun\): ([0-9a-f]{8}), by ", text).group(1)
    assert re.search(OBJECT + ", being freed", text).group(1) == obj
    assert "byte 100 of it, at %08x, is 58 instead of cc:" % (
        int(obj, 16) + 100) in text
    assert re.search(r"5a 58 cc cc cc|5a 5a 5a 58 cc", text)	# the dump
    assert allocated_in(text)


def test_underrun():
    text = crash("underrun")
    assert "red zone before an object was written to (underrun)" in text
    assert re.search(r"byte -1 of it, at [0-9a-f]{8}, is 58 instead of cc:",
                     text)
    assert re.search(r"cc 58 5a 5a", text)
    assert allocated_in(text)


@pytest.mark.parametrize("build", BUILDS)
def test_use_after_free(build):
    text = crash("uaf", build)
    assert "a free object was written to (use after free)" in text
    assert re.search(r"byte 10 of it, at [0-9a-f]{8}, is 58 instead of 6b:",
                     text)
    assert re.search(r"6b 6b 58 6b 6b", text)
    assert allocated_in(text) and freed_in(text, "use_after_free")


@pytest.mark.parametrize("kind, what, whose", [
    ("again", "free of an object that is free (double free)", ", free"),
    ("middle", "free of what is not the start of an object", ", in use"),
    ("wrongcache", "free into the wrong cache", ", in use"),
])
def test_wrong_frees(kind, what, whose):
    text = crash(kind)
    assert "BUG: cache %s: %s: " % (
        "other" if kind == "wrongcache" else "crash", what) in text
    assert re.search(OBJECT + whose + r"\n", text)
    assert allocated_in(text)
    assert (kind == "wrongcache") == ("it belongs to cache crash" in text)
    assert "backtrace" in text


def test_foreign():
    text = crash("foreign")
    assert re.search(r"BUG: cache crash: free of what is not in low memory: "
                     r"[0-9a-f]{8}, by free_foreign", text)


def test_destroy_lists_who_allocated():
    text = crash("destroy")
    assert re.search(r"BUG: kmem_cache_destroy crash: 1 objects remain, by "
                     r"destroy_too_early", text)
    assert re.search(OBJECT + ", in use", text)
    assert allocated_in(text)


def test_kmalloc_by_one_byte():
    """The class has room for it: only a watched one can tell."""
    text = crash("kmalloc")
    assert "BUG" not in text
    text = crash("kmalloc", cmdline="quiet slab_debug=ZU,kmalloc-128")
    assert "BUG: cache kmalloc-128: red zone behind an object" in text
    assert "byte 100 of it" in text
    assert re.search(r"allocated by thread \d+.*:\n.*crash_kmalloc\+0x", text)


def test_trace_and_names():
    text = run("crash kfree", cmdline="slab_debug=T,kmalloc-6*").text
    assert re.search(r"TRACE kmalloc-64 alloc [0-9a-f]{8} inuse=\d+ by "
                     r"crash_kfree", text)
    assert re.search(r"TRACE kmalloc-64 free ", text)
    assert "TRACE kmalloc-128" not in text
    text = run("crash overrun", cmdline="quiet slab_debug=-").text
    assert "BUG" not in text


def test_bad_letters():
    text = run("echo here", cmdline="slab_debug=Q").text
    assert "slab_debug=Q: no such letter: Q" in text and "here" in text


@pytest.mark.parametrize("build", BUILDS)
def test_suites_under_all_of_it(build):
    """What works without works watched, and nothing is reported wrongly."""
    done = run("ktest slab; ktest slab_[fhn]*; ktest kmalloc*; ktest mempool*",
               build=build, cmdline="quiet slab_debug")
    assert done.ok, done.told
    assert "overrun" not in done.text and "use after free" not in done.text


def test_init_on_alloc_and_free():
    done = run("ktest init_on; ktest slab*; ktest page*",
               cmdline="quiet init_on_alloc=1 init_on_free=1")
    assert done.ok, done.told
    assert "# SKIP no init_on" not in done.text
