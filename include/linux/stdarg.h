/* stdarg.h - va_list and friends, the compiler's own. */
#ifndef K896_LINUX_STDARG_H
#define K896_LINUX_STDARG_H

#include <stdarg.h>

#endif
