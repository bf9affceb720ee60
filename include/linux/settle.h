/*
 * settle.h - what is in use when nothing is going on: kernel/settle.c.
 */
#ifndef _LINUX_SETTLE_H
#define _LINUX_SETTLE_H

/*
 * Free frames, with nothing left on lists and in arrays; those that became page
 * tables stay tables, and count as free. And objects of all caches in their
 * users' hands. May sleep.
 */
unsigned long settled_free_pages(void);
unsigned long slab_objects_in_use(void);

#endif
