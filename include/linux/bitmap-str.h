/*
 * bitmap-str.h - bitmaps as text: words ("00000001,80000000") and lists
 * ("0-3,7", "0-31:2/8", "N", "all"). For modules: lib/modules/bitmap_str.c.
 */
#ifndef _LINUX_BITMAP_STR_H
#define _LINUX_BITMAP_STR_H

#include <linux/types.h>

/*
 * Read one, up to a newline: 0; -EINVAL: no such text; -EOVERFLOW, -ERANGE: a
 * number too large. _user: from a user's memory, -EFAULT; these sleep.
 */
int bitmap_parse(const char *text, unsigned int len, unsigned long *map,
		 int nbits);
int bitmap_parselist(const char *text, unsigned long *map, int nbits);
int bitmap_parse_user(const char __user *text, unsigned int len,
		      unsigned long *map, int nbits);
int bitmap_parselist_user(const char __user *text, unsigned int len,
			  unsigned long *map, int nbits);

/*
 * Write one, and a newline: the length. To the end of the page that @buf lies
 * in; or @count bytes from @at on of the whole, which sleeps (-ENOMEM).
 */
int bitmap_print_to_pagebuf(bool list, char *buf, const unsigned long *map,
			    int nbits);
int bitmap_print_bitmask_to_buf(char *buf, const unsigned long *map, int nbits,
				loff_t at, size_t count);
int bitmap_print_list_to_buf(char *buf, const unsigned long *map, int nbits,
			     loff_t at, size_t count);
/* 2.6's, into @size bytes. */
#define bitmap_scnprintf(buf, size, map, nbits) \
	scnprintf(buf, size, "%*pb", nbits, map)
#define bitmap_scnlistprintf(buf, size, map, nbits) \
	scnprintf(buf, size, "%*pbl", nbits, map)

#endif
