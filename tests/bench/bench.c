/*
 * bench.c - the `bench` command: runs the rows, prints key and figure.
 *
 * Meant for QEMU's `-icount shift=0,sleep=off`, where the TSC counts guest
 * instructions and every run gives the same figures; elsewhere they are ticks
 * of the TSC. `make bench` sets the scene and prints the table with the peers.
 */
#include <linux/async.h>
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/monitor.h>
#include <linux/seq_file.h>
#include <linux/string.h>
#include <asm/setup.h>
#include "bench.h"

extern const struct bench_row __bench_rows_start[], __bench_rows_end[];

static bool wanted(const char *key, int argc, char **argv)
{
	for (int i = 1; i < argc; i++)
		if (!strcmp(argv[i], key))
			return true;
	return argc == 1;
}

static int cmd_bench(int argc, char **argv)
{
	const struct bench_row *row;
	int err = 0, ran = 0;

	async_synchronize_full();
	for (row = __bench_rows_start; row < __bench_rows_end; row++) {
		long figure;

		if (!wanted(row->key, argc, argv))
			continue;
		ran++;
		drain_all_pages();	/* no row sees what another left */
		figure = row->run();
		if (figure == -ENODEV) {
			seq_printf(&console_seq, "bench %s: no device for it\n",
				   row->key);
			continue;
		}
		if (figure >= 0)
			seq_printf(&console_seq, "bench %s %ld\n", row->key, figure);
		else
			seq_printf(&console_seq, "bench %s: error %ld\n", row->key, figure);
		err = figure < 0 ? (int)figure : err;
	}
	if (!ran) {
		seq_printf(&console_seq, "bench: no such row\n");
		return -ENOENT;
	}
	return err;
}
MONITOR_CMD(bench, "[KEY...]", "measure the allocators, in instructions", cmd_bench);

static long boot_tsc_row(void)
{
	return prompt_tsc - boot_tsc;
}
BENCH_ROW("boot_tsc", boot_tsc_row);

static long struct_page_row(void)
{
	return sizeof(struct page);
}
BENCH_ROW("struct_page", struct_page_row);
