/* autoconf.h - what the build was told. */
#include <linux/kconfig.h>
