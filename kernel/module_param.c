/*
 * module_param.c - `insmod x.ko min_nr=5 name=notes irqs=1,2,3`.
 *
 * Each parameter is a struct kernel_param in the module's section __param: its
 * name, what turns text into the value, and where that goes. A name that the
 * module doesn't have, or a value that makes no sense, and it isn't loaded.
 *
 * Locking: none; the module isn't running. Context: process.
 * Linux: kernel/params.c. gdb: `break module_parse_args`.
 */
#include <linux/ctype.h>
#include <linux/errno.h>
#include <linux/export.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/params.h>
#include <linux/string.h>
#include "module.h"

unsigned int __param_nowhere;		/* a count that nobody wants */
EXPORT_SYMBOL(__param_nowhere);

/* ---- numbers ---- */

#define NUMBER(name, type, format, parse)				\
int param_set_##name(const char *val, const struct kernel_param *kp)	\
{									\
	return val ? parse(val, 0, (type *)kp->arg) : -EINVAL;		\
}									\
EXPORT_SYMBOL(param_set_##name);					\
int param_get_##name(char *buffer, const struct kernel_param *kp)	\
{									\
	return scnprintf(buffer, PAGE_SIZE, format "\n",		\
			 *(type *)kp->arg);				\
}									\
EXPORT_SYMBOL(param_get_##name);					\
const struct kernel_param_ops param_ops_##name = {			\
	.set = param_set_##name, .get = param_get_##name,		\
};									\
EXPORT_SYMBOL(param_ops_##name)

NUMBER(byte, unsigned char, "%hhu", kstrtou8);
NUMBER(short, short, "%hi", kstrtos16);
NUMBER(ushort, unsigned short, "%hu", kstrtou16);
NUMBER(int, int, "%i", kstrtoint);
NUMBER(uint, unsigned int, "%u", kstrtouint);
NUMBER(long, long, "%li", kstrtol);
NUMBER(ulong, unsigned long, "%lu", kstrtoul);
NUMBER(ullong, unsigned long long, "%llu", kstrtoull);
NUMBER(hexint, unsigned int, "%#08x", kstrtouint);

/* ---- yes or no ---- */

static int parse_bool(const char *val, bool *value)
{
	*value = true;			/* the name alone says yes */
	return val ? kstrtobool(val, value) : 0;
}

int param_set_bool(const char *val, const struct kernel_param *kp)
{
	return parse_bool(val, kp->arg);
}
EXPORT_SYMBOL(param_set_bool);

int param_get_bool(char *buffer, const struct kernel_param *kp)
{
	return sprintf(buffer, "%c\n", *(bool *)kp->arg ? 'Y' : 'N');
}
EXPORT_SYMBOL(param_get_bool);

int param_set_invbool(const char *val, const struct kernel_param *kp)
{
	bool value;
	int err = parse_bool(val, &value);

	if (!err)
		*(bool *)kp->arg = !value;
	return err;
}
EXPORT_SYMBOL(param_set_invbool);

int param_get_invbool(char *buffer, const struct kernel_param *kp)
{
	return sprintf(buffer, "%c\n", *(bool *)kp->arg ? 'N' : 'Y');
}
EXPORT_SYMBOL(param_get_invbool);

/* An int that is meant as a bool, as in old modules. */
static int set_bint(const char *val, const struct kernel_param *kp)
{
	bool value;
	int err = parse_bool(val, &value);

	if (!err)
		*(int *)kp->arg = value;
	return err;
}

static int get_bint(char *buffer, const struct kernel_param *kp)
{
	return sprintf(buffer, "%c\n", *(int *)kp->arg ? 'Y' : 'N');
}

#define YES_OR_NO(id, setter, getter)					\
const struct kernel_param_ops param_ops_##id = {			\
	.flags = KERNEL_PARAM_OPS_FL_NOARG, .set = setter, .get = getter, \
};									\
EXPORT_SYMBOL(param_ops_##id)

YES_OR_NO(bool, param_set_bool, param_get_bool);
YES_OR_NO(invbool, param_set_invbool, param_get_invbool);
YES_OR_NO(bint, set_bint, get_bint);

/* ---- text ---- */

/* It points into the module's copy of its arguments, which stays. */
int param_set_charp(const char *val, const struct kernel_param *kp)
{
	if (!val)
		return -EINVAL;
	*(const char **)kp->arg = val;
	return 0;
}
EXPORT_SYMBOL(param_set_charp);

int param_get_charp(char *buffer, const struct kernel_param *kp)
{
	return scnprintf(buffer, PAGE_SIZE, "%s\n", *(char **)kp->arg);
}
EXPORT_SYMBOL(param_get_charp);

const struct kernel_param_ops param_ops_charp = {
	.set = param_set_charp, .get = param_get_charp,
};
EXPORT_SYMBOL(param_ops_charp);

static int set_string(const char *val, const struct kernel_param *kp)
{
	if (!val || strlen(val) + 1 > kp->str->maxlen)
		return val ? -ENOSPC : -EINVAL;
	strcpy(kp->str->string, val);
	return 0;
}

static int get_string(char *buffer, const struct kernel_param *kp)
{
	return scnprintf(buffer, PAGE_SIZE, "%s\n", kp->str->string);
}

const struct kernel_param_ops param_ops_string = {
	.set = set_string, .get = get_string,
};
EXPORT_SYMBOL(param_ops_string);

/* ---- arrays: elements with commas between ---- */

static int set_array(const char *val, const struct kernel_param *kp)
{
	const struct kparam_array *arr = kp->arr;
	struct kernel_param element = *kp;
	unsigned int n = 0;
	char *at = (char *)val, *end;	/* the module's own copy */
	int err = val ? 0 : -EINVAL;

	while (!err && at) {
		end = strchr(at, ',');
		if (end)
			*end = 0;
		element.arg = arr->elem + n * arr->elemsize;
		err = n == arr->max ? -E2BIG : arr->ops->set(at, &element);
		n++;
		/* Text elements point here: their commas stay ends. */
		at = end ? end + 1 : NULL;
	}
	if (!err && arr->num)
		*arr->num = n;
	return err;
}

static int get_array(char *buffer, const struct kernel_param *kp)
{
	const struct kparam_array *arr = kp->arr;
	struct kernel_param element = *kp;
	unsigned int count = arr->num ? *arr->num : arr->max;
	int len = 0;

	for (unsigned int i = 0; i < count && i < arr->max; i++) {
		element.arg = arr->elem + i * arr->elemsize;
		if (len)
			buffer[len - 1] = ',';
		len += arr->ops->get(buffer + len, &element);
	}
	return len;
}

const struct kernel_param_ops param_array_ops = {
	.set = set_array, .get = get_array,
};
EXPORT_SYMBOL(param_array_ops);

/* ---- the line ---- */

static int set_one(struct module *mod, const char *name, const char *val)
{
	int err;

	for (unsigned int i = 0; i < mod->num_kp; i++) {
		const struct kernel_param *kp = &mod->kp[i];

		if (!parameq(kp->name, name))
			continue;
		err = kp->ops->set(val, kp);
		if (err)
			pr_err("%s: %s%s%.40s: refused: %pe\n", mod->name, name,
			       val ? "=" : "", val ?: "", ERR_PTR(err));
		return err;
	}
	pr_err("%s: it has no parameter %.40s: see modinfo\n", mod->name, name);
	return -ENOENT;
}

int module_parse_args(struct module *mod, char *args)
{
	char *at = skip_spaces(args), *name, *value;
	int err = 0;

	while (*at && !err) {
		at = skip_spaces(next_arg(at, &name, &value));
		err = set_one(mod, name, value);
	}
	return err;
}
