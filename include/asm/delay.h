/* delay.h - the delays, as 2.6 included them. */
#include <linux/delay.h>
