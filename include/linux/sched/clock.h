/* clock.h - the scheduler's clock. */
#include <linux/timekeeping.h>
