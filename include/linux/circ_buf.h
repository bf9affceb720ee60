/*
 * circ_buf.h - a ring of 2^n places with a head, where is put in, and a tail,
 * where is taken out; one place always stays empty.
 */
#ifndef _LINUX_CIRC_BUF_H
#define _LINUX_CIRC_BUF_H

struct circ_buf {
	char *buf;
	int head, tail;
};

/* How many are in it, and fit into it; and up to the ring's end. */
#define CIRC_CNT(head, tail, size)	(((head) - (tail)) & ((size) - 1))
#define CIRC_SPACE(head, tail, size)	CIRC_CNT((tail), (head) + 1, (size))
#define CIRC_CNT_TO_END(head, tail, size) ({				\
	int __to_end = (size) - (tail);					\
	int __circ_n = ((head) + __to_end) & ((size) - 1);		\
	__circ_n < __to_end ? __circ_n : __to_end; })
#define CIRC_SPACE_TO_END(head, tail, size) ({				\
	int __to_end = (size) - 1 - (head);				\
	int __circ_n = (__to_end + (tail)) & ((size) - 1);		\
	__circ_n <= __to_end ? __circ_n : __to_end + 1; })

#endif
