/* user_main.c - of two files, with what base.c has. */
#include <linux/module.h>

int more(void);

static char *who = "nobody";
module_param(who, charp, 0);
static int numbers[3], nr_numbers;
module_param_array(numbers, int, &nr_numbers, 0);
static bool loud;
module_param(loud, bool, 0);

static int __init user_init(void)
{
	pr_alert("user: %d for %s, %d numbers, the last %d, %s\n", more(), who,
		 nr_numbers, nr_numbers ? numbers[nr_numbers - 1] : -1,
		 loud ? "LOUD" : "quiet");
	return 0;
}

static void __exit user_exit(void)
{
}

module_init(user_init);
module_exit(user_exit);
MODULE_LICENSE("GPL v2");
MODULE_DESCRIPTION("of two files");
MODULE_PARM_DESC(who, "for whom");
