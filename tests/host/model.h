/*
 * model.h - a page allocator so plain that it can't be wrong, to run beside the
 * real one: a byte a frame says free or taken, and the free blocks of the buddy
 * rule follow from that (the largest aligned free ones, within a zone).
 */
#ifndef MODEL_H
#define MODEL_H

#include <linux/mm.h>

/* Take the real allocator's free frames as the model's, all lists drained. */
void model_init(void);
/* The block must be free in the model; now it is taken, and the reverse. */
void model_take(unsigned long pfn, unsigned int order);
void model_give(unsigned long pfn, unsigned int order);
bool model_is_free(unsigned long pfn);
/* All single pages on per-CPU lists back to the buddy. */
void model_drain(void);
unsigned long model_free_frames(struct zone *zone);
/*
 * Everything the real allocator believes against the model: free frames, blocks
 * of each order in each zone, its own invariants. Drains the per-CPU lists.
 */
void model_compare(void);

/*
 * Hooks around alloc_pages and __free_pages (see the Makefile's --wrap): fresh
 * pages are full of garbage, free ones of poison. Costly for large blocks, so
 * off unless a test wants it.
 */
extern bool model_poison;
/* So many requests from now on get nothing; how many got nothing so far. */
extern u32 model_fail, model_failed;

#endif
