/* base.c - has something for others. */
#include <linux/module.h>

int base_number(void)
{
	return 896;
}
EXPORT_SYMBOL_GPL(base_number);

static int __init base_init(void)
{
	return 0;
}

static void __exit base_exit(void)
{
}

module_init(base_init);
module_exit(base_exit);
MODULE_LICENSE("GPL");
