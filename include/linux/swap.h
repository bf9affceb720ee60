/* swap.h - what memory there is, as 2.6 asked for it. */
#include <linux/mm.h>
