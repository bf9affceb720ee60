/* array_size.h - ARRAY_SIZE alone. */
#include <linux/kernel.h>
