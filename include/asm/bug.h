/* bug.h - BUG and WARN, as 2.6 included them. */
#include <linux/bug.h>
