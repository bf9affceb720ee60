/*
 * slab_debug.c - what a watched cache goes through: red zones, poison, traces.
 *
 *	slab_debug				F Z P U, for every cache
 *	slab_debug=FZ				these, for every cache
 *	slab_debug=P,kmalloc-64,dentry*;Z,foo	P for some, Z for another
 *	slab_debug=-				nothing, whatever the code asks for
 *
 * F  the slab is looked at as a whole, at each use
 * Z  red zone: bytes behind each object, and before it, that nobody may change.
 *    Of kmalloc's it begins where what was asked for ends, so that one byte too
 *    far shows, although the class has room for it
 * P  poison: a free object is filled with POISON_FREE, so that a write after the
 *    free shows when it is given out; a new one with POISON_INUSE, so that who
 *    reads what was never written reads 0x5a5a5a5a
 * U  user: who allocated it, and who freed it
 * T  trace: a line for each of both
 * A  failslab= is for this cache (with failslab's cache filter)
 *
 * Every cache but kmem_cache and slab-*, which hold what describes the others.
 *
 * What is wrong is reported with its bytes, put right, and the kernel goes on.
 *
 *	|red|object 0 ....|red|object 1 ....|red| ... |bitmap|state|notes|
 *
 * Invariants: the arrays of a watched cache are shut, so that each allocation
 * and each free comes here; with P a free object is all poison, with Z a red
 * zone all one byte.
 * Locking: an object and its note belong to whoever allocates or frees it; what
 * lies between objects never changes. Context: any.
 * Linux: slab_debug= in mm/slub.c.
 * gdb: `break slab_debug_report`, `km-slab-debug`.
 */
#include <linux/ctype.h>
#include <linux/glob.h>
#include <linux/init.h>
#include <linux/jiffies.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/poison.h>
#include <linux/printk.h>
#include <linux/sched.h>
#include <linux/slab_def.h>
#include <linux/spinlock.h>
#include <linux/stacktrace.h>
#include <linux/string.h>
#include "../slab.h"

#define RED_ZONE	SLUB_RED_ACTIVE
#define DUMP_BEFORE	32		/* bytes shown around a wrong one */
#define DUMP_BYTES	96
#define OUR_DEPTH	10U		/* frames from a caller to keep_track() */

/* ---- the command line ---- */

/* The text behind `slab_debug`: NULL: not there. */
static char slab_debug_text[128];
static bool slab_debug_said;

static const struct {
	char letter;
	unsigned long flag;
} letters[] = {
	{ 'f', SLAB_CONSISTENCY_CHECKS }, { 'z', SLAB_RED_ZONE },
	{ 'p', SLAB_POISON }, { 'u', SLAB_STORE_USER }, { 't', SLAB_TRACE },
	{ 'a', SLAB_FAILSLAB },
};

static unsigned long flag_of(char letter)
{
	for (unsigned int i = 0; i < ARRAY_SIZE(letters); i++)
		if (letters[i].letter == tolower(letter))
			return letters[i].flag;
	return 0;
}

/* The letters at *@text, up to a comma or a semicolon; none: FZPU. */
static unsigned long take_letters(const char **text)
{
	unsigned long flags = 0;
	const char *at = *text;

	if (!*at || *at == ',' || *at == ';')
		flags = SLAB_DEBUG_FLAGS & ~SLAB_TRACE;
	while (*at && *at != ',' && *at != ';')
		flags |= flag_of(*at++);
	*text = at;
	return flags;
}

/* Is @name among the comma-separated patterns at *@text? None: all are. */
static bool take_names(const char **text, const char *name)
{
	bool found = **text != ',';
	char pattern[CACHE_NAMELEN];

	while (**text == ',') {
		const char *start = ++*text;

		*text += strcspn(start, ",;");
		strscpy(pattern, start,
			min_t(size_t, sizeof(pattern), *text - start + 1));
		found |= glob_match(pattern, name);
	}
	return found;
}

static unsigned long flags_by_text(const char *text, const char *name)
{
	for (;;) {
		unsigned long flags = take_letters(&text);

		if (take_names(&text, name))
			return flags;
		while (*text == ';')
			text++;
		if (!*text)		/* the last, or a ; behind it */
			return 0;
	}
}

