/*
 * moduleparam.h - values that `insmod x.ko name=value` gives to a module;
 * kernel/module_param.c.
 *
 *	static int min_nr = 4;
 *	module_param(min_nr, int, 0444);
 *	MODULE_PARM_DESC(min_nr, "elements in reserve");
 *
 *	static int irqs[4], nr_irqs;
 *	module_param_array(irqs, int, &nr_irqs, 0);
 */
#ifndef _LINUX_MODULEPARAM_H
#define _LINUX_MODULEPARAM_H

#include <linux/compiler.h>
#include <linux/init.h>
#include <linux/stringify.h>
#include <linux/types.h>

struct kernel_param;

struct kernel_param_ops {
	unsigned int flags;
	/* @val is NULL where there was no '='. 0, or -Exxx. */
	int (*set)(const char *val, const struct kernel_param *kp);
	/* Into @buffer, of a page; the length, or -Exxx. */
	int (*get)(char *buffer, const struct kernel_param *kp);
	void (*free)(void *arg);
};
#define KERNEL_PARAM_OPS_FL_NOARG	1	/* "name" alone is allowed */

struct kparam_string {
	unsigned int maxlen;
	char *string;
};

struct kparam_array {
	unsigned int max, elemsize;
	unsigned int *num;		/* how many were given; may be NULL */
	const struct kernel_param_ops *ops;
	void *elem;
};

struct kernel_param {
	const char *name;
	const struct kernel_param_ops *ops;
	u16 perm;
	union {
		void *arg;
		const struct kparam_string *str;
		const struct kparam_array *arr;
	};
};

#define __MODULE_INFO(tag, unique, info)				\
	static const char __UNIQUE_ID(unique)[]				\
		__used __section(".modinfo") __aligned(1) =		\
		__stringify(tag) "=" info

#ifdef MODULE
#define MODULE_INFO(tag, info)	__MODULE_INFO(tag, tag, info)
#define __PARAM_SECTION		__section("__param")
#else
#define MODULE_INFO(tag, info) \
	_Static_assert(sizeof(info) > 0, "a string is wanted")
/* In the kernel proper they keep the value that they were given. */
#define __PARAM_SECTION		__section(".discard.param")
#endif

#define MODULE_PARM_DESC(name, text) \
	MODULE_INFO(parm, #name ":" text)
#define __MODULE_PARM_TYPE(name, type) \
	MODULE_INFO(parmtype, #name ":" type)

#define __module_param_call(id, pname, pops, parg, pperm)		\
	static const struct kernel_param __param_##id			\
		__used __PARAM_SECTION __aligned(sizeof(void *)) =	\
		{ .name = pname, .ops = pops, .perm = pperm, { .arg = parg } }

#define module_param_cb(name, ops, arg, perm) \
	__module_param_call(name, #name, ops, (void *)(arg), perm)
#define module_param(name, type, perm) \
	module_param_named(name, name, type, perm)
#define module_param_unsafe(name, type, perm)	module_param(name, type, perm)
#define module_param_named(name, value, type, perm)			\
	param_check_##type(name, &(value));				\
	__module_param_call(name, #name, __param_ops(type, value),	\
			    (void *)&(value), perm);			\
	__MODULE_PARM_TYPE(name, #type)
#define module_param_string(name, string, len, perm)			\
	static const struct kparam_string __param_string_##name =	\
		{ len, string };					\
	__module_param_call(name, #name, &param_ops_string,		\
			    (void *)&__param_string_##name, perm);	\
	__MODULE_PARM_TYPE(name, "string")
#define module_param_array(name, type, nump, perm) \
	module_param_array_named(name, name, type, nump, perm)
#define module_param_array_named(name, array, type, nump, perm)		\
	static const struct kparam_array __param_arr_##name = {		\
		.max = sizeof(array) / sizeof((array)[0]),		\
		.elemsize = sizeof((array)[0]),				\
		.num = __PARAM_NUM(nump),				\
		.ops = __param_ops(type, (array)[0]),			\
		.elem = array };					\
	__module_param_call(name, #name, &param_array_ops,		\
			    (void *)&__param_arr_##name, perm);		\
	__MODULE_PARM_TYPE(name, "array of " #type)
/* Before 2.6.11 the count itself was named, since then its address is. */
#define __PARAM_NUM(nump)						\
	__builtin_choose_expr(__builtin_types_compatible_p(		\
		typeof(nump), int), (unsigned int *)&__param_nowhere,	\
		(unsigned int *)(nump))
extern unsigned int __param_nowhere;

/* What module_param of a type must be given; a wrong type doesn't compile. */
#define param_check_byte(name, p)	__param_check(name, p, unsigned char)
#define param_check_short(name, p)	__param_check(name, p, short)
#define param_check_ushort(name, p)	__param_check(name, p, unsigned short)
#define param_check_int(name, p)	__param_check(name, p, int)
#define param_check_uint(name, p)	__param_check(name, p, unsigned int)
#define param_check_long(name, p)	__param_check(name, p, long)
#define param_check_ulong(name, p)	__param_check(name, p, unsigned long)
#define param_check_ullong(name, p)	__param_check(name, p, unsigned long long)
#define param_check_hexint(name, p)	__param_check(name, p, unsigned int)
#define param_check_charp(name, p)	__param_check(name, p, char *)
#define param_check_bool(name, p)	__param_check(name, p, typeof(*(p)))
#define param_check_invbool(name, p)	__param_check(name, p, typeof(*(p)))
#define __param_check(name, p, type) \
	static inline __maybe_unused type *__check_##name(void) { return (p); }

/* A bool parameter was an int until 3.3: its size tells. */
#define __param_ops(type, value)					\
	(#type[0] == 'b' && #type[1] == 'o' && sizeof(value) > 1 ?	\
	 &param_ops_bint : &param_ops_##type)

extern const struct kernel_param_ops param_ops_byte, param_ops_short,
	param_ops_ushort, param_ops_int, param_ops_uint, param_ops_long,
	param_ops_ulong, param_ops_ullong, param_ops_hexint, param_ops_charp,
	param_ops_bool, param_ops_invbool, param_ops_bint, param_ops_string, param_array_ops;

#define __PARAM_PROTOTYPES(name)					\
	int param_set_##name(const char *val, const struct kernel_param *kp); \
	int param_get_##name(char *buffer, const struct kernel_param *kp)
__PARAM_PROTOTYPES(byte);
__PARAM_PROTOTYPES(short);
__PARAM_PROTOTYPES(ushort);
__PARAM_PROTOTYPES(int);
__PARAM_PROTOTYPES(uint);
__PARAM_PROTOTYPES(long);
__PARAM_PROTOTYPES(ulong);
__PARAM_PROTOTYPES(ullong);
__PARAM_PROTOTYPES(hexint);
__PARAM_PROTOTYPES(charp);
__PARAM_PROTOTYPES(bool);
__PARAM_PROTOTYPES(invbool);

/* 2.4's: MODULE_PARM(irq, "i"), and "1-4i" for an array. */
#define MODULE_PARM(var, type)						\
	__module_param_call(var, #var, __param_ops_old(type),		\
			    (void *)&(var), 0);				\
	__MODULE_PARM_TYPE(var, type)
#define __param_ops_old(type) \
	((type)[sizeof(type) - 2] == 's' ? &param_ops_charp : &param_ops_int)

#endif
