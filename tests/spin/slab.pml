/*
 * slab.pml - every sequence of allocations, frees and shrinks on the real
 * mm/slab*.c, by two CPUs, and with one step in the middle of another.
 *
 * The checker runs the C code itself. c_track names the memory that is its state
 * (see slab_harness.c), saved and restored as the search proceeds. In every state
 * each step may be taken: by process 0 alone, by each other process with a step
 * of its own in between. After each all rules must hold. What would change nothing
 * is no step: to look a state up costs more than to ask.
 */
c_decl {
#include "slab_harness.h"
}

c_track "spin_key" "SLABS * NUM + SLABS" "Matched"

byte broken;			/* is a rule? */

/* The blank: spin thinks that a function has side effects, if it sees one. */
#define TAKE(step) :: d_step {						\
		   c_expr { !now.broken && spin_worth (step, Puser->_pid) } -> \
		   c_code { now.broken = spin_step(step, Puser->_pid); } }

active [PROCESSES] proctype user()
{
	do
	TAKE(0) TAKE(1) TAKE(2) TAKE(3) TAKE(4) TAKE(5) TAKE(6) TAKE(7)
	TAKE(8) TAKE(9) TAKE(10) TAKE(11) TAKE(12) TAKE(13) TAKE(14) TAKE(15)
	TAKE(16) TAKE(17) TAKE(18) TAKE(19) TAKE(20) TAKE(21) TAKE(22)
	TAKE(23) TAKE(24) TAKE(25) TAKE(26) TAKE(27) TAKE(28) TAKE(29)
	:: broken != 0 -> assert(false)
	od
}
