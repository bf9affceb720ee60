/*
 * shrinker_test.c - who registers is asked for what it counts, by batches,
 * until it stops; and who has unregistered is left alone.
 */
#include <kunit/test.h>
#include <linux/fault-inject.h>
#include <linux/leftover.h>
#include <linux/shrinker.h>

static unsigned long hoard;		/* objects that could be given back */
static unsigned long most;		/* asked for in one call */
static int calls, counted, stop_after;

static unsigned long count(struct shrinker *shrinker, struct shrink_control *sc)
{
	counted++;
	shrink_slab(sc->gfp_mask);	/* as if it allocated: no dead lock */
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

/* ---- 2.6's form, and those that are made ---- */

static int old_hoard, old_left;		/* to give; what it says is left then */
static unsigned long old_nested;	/* freed by a call from inside */

static int old_shrink(int nr, gfp_t gfp)
{
	if (!nr)
		return old_hoard;
	old_nested += shrink_slab(GFP_NOFS) + shrink_slab(GFP_KERNEL);
	return old_left;
}

/*
 * Is it @n that counts as freed? Others give, too, and how much may change
 * between two calls, but not each time.
 */
static bool old_frees(int hoard_is, int left_is, unsigned long n)
{
	unsigned long others, all;

	for (int i = 0; i < 10; i++) {
		old_hoard = 0;
		others = shrink_slab(GFP_KERNEL);
		old_hoard = hoard_is;
		old_left = left_is;
		all = shrink_slab(GFP_KERNEL);
		if (all - others == n)
			return true;
	}
	return false;
}

static void shrinker_old_form(struct kunit *test)
{
	unsigned long here = (unsigned long)old_shrink;
	struct shrinker *old;
	char name[LEFTOVER_NAME];

	old = set_shrinker(DEFAULT_SEEKS, old_shrink);
	KUNIT_ASSERT_NOT_NULL(test, old);
	old_nested = 0;
	KUNIT_EXPECT_TRUE(test, old_frees(10, 4, 6));
	KUNIT_EXPECT_TRUE(test, old_frees(10, 10, 0));
	KUNIT_EXPECT_TRUE(test, old_frees(10, 12, 0));
	KUNIT_EXPECT_TRUE(test, old_frees(10, -1, 0));
	KUNIT_EXPECT_TRUE(test, old_frees(-1, 0, 0));
	KUNIT_EXPECT_EQ(test, old_nested, 0ul);
	KUNIT_EXPECT_EQ(test, shrinker_callbacks(here, here + 1, name), 1u);
	KUNIT_EXPECT_STREQ(test, name, "old_shrink");
	remove_shrinker(old);
	KUNIT_EXPECT_EQ(test, shrinker_callbacks(here, here + 1, name), 0u);
}

static void shrinker_made(struct kunit *test)
{
	unsigned long here = (unsigned long)scan;
	struct shrinker *one = shrinker_alloc(0, "made-%d", 1);
	char name[LEFTOVER_NAME];

	KUNIT_ASSERT_NOT_NULL(test, one);
	shrinker_free(one);		/* never registered */
	shrinker_free(NULL);
	one = shrinker_alloc(0, "made-%d", 2);
	KUNIT_ASSERT_NOT_NULL(test, one);
	one->count_objects = count;
	one->scan_objects = scan;
	shrinker_register(one);
	hoard = 0;
	KUNIT_EXPECT_EQ(test, listed(scan, 0), 1);
	KUNIT_EXPECT_EQ(test, shrinker_callbacks(here, here + 1, name), 1u);
	shrinker_free(one);
	KUNIT_EXPECT_EQ(test, listed(scan, 0), 0);
	fault_inject_begin();
	fault_inject_nth(1);
	KUNIT_EXPECT_NULL(test, shrinker_alloc(0, "none"));
	fault_inject_nth(1);
	KUNIT_EXPECT_NULL(test, set_shrinker(DEFAULT_SEEKS, old_shrink));
	fault_inject_nth(0);
	fault_inject_end();
}

static struct kunit_case cases[] = {
	KUNIT_CASE(shrinker_batches),
	KUNIT_CASE(shrinker_old_form),
	KUNIT_CASE(shrinker_made),
	{}
};

static struct kunit_suite suite = {
	.name = "shrinker",
	.test_cases = cases,
};
kunit_test_suite(suite);
