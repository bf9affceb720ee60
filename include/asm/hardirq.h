/* hardirq.h - which context this is. */
#include <linux/hardirq.h>
