/* stringify.h - a macro's value as a string literal. */
#ifndef K896_LINUX_STRINGIFY_H
#define K896_LINUX_STRINGIFY_H

#define __stringify_1(...)	#__VA_ARGS__
#define __stringify(...)	__stringify_1(__VA_ARGS__)

#endif
