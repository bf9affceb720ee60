/* jump_label.h - static keys, by their other name. */
#include <linux/static_key.h>
