/*
 * prompt_fuzz.c - any bytes at the prompt: keys into the line editor, the line
 * it makes into words. Nothing is executed.
 */
#include "host.h"
#include <linux/kernel.h>
#include <linux/string.h>
#include "../../monitor/internal.h"

int LLVMFuzzerTestOneInput(const u8 *data, size_t size);

static void sink(const char *s, size_t n)
{
	static volatile char last;

	for (size_t i = 0; i < n; i++)
		last = s[i];
	(void)last;
}

static void tokenize(const char *text)
{
	char *line = host_malloc(strlen(text) + 1), *rest = line;
	char *end = line + strlen(text), *argv[MAX_WORDS + 1];
	int n;

	strcpy(line, text);
	while (rest) {
		char *from = rest;

		n = split_command(from, argv, MAX_WORDS, &rest);
		CHECK(n < 0 || n <= MAX_WORDS);
		for (int i = 0; i < n; i++)
			CHECK(argv[i] >= from && argv[i] <= end &&
			      argv[i] + strlen(argv[i]) <= end);
		if (n < 0)
			break;
		CHECK(!rest || (rest > from && rest <= end));
	}
	host_free(line);
}

int LLVMFuzzerTestOneInput(const u8 *data, size_t size)
{
	static struct lineedit le;
	char *text;

	if (size > 3000)
		return 0;
	text = host_malloc(size + 1);
	memcpy(text, data, size);
	text[size] = 0;
	tokenize(text);
	host_free(text);

	memset(&le, 0, sizeof(le));
	le.out = sink;
	lineedit_start(&le, "k896> ");
	for (size_t i = 0; i < size; i++) {
		bool done = lineedit_input(&le, data[i]) == EDIT_DONE;

		CHECK(le.len < LINE_SIZE && le.pos <= le.len);
		CHECK_EQ(strlen(le.buf), le.len);
		if (done) {
			tokenize(le.buf);
			history_add(le.buf);
			lineedit_start(&le, "k896> ");
		}
	}
	return 0;
}
