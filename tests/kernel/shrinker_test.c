/*
 * shrinker_test.c - who registers is asked for what it counts, by batches, until
 * it stops; and who has unregistered is left alone.
 */
#include <kunit/test.h>
#include <linux/shrinker.h>

static unsigned long hoard;		/* objects that could be given back */
static unsigned long most;		/* asked for in one call */
static int calls, counted, stop_after;

static unsigned long count(struct shrinker *shrinker, struct shrink_control *sc)
{
	counted++;
	return hoard ?: SHRINK_EMPTY;
}

static unsigned long scan(struct shrinker *shrinker, struct shrink_control *sc)
{
	unsigned long n = min(hoard, sc->nr_to_scan);

	if (++calls > stop_after)
		return SHRINK_STOP;
	most = max(most, sc->nr_to_scan);
	hoard -= n;
	shrink_slab(sc->gfp_mask);	/* from a shrinker it does nothing */
	return n;
}

static struct shrinker hoarder = {
	.count_objects = count, .scan_objects = scan, .seeks = DEFAULT_SEEKS,
};

/* Ask for @objects, @batch at a time, up to @stop calls. */
static void ask(unsigned long objects, long batch, int stop)
{
	hoard = objects;
	hoarder.batch = batch;
	stop_after = stop;
	most = calls = counted = 0;
	shrink_slab(GFP_KERNEL);
}

/* How often an inspector finds @fn, with @objects to give. */
static int listed(void *fn, unsigned long objects)
{
	struct shrinker_state state;
	int n = 0;

	for (unsigned int nr = 0; shrinker_get_state(nr, &state); nr++)
		n += state.fn == fn && state.objects == objects && !state.old;
	return n;
}

static void shrinker_batches(struct kunit *test)
{
	KUNIT_ASSERT_EQ(test, register_shrinker(&hoarder), 0);
	ask(95, 10, 100);
	KUNIT_EXPECT_EQ(test, hoard, 0ul);
	KUNIT_EXPECT_EQ(test, most, 10ul);
	KUNIT_EXPECT_EQ(test, calls, 10);
	ask(95, 0, 100);
	KUNIT_EXPECT_EQ(test, hoard, 0ul);
	KUNIT_EXPECT_EQ(test, calls, 1);
	ask(95, 10, 3);
	KUNIT_EXPECT_EQ(test, hoard, 65ul);
	KUNIT_EXPECT_EQ(test, calls, 4);
	ask(0, 10, 100);
	KUNIT_EXPECT_EQ(test, counted, 1);
	KUNIT_EXPECT_EQ(test, calls, 0);
	KUNIT_EXPECT_EQ(test, listed(scan, 0), 1);
	hoard = 7;
	KUNIT_EXPECT_EQ(test, listed(scan, 7), 1);
	unregister_shrinker(&hoarder);
	KUNIT_EXPECT_EQ(test, listed(scan, 7), 0);
	ask(95, 10, 100);
	KUNIT_EXPECT_EQ(test, counted, 0);
}

static struct kunit_case cases[] = {
	KUNIT_CASE(shrinker_batches),
	{}
};

static struct kunit_suite suite = {
	.name = "shrinker",
	.test_cases = cases,
};
kunit_test_suite(suite);
