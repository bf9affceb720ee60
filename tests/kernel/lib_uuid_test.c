/*
 * lib_uuid_test.c - suite `uuid`: names of 128 bits from text and back, and the
 * other numbers that printk writes as names.
 */
#include <kunit/test.h>
#include <linux/sprintf.h>
#include <linux/uuid.h>

#define TEXT	"00112233-4455-6677-8899-aabbccddeeff"

static void test_parse(struct kunit *test)
{
	uuid_t u = uuid_null, same = UUID_INIT(0x00112233, 0x4455, 0x6677,
		0x88, 0x99, 0xaa, 0xbb, 0xcc, 0xdd, 0xee, 0xff);
	guid_t g = guid_null, twin = GUID_INIT(0x00112233, 0x4455, 0x6677,
		0x88, 0x99, 0xaa, 0xbb, 0xcc, 0xdd, 0xee, 0xff);
	int i;

	KUNIT_EXPECT_TRUE(test, uuid_is_null(&u) && guid_is_null(&g));
	KUNIT_EXPECT_EQ(test, uuid_parse(TEXT " and more", &u), 0);
	KUNIT_EXPECT_EQ(test, guid_parse(TEXT, &g), 0);
	KUNIT_EXPECT_TRUE(test, uuid_equal(&u, &same));
	KUNIT_EXPECT_TRUE(test, guid_equal(&g, &twin));
	for (i = 0; i < UUID_SIZE; i++)
		KUNIT_EXPECT_EQ(test, u.b[i], 0x11 * i);
	KUNIT_EXPECT_EQ(test, g.b[0], 0x33);
	KUNIT_EXPECT_EQ(test, g.b[4], 0x55);
	KUNIT_EXPECT_EQ(test, g.b[7], 0x66);
}

/* Every character counts, and what is refused changes nothing. */
static void test_refused(struct kunit *test)
{
	char text[UUID_STRING_LEN + 1];
	uuid_t u;
	int i;

	uuid_gen(&u);
	for (i = 0; i < UUID_STRING_LEN; i++) {
		uuid_t before = u;

		strscpy(text, TEXT, sizeof(text));
		text[i] = text[i] == '-' ? '0' : 'g';
		KUNIT_EXPECT_FALSE(test, uuid_is_valid(text));
		text[i] = '\0';
		KUNIT_EXPECT_EQ(test, uuid_parse(text, &u), -EINVAL);
		KUNIT_EXPECT_TRUE(test, uuid_equal(&u, &before));
	}
}

static void test_random(struct kunit *test)
{
	uuid_t u, v;
	guid_t g, h;

	uuid_gen(&u);
	generate_random_uuid(v.b);
	KUNIT_EXPECT_FALSE(test, uuid_equal(&u, &v));
	KUNIT_EXPECT_EQ(test, u.b[6] >> 4, 4);
	KUNIT_EXPECT_EQ(test, v.b[8] >> 6, 2);
	guid_gen(&g);
	generate_random_guid(h.b);
	KUNIT_EXPECT_FALSE(test, guid_equal(&g, &h));
	KUNIT_EXPECT_EQ(test, g.b[7] >> 4, 4);
	KUNIT_EXPECT_EQ(test, h.b[8] >> 6, 2);
}

static void test_printed(struct kunit *test)
{
	static const u8 mac[] = { 0x52, 0x54, 0, 0x12, 0x34, 0xab };
	static const u8 ip[] = { 10, 0, 2, 255 };
	char text[2 * UUID_STRING_LEN];
	uuid_t u;
	guid_t g;

	KUNIT_ASSERT_EQ(test, uuid_parse(TEXT, &u), 0);
	KUNIT_ASSERT_EQ(test, guid_parse(TEXT, &g), 0);
	sprintf(text, "%pUb", &u);
	KUNIT_EXPECT_STREQ(test, text, TEXT);
	sprintf(text, "%40pUl.", &g);
	KUNIT_EXPECT_STREQ(test, text, "    " TEXT ".");
	sprintf(text, "%pUL", &u);
	KUNIT_EXPECT_STREQ(test, text, "33221100-5544-7766-8899-AABBCCDDEEFF");
	sprintf(text, "%pU %pM", &u, NULL);
	KUNIT_EXPECT_STREQ(test, text, TEXT " (null)");
	sprintf(text, "%pM %pMF", mac, mac);
	KUNIT_EXPECT_STREQ(test, text, "52:54:00:12:34:ab 52-54-00-12-34-ab");
	sprintf(text, "%pMR %pm %pmR", mac, mac, mac);
	KUNIT_EXPECT_STREQ(test, text,
			   "ab:34:12:00:54:52 5254001234ab ab3412005452");
	sprintf(text, "%pI4 %pi4", ip, ip);
	KUNIT_EXPECT_STREQ(test, text, "10.0.2.255 010.000.002.255");
}

static struct kunit_case cases[] = {
	KUNIT_CASE(test_parse),
	KUNIT_CASE(test_refused),
	KUNIT_CASE(test_random),
	KUNIT_CASE(test_printed),
	{}
};

static struct kunit_suite suite = { .name = "uuid", .test_cases = cases };
kunit_test_suite(suite);
