/* glob.h - shell patterns: * ? [a-z] [!a-z] and \ before a special one. */
#ifndef K896_LINUX_GLOB_H
#define K896_LINUX_GLOB_H

#include <linux/types.h>
#include <linux/compiler.h>

bool __pure glob_match(const char *pat, const char *str);

#endif
