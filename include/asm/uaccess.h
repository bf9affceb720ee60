/* uaccess.h - where 2.6 had copy_to_user. */
#include <linux/uaccess.h>
