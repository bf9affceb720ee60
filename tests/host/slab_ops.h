/*
 * slab_ops.h - operations on caches and kmalloc beside the reference model,
 * each said by three numbers: random ones in slab_model_test.c, libFuzzer's in
 * slab_fuzz.c.
 */
#ifndef SLAB_OPS_H
#define SLAB_OPS_H

#include <linux/types.h>

/* The machine is up, and nobody else will allocate. */
void slab_ops_begin(void);
/*
 * Operation @op on what @a says, with @b; all that the model knows must hold.
 */
void slab_ops_step(u8 op, u8 a, u16 b);
/* The whole: every list of every cache, every live byte that is looked at. */
void slab_ops_check(void);
/* All goes back; no object and no page is lost. */
void slab_ops_end(void);

/* How often each operation did something, and how many requests got nothing. */
void slab_ops_tell(void);

#endif
