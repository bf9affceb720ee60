/*
 * buddy.pml - every sequence of allocations and frees on the real mm/buddy.c.
 *
 * The checker runs the C code itself: c_track names the memory that is its state,
 * which is saved and restored as the search goes forward and back. At every step
 * any order may be allocated, or any block given out be freed; after each all
 * invariants must hold (harness.c).
 */
c_decl {
#include "harness.h"
}

c_track "spin_pages" "PAGES_SIZE" "Matched"
c_track "spin_zone" "ZONE_SIZE" "Matched"

byte owner[NR_FRAMES];		/* order + 1 at the first frame of a block */
byte broken;			/* which rule; 0: none */

inline give_and_take()
{
	if				/* a block of any order is wanted */
	:: o = 0
	:: o = 1
	:: o = 2
	:: o = 3
	:: o = 4
	fi;
	c_code { now.broken = spin_step_alloc(now.owner, Puser->o); };
	o = 0
}

active proctype user()
{
	byte o, pfn;

	c_code { spin_reset(); };
	do
	:: atomic { broken == 0 -> give_and_take() }
	:: atomic {			/* any block is given back */
		broken == 0 ->
		do
		:: pfn < NR_FRAMES - 1 -> pfn++
		:: break
		od;
		if
		:: owner[pfn] > 0 ->
			c_code { now.broken = spin_step_free(now.owner,
							     Puser->pfn); }
		:: else
		fi;
		pfn = 0
	   }
	:: broken != 0 -> assert(false)
	od
}
