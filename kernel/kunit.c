/*
 * kunit.c - running the tests that were linked in.
 *
 * Model: the linker has collected the suites. For each one that is asked for:
 * its cases in order, then the checks that others registered (the invariants
 * of zones and caches), as one more case. A case runs between a setjmp and its
 * clean-up: an assertion that fails and an oops both come back to the setjmp,
 * so they end the case and nothing else. The report is KTAP, which Linux's
 * tools read too.
 *
 * Invariants: one case at a time, in `current_test`. A case that returns with
 * interrupts or preemption off has failed, and both are put right.
 * Locking, context: process context. An oops may leave locks held: then later
 * cases hang, and the test's time limit says where.
 * Linux: lib/kunit/test.c, try-catch.c (which uses a thread for each case).
 * gdb: `break run_case`, `print current_test`.
 */
#include <linux/export.h>
#include <linux/glob.h>
#include <linux/irqflags.h>
#include <linux/preempt.h>
#include <asm/setjmp.h>
#include "kunit.h"

#define MAX_CHECKS	8

struct tally {
	unsigned int pass, fail, skip;
};

int kunit_indent;

static struct kunit current_test;	/* the one case that runs */
static bool running;
static struct kernel_jmpbuf case_end;	/* where kunit_abort() goes */
static int (*checks[MAX_CHECKS])(void);
static unsigned int nr_checks;

struct kunit *kunit_get_current_test(void)
{
	return running ? &current_test : NULL;
}
EXPORT_SYMBOL(kunit_get_current_test);

void kunit_register_check(int (*check)(void))
{
	if (!WARN_ON(nr_checks == MAX_CHECKS))
		checks[nr_checks++] = check;
}
EXPORT_SYMBOL(kunit_register_check);

void kunit_abort(struct kunit *test)
{
	kernel_longjmp(&case_end, 2);
}
EXPORT_SYMBOL(kunit_abort);

static void count(struct tally *t, enum kunit_status status)
{
	t->pass += status == KUNIT_SUCCESS;
	t->fail += status == KUNIT_FAILURE;
	t->skip += status == KUNIT_SKIPPED;
}

static void report_tally(const char *name, const struct tally *t)
{
	report("# %s: pass:%u fail:%u skip:%u total:%u\n", name, t->pass,
	       t->fail, t->skip, t->pass + t->fail + t->skip);
}

static void report_result(unsigned int number, const char *name,
			  enum kunit_status status, const char *why)
{
	report("%sok %u %s%s%s\n", status == KUNIT_FAILURE ? "not " : "",
	       number, name, status == KUNIT_SKIPPED ? " # SKIP " : "",
	       status == KUNIT_SKIPPED ? why : "");
}

/* @fn(test), and back here if it aborts or oopses. */
static void call_guarded(struct kunit *test, void (*fn)(struct kunit *))
{
	struct kernel_jmpbuf *outer = oops_set_recovery(&case_end);

	switch (kernel_setjmp(&case_end)) {
	case 0:
		fn(test);
		break;
	case 1:
		test->status = KUNIT_FAILURE;
		report("# %s: ended by an oops\n", test->name);
		break;
	}
	oops_set_recovery(outer);
}

/* The case must leave the CPU as it found it. */
static void check_context(struct kunit *test, int preempt)
{
	int now = preempt_count();

	if (now == preempt && !irqs_disabled())
		return;
	test->status = KUNIT_FAILURE;
	preempt_count_add(preempt - now);
	report("# %s: returned with %s\n", test->name, irqs_disabled() ?
	       "interrupts off" : "a wrong preempt_count");
	local_irq_enable();
}

static enum kunit_status run_once(struct kunit_suite *suite,
				  struct kunit_case *c)
{
	struct kunit *test = &current_test;
	int preempt = preempt_count(), err = 0;

	INIT_LIST_HEAD(&test->resources);
	INIT_LIST_HEAD(&test->named);
	test->name = c->name;
	test->priv = NULL;
	test->status = KUNIT_SUCCESS;
	test->status_comment[0] = '\0';
	running = true;
	if (suite->init)
		err = suite->init(test);
	if (err) {
		report("# %s: failed to initialize: %d\n", c->name, err);
		test->status = KUNIT_FAILURE;
	} else {
		call_guarded(test, c->run_case);
	}
	check_context(test, preempt);
	if (suite->exit)
		suite->exit(test);
	kunit_cleanup(test);
	running = false;
	return test->status;
}

/* A run for each parameter; fails if one of them does. */
static enum kunit_status run_params(struct kunit_suite *suite,
				    struct kunit_case *c)
{
	static char desc[KUNIT_PARAM_DESC_SIZE];
	struct kunit *test = &current_test;
	struct tally t = { 0 };
	const void *param = NULL;

