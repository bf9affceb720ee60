/* pfn.h - frame numbers. */
#include <asm/page.h>
