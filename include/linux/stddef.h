/* stddef.h - NULL, true and false, offsets inside a structure. */
#ifndef K896_LINUX_STDDEF_H
#define K896_LINUX_STDDEF_H

#include <linux/compiler_types.h>
#include_next <linux/stddef.h>
#undef __always_inline
#define __always_inline	__inlined

#ifndef __ASSEMBLY__

typedef __SIZE_TYPE__		size_t;
typedef __PTRDIFF_TYPE__	ptrdiff_t;
typedef __WCHAR_TYPE__		wchar_t;

#undef NULL
#define NULL	((void *)0)

enum {
	false = 0,
	true = 1
};

#undef offsetof
#define offsetof(type, member)	__builtin_offsetof(type, member)
#define sizeof_field(type, member) sizeof(((type *)0)->member)
#define FIELD_SIZEOF(type, member) sizeof_field(type, member)
#define offsetofend(type, member) \
	(offsetof(type, member) + sizeof_field(type, member))

#define struct_group(name, ...) \
	union { struct { __VA_ARGS__ }; struct { __VA_ARGS__ } name; }
#define DECLARE_FLEX_ARRAY(type, name)	__DECLARE_FLEX_ARRAY(type, name)

#endif /* __ASSEMBLY__ */
#endif
