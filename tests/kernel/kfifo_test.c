/*
 * kfifo_test.c - suite `kfifo`: what goes in comes out, in that order, whatever
 * the ring's end does in between.
 */
#include <kunit/test.h>
#include <linux/kfifo.h>
#include <linux/scatterlist.h>
#include <linux/slab.h>
#include <linux/uaccess.h>

#define SIZE	16

static void test_bytes(struct kunit *test)
{
	unsigned char in = 0, out = 0, buf[SIZE];
	struct kfifo fifo;
	int round, i;

	KUNIT_ASSERT_EQ(test, kfifo_alloc(&fifo, SIZE - 3, GFP_KERNEL), 0);
	KUNIT_EXPECT_EQ(test, kfifo_size(&fifo), SIZE);
	fifo.kfifo.in = fifo.kfifo.out = -10U;	/* the counters wrap soon */
	for (round = 0; round < 40; round++) {
		int n = round % 11;

		for (i = 0; i < n; i++)
			buf[i] = in + i;
		in += kfifo_in(&fifo, buf, n);
		KUNIT_ASSERT_EQ(test, kfifo_len(&fifo), (u8)(in - out));
		n = kfifo_out(&fifo, buf, round % 7);
		for (i = 0; i < n; i++)
			KUNIT_ASSERT_EQ(test, buf[i], out++);
	}
	KUNIT_EXPECT_EQ(test, kfifo_avail(&fifo), SIZE - kfifo_len(&fifo));
	KUNIT_EXPECT_EQ(test, kfifo_in(&fifo, buf, SIZE),
			SIZE - (u8)(in - out));
	KUNIT_EXPECT_TRUE(test, kfifo_is_full(&fifo));
	kfifo_reset(&fifo);
	KUNIT_EXPECT_TRUE(test, kfifo_is_empty(&fifo));
	kfifo_free(&fifo);
	KUNIT_EXPECT_FALSE(test, kfifo_initialized(&fifo));
	KUNIT_EXPECT_EQ(test, kfifo_alloc(&fifo, 1, GFP_KERNEL), -EINVAL);
}

static void test_type(struct kunit *test)
{
	static DEFINE_KFIFO(ints, int, 8);
	int i, val, many[8];
	DEFINE_SPINLOCK(lock);

	for (i = 0; i < 8; i++)
		KUNIT_EXPECT_EQ(test, kfifo_put(&ints, i), 1);
	KUNIT_EXPECT_EQ(test, kfifo_put(&ints, i), 0);
	KUNIT_EXPECT_EQ(test, kfifo_get(&ints, &val), 1);
	KUNIT_EXPECT_EQ(test, val, 0);
	KUNIT_EXPECT_EQ(test, kfifo_peek(&ints, &val), 1);
	KUNIT_EXPECT_EQ(test, val, 1);
	kfifo_skip(&ints);
	KUNIT_EXPECT_EQ(test, kfifo_peek_len(&ints), 6 * sizeof(int));
	KUNIT_EXPECT_EQ(test, kfifo_put(&ints, 8), 1);
	KUNIT_EXPECT_EQ(test, kfifo_out_spinlocked(&ints, many, 8, &lock), 7);
	for (i = 0; i < 7; i++)
		KUNIT_EXPECT_EQ(test, many[i], i + 2);
	KUNIT_EXPECT_TRUE(test, kfifo_is_empty_spinlocked(&ints, &lock));
	KUNIT_EXPECT_EQ(test, kfifo_get(&ints, &val), 0);
}

static void test_records(struct kunit *test)
{
	static STRUCT_KFIFO_REC_1(32) ring;
	char buf[32];
	int i, n;

	INIT_KFIFO(ring);
	KUNIT_EXPECT_EQ(test, kfifo_recsize(&ring), 1);
	KUNIT_EXPECT_EQ(test, kfifo_avail(&ring), 31);
	for (i = 0; i < 20; i++) {		/* around the ring's end */
		KUNIT_ASSERT_EQ(test, kfifo_in(&ring, "hello", 5), 5);
		KUNIT_ASSERT_EQ(test, kfifo_in(&ring, "a long record", 13), 13);
		KUNIT_ASSERT_EQ(test, kfifo_in(&ring, "too much more", 13), 0);
		KUNIT_ASSERT_EQ(test, kfifo_peek_len(&ring), 5);
		n = kfifo_out(&ring, buf, 3);	/* the rest of it is lost */
		KUNIT_ASSERT_EQ(test, n, 3);
		KUNIT_ASSERT_MEMEQ(test, buf, "hel", 3);
		KUNIT_ASSERT_EQ(test, kfifo_out_peek(&ring, buf, 32), 13);
		KUNIT_ASSERT_MEMEQ(test, buf, "a long record", 13);
		kfifo_skip(&ring);
		KUNIT_ASSERT_TRUE(test, kfifo_is_empty(&ring));
	}
}

