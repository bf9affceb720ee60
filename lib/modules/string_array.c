/*
 * string_array.c - strings made, and lists of strings and numbers, by kmalloc.
 *
 * Locking, context: none; what @gfp allows, and those that read a user's memory
 * sleep.
 * Linux: lib/string_helpers.c.
 * gdb: `break kasprintf_strarray`, `finish`.
 */
#include <linux/kernel.h>
#include <linux/slab.h>
#include <linux/string_helpers.h>

#define QUOTED	"\f\n\r\t\v\a\033\\\""

char *kstrdup_quotable(const char *from, gfp_t gfp)
{
	size_t n = from ? strlen(from) : 0;
	int len = string_escape_mem(from, n, NULL, 0, ESCAPE_HEX, QUOTED);
	char *to = from ? kmalloc(len + 1, gfp) : NULL;

	if (!to)
		return NULL;
	string_escape_mem(from, n, to, len, ESCAPE_HEX, QUOTED);
	to[len] = '\0';
	return to;
}

char *kstrdup_and_replace(const char *from, char old, char new, gfp_t gfp)
{
	char *to = kstrdup(from, gfp);

	return to ? strreplace(to, old, new) : NULL;
}

void kfree_strarray(char **array, size_t n)
{
	size_t i;

	for (i = 0; array && i < n; i++)
		kfree(array[i]);
	kfree(array);
}

char **kasprintf_strarray(gfp_t gfp, const char *prefix, size_t n)
{
	char **array = kcalloc(n + 1, sizeof(char *), gfp);
	size_t i;

	for (i = 0; array && i < n; i++) {
		array[i] = kasprintf(gfp, "%s-%zu", prefix, i);
		if (array[i])
			continue;
		kfree_strarray(array, i);
		return NULL;
	}
	return array;
}

/* get_options() counts first, then fills in; the count stands in front. */
int parse_int_array(const char *text, size_t n, int **array)
{
	char *copy = kmemdup_nul(text, n, GFP_KERNEL);
	int *ints = NULL, few;

	if (!copy)
		return -ENOMEM;
	get_options(copy, 0, &few);
	if (few) {
		ints = kcalloc(few + 1, sizeof(int), GFP_KERNEL);
		if (ints)
			get_options(copy, few + 1, ints);
	}
	kfree(copy);
	*array = ints;
	return ints ? 0 : few ? -ENOMEM : -ENOENT;
}

int parse_int_array_user(const char __user *text, size_t n, int **array)
{
	char *copy = memdup_user_nul(text, n);
	int error;

	if (IS_ERR(copy))
		return PTR_ERR(copy);
	error = parse_int_array(copy, n, array);
	kfree(copy);
	return error;
}
