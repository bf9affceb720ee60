/*
 * harness.h - the real buddy allocator as the model checker sees it: a key that
 * says all there is to its state, and two things to do.
 */
#ifndef HARNESS_H
#define HARNESS_H

/*
 * A nibble a frame: 0, or at the first frame of a block order + 1 when it is
 * given out, order + 6 when it is free. In which order the lists have the free
 * blocks is not in the key: spin_alloc() says which of them comes first.
 */
#define KEY_SIZE	(NR_FRAMES / 2)

extern unsigned char spin_key[KEY_SIZE];

void spin_reset(void);
/*
 * From the state that spin_key says: ask for a block of @order while block
 * number @first (by address) heads the list it will come from; or give back the
 * one that begins at frame @pfn. Where there is no such block nothing happens.
 * Returns 0, or the number of the rule that is broken then. spin_key is the new
 * state.
 */
int spin_alloc(int order, int first);
int spin_free(int pfn);

#endif
