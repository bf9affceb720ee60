/* container_of.h - from a member back to the structure around it. */
#ifndef K896_LINUX_CONTAINER_OF_H
#define K896_LINUX_CONTAINER_OF_H

#include <linux/stddef.h>
#include <linux/build_bug.h>

#define container_of(ptr, type, member) ({				\
	void *__co = (void *)(ptr);					\
	_Static_assert(__same_type(*(ptr), ((type *)0)->member) ||	\
		       __same_type(*(ptr), void),			\
		       "container_of: pointer and member differ");	\
	(type *)(__co - offsetof(type, member)); })

#define container_of_const(ptr, type, member)	container_of(ptr, type, member)

#endif
