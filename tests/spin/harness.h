/*
 * harness.h - the real buddy allocator as the model checker sees it: two blocks
 * of memory that are its whole state, and two things to do.
 */
#ifndef HARNESS_H
#define HARNESS_H

extern char spin_pages[];		/* mem_map */
extern char spin_zone[];		/* struct zone */

void spin_reset(void);
/*
 * Ask for a block of @order, or give back the one at @pfn; @owner says what is
 * given out: order + 1 at the first frame of a block, else 0. Returns 0, or the
 * number of the rule that is broken then.
 */
int spin_step_alloc(unsigned char *owner, int order);
int spin_step_free(unsigned char *owner, int pfn);

#endif
