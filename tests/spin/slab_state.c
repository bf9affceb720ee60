/*
 * slab_state.c - the key and what it stands for. As for the buddy (harness.c):
 * before a step everything is built from the key, afterwards a new key is made
 * of it, and it is proved each time that nothing was left out: built again from
 * the new key every byte must be as it was, list pointers apart: those must
 * make sound lists, in the order that the key says.
 */
#include <linux/kernel.h>
#include <linux/mm.h>
#include "../../mm/slab.h"
#include "bytes.h"
#include "slab_world.h"

unsigned char spin_key[KEY_SIZE];
static unsigned char *const place = spin_key + OBJECTS;
struct kmem_cache cache;
union array_room arrays[CPUS];
bool used[OBJECTS];

static void build_cache(void)
{
	cache = (struct kmem_cache){
		.size = SIZE, .object_size = SIZE, .align = 8, .num = NUM,
		.reciprocal = (1ULL << 32) / SIZE + 1, .order = ORDER,
		.colours = 1, .gfp = __GFP_COMP, .ctor.of_object = ctor,
		.lock = __SPIN_LOCK_UNLOCKED(cache.lock),
	};
	INIT_LIST_HEAD(&cache.partial);
	INIT_LIST_HEAD(&cache.full);
	INIT_LIST_HEAD(&cache.empty);
	INIT_LIST_HEAD(&slab_caches);
	list_add(&cache.list, &slab_caches);
	for (int cpu = 0; cpu < CPUS; cpu++) {
		arrays[cpu].array = (struct array_cache){
			.limit = LIMIT, .batch = BATCH };
		cache.array[cpu] = &arrays[cpu].array;
	}
}

static u8 *state_of(int i)
{
	return pages[i / NUM * FRAMES].slab_state + i % NUM;
}

static void build_object(int i)
{
	struct page *slab = &pages[i / NUM * FRAMES];
	unsigned int kind = spin_key[i], nr = kind - WAITING;

	*object(i) = CONSTRUCTED;
	*state_of(i) = kind == IN_USE ? OBJ_IN_USE : OBJ_FREE;
	used[i] = kind == IN_USE;
	if (kind == HELD)
		__set_bit(i % NUM, slab_bitmap(&cache, slab));
	else
		slab->inuse++;
	for (int cpu = 0; cpu < CPUS && kind >= WAITING; cpu++, nr -= LIMIT)
		if (nr < LIMIT) {
			arrays[cpu].array.avail++;
			arrays[cpu].array.entry[nr] = (struct free_object){
				object(i), state_of(i) };
		}
}

static struct list_head *list_of(const struct page *slab)
{
	return slab->inuse == NUM ? &cache.full :
	       slab->inuse ? &cache.partial : &cache.empty;
}

static void build_slab(int s)
{
	struct page *slab = &pages[s * FRAMES];
	unsigned long *bitmap;

	fresh_pages(s);
	slab->flags |= 1UL << PG_slab;
	slab->slab_cache = &cache;
	slab->inuse = 0;
	slab->s_mem = slab->virtual;
	bitmap = slab->virtual + FRAMES * PAGE_SIZE - slab_mgmt_bytes(NUM, 0);
	*bitmap = 0;
	slab->slab_state = (u8 *)(bitmap + 1);
	for (int i = s * NUM; i < (s + 1) * NUM; i++)
		build_object(i);
	cache.nr_slabs++;
	cache.nr_out += slab->inuse;
	cache.nr_empty += !slab->inuse;
}

void build(void)
{
	build_cache();
	for (int s = 0; s < SLABS; s++) {
		if (spin_key[s * NUM] != ABSENT) {
			build_slab(s);
			continue;
		}
		fresh_pages(s);
		atomic_set(&pages[s * FRAMES]._count, 0);
		for (int i = s * NUM; i < (s + 1) * NUM; i++)
			used[i] = false;
	}
	for (int at = 0; at < SLABS; at++)
		for (int s = 0; s < SLABS; s++)
			if (spin_key[s * NUM] != ABSENT && place[s] == at)
				list_add_tail(&pages[s * FRAMES].lru,
					      list_of(&pages[s * FRAMES]));
}

int index_of(const void *obj)
{
	unsigned long offset = (unsigned long)obj - PAGE_OFFSET;
	unsigned long s = offset / (FRAMES * PAGE_SIZE);
	unsigned long nr = offset % (FRAMES * PAGE_SIZE) / SIZE;

	return s < SLABS && nr < NUM && object(s * NUM + nr) == obj ?
	       (int)(s * NUM + nr) : -1;
}

