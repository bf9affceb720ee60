/*
 * string_more.c - lists of strings and of pointers, in memory that is
 * allocated.
 *
 * Locking, context: none; those that read a user's memory or allocate sleep.
 * Linux: lib/argv_split.c, lib/memcat_p.c, lib/memweight.c,
 * lib/string_helpers.c, mm/util.c.
 * gdb: `break argv_split`, `finish`.
 */
#include <linux/bitops.h>
#include <linux/ctype.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/uaccess.h>

static size_t count(void **list)
{
	size_t n = 0;

	while (list[n])
		n++;
	return n;
}

void **__memcat_p(void **a, void **b)
{
	size_t na = count(a), nb = count(b);
	void **both = kmalloc_array(na + nb + 1, sizeof(void *), GFP_KERNEL);

	if (!both)
		return NULL;
	memcpy(both, a, na * sizeof(void *));
	memcpy(both + na, b, (nb + 1) * sizeof(void *));
	return both;
}

size_t memweight(const void *s, size_t n)
{
	const u8 *p = s;
	size_t bits = 0;

	while (n--)
		bits += hweight8(*p++);
	return bits;
}

int __sysfs_match_string(const char * const *array, size_t n, const char *s)
{
	size_t i;

	for (i = 0; i < n && array[i]; i++)
		if (sysfs_streq(array[i], s))
			return i;
	return -EINVAL;
}

/* The text's copy lies behind the list, so that one kfree() takes both. */
char **argv_split(gfp_t gfp, const char *text, int *argc)
{
	size_t len = strlen(text), words = len / 2 + 1;
	char **argv = kmalloc((words + 1) * sizeof(char *) + len + 1, gfp);
	char *p;
	int n = 0;

	if (!argv)
		return NULL;
	p = strcpy((char *)(argv + words + 1), text);
	for (p = skip_spaces(p); *p; p = skip_spaces(p)) {
		argv[n++] = p;
		while (*p && !isspace(*p))
			p++;
		if (*p)
			*p++ = '\0';
	}
	argv[n] = NULL;
	if (argc)
		*argc = n;
	return argv;
}

void argv_free(char **argv)
{
	kfree(argv);
}

void *vmemdup_user(const void __user *src, size_t n)
{
	void *copy = kvmalloc(n, GFP_KERNEL);

	if (!copy)
		return ERR_PTR(-ENOMEM);
	if (!copy_from_user(copy, src, n))
		return copy;
	kvfree(copy);
	return ERR_PTR(-EFAULT);
}

char *strndup_user(const char __user *s, long max)
{
	long n = strnlen_user(s, max);

	if (!n)
		return ERR_PTR(-EFAULT);
	return n > max ? ERR_PTR(-EINVAL) : memdup_user_nul(s, n - 1);
}
