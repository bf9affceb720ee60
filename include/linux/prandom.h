/* prandom.h - sequences of random numbers, by today's name. */
#include <linux/random.h>
