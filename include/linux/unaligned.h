/* unaligned.h - numbers at any address, by today's name. */
#include <asm/unaligned.h>
