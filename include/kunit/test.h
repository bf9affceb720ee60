/*
 * kunit/test.h - tests that run inside the kernel, with Linux's API.
 *
 *	static void first_fit(struct kunit *test)
 *	{
 *		KUNIT_EXPECT_EQ(test, 4, 2 + 2);
 *	}
 *	static struct kunit_case cases[] = { KUNIT_CASE(first_fit), {} };
 *	static struct kunit_suite suite = { .name = "x", .test_cases = cases };
 *	kunit_test_suite(suite);
 *
 * An expectation that fails is printed and the case goes on; an assertion
 * ends it. Either way the case has failed. What a case got from kunit_kmalloc()
 * or left to kunit_add_action() is given back at its end, however it ends.
 * kernel/kunit.c runs the suites: `ktest` at the prompt.
 */
#ifndef K896_KUNIT_TEST_H
#define K896_KUNIT_TEST_H

#include <linux/types.h>
#include <linux/compiler.h>
#include <linux/kernel.h>
#include <linux/list.h>
#include <linux/err.h>
#include <linux/string.h>
#include <linux/module.h>
#include <linux/slab.h>

#define KUNIT_PARAM_DESC_SIZE	128
#define KUNIT_STATUS_COMMENT_SIZE 128

enum kunit_status {
	KUNIT_SUCCESS,
	KUNIT_FAILURE,
	KUNIT_SKIPPED,
};

enum kunit_speed {
	KUNIT_SPEED_UNSET,
	KUNIT_SPEED_VERY_SLOW,
	KUNIT_SPEED_SLOW,
	KUNIT_SPEED_NORMAL,
};

struct kunit_attributes {
	enum kunit_speed speed;
};

/* One run of one case. */
struct kunit {
	void *priv;			/* the test's own */
	const char *name;		/* of the case */
	const void *param_value;	/* this run's parameter */
	int param_index;
	enum kunit_status status;
	char status_comment[KUNIT_STATUS_COMMENT_SIZE];	/* why skipped */
	struct list_head resources;	/* actions, the newest first */
	struct list_head named;		/* see kunit/resource.h */
};

struct kunit_case {
	void (*run_case)(struct kunit *test);
	const char *name;
	/* next parameter after @prev (NULL: the first), described in @desc */
	const void *(*generate_params)(const void *prev, char *desc);
	struct kunit_attributes attr;
};

struct kunit_suite {
	const char *name;
	int (*suite_init)(struct kunit_suite *suite);	/* once, before */
	void (*suite_exit)(struct kunit_suite *suite);
	int (*init)(struct kunit *test);		/* around each case */
	void (*exit)(struct kunit *test);
	struct kunit_case *test_cases;			/* ends with {} */
	struct kunit_attributes attr;
};

