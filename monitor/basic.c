/*
 * The plain commands: echo, clear, dmesg, uptime, time, status, reboot, ...
 *
 * Model: each is a few lines; what they say goes to the consoles.
 * Invariants: reboot and poweroff don't return.
 * Locking & context: prompt only.
 * In Linux: the shell, util-linux and coreutils.
 * Watch it: (gdb) break dmesg_cmd
 *           (gdb) break kernel_power_off
 */

#include "internal.h"
#include <linux/console.h>
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/kmsg_dump.h>
#include <linux/math64.h>
#include <linux/reboot.h>
#include <linux/string.h>
#include <linux/timekeeping.h>

static int echo_cmd(int argc, char **argv)
{
	int i;

	for (i = 1; i < argc; i++)
		say("%s%s", argv[i], i + 1 < argc ? " " : "");
	say("\n");
	return 0;
}
MONITOR_CMD(echo, "WORD ...", "print the words", echo_cmd);

static int clear_cmd(int argc, char **argv)
{
	if (argc != 1)
		return usage("clear");
	console_write("\033[2J\033[H", 7);
	return 0;
}
MONITOR_CMD(clear, "", "clear the screen (ctrl-l does it, too)", clear_cmd);

/* The level in front of a line, "<4>", as a word. */
static const char *level_word(char digit)
{
	static const char *const words[] = {
		"emerg", "alert", "crit", "err", "warn", "notice", "info",
		"debug"
	};

	return digit >= '0' && digit <= '7' ? words[digit - '0'] : "?";
}

static int dmesg_cmd(int argc, char **argv)
{
	static char line[512];
	static struct kmsg_dump_iter iter;
	bool levels = argc == 2 && strcmp(argv[1], "-l") == 0;
	size_t len;
	char *text;

	if (argc > 2 || (argc == 2 && !levels))
		return usage("dmesg");
	kmsg_dump_rewind(&iter);
	while (kmsg_dump_get_line(&iter, true, line, sizeof(line) - 1, &len)) {
		line[len] = '\0';
		text = strchr(line, '>');
		text = line[0] == '<' && text ? text + 1 : line;
		if (levels)
			say("%-6s: ", level_word(line[1]));
		say("%s", text);
		if (len && line[len - 1] != '\n')
			say("\n");
	}
	return 0;
}
MONITOR_CMD(dmesg, "[-l]", "the kernel's log; -l with the level of each line",
	    dmesg_cmd);

static int uptime_cmd(int argc, char **argv)
{
	unsigned int ns;
	u64 s = div_u64_rem(ktime_get_ns(), 1000000000, &ns);

	if (argc != 1)
		return usage("uptime");
	say("up %llu.%02u s\n", s, ns / 10000000);
	return 0;
}
MONITOR_CMD(uptime, "", "time since the kernel's first "
	    "instruction", uptime_cmd);

static int time_cmd(int argc, char **argv)
{
	u64 ns, cycles;
	int status;

	if (argc < 2)
		return usage("time");
	ns = ktime_get_ns();
	cycles = get_cycles();
	status = monitor_exec(argc - 1, argv + 1);
	cycles = get_cycles() - cycles;
	ns = ktime_get_ns() - ns;
	say("%s: %llu us, %llu TSC "
	    "ticks\n", argv[1], div_u64(ns, 1000), cycles);
	return status;
}
MONITOR_CMD(time, "CMD ...", "run a command and say how long it "
	    "took", time_cmd);

static int poweroff_cmd(int argc, char **argv)
{
	if (argc != 1)
		return usage("poweroff");
	kernel_power_off(0);
}
MONITOR_CMD(poweroff, "", "switch the machine off", poweroff_cmd);

static int reboot_cmd(int argc, char **argv)
{
	if (argc != 1)
		return usage("reboot");
	kernel_restart();
}
MONITOR_CMD(reboot, "", "restart the machine", reboot_cmd);

static int true_cmd(int argc, char **argv)
{
	return 0;
}
MONITOR_CMD(true, "", "succeed", true_cmd);

static int false_cmd(int argc, char **argv)
{
	return -EPERM;
}
MONITOR_CMD(false, "", "fail", false_cmd);
