/*
 * pm.h - what a driver does when the machine goes to sleep and comes back. This
 * one never sleeps: nothing of it is called.
 */
#ifndef _LINUX_PM_H
#define _LINUX_PM_H

struct device;

typedef struct {
	int event;
} pm_message_t;

struct dev_pm_ops {
	int (*suspend)(struct device *dev);
	int (*resume)(struct device *dev);
	int (*freeze)(struct device *dev);
	int (*thaw)(struct device *dev);
	int (*poweroff)(struct device *dev);
	int (*restore)(struct device *dev);
	int (*runtime_suspend)(struct device *dev);
	int (*runtime_resume)(struct device *dev);
};

#endif
