/*
 * "Did you mean ...": the known name that is nearest to a mistyped word.
 *
 * Model: the distance of two words is the least number of keystrokes that
 * turn one into the other: insert, delete, replace a letter, or swap two
 * neighbours (Damerau and Levenshtein's measure). d[i][j] is the distance of
 * the first i letters of a from the first j of b, and needs only the two rows
 * above it.
 *
 *	zoneifno -> zoneinfo   1 swap
 *	budyinfo -> buddyinfo  1 insert
 *
 * Invariants: words longer than MAX_WORD have no neighbours; a suggestion is
 * never further than a third of the word (rounded up), so nonsense gets none.
 * Locking & context: static rows, prompt only (one reader).
 * In Linux: nothing; git does the same for its subcommands.
 * Watch it: (gdb) break edit_distance
 *           (gdb) p row
 */

#include "internal.h"
#include <linux/kernel.h>
#include <linux/string.h>

#define MAX_WORD	24
#define FAR		100

static unsigned char row[3][MAX_WORD + 1];

/* edit_distance - keystrokes between two words; FAR if one is too long */
int edit_distance(const char *a, const char *b)
{
	size_t la = strlen(a), lb = strlen(b), i, j;
	unsigned char *old = row[0], *up = row[1], *cur = row[2], *t;
	int d;

	if (la > MAX_WORD || lb > MAX_WORD)
		return FAR;
	for (j = 0; j <= lb; j++)
		up[j] = j;
	for (i = 1; i <= la; i++) {
		cur[0] = i;
		for (j = 1; j <= lb; j++) {
			d = up[j - 1] + (a[i - 1] != b[j - 1]);
			d = min(d, min(up[j], cur[j - 1]) + 1);
			if (i > 1 && j > 1 && a[i - 1] == b[j - 2] &&
			    a[i - 2] == b[j - 1])
				d = min(d, old[j - 2] + 1);
			cur[j] = d;
		}
		t = old;
		old = up;
		up = cur;
		cur = t;
	}
	return up[lb];
}

/*
 * suggest - the nearest of the names that name(0), name(1) ... NULL lists
 *
 * Returns NULL when none is near. A word that is the beginning of a name
 * counts as one keystroke away: `zone` is meant to be zoneinfo.
 */
const char *suggest(const char *word, name_fn name)
{
	size_t len = strlen(word);
	int best = (len + 2) / 3 + 1, d, i;
	const char *found = NULL, *n;

	for (i = 0; (n = name(i)); i++) {
		d = edit_distance(word, n);
		if (len >= 2 && d > 1 && strncmp(word, n, len) == 0)
			d = 1;
		if (d < best && d < (int)len) {
			best = d;
			found = n;
		}
	}
	return found;
}