#define KUNIT_CASE(fn)		{ .run_case = fn, .name = #fn }
#define KUNIT_CASE_ATTR(fn, attributes)	\
	{ .run_case = fn, .name = #fn, .attr = attributes }
#define KUNIT_CASE_SLOW(fn)	\
	{ .run_case = fn, .name = #fn, .attr = { KUNIT_SPEED_SLOW } }
#define KUNIT_CASE_PARAM(fn, gen) \
	{ .run_case = fn, .name = #fn, .generate_params = gen }
#define KUNIT_CASE_PARAM_ATTR(fn, gen, attributes) \
	{ .run_case = fn, .name = #fn, .generate_params = gen, \
	  .attr = attributes }

#define KUNIT_ARRAY_PARAM(name, array, get_desc)			\
	static const void *name##_gen_params(const void *prev, char *desc) \
	{								\
		typeof((array)[0]) *__next = prev ?			\
			((typeof(__next))prev) + 1 : (array);		\
		void (*__desc)(typeof(__next), char *) = get_desc;	\
									\
		if (__next - (array) >= (long)ARRAY_SIZE(array))	\
			return NULL;					\
		if (__desc)						\
			__desc(__next, desc);				\
		return __next;						\
	}
#define KUNIT_ARRAY_PARAM_DESC(name, array, member)			\
	static const void *name##_gen_params(const void *prev, char *desc) \
	{								\
		typeof((array)[0]) *__next = prev ?			\
			((typeof(__next))prev) + 1 : (array);		\
									\
		if (__next - (array) >= (long)ARRAY_SIZE(array))	\
			return NULL;					\
		strscpy(desc, __next->member, KUNIT_PARAM_DESC_SIZE);	\
		return __next;						\
	}

/* The linker collects the suites between these two. */
extern struct kunit_suite * const __kunit_suites_start[];
extern struct kunit_suite * const __kunit_suites_end[];

#define __kunit_suites(id, ...)						\
	static struct kunit_suite * const id[] __used			\
		__section(".kunit_test_suites") = { __VA_ARGS__ }
#define kunit_test_suites(...) \
	__kunit_suites(__UNIQUE_ID(kunit_suites), __VA_ARGS__)
#define kunit_test_suite(suite)		kunit_test_suites(&suite)
#define kunit_test_init_section_suites(...) kunit_test_suites(__VA_ARGS__)
#define kunit_test_init_section_suite(suite) kunit_test_suites(&suite)

#define kunit_suite_for_each_test_case(suite, c) \
	for (c = (suite)->test_cases; c->run_case; c++)

/*
 * Run the suites whose name matches @glob (NULL: all), or with "suite.case"
 * the cases that match; print KTAP on the consoles. Returns how many cases
 * failed, or -ENOENT if nothing matches. Process context.
 */
int kunit_run(const char *glob);
/* The same with all of @suites: a module's, when it is loaded. */
int kunit_run_suites(struct kunit_suite *const *suites, unsigned int n);

/*
 * @check runs after each suite and returns 0, or the number of broken
 * invariants, having said which: it then counts as a failed case. At most 8.
 */
void kunit_register_check(int (*check)(void));

/* The case that runs on this machine now, or NULL. */
struct kunit *kunit_get_current_test(void);

/*
 * Called at the end of the case, the newest first; 0 or -ENOMEM. _or_reset
 * calls it at once where there is no memory to note it.
 */
typedef void (kunit_action_t)(void *ctx);
int __must_check kunit_add_action(struct kunit *test, kunit_action_t *action,
				  void *ctx);
int __must_check kunit_add_action_or_reset(struct kunit *test,
					   kunit_action_t *action, void *ctx);
void kunit_remove_action(struct kunit *test, kunit_action_t *action,
			 void *ctx);	/* forget it */
void kunit_release_action(struct kunit *test, kunit_action_t *action,
			  void *ctx);	/* call it now */
#define KUNIT_DEFINE_ACTION_WRAPPER(wrapper, orig, arg_type)		\
	static void wrapper(void *in)					\
	{								\
		orig((arg_type)in);					\
	}

/* Memory that is freed at the end of the case. May sleep. */
void *kunit_kmalloc_array(struct kunit *test, size_t n, size_t size,
			  gfp_t gfp);
void kunit_kfree(struct kunit *test, const void *ptr);

static inline void *kunit_kmalloc(struct kunit *test, size_t size, gfp_t gfp)
{
	return kunit_kmalloc_array(test, 1, size, gfp);
}

static inline void *kunit_kzalloc(struct kunit *test, size_t size, gfp_t gfp)
{
	return kunit_kmalloc(test, size, gfp | __GFP_ZERO);
}

static inline void *kunit_kcalloc(struct kunit *test, size_t n, size_t size,
				  gfp_t gfp)
{
	return kunit_kmalloc_array(test, n, size, gfp | __GFP_ZERO);
}

/* A copy of a string, which goes at the end of the case too. */
#define kunit_kstrdup(test, s, gfp) ({					\
	const char *__ks = (s);						\
	size_t __kn = strlen(__ks) + 1;					\
	char *__kc = kunit_kmalloc(test, __kn, gfp);			\
	__kc ? memcpy(__kc, __ks, __kn) : NULL; })
#define kunit_kstrdup_const(test, s, gfp) \
	((const char *)kunit_kstrdup(test, s, gfp))
#define kunit_kfree_const(test, s)	kunit_kfree(test, s)

/* A line of the test's own in the report. */
void kunit_log_line(const struct kunit *test, const char *fmt, ...)
	__printf(2, 3);
#define kunit_info(test, fmt, ...)	kunit_log_line(test, fmt, ##__VA_ARGS__)
#define kunit_warn(test, fmt, ...)	kunit_log_line(test, fmt, ##__VA_ARGS__)
#define kunit_err(test, fmt, ...)	kunit_log_line(test, fmt, ##__VA_ARGS__)
#define kunit_printk(lvl, test, fmt, ...) \
	kunit_log_line(test, fmt, ##__VA_ARGS__)

/* End this case; skipped cases count neither as passed nor as failed. */
void __noreturn kunit_abort(struct kunit *test);
#define kunit_mark_skipped(test, fmt, ...) do {				\
	WRITE_ONCE((test)->status, KUNIT_SKIPPED);			\
	scnprintf((test)->status_comment, KUNIT_STATUS_COMMENT_SIZE,	\
		  fmt, ##__VA_ARGS__);					\
} while (0)
#define kunit_skip(test, fmt, ...) do {					\
	kunit_mark_skipped(test, fmt, ##__VA_ARGS__);			\
	kunit_abort(test);						\
} while (0)

/*
 * What an expectation was about, for the report. There are thousands, and each
 * is part of the kernel: so the words of the source are one string, with a line
 * end between them, and what fails without a message of its own is told by
 * functions that take their arguments in registers.
 */
struct kunit_loc {
	const char *file;
	const char *words;		/* "left\nop\nright", "text\nwhat"; NULL */
	u16 line;
	bool fatal;			/* an assertion */
	u8 no_sign;			/* 1: left has none, 2: right has none */
};

/* A failed check is reported by one of these; they return if not fatal. */
void kunit_fail_binary(struct kunit *test, const struct kunit_loc *loc,
		       long long left, long long right,
		       const char *fmt, ...) __printf(5, 6) __cold;
void kunit_fail_ptr(struct kunit *test, const struct kunit_loc *loc,
		    const void *left, const void *right,
		    const char *fmt, ...) __printf(5, 6) __cold;
void kunit_fail_str(struct kunit *test, const struct kunit_loc *loc,
		    const char *left, const char *right,
		    const char *fmt, ...) __printf(5, 6) __cold;
void kunit_fail_mem(struct kunit *test, const struct kunit_loc *loc,
		    const void *left, const void *right, size_t size,
		    const char *fmt, ...) __printf(6, 7) __cold;
void kunit_fail_plain(struct kunit *test, const struct kunit_loc *loc,
		      const char *fmt, ...) __printf(3, 4) __cold;
/* The same without a message: two numbers of 32 bits, and what is no number. */
void kunit_fail_word(struct kunit *test, const struct kunit_loc *loc,
		     unsigned long left, unsigned long right) __cold;
void kunit_fail_cond(struct kunit *test, const struct kunit_loc *loc) __cold;

#define __KUNIT_LOC(fatal_, words_, no_sign_) ({			\
	static const struct kunit_loc __loc = {				\
		__FILE__, words_, __LINE__, fatal_, no_sign_ };		\
	&__loc; })