static void test_user(struct kunit *test)
{
	struct kfifo_rec_ptr_2 rec;
	unsigned int copied;
	struct kfifo fifo;
	char buf[8];

	KUNIT_ASSERT_EQ(test, kfifo_alloc(&fifo, SIZE, GFP_KERNEL), 0);
	KUNIT_EXPECT_EQ(test, kfifo_from_user(&fifo, (char __force __user *)"abcd", 4,
					      &copied), 0);
	KUNIT_EXPECT_EQ(test, copied, 4);
	KUNIT_EXPECT_EQ(test, kfifo_from_user(&fifo, NULL, 4, &copied),
			-EFAULT);
	KUNIT_EXPECT_EQ(test, kfifo_to_user(&fifo, (char __force __user *)buf, 8,
					    &copied), 0);
	KUNIT_EXPECT_EQ(test, copied, 4);
	KUNIT_EXPECT_MEMEQ(test, buf, "abcd", 4);
	kfifo_free(&fifo);

	KUNIT_ASSERT_EQ(test, kfifo_alloc(&rec, SIZE, GFP_KERNEL), 0);
	KUNIT_EXPECT_EQ(test, kfifo_from_user(&rec, NULL, 4, &copied),
			-EFAULT);
	KUNIT_EXPECT_TRUE(test, kfifo_is_empty(&rec));
	KUNIT_EXPECT_EQ(test, kfifo_from_user(&rec, (char __force __user *)"abcd", 4,
					      &copied), 0);
	KUNIT_EXPECT_EQ(test, kfifo_len(&rec), 6);
	KUNIT_EXPECT_EQ(test, kfifo_to_user(&rec, (char __force __user *)buf, 2,
					    &copied), 0);
	KUNIT_EXPECT_EQ(test, copied, 2);
	KUNIT_EXPECT_TRUE(test, kfifo_is_empty(&rec));
	kfifo_free(&rec);
}

static void test_dma(struct kunit *test)
{
	struct scatterlist sg[2];
	struct kfifo fifo;
	char buf[SIZE], *at;

	KUNIT_ASSERT_EQ(test, kfifo_alloc(&fifo, SIZE, GFP_KERNEL), 0);
	kfifo_in(&fifo, "0123456789", 10);
	kfifo_out(&fifo, buf, 6);		/* 6 free, 4 used, 6 free */
	sg_init_table(sg, 2);
	KUNIT_ASSERT_EQ(test, kfifo_dma_in_prepare(&fifo, sg, 2, SIZE), 2);
	KUNIT_EXPECT_EQ(test, sg[0].length, 6);
	KUNIT_EXPECT_EQ(test, sg[1].length, 6);
	KUNIT_EXPECT_PTR_EQ(test, sg_virt(&sg[1]), fifo.kfifo.data);
	memcpy(sg_virt(&sg[0]), "ABCDEF", 6);
	memcpy(sg_virt(&sg[1]), "GH", 2);
	kfifo_dma_in_finish(&fifo, 8);
	KUNIT_EXPECT_EQ(test, kfifo_out_linear_ptr(&fifo, &at, SIZE), 10);
	KUNIT_EXPECT_MEMEQ(test, at, "6789ABCDEF", 10);
	sg_init_table(sg, 2);
	KUNIT_EXPECT_EQ(test, kfifo_dma_out_prepare(&fifo, sg, 2, SIZE), 2);
	KUNIT_EXPECT_EQ(test, sg[1].length, 2);
	kfifo_dma_out_finish(&fifo, 12);
	KUNIT_EXPECT_EQ(test, kfifo_dma_out_prepare(&fifo, sg, 2, SIZE), 0);
	kfifo_free(&fifo);
}

static struct kunit_case cases[] = {
	KUNIT_CASE(test_bytes),
	KUNIT_CASE(test_type),
	KUNIT_CASE(test_records),
	KUNIT_CASE(test_user),
	KUNIT_CASE(test_dma),
	{}
};

static struct kunit_suite suite = { .name = "kfifo", .test_cases = cases };
kunit_test_suite(suite);