/* Each object is somewhere, once; where, goes into the key. */
static void key_of_objects(void)
{
	for (int i = 0; i < OBJECTS; i++) {
		struct page *slab = &pages[i / NUM * FRAMES];

		if (!PageSlab(slab))
			spin_key[i] = ABSENT;
		else if (test_bit(i % NUM, slab_bitmap(&cache, slab)))
			spin_key[i] = HELD;
		else
			spin_key[i] = *state_of(i) == OBJ_IN_USE ? IN_USE :
								   WAITING;
		if (used[i] != (spin_key[i] == IN_USE))
			broken("an object is in use without a user, or not with one");
	}
}

static void key_of_array(int cpu)
{
	struct array_cache *array = &arrays[cpu].array;
	bool seen;

	if (array->avail > LIMIT || array->limit != LIMIT) {
		broken("an array has more than it can");
		return;
	}
	for (unsigned int at = 0; at < array->avail; at++) {
		int i = index_of(array->entry[at].obj);

		if (i < 0 || array->entry[at].state != state_of(i)) {
			broken("an array has what is no object");
			return;
		}
		seen = spin_key[i] != WAITING;
		if (seen)
			broken("an object waits in two places, or where it is not free");
		spin_key[i] = 128 + cpu * LIMIT + at;
	}
}

/* Lists: rings, of slabs that belong there. */
static void key_of_list(struct list_head *head)
{
	struct list_head *at = head->next;
	int nr = 0;

	for (; at != head; at = at->next, nr++) {
		struct page *slab = list_entry(at, struct page, lru);

		if (nr == SLABS || at->next->prev != at ||
		    (slab - pages) % FRAMES || list_of(slab) != head) {
			broken("a list is broken, or has a slab that belongs elsewhere");
			return;
		}
		place[(slab - pages) / FRAMES] = head == &cache.full ? 0 : nr;
	}
}

static void make_key(void)
{
	key_of_objects();
	for (int cpu = 0; cpu < CPUS; cpu++)
		key_of_array(cpu);
	for (int i = 0; i < OBJECTS; i++) {
		if (spin_key[i] == WAITING)
			broken("an object is lost");
		if (spin_key[i] >= 128)
			spin_key[i] += WAITING - 128;
	}
	for (int s = 0; s < SLABS; s++)
		place[s] = 0;
	key_of_list(&cache.partial);
	key_of_list(&cache.empty);
	key_of_list(&cache.full);
}

/* ---- proof that the key says all ---- */

static struct memory {
	struct kmem_cache cache;
	struct page pages[SLABS * FRAMES];
	unsigned char mgmt[SLABS][64];
	unsigned char arrays[sizeof(arrays)];
} before, after;

/* List pointers, the owner's turn of a lock, and what free pages have left. */
static void save(struct memory *to)
{
	copy(&to->cache, &cache, sizeof(cache));
	copy(to->pages, pages, sizeof(pages));
	copy(to->arrays, arrays, sizeof(arrays));
	to->cache.lock = __SPIN_LOCK_UNLOCKED(cache.lock);
	to->cache.partial.next = to->cache.partial.prev = NULL;
	to->cache.full.next = to->cache.full.prev = NULL;
	to->cache.empty.next = to->cache.empty.prev = NULL;
	for (int s = 0; s < SLABS; s++) {
		struct page *slab = &to->pages[s * FRAMES];
		u8 *end = slab->virtual + FRAMES * PAGE_SIZE;
		bool free = !atomic_read(&slab->_count);

		slab->lru.next = slab->lru.prev = NULL;
		if (free) {
			slab->slab_state = NULL;
			slab->private = 0;
		}
		for (int i = 0; i < 64; i++)
			to->mgmt[s][i] = free ? 0 : end[i - 64];
	}
	for (int cpu = 0; cpu < CPUS; cpu++) {
		unsigned int used_bytes = sizeof(struct array_cache) +
			arrays[cpu].array.avail * sizeof(struct free_object);

		for (unsigned int i = used_bytes; i < sizeof(arrays[0]); i++)
			to->arrays[cpu * sizeof(arrays[0]) + i] = 0;
	}
}

/* The rules that hold in every state; and the new key. */
void settle(void)
{
	int taken = 0;

	reports = 0;
	make_key();
	if (rule)
		return;
	if (slab_check_all() || reports)
		broken("slab_check_all() finds a fault");
	if (spin_is_locked(&cache.lock) || spin_eflags != X86_EFLAGS_IF ||
	    preempt_count())
		broken("a lock, the interrupt flag or preempt_count is left");
	for (int s = 0; s < SLABS; s++)
		taken += !pages_free(s);
	if (taken != cache.nr_slabs)
		broken("pages are lost");
	save(&before);
	build();
	save(&after);
	if (!same(&before, &after, sizeof(before)))
		broken("the key does not say all");
}
