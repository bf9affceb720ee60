/* cache.h - the cache line's size, as 2.6 included it. */
#include <linux/cache.h>
