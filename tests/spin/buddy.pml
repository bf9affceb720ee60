/*
 * buddy.pml - every sequence of allocations and frees on the real mm/buddy.c.
 *
 * The checker runs the C code itself. c_track names the memory that is its state
 * (packed, see harness.c), saved and restored as the search proceeds. In every
 * state any order may be allocated, from any block of the list that serves it, and
 * any block given out be freed; after each step all rules must hold.
 */
c_decl {
#include "harness.h"
}

c_track "spin_key" "NR_FRAMES / 2" "Matched"

byte broken;			/* which rule; 0: none */

#define TAKE_FIRST(o, k) :: d_step { broken == 0 ->			\
			c_code { now.broken = spin_alloc(o, k); } }
#define TAKE(o)	TAKE_FIRST(o, 0) TAKE_FIRST(o, 1) TAKE_FIRST(o, 2)	\
		TAKE_FIRST(o, 3) TAKE_FIRST(o, 4) TAKE_FIRST(o, 5)	\
		TAKE_FIRST(o, 6) TAKE_FIRST(o, 7)
#define GIVE(f)	:: d_step { broken == 0 && f < NR_FRAMES ->		\
			c_code { now.broken = spin_free(f); } }

active proctype user()
{
	c_code { spin_reset(); };
	do
	TAKE(0) TAKE(1) TAKE(2) TAKE(3) TAKE(4)
	GIVE(0) GIVE(1) GIVE(2) GIVE(3) GIVE(4) GIVE(5) GIVE(6) GIVE(7)
	GIVE(8) GIVE(9) GIVE(10) GIVE(11) GIVE(12) GIVE(13) GIVE(14) GIVE(15)
	:: broken != 0 -> assert(false)
	od
}
