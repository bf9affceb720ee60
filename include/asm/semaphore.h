/* semaphore.h - where 2.6 had semaphores. */
#include <linux/semaphore.h>
