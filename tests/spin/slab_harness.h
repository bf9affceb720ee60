/*
 * slab_harness.h - a real cache as the model checker sees it: a key that says
 * all there is to its state, and steps that lead to others.
 */
#ifndef SLAB_HARNESS_H
#define SLAB_HARNESS_H

#define OBJECTS		(SLABS * NUM)

/*
 * A byte an object: ABSENT while its slab is none, HELD by its slab, IN_USE, or
 * WAITING + its place in the array of CPU 0, of CPU 1. Then a byte a slab: its
 * place on the list of partial or empty ones. (The order of full ones doesn't
 * matter.)
 */
#define KEY_SIZE	(OBJECTS + SLABS)

extern unsigned char spin_key[KEY_SIZE];

/*
 * Steps: what a CPU does with the cache. FREE frees, on that CPU, the object;
 * if that is not in use it must be reported, and no more.
 */
#define ALLOC(cpu)		(cpu)
#define ALLOC_NO_PAGE(cpu)	(CPUS + (cpu))	/* the page allocator refuses */
#define SHRINK_ATOMIC(cpu)	(2 * CPUS + (cpu))
#define SHRINK			(3 * CPUS)
#define FREE(cpu, object)	(3 * CPUS + 1 + (cpu) * OBJECTS + (object))
#define STEPS			FREE(CPUS, 0)

/*
 * From the state that spin_key says: @step, alone for @process 0. For another
 * process, where the code has interrupts on for the time number (@process - 1)
 * % WINDOWS, step (@process - 1) / WINDOWS comes in between. True when a rule
 * is broken then, which is told. spin_key is the new state.
 * spin_worth(): can that be, and might it lead somewhere else?
 */
int spin_worth(int step, int process);
int spin_step(int step, int process);

#endif
