/*
 * nmi.h - the watchdog, as Linux's code includes it.
 */
#include <linux/watchdog.h>
