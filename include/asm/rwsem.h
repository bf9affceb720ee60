/* rwsem.h - where 2.6 had read-write semaphores. */
#include <linux/rwsem.h>
