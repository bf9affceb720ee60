/* asks.c - wants two names that nobody has, and one that only the GPL gets. */
#include <linux/module.h>

int nobody_has_this(void);
extern int nor_this;

static int __init asks_init(void)
{
	return nobody_has_this() + nor_this;
}

module_init(asks_init);
MODULE_LICENSE("Proprietary");
