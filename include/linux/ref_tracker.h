/*
 * ref_tracker.h - who holds a reference: each that is taken gets a note of who
 * took it, so that one that is never given back, or given back twice, has a
 * name. lib/modules/ref_tracker.c.
 */
#ifndef _LINUX_REF_TRACKER_H
#define _LINUX_REF_TRACKER_H

#include <linux/list.h>
#include <linux/refcount.h>
#include <linux/spinlock.h>
#include <linux/types.h>

struct ref_tracker;			/* the note of one reference */

/* Of one object: the references to it. */
struct ref_tracker_dir {
	spinlock_t lock;
	unsigned int quarantine_avail;	/* notes that may still be kept */
	refcount_t untracked;		/* 1 + those without memory for a note */
	refcount_t no_tracker;		/* 1 + those who gave no place for it */
	bool dead;			/* ref_tracker_dir_exit was called */
	struct list_head list;		/* notes of references that are out */
	struct list_head quarantine;	/* of those given back, the newest last */
	char name[32];
};

/*
 * Ready for references; of those given back the last @quarantine_count notes
 * are kept, to tell a second time. With @name, or without (6.1 had none).
 */
void ref_tracker_dir_begin(struct ref_tracker_dir *dir,
			   unsigned int quarantine_count, const char *name);
#define __ref_tracker_dir_init(dir, count, name, ...) \
	ref_tracker_dir_begin(dir, count, name)
#define ref_tracker_dir_init(dir, ...) \
	__ref_tracker_dir_init(dir, __VA_ARGS__, "", 0)
/* No more: what is still out is told, with who took it. Frees the notes. */
void ref_tracker_dir_exit(struct ref_tracker_dir *dir);
/* Tell at most @limit of those that are out. */
void ref_tracker_dir_print(struct ref_tracker_dir *dir, unsigned int limit);

/*
 * A reference was taken: 0 and its note in *@trackerp (NULL: it is only
 * counted); without memory -ENOMEM, and it is only counted. May sleep if @gfp
 * may.
 */
int ref_tracker_alloc(struct ref_tracker_dir *dir,
		      struct ref_tracker **trackerp, gfp_t gfp);
/*
 * And given back: 0; -EEXIST, it was only counted; -EINVAL, it was back
 * already: told, with who took it and who gave it back. Any context.
 */
int ref_tracker_free(struct ref_tracker_dir *dir,
		     struct ref_tracker **trackerp);

#endif