/* A watched object can't be poisoned where its contents have to stay. */
unsigned long slab_debug_flags(const char *name, unsigned long flags)
{
	if (flags & SLAB_NO_USER_FLAGS)
		return flags;
	if (slab_debug_said && !strcmp(slab_debug_text, "-"))
		return flags & ~SLAB_DEBUG_FLAGS;
	if (slab_debug_said)
		flags |= flags_by_text(slab_debug_text, name);
	return flags;
}

static int __init parse_slab_debug(char *text)
{
	const char *at = text ?: "";

	slab_debug_said = true;
	strscpy(slab_debug_text, at, sizeof(slab_debug_text));
	while (*at && strcmp(text, "-")) {
		if (*at != ',' && *at != ';' && !flag_of(*at))
			pr_warn("slab: slab_debug=%s: no such letter: %c\n", text,
				*at);
		while (*at && *at != ',' && *at != ';' && flag_of(*at))
			at++;
		at += *at == ',' ? strcspn(at, ";") : !!*at;
	}
	return 0;
}
early_param("slab_debug", parse_slab_debug);
__setup_param("slub_debug", as_it_was_called, parse_slab_debug, 1);

/* ---- reports ---- */

static noinline void slab_debug_report(struct kmem_cache *cache, void *obj,
				       const char *what, const u8 *wrong,
				       u8 should_be, unsigned long caller)
{
	struct page *slab = virt_to_head_page(obj);
	int nr = slab_object_nr(cache, slab, obj);
	const void *from = PTR_ALIGN_DOWN(wrong - DUMP_BEFORE, 16);
	const void *start = slab->virtual;
	const void *end = start + (PAGE_SIZE << cache->order);

	from = max(from, start);
	this_cpu_inc(vm_event_states.pgbad);
	pr_alert("BUG: cache %s: %s: %p, by %pS\n", cache->name, what, obj,
		 (void *)caller);
	slab_describe(cache, slab, nr,
		      should_be == RED_ZONE ? "being freed" : "was free");
	if ((void *)wrong < obj && nr)
		slab_describe(cache, slab, nr - 1,
			      slab->slab_state[nr - 1] ? "in use" : "free");
	pr_alert("  byte %d of it, at %p, is %02x instead of %02x:\n",
		 (int)((void *)wrong - obj), wrong, *wrong, should_be);
	print_hex_dump(KERN_ALERT, "  ", DUMP_PREFIX_ADDRESS, 16, 1, from,
		       min_t(size_t, DUMP_BYTES, end - from), true);
	dump_stack_lvl(KERN_ALERT);
}

/* Report if one of @n bytes at @at is not @value, and put them right. */
static void check_bytes(struct kmem_cache *cache, void *obj, void *at, u8 value,
			size_t n, const char *what, unsigned long caller)
{
	const u8 *wrong = memchr_inv(at, value, n);

	if (likely(!wrong))
		return;
	slab_debug_report(cache, obj, what, wrong, value, caller);
	memset(at, value, n);
}

/* ---- an object's life ---- */

/* Poison only where nobody has made or may look at what would be spoilt. */
static bool poisoned(const struct kmem_cache *cache)
{
	return (cache->flags & SLAB_POISON) && slab_may_wipe(cache);
}

static void poison_free(struct kmem_cache *cache, u8 *obj)
{
	memset(obj, POISON_FREE, cache->object_size - 1);
	obj[cache->object_size - 1] = POISON_END;
}

static void check_poison(struct kmem_cache *cache, u8 *obj,
			 unsigned long caller)
{
	static const char what[] = "a free object was written to (use after free)";
	unsigned int last = cache->object_size - 1;

	check_bytes(cache, obj, obj, POISON_FREE, last, what, caller);
	check_bytes(cache, obj, obj + last, POISON_END, 1, what, caller);
}

static void check_red_zones(struct kmem_cache *cache, struct page *slab,
			    void *obj, unsigned int asked, unsigned long caller)
{
	unsigned int gap = cache->size - cache->object_size;

	check_bytes(cache, obj, obj + asked, RED_ZONE, cache->size - asked,
		    "red zone behind an object was written to (overrun)",
		    caller);
	if (obj > slab->s_mem)
		check_bytes(cache, obj, obj - gap, RED_ZONE, gap,
			    "red zone between two objects was written to (underrun, or overrun of the one before)",
			    caller);
	else
		check_bytes(cache, obj, obj - cache->red_left, RED_ZONE,
			    cache->red_left,
			    "red zone before an object was written to (underrun)",
			    caller);
}

