/* threads.h - how many CPUs there can be. */
#include <linux/smp.h>
