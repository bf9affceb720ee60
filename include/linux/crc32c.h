/* crc32c.h - the CRC of Castagnoli, by a header of its own. */
#include <linux/crc32.h>
