/*
 * kdev_t.h - the number of a device: 12 bits say who drives it, 20 which one.
 */
#ifndef K896_LINUX_KDEV_T_H
#define K896_LINUX_KDEV_T_H

#include <linux/types.h>

#define MINORBITS	20
#define MINORMASK	((1U << MINORBITS) - 1)

#define MAJOR(dev)	((unsigned int)((dev) >> MINORBITS))
#define MINOR(dev)	((unsigned int)((dev) & MINORMASK))
#define MKDEV(ma, mi)	((dev_t)((unsigned int)(ma) << MINORBITS | (mi)))

/* "MAJOR:MINOR", with a newline and its length, or without and the text. */
#define print_dev_t(buf, dev) \
	sprintf(buf, "%u:%u\n", MAJOR(dev), MINOR(dev))
#define format_dev_t(buf, dev) \
	({ sprintf(buf, "%u:%u", MAJOR(dev), MINOR(dev)); buf; })

#endif
