/*
 * ktest [GLOB]: run the kernel's own tests.
 *
 * Model: kunit_run() finds the suites that the linker collected and prints
 * KTAP; the command fails if any test did, so run="ktest" is a test run.
 * Invariants: after each suite the checks of mm/ have passed (kunit runs them).
 * Locking & context: process context; a test may sleep.
 * In Linux: kunit.filter_glob= on the command line.
 * Watch it: (gdb) break kunit_run
 *           (gdb) break ktest_cmd
 */

#include "internal.h"
#include <kunit/test.h>
#include <linux/async.h>
#include <linux/errno.h>

static int ktest_cmd(int argc, char **argv)
{
	const char *glob = argc == 2 ? argv[1] : "*";
	int failed;

	if (argc > 2)
		return usage("ktest");
	async_synchronize_full();
	failed = kunit_run(glob);
	if (failed == -ENOENT) {
		say("no suite matches `%.40s`\n", glob);
		return failed;
	}
	return failed ? -EIO : 0;
}
MONITOR_CMD(ktest, "[GLOB]", "run the tests whose suite matches, print KTAP",
	    ktest_cmd);