static void keep_track(struct slab_track *track, unsigned long caller)
{
	unsigned long trace[SLAB_TRACE_DEPTH + OUR_DEPTH] = { };
	unsigned int n = stack_trace_save(trace, ARRAY_SIZE(trace), 0);
	unsigned int from = 0;

	while (from < n && trace[from] != caller)
		from++;
	if (from == n) {
		from = 0;
		trace[0] = caller;
	}
	memcpy(track->trace, trace + min(from, OUR_DEPTH), sizeof(track->trace));
	track->when = jiffies;
	track->cpu = raw_smp_processor_id();
	track->pid = current->pid;
}

static void check_slab(struct kmem_cache *cache, struct page *slab,
		       unsigned long caller)
{
	unsigned long flags;
	bool sound;

	spin_lock_irqsave(&cache->lock, flags);
	sound = slab_is_sound(cache, slab);
	spin_unlock_irqrestore(&cache->lock, flags);
	if (sound)
		return;
	this_cpu_inc(vm_event_states.pgbad);
	pr_alert("BUG: cache %s: the slab at %p contradicts itself, by %pS\n",
		 cache->name, slab->virtual, (void *)caller);
	dump_page(slab, "a slab that contradicts itself");
}

/* What @cache wants of each use: a look at the slab, a line, a note. */
static void see_use(struct kmem_cache *cache, struct page *slab, void *obj,
		    const char *what, struct slab_track *track,
		    unsigned long caller)
{
	if (cache->flags & SLAB_CONSISTENCY_CHECKS)
		check_slab(cache, slab, caller);
	if (cache->flags & SLAB_TRACE)
		pr_info("slab: TRACE %s %s %p inuse=%u by %pS\n", cache->name, what,
			obj, slab->inuse, (void *)caller);
	if (cache->flags & SLAB_STORE_USER)
		keep_track(track, caller);
}

void slab_debug_new(struct kmem_cache *cache, struct page *slab)
{
	void *first = slab->s_mem - cache->red_left;

	memset(slab_note(cache, slab, 0), 0,
	       cache->num * sizeof(struct slab_note));
	if (cache->flags & SLAB_RED_ZONE)
		memset(first, RED_ZONE,
		       cache->red_left + cache->num * cache->size);
	for (unsigned int nr = 0; poisoned(cache) && nr < cache->num; nr++)
		poison_free(cache, slab_object(cache, slab, nr));
}

/* The last look at free objects, before their pages go. */
void slab_debug_gone(struct kmem_cache *cache, struct page *slab)
{
	for (unsigned int nr = 0; poisoned(cache) && nr < cache->num; nr++)
		check_poison(cache, slab_object(cache, slab, nr), _RET_IP_);
}

void slab_debug_alloc(struct kmem_cache *cache, void *obj, size_t asked,
		      unsigned long caller)
{
	struct page *slab = virt_to_head_page(obj);
	unsigned int nr = slab_object_nr(cache, slab, obj);
	struct slab_note *note = slab_note(cache, slab, nr);

	if (poisoned(cache)) {
		check_poison(cache, obj, caller);
		memset(obj, POISON_INUSE, asked);
	}
	note->asked = asked;
	if (cache->flags & SLAB_RED_ZONE)
		memset(obj + asked, RED_ZONE, cache->object_size - asked);
	see_use(cache, slab, obj, "alloc", &note->alloc, caller);
}

void slab_debug_free(struct kmem_cache *cache, void *obj, unsigned long caller)
{
	struct page *slab = virt_to_head_page(obj);
	unsigned int nr = slab_object_nr(cache, slab, obj);
	struct slab_note *note = slab_note(cache, slab, nr);

	if (cache->flags & SLAB_RED_ZONE)
		check_red_zones(cache, slab, obj, note->asked, caller);
	see_use(cache, slab, obj, "free", &note->free, caller);
	if (poisoned(cache))
		poison_free(cache, obj);
}

size_t slab_usable(const struct page *slab, const void *obj)
{
	const struct kmem_cache *cache = slab->slab_cache;
	int nr = slab_object_nr(cache, slab, obj);

	if (nr < 0 || slab->slab_state[nr] != OBJ_IN_USE)
		return 0;
	if (!slab_is_watched(cache))
		return cache->object_size;
	return slab_note(cache, slab, nr)->asked;
}
