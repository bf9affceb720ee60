/*
 * list_sort.c - sorting a list.
 *
 * Model: merge sort from the bottom up. The elements are taken off one by one
 * into runs; run[i] is empty or a sorted list of 2^i elements, as the bits of
 * a counter: a new element is a run of one, and two runs of a size merge into
 * the next size, like a carry. At the end all that is there is merged.
 * While sorting, the lists are singly linked and end in NULL.
 *
 * Invariants: stable: of equal elements the earlier one stays in front, for
 * the older run is always merge()'s first argument.
 * Locking, context: none; any context that cmp allows. 80 bytes of stack for
 * the runs: enough for a million elements, more go into the last one.
 * Linux: lib/list_sort.c.
 * gdb: `break merge`, `print *a`.
 */
#include <linux/export.h>
#include <linux/kernel.h>
#include <linux/list.h>
#include <linux/list_sort.h>

#define MAX_RUNS	20

static struct list_head *merge(void *priv, list_cmp_func_t cmp,
			       struct list_head *a, struct list_head *b)
{
	struct list_head *first, **tail = &first;

	while (a && b) {
		if (cmp(priv, a, b) <= 0) {
			*tail = a;
			a = a->next;
		} else {
			*tail = b;
			b = b->next;
		}
		tail = &(*tail)->next;
	}
	*tail = a ? a : b;
	return first;
}

void list_sort(void *priv, struct list_head *head, list_cmp_func_t cmp)
{
	struct list_head *run[MAX_RUNS] = { NULL }, *list = NULL, *next;
	struct list_head *prev = head;
	int i;

	if (list_empty(head))
		return;
	head->prev->next = NULL;
	for (list = head->next; list; list = next) {
		struct list_head *one = list;

		next = one->next;
		one->next = NULL;
		for (i = 0; i < MAX_RUNS - 1 && run[i]; i++) {
			one = merge(priv, cmp, run[i], one);
			run[i] = NULL;
		}
		run[i] = merge(priv, cmp, run[i], one);
	}
	for (i = 0; i < MAX_RUNS; i++)
		list = merge(priv, cmp, run[i], list);

	for (; list; prev = list, list = list->next) {
		prev->next = list;
		list->prev = prev;
	}
	prev->next = head;
	head->prev = prev;
}
EXPORT_SYMBOL(list_sort);
