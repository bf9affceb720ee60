/*
 * min_heap.h - a heap in an array: the smallest element, by the user's less(),
 * is the first. By the names of 6.0 (a struct min_heap, less(a, b)) and of
 * today (DEFINE_MIN_HEAP(type, name) defines struct name, less(a, b, args)).
 * lib/modules/min_heap.c. Nothing here locks; any context.
 */
#ifndef _LINUX_MIN_HEAP_H
#define _LINUX_MIN_HEAP_H

#include <linux/kernel.h>
#include <linux/types.h>

struct min_heap {
	void *data;
	int nr;				/* elements in it ... */
	int size;			/* ... and room for */
};

#define MIN_HEAP_PREALLOCATED(type, name, n)				\
struct name {								\
	size_t nr, size;						\
	type *data;							\
	type preallocated[n];						\
}
#define DEFINE_MIN_HEAP(type, name)	MIN_HEAP_PREALLOCATED(type, name, 0)

/* As many arguments as the user's has: with @args, or without. */
struct min_heap_callbacks {
	int elem_size;			/* bytes, of 6.0's; 0: the type says */
	bool (*less)();
	void (*swp)();			/* NULL: bytes are exchanged */
};

/* What lib/modules/min_heap.c sees of either. */
struct __heap {
	char *data;
	size_t n, size;
	const struct min_heap_callbacks *func;
	void *args;
};

void __heap_sift_down(const struct __heap *heap, size_t at);
void __heap_sift_up(const struct __heap *heap, size_t at);
void __heap_all(const struct __heap *heap);
void __heap_take(const struct __heap *heap, size_t at);

#define __HEAP_ELEMENT(h) \
	_Generic((h)->data, void *: 1, default: sizeof(*(h)->data))
#define __HEAP_ARGS(none, args, ...)	(args)
#define __HEAP(h, how, ...)						\
	(&(struct __heap){ (char *)(h)->data, (h)->nr,			\
		(how)->elem_size ? (size_t)(how)->elem_size :		\
				   __HEAP_ELEMENT(h),			\
		(how), __HEAP_ARGS(0, ##__VA_ARGS__, NULL) })

/* The user's array, or what lies behind the heap. */
static inline void *__heap_place(void *buf, void *behind)
{
	return buf ? buf : behind;
}

#define min_heap_init(h, buf, n)	do {				\
	(h)->nr = 0;							\
	(h)->size = (n);						\
	(h)->data = __heap_place(buf, (h) + 1);				\
} while (0)
#define min_heap_peek(h)	((h)->nr ? (h)->data : NULL)
#define min_heap_full(h)	((h)->nr == (h)->size)

/* The whole array, or one element of it, anew to its place. */
#define min_heapify_all(h, how, ...) \
	__heap_all(__HEAP(h, how, ##__VA_ARGS__))
#define min_heapify(h, at, how, ...) \
	__heap_sift_down(__HEAP(h, how, ##__VA_ARGS__), at)
#define min_heap_sift_down	min_heapify
#define min_heap_sift_up(h, at, how, ...) \
	__heap_sift_up(__HEAP(h, how, ##__VA_ARGS__), at)

/*
 * The smallest out; an element in its place; one more; false: no room, or none.
 */
#define min_heap_pop(h, how, ...) ({					\
	bool __some = (h)->nr > 0;					\
	if (!WARN_ONCE(!__some, "the heap is empty\n")) {		\
		(h)->nr--;						\
		__heap_take(__HEAP(h, how, ##__VA_ARGS__), 0);		\
	}								\
	__some; })
#define min_heap_pop_push(h, element, how, ...) do {			\
	const struct __heap *__h = __HEAP(h, how, ##__VA_ARGS__);	\
	memcpy(__h->data, element, __h->size);				\
	__heap_sift_down(__h, 0);					\
} while (0)
#define min_heap_push(h, element, how, ...) ({				\
	bool __room = (h)->nr < (h)->size;				\
	if (!WARN_ONCE(!__room, "the heap is full\n")) {		\
		const struct __heap *__h;				\
		(h)->nr++;						\
		__h = __HEAP(h, how, ##__VA_ARGS__);			\
		memcpy(__h->data + (__h->n - 1) * __h->size, element,	\
		       __h->size);					\
		__heap_sift_up(__h, __h->n - 1);			\
	}								\
	__room; })
/* Any out, by its place. */
#define min_heap_del(h, at, how, ...) ({				\
	bool __some = (h)->nr > 0;					\
	if (!WARN_ONCE(!__some, "the heap is empty\n")) {		\
		(h)->nr--;						\
		__heap_take(__HEAP(h, how, ##__VA_ARGS__), at);		\
	}								\
	__some; })

/* Linux has some twice, as functions and inline. */
#define min_heap_init_inline	min_heap_init
#define min_heap_peek_inline	min_heap_peek
#define min_heap_full_inline	min_heap_full
#define min_heapify_all_inline	min_heapify_all
#define min_heap_sift_down_inline	min_heap_sift_down
#define min_heap_sift_up_inline	min_heap_sift_up
#define min_heap_pop_inline	min_heap_pop
#define min_heap_push_inline	min_heap_push
#define min_heap_del_inline	min_heap_del
#define min_heap_pop_push_inline	min_heap_pop_push

#endif
