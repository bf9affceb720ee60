/* bootmem.h - the ends of memory, as 2.6 asked for them. */
#include <linux/mm.h>
