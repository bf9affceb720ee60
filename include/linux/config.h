/* config.h - gone from Linux in 2.6.19; the options are there without it. */
#include <linux/kconfig.h>
