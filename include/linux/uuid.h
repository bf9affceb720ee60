/*
 * uuid.h - 128 bits that are nobody else's. A uuid_t is stored in the order it
 * is read, a guid_t with its first three numbers the lower byte first.
 */
#ifndef K896_LINUX_UUID_H
#define K896_LINUX_UUID_H

#include_next <linux/uuid.h>

#include <linux/string.h>
#include <linux/types.h>

#define UUID_SIZE	16
#define UUID_STRING_LEN	36		/* 8-4-4-4-12 digits, no NUL */

typedef struct {
	__u8 b[UUID_SIZE];
} uuid_t;
typedef uuid_t uuid_be;

#define UUID_INIT(a, b, c, d0, d1, d2, d3, d4, d5, d6, d7)		\
	((uuid_t){{ (__u8)((a) >> 24), (__u8)((a) >> 16),		\
		    (__u8)((a) >> 8), (__u8)(a),			\
		    (__u8)((b) >> 8), (__u8)(b),			\
		    (__u8)((c) >> 8), (__u8)(c),			\
		    d0, d1, d2, d3, d4, d5, d6, d7 }})

static inline bool guid_equal(const guid_t *a, const guid_t *b)
{
	return !memcmp(a, b, sizeof(guid_t));
}

static inline bool uuid_equal(const uuid_t *a, const uuid_t *b)
{
	return !memcmp(a, b, sizeof(uuid_t));
}

static inline void guid_copy(guid_t *to, const guid_t *from)
{
	*to = *from;
}

static inline void uuid_copy(uuid_t *to, const uuid_t *from)
{
	*to = *from;
}

/* ---- for modules: lib/modules/uuid.c ---- */

extern const guid_t guid_null;
extern const uuid_t uuid_null;

#define guid_is_null(guid)	guid_equal(guid, &guid_null)
#define uuid_is_null(uuid)	uuid_equal(uuid, &uuid_null)

/* A random one, marked as such (version 4); the third one takes 16 bytes. */
void guid_gen(guid_t *guid);
void uuid_gen(uuid_t *uuid);
void generate_random_uuid(unsigned char uuid[UUID_SIZE]);
void generate_random_guid(unsigned char guid[UUID_SIZE]);

/*
 * Do the first 36 characters have the form of one? What is behind is not read.
 */
bool uuid_is_valid(const char *text);
/*
 * 0, or -EINVAL and nothing written. printk's %pUl and %pUb are the way back.
 */
int guid_parse(const char *text, guid_t *guid);
int uuid_parse(const char *text, uuid_t *uuid);

#endif
