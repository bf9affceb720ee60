/* timex.h - the cycle counter, as 2.6 included it. */
#include <linux/timex.h>