#define __KUNIT_NO_SIGN(x)	((typeof(x))(-1) > (typeof(x))1)

#define __KUNIT_BINARY(test, fatal, l, op, r, ...) do {			\
	const typeof(l) __kl = (l);					\
	const typeof(r) __kr = (r);					\
	if (unlikely(!(__kl op __kr)))					\
		kunit_fail_binary(test,					\
				  __KUNIT_LOC(fatal, #l "\n" #op "\n" #r, 0), \
				  (long long)__kl, (long long)__kr,	\
				  __VA_ARGS__);				\
} while (0)
#define __KUNIT_WORD(test, fatal, l, op, r) do {			\
	const typeof(l) __kl = (l);					\
	const typeof(r) __kr = (r);					\
	if (likely(__kl op __kr))					\
		break;							\
	if (sizeof(__kl) <= sizeof(long) && sizeof(__kr) <= sizeof(long)) \
		kunit_fail_word(test,					\
			__KUNIT_LOC(fatal, #l "\n" #op "\n" #r,		\
				    __KUNIT_NO_SIGN(l) |		\
				    __KUNIT_NO_SIGN(r) << 1),		\
			(unsigned long)__kl, (unsigned long)__kr);	\
	else								\
		kunit_fail_binary(test,					\
			__KUNIT_LOC(fatal, #l "\n" #op "\n" #r, 0),	\
			(long long)__kl, (long long)__kr, NULL);	\
} while (0)
#define __KUNIT_PTR(test, fatal, l, op, r, ...) do {			\
	const void *__kl = (const void *)(l);				\
	const void *__kr = (const void *)(r);				\
	if (unlikely(!(__kl op __kr)))					\
		kunit_fail_ptr(test,					\
			       __KUNIT_LOC(fatal, #l "\n" #op "\n" #r, 0), \
			       __kl, __kr, __VA_ARGS__);		\
} while (0)
#define __KUNIT_STR(test, fatal, l, op, r, ...) do {			\
	const char *__kl = (l), *__kr = (r);				\
	if (unlikely(!__kl || !__kr || !(strcmp(__kl, __kr) op 0)))	\
		kunit_fail_str(test,					\
			       __KUNIT_LOC(fatal, #l "\n" #op "\n" #r, 0), \
			       __kl, __kr, __VA_ARGS__);		\
} while (0)
#define __KUNIT_MEM(test, fatal, l, op, r, size, ...) do {		\
	const void *__kl = (l), *__kr = (r);				\
	const size_t __ks = (size);					\
	if (unlikely(!__kl || !__kr || !(memcmp(__kl, __kr, __ks) op 0))) \
		kunit_fail_mem(test,					\
			       __KUNIT_LOC(fatal, #l "\n" #op "\n" #r, 0), \
			       __kl, __kr, __ks, __VA_ARGS__);		\
} while (0)
#define __KUNIT_COND(test, fatal, cond, words, ...) do {		\
	if (likely(cond))						\
		break;							\
	kunit_fail_plain(test, __KUNIT_LOC(fatal, words, 0),		\
			 __VA_ARGS__);					\
} while (0)
#define __KUNIT_COND0(test, fatal, cond, words) do {			\
	if (unlikely(!(cond)))						\
		kunit_fail_cond(test, __KUNIT_LOC(fatal, words, 0));	\
} while (0)
#define __KUNIT_TRUE(test, fatal, c, ...) \
	__KUNIT_COND(test, fatal, c, #c "\ntrue", __VA_ARGS__)
#define __KUNIT_TRUE0(test, fatal, c) \
	__KUNIT_COND0(test, fatal, c, #c "\ntrue")
#define __KUNIT_FALSE(test, fatal, c, ...) \
	__KUNIT_COND(test, fatal, !(c), #c "\nfalse", __VA_ARGS__)
#define __KUNIT_FALSE0(test, fatal, c) \
	__KUNIT_COND0(test, fatal, !(c), #c "\nfalse")
#define __KUNIT_NULL(test, fatal, p, ...) \
	__KUNIT_COND(test, fatal, !(p), #p "\nNULL", __VA_ARGS__)
#define __KUNIT_NULL0(test, fatal, p) \
	__KUNIT_COND0(test, fatal, !(p), #p "\nNULL")
#define __KUNIT_NOT_NULL(test, fatal, p, ...) \
	__KUNIT_COND(test, fatal, (p), #p "\nnot NULL", __VA_ARGS__)
#define __KUNIT_NOT_NULL0(test, fatal, p) \
	__KUNIT_COND0(test, fatal, (p), #p "\nnot NULL")
#define __KUNIT_NOT_ERR(test, fatal, p, ...)				\
	__KUNIT_COND(test, fatal, !IS_ERR_OR_NULL((const void *)(p)),	\
		     #p "\nneither NULL nor an error", __VA_ARGS__)
#define __KUNIT_NOT_ERR0(test, fatal, p)				\
	__KUNIT_COND0(test, fatal, !IS_ERR_OR_NULL((const void *)(p)),	\
		      #p "\nneither NULL nor an error")

/* Expectations: the case goes on. */
#define KUNIT_SUCCEED(test)	do { } while (0)
#define KUNIT_FAIL(test, ...)						\
	kunit_fail_plain(test, __KUNIT_LOC(false, NULL, 0),	\
			 __VA_ARGS__)
#define KUNIT_FAIL_AND_ABORT(test, ...)					\
	kunit_fail_plain(test, __KUNIT_LOC(true, NULL, 0),	\
			 __VA_ARGS__)

#define KUNIT_EXPECT_EQ(test, l, r) \
	__KUNIT_WORD(test, false, l, ==, r)
#define KUNIT_EXPECT_EQ_MSG(test, l, r, ...) \
	__KUNIT_BINARY(test, false, l, ==, r, __VA_ARGS__)
#define KUNIT_EXPECT_NE(test, l, r) \
	__KUNIT_WORD(test, false, l, !=, r)
#define KUNIT_EXPECT_NE_MSG(test, l, r, ...) \
	__KUNIT_BINARY(test, false, l, !=, r, __VA_ARGS__)
#define KUNIT_EXPECT_LT(test, l, r) \
	__KUNIT_WORD(test, false, l, <, r)
#define KUNIT_EXPECT_LT_MSG(test, l, r, ...) \
	__KUNIT_BINARY(test, false, l, <, r, __VA_ARGS__)
#define KUNIT_EXPECT_LE(test, l, r) \
	__KUNIT_WORD(test, false, l, <=, r)
#define KUNIT_EXPECT_LE_MSG(test, l, r, ...) \
	__KUNIT_BINARY(test, false, l, <=, r, __VA_ARGS__)
#define KUNIT_EXPECT_GT(test, l, r) \
	__KUNIT_WORD(test, false, l, >, r)
#define KUNIT_EXPECT_GT_MSG(test, l, r, ...) \
	__KUNIT_BINARY(test, false, l, >, r, __VA_ARGS__)
#define KUNIT_EXPECT_GE(test, l, r) \
	__KUNIT_WORD(test, false, l, >=, r)
#define KUNIT_EXPECT_GE_MSG(test, l, r, ...) \
	__KUNIT_BINARY(test, false, l, >=, r, __VA_ARGS__)
#define KUNIT_EXPECT_PTR_EQ(test, l, r) \
	__KUNIT_PTR(test, false, l, ==, r, NULL)
#define KUNIT_EXPECT_PTR_EQ_MSG(test, l, r, ...) \
	__KUNIT_PTR(test, false, l, ==, r, __VA_ARGS__)
#define KUNIT_EXPECT_PTR_NE(test, l, r) \
	__KUNIT_PTR(test, false, l, !=, r, NULL)
#define KUNIT_EXPECT_PTR_NE_MSG(test, l, r, ...) \
	__KUNIT_PTR(test, false, l, !=, r, __VA_ARGS__)
#define KUNIT_EXPECT_STREQ(test, l, r) \
	__KUNIT_STR(test, false, l, ==, r, NULL)
#define KUNIT_EXPECT_STREQ_MSG(test, l, r, ...) \
	__KUNIT_STR(test, false, l, ==, r, __VA_ARGS__)
#define KUNIT_EXPECT_STRNEQ(test, l, r) \
	__KUNIT_STR(test, false, l, !=, r, NULL)
#define KUNIT_EXPECT_STRNEQ_MSG(test, l, r, ...) \
	__KUNIT_STR(test, false, l, !=, r, __VA_ARGS__)
#define KUNIT_EXPECT_MEMEQ(test, l, r, n) \
	__KUNIT_MEM(test, false, l, ==, r, n, NULL)
#define KUNIT_EXPECT_MEMEQ_MSG(test, l, r, n, ...) \
	__KUNIT_MEM(test, false, l, ==, r, n, __VA_ARGS__)
#define KUNIT_EXPECT_MEMNEQ(test, l, r, n) \
	__KUNIT_MEM(test, false, l, !=, r, n, NULL)
#define KUNIT_EXPECT_MEMNEQ_MSG(test, l, r, n, ...) \
	__KUNIT_MEM(test, false, l, !=, r, n, __VA_ARGS__)
#define KUNIT_EXPECT_TRUE(test, c) \
	__KUNIT_TRUE0(test, false, c)
#define KUNIT_EXPECT_TRUE_MSG(test, c, ...) \
	__KUNIT_TRUE(test, false, c, __VA_ARGS__)
#define KUNIT_EXPECT_FALSE(test, c) \
	__KUNIT_FALSE0(test, false, c)
#define KUNIT_EXPECT_FALSE_MSG(test, c, ...) \
	__KUNIT_FALSE(test, false, c, __VA_ARGS__)
#define KUNIT_EXPECT_NULL(test, p) \
	__KUNIT_NULL0(test, false, p)
#define KUNIT_EXPECT_NULL_MSG(test, p, ...) \
	__KUNIT_NULL(test, false, p, __VA_ARGS__)
#define KUNIT_EXPECT_NOT_NULL(test, p) \
	__KUNIT_NOT_NULL0(test, false, p)
#define KUNIT_EXPECT_NOT_NULL_MSG(test, p, ...) \
	__KUNIT_NOT_NULL(test, false, p, __VA_ARGS__)
#define KUNIT_EXPECT_NOT_ERR_OR_NULL(test, p) \
	__KUNIT_NOT_ERR0(test, false, p)
#define KUNIT_EXPECT_NOT_ERR_OR_NULL_MSG(test, p, ...) \
	__KUNIT_NOT_ERR(test, false, p, __VA_ARGS__)

/* Assertions: the case ends. */
#define KUNIT_ASSERT_EQ(test, l, r) \
	__KUNIT_WORD(test, true, l, ==, r)
#define KUNIT_ASSERT_EQ_MSG(test, l, r, ...) \
	__KUNIT_BINARY(test, true, l, ==, r, __VA_ARGS__)
#define KUNIT_ASSERT_NE(test, l, r) \
	__KUNIT_WORD(test, true, l, !=, r)
#define KUNIT_ASSERT_NE_MSG(test, l, r, ...) \
	__KUNIT_BINARY(test, true, l, !=, r, __VA_ARGS__)
#define KUNIT_ASSERT_LT(test, l, r) \
	__KUNIT_WORD(test, true, l, <, r)
#define KUNIT_ASSERT_LT_MSG(test, l, r, ...) \
	__KUNIT_BINARY(test, true, l, <, r, __VA_ARGS__)
#define KUNIT_ASSERT_LE(test, l, r) \
	__KUNIT_WORD(test, true, l, <=, r)
#define KUNIT_ASSERT_LE_MSG(test, l, r, ...) \
	__KUNIT_BINARY(test, true, l, <=, r, __VA_ARGS__)
#define KUNIT_ASSERT_GT(test, l, r) \
	__KUNIT_WORD(test, true, l, >, r)
#define KUNIT_ASSERT_GT_MSG(test, l, r, ...) \
	__KUNIT_BINARY(test, true, l, >, r, __VA_ARGS__)
#define KUNIT_ASSERT_GE(test, l, r) \
	__KUNIT_WORD(test, true, l, >=, r)
#define KUNIT_ASSERT_GE_MSG(test, l, r, ...) \
	__KUNIT_BINARY(test, true, l, >=, r, __VA_ARGS__)
#define KUNIT_ASSERT_PTR_EQ(test, l, r) \
	__KUNIT_PTR(test, true, l, ==, r, NULL)
#define KUNIT_ASSERT_PTR_EQ_MSG(test, l, r, ...) \
	__KUNIT_PTR(test, true, l, ==, r, __VA_ARGS__)
#define KUNIT_ASSERT_PTR_NE(test, l, r) \
	__KUNIT_PTR(test, true, l, !=, r, NULL)
#define KUNIT_ASSERT_PTR_NE_MSG(test, l, r, ...) \
	__KUNIT_PTR(test, true, l, !=, r, __VA_ARGS__)
#define KUNIT_ASSERT_STREQ(test, l, r) \
	__KUNIT_STR(test, true, l, ==, r, NULL)
#define KUNIT_ASSERT_STREQ_MSG(test, l, r, ...) \
	__KUNIT_STR(test, true, l, ==, r, __VA_ARGS__)
#define KUNIT_ASSERT_STRNEQ(test, l, r) \
	__KUNIT_STR(test, true, l, !=, r, NULL)
#define KUNIT_ASSERT_STRNEQ_MSG(test, l, r, ...) \
	__KUNIT_STR(test, true, l, !=, r, __VA_ARGS__)
#define KUNIT_ASSERT_MEMEQ(test, l, r, n) \
	__KUNIT_MEM(test, true, l, ==, r, n, NULL)
#define KUNIT_ASSERT_MEMEQ_MSG(test, l, r, n, ...) \
	__KUNIT_MEM(test, true, l, ==, r, n, __VA_ARGS__)
#define KUNIT_ASSERT_MEMNEQ(test, l, r, n) \
	__KUNIT_MEM(test, true, l, !=, r, n, NULL)
#define KUNIT_ASSERT_MEMNEQ_MSG(test, l, r, n, ...) \
	__KUNIT_MEM(test, true, l, !=, r, n, __VA_ARGS__)
#define KUNIT_ASSERT_TRUE(test, c) \
	__KUNIT_TRUE0(test, true, c)
#define KUNIT_ASSERT_TRUE_MSG(test, c, ...) \
	__KUNIT_TRUE(test, true, c, __VA_ARGS__)
#define KUNIT_ASSERT_FALSE(test, c) \
	__KUNIT_FALSE0(test, true, c)
#define KUNIT_ASSERT_FALSE_MSG(test, c, ...) \
	__KUNIT_FALSE(test, true, c, __VA_ARGS__)
#define KUNIT_ASSERT_NULL(test, p) \
	__KUNIT_NULL0(test, true, p)
#define KUNIT_ASSERT_NULL_MSG(test, p, ...) \
	__KUNIT_NULL(test, true, p, __VA_ARGS__)
#define KUNIT_ASSERT_NOT_NULL(test, p) \
	__KUNIT_NOT_NULL0(test, true, p)
#define KUNIT_ASSERT_NOT_NULL_MSG(test, p, ...) \
	__KUNIT_NOT_NULL(test, true, p, __VA_ARGS__)
#define KUNIT_ASSERT_NOT_ERR_OR_NULL(test, p) \
	__KUNIT_NOT_ERR0(test, true, p)
#define KUNIT_ASSERT_NOT_ERR_OR_NULL_MSG(test, p, ...) \
	__KUNIT_NOT_ERR(test, true, p, __VA_ARGS__)

#include <kunit/resource.h>

#endif
