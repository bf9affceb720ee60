/* scatterlist.h - where 2.6 had struct scatterlist. */
#include <linux/scatterlist.h>
