/*
 * stdint.h - for the C library's <elf.h>, which is all numbers and wants these
 * types: they are the kernel's own.
 */
#ifndef K896_STDINT_H
#define K896_STDINT_H

#include <linux/types.h>

#endif