	kunit_indent += 4;
	report("KTAP version 1\n");
	report("# Subtest: %s\n", c->name);
	test->param_index = 0;
	for (;;) {
		enum kunit_status status;

		desc[0] = '\0';
		param = c->generate_params(param, desc);
		if (!param)
			break;
		if (!desc[0])
			snprintf(desc, sizeof(desc), "param-%d",
				 test->param_index);
		strreplace(desc, '\n', ' ');	/* KTAP is made of lines */
		test->param_value = param;
		status = run_once(suite, c);
		count(&t, status);
		report_result(++test->param_index, desc, status,
			      test->status_comment);
	}
	report("1..%d\n", test->param_index);
	kunit_indent -= 4;
	report_tally(c->name, &t);
	test->param_value = NULL;
	return t.fail ? KUNIT_FAILURE : t.pass ? KUNIT_SUCCESS : KUNIT_SKIPPED;
}

static enum kunit_status run_checks(void)
{
	unsigned int i;
	int broken = 0;

	for (i = 0; i < nr_checks; i++)
		broken += checks[i]();
	return broken ? KUNIT_FAILURE : KUNIT_SUCCESS;
}

static bool wanted(const char *glob, const char *name)
{
	return !glob || glob_match(glob, name);
}

static void run_suite(struct kunit_suite *suite, const char *case_glob,
		      struct tally *t)
{
	unsigned int number = 0, planned = nr_checks != 0;
	struct kunit_case *c;

	kunit_indent = 4;
	report("KTAP version 1\n");
	report("# Subtest: %s\n", suite->name);
	kunit_suite_for_each_test_case(suite, c)
		planned += wanted(case_glob, c->name);
	report("1..%u\n", planned);
	kunit_suite_for_each_test_case(suite, c) {
		enum kunit_status status;

		if (!wanted(case_glob, c->name))
			continue;
		status = c->generate_params ? run_params(suite, c)
					    : run_once(suite, c);
		report_result(++number, c->name, status,
			      current_test.status_comment);
		count(t, status);
	}
	if (nr_checks) {
		enum kunit_status status = run_checks();

		report_result(++number, "invariants", status, "");
		count(t, status);
	}
	kunit_indent = 0;
}

/* The same with what belongs around it. Returns whether all went well. */
static bool run_suite_guarded(struct kunit_suite *suite,
			      const char *case_glob, struct tally *all)
{
	struct tally t = { 0 };
	int err = suite->suite_init ? suite->suite_init(suite) : 0;

	if (err) {
		report("# %s: failed to initialize: %d\n", suite->name, err);
		t.fail = 1;
	} else {
		run_suite(suite, case_glob, &t);
		if (suite->suite_exit)
			suite->suite_exit(suite);
	}
	report_tally(suite->name, &t);
	all->pass += t.pass;
	all->fail += t.fail;
	all->skip += t.skip;
	return !t.fail;
}

/* Those from @first to @end whose name matches. */
static int run_suites(struct kunit_suite *const *first,
		      struct kunit_suite *const *end, const char *suite_glob,
		      const char *case_glob)
{
	struct kunit_suite *const *s;
	struct tally all = { 0 };
	unsigned int number = 0, planned = 0;

	for (s = first; s < end; s++)
		planned += wanted(suite_glob, (*s)->name);
	if (!planned)
		return -ENOENT;
	report("KTAP version 1\n1..%u\n", planned);
	for (s = first; s < end; s++) {
		bool ok;

		if (!wanted(suite_glob, (*s)->name))
			continue;
		ok = run_suite_guarded(*s, case_glob, &all);
		report_result(++number, (*s)->name,
			      ok ? KUNIT_SUCCESS : KUNIT_FAILURE, "");
	}
	report_tally("Totals", &all);
	return all.fail;
}

int kunit_run(const char *glob)
{
	static char suite_glob[64];
	const char *dot = glob ? strchr(glob, '.') : NULL;

	strscpy(suite_glob, glob && *glob ? glob : "*", sizeof(suite_glob));
	strreplace(suite_glob, '.', '\0');
	return run_suites(__kunit_suites_start, __kunit_suites_end, suite_glob,
			  dot ? dot + 1 : NULL);
}
EXPORT_SYMBOL(kunit_run);

int kunit_run_suites(struct kunit_suite *const *suites, unsigned int n)
{
	return run_suites(suites, suites + n, "*", NULL);
}
EXPORT_SYMBOL(kunit_run_suites);
