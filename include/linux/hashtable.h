/*
 * hashtable.h - a table of 2^bits buckets, whose elements carry a hlist_node.
 * The table's own type says how large it is. Nothing here locks.
 */
#ifndef _LINUX_HASHTABLE_H
#define _LINUX_HASHTABLE_H

#include <linux/hash.h>
#include <linux/kernel.h>
#include <linux/list.h>
#include <linux/rculist.h>

#define DECLARE_HASHTABLE(name, bits)	struct hlist_head name[1 << (bits)]
#define DEFINE_HASHTABLE(name, bits) \
	struct hlist_head name[1 << (bits)] = \
		{ [0 ... (1 << (bits)) - 1] = HLIST_HEAD_INIT }
#define DEFINE_READ_MOSTLY_HASHTABLE	DEFINE_HASHTABLE

#define HASH_SIZE(name)	ARRAY_SIZE(name)
#define HASH_BITS(name)	ilog2(HASH_SIZE(name))

/* Which bucket, for a key of 4 bytes or of 8. */
#define hash_min(key, bits) \
	(sizeof(key) <= 4 ? hash_32(key, bits) : hash_64(key, bits))
#define __hash_bucket(name, key) \
	(&(name)[hash_min(key, HASH_BITS(name))])

static inline void __hash_init(struct hlist_head *table, unsigned int size)
{
	while (size--)
		INIT_HLIST_HEAD(&table[size]);
}

static inline bool __hash_empty(struct hlist_head *table, unsigned int size)
{
	while (size--)
		if (!hlist_empty(&table[size]))
			return false;
	return true;
}

#define hash_init(name)		__hash_init(name, HASH_SIZE(name))
#define hash_empty(name)	__hash_empty(name, HASH_SIZE(name))
#define hash_add(name, node, key) \
	hlist_add_head(node, __hash_bucket(name, key))
#define hash_add_rcu(name, node, key) \
	hlist_add_head_rcu(node, __hash_bucket(name, key))

static inline bool hash_hashed(struct hlist_node *node)
{
	return !hlist_unhashed(node);
}

static inline void hash_del(struct hlist_node *node)
{
	hlist_del_init(node);
}

static inline void hash_del_rcu(struct hlist_node *node)
{
	hlist_del_init_rcu(node);
}

/* All elements; those of the bucket where @key is. @bkt: which bucket. */
#define __hash_for_buckets(name, bkt, obj) \
	for ((bkt) = 0, obj = NULL; \
	     !(obj) && (unsigned int)(bkt) < HASH_SIZE(name); (bkt)++)
#define hash_for_each(name, bkt, obj, member)				\
	__hash_for_buckets(name, bkt, obj)				\
		hlist_for_each_entry(obj, &(name)[bkt], member)
#define hash_for_each_rcu(name, bkt, obj, member)			\
	__hash_for_buckets(name, bkt, obj)				\
		hlist_for_each_entry_rcu(obj, &(name)[bkt], member)
#define hash_for_each_safe(name, bkt, tmp, obj, member)			\
	__hash_for_buckets(name, bkt, obj)				\
		hlist_for_each_entry_safe(obj, tmp, &(name)[bkt], member)
#define hash_for_each_possible(name, obj, member, key) \
	hlist_for_each_entry(obj, __hash_bucket(name, key), member)
#define hash_for_each_possible_rcu(name, obj, member, key, ...) \
	hlist_for_each_entry_rcu(obj, __hash_bucket(name, key), member)
#define hash_for_each_possible_safe(name, obj, tmp, member, key) \
	hlist_for_each_entry_safe(obj, tmp, __hash_bucket(name, key), member)

#endif
