/*
 * insmod, rmmod, lsmod, modinfo: modules, by hand.
 *
 * Model: the whole file is read into memory, and kernel/module.c does the rest;
 * its messages say what is wrong.
 *
 * Locking & context: prompt only; may sleep. lsmod holds module_mutex.
 * In Linux: kmod.
 * Watch it: (gdb) break load_module
 *           (gdb) km-lsmod
 */

#include "files.h"
#include <linux/err.h>
#include <linux/init.h>
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/mutex.h>
#include <linux/slab.h>
#include <linux/stat.h>
#include <linux/string.h>
#include "../kernel/module.h"

/* ---- the file ---- */

static int read_all(const char *cmd, const char *path, struct reader *r,
		    void **image, size_t *size)
{
	size_t done = 0;
	ssize_t n = 1;

	if (!S_ISREG(r->file.entry.mode))
		return complain(cmd, path, "not a file", -EISDIR);
	if (r->file.size > MODULE_MAX_SIZE)
		return complain(cmd, path, "too large for a module", -EFBIG);
	*size = r->file.size;
	*image = kvmalloc(*size ?: 1, GFP_KERNEL);
	if (!*image)
		return complain(cmd, path, "no memory", -ENOMEM);
	while (done < *size && n > 0) {
		n = vol_read(&r->file, *image + done, *size - done);
		done += max(n, 0);
	}
	if (n >= 0 && done == *size)
		return 0;
	kvfree(*image);
	return complain(cmd, path, n < 0 ? r->vol.why : "ends too early",
			n < 0 ? n : -EIO);
}

static int read_module(const char *cmd, const char *path, void **image,
		       size_t *size)
{
	struct reader *r = start_reader(cmd, path);
	int err;

	if (IS_ERR(r))
		return PTR_ERR(r);
	err = read_all(cmd, path, r, image, size);
	end_reader(r);
	return err;
}

/* ---- insmod, rmmod ---- */

static int insert(const char *path, const char *args, unsigned int flags)
{
	void *image;
	size_t size;
	int err = read_module("insmod", path, &image, &size);

	if (err)
		return err;
	err = load_module(path, image, size, args, flags);
	kvfree(image);
	return err;
}

/* Every file of a directory; how it went with each is told there. */
static int insert_all(struct reader *dir, const char *path, unsigned int flags)
{
	unsigned int files = 0, refused = 0;
	static char name[LINE_SIZE];	/* prompt only */
	int status;

	while ((status = vol_readdir(&dir->file, &dir->entry)) > 0) {
		if (!S_ISREG(dir->entry.mode))
			continue;
		snprintf(name, sizeof(name), "%s/%s", path, dir->entry.name);
		files++;
		refused += insert(name, "", flags) != 0;
	}
	say("%u files, %u refused\n", files, refused);
	return status ? complain("insmod", path, dir->vol.why, status) :
			refused ? -ENOEXEC : 0;
}

/* "hello" is /lib/modules/hello.ko. */
static const char *full_path(const char *name)
{
	static char path[LINE_SIZE];	/* prompt only */

	if (strpbrk(name, "/:"))
		return name;
	snprintf(path, sizeof(path), "/lib/modules/%s%s", name,
		 strstr(name, ".ko") ? "" : ".ko");
	return path;
}

static int insmod_cmd(int argc, char **argv)
{
	static char line[LINE_SIZE];	/* prompt only */
	unsigned int flags = 0;
	const char *path;
	struct reader *r;
	int err;

	for (; argc > 1 && !strncmp(argv[1], "--", 2); argc--, argv++) {
		if (!strcmp(argv[1], "--no-init"))
			flags |= MODULE_NO_INIT;
		else if (!strcmp(argv[1], "--no-trace"))
			flags |= MODULE_NO_TRACE;
		else
			return usage("insmod");
	}
	if (argc < 2)
		return usage("insmod");
	err = join_words(line, sizeof(line), argc - 2, argv + 2);
	if (err)
		return complain("insmod", argv[1], "too many parameters", err);
	path = full_path(argv[1]);
	r = start_reader("insmod", path);
	if (IS_ERR(r))
		return PTR_ERR(r);
	err = S_ISDIR(r->file.entry.mode) ? insert_all(r, path, flags) :
					    insert(path, line, flags);
	end_reader(r);
	return err;
}
MONITOR_CMD(insmod, "[--no-init|--no-trace] PATH [NAME=VALUE ...]",
	    "load a module\n"
	    "  insmod fd0:/hello.ko who=world\n"
	    "  insmod hello                      /lib/modules/hello.ko\n"
	    "  insmod /lib/modules               all that are there\n"
	    "  --no-init does everything but call its init, and takes it apart "
	    "again.\n  --no-trace writes none of its allocations down: rmmod can't "
	    "name leaks, and\n  they cost what the kernel's do.", insmod_cmd);

/* insmod=PATH,PATH on the command line: before the first command. */
static char boot_modules[256];

static int __init parse_insmod(char *text)
{
	return text && strscpy(boot_modules, text, sizeof(boot_modules)) > 0 ?
	       0 : -EINVAL;
}
early_param("insmod", parse_insmod);

void insmod_at_boot(void)
{
	static char line[sizeof(boot_modules) + 8];
	char *at = boot_modules, *path;

	while (at && *at && (path = strsep(&at, ","))) {
		snprintf(line, sizeof(line), "insmod %s", path);
		monitor_run(line);
	}
}

static int rmmod_cmd(int argc, char **argv)
{
	int err = 0, one;

	if (argc < 2)
		return usage("rmmod");
	for (int i = 1; i < argc; i++) {
		one = delete_module(argv[i]);
		err = err ?: one;
	}
	return err;
}
MONITOR_CMD(rmmod, "NAME ...", "unload modules\n"
	    "  Refused while somebody uses it.", rmmod_cmd);

/* ---- lsmod ---- */

static const char *const state_names[] = {
	"Live", "Loading", "Unloading", "Unformed"
};

static unsigned int users(struct module *mod)
{
	struct module_use *use;
	unsigned int n = module_refcount(mod);

	list_for_each_entry(use, &mod->used_by, in_used_by)
		n++;
	return n;
}

static void show_users(struct seq_file *m, struct module *mod, const char *none)
{
	struct module_use *use;

	if (list_empty(&mod->used_by))
		seq_printf(m, "%s", none);
	list_for_each_entry(use, &mod->used_by, in_used_by)
		seq_printf(m, "%s,", use->user->name);
}

/* As in Linux: name, bytes, users, who, state, where. */
static int modules_show(struct seq_file *m, void *v)
{
	struct module *mod;

	mutex_lock(&module_mutex);
	list_for_each_entry(mod, &modules, list) {
		seq_printf(m, "%s %u %u ", mod->name,
			   mod->core.size + mod->init_area.size, users(mod));
		show_users(m, mod, "-");
		seq_printf(m, "%s %s %#010lx\n",
			   mod->init && !mod->exit ? " [permanent]," : "",
			   state_names[mod->state],
			   (unsigned long)mod->core.base);
	}
	mutex_unlock(&module_mutex);
	return 0;
}
PROC_SHOW(modules, modules_show,
	  "loaded modules: bytes, users, who, state, address");

static int lsmod_cmd(int argc, char **argv)
{
	struct module *mod;

	if (argc > 1)
		return usage("lsmod");
	say("%-20s %8s  used by\n", "module", "size");
	mutex_lock(&module_mutex);
	list_for_each_entry(mod, &modules, list) {
		say("%-20s %8u  %u ", mod->name,
		    mod->core.size + mod->init_area.size, users(mod));
		show_users(&console_seq, mod, "");
		say("%s\n", mod->state == MODULE_STATE_COMING ?
		    "(its init has not come back)" :
		    mod->state == MODULE_STATE_GOING ?
		    "(was to go, and has to stay: see dmesg)" : "");
	}
	mutex_unlock(&module_mutex);
	return 0;
}
MONITOR_CMD(lsmod, "", "loaded modules\n"
	    "  The same with addresses: modules.", lsmod_cmd);

/* ---- modinfo ---- */

static void say_info(const struct module_elf *elf, const char *tag)
{
	const char *value = NULL;

	while ((value = module_elf_info(elf, tag, value)))
		say("%-12s %s\n", tag, value);
}

static int modinfo_cmd(int argc, char **argv)
{
	static const char *const tags[] = {
		"description", "author", "license", "version", "alias",
		"vermagic", "parm", "parmtype",
	};
	static struct module_elf elf;	/* prompt only */
	void *image;
	size_t size;
	int err;

	if (argc != 2)
		return usage("modinfo");
	err = read_module("modinfo", argv[1], &image, &size);
	if (err)
		return err;
	err = module_elf_open(&elf, image, size);
	if (err)
		complain("modinfo", argv[1], elf.why, err);
	for (unsigned int i = 0; !err && i < ARRAY_SIZE(tags); i++)
		say_info(&elf, tags[i]);
	kvfree(image);
	return err;
}
MONITOR_CMD(modinfo, "PATH", "what a module says about itself\n"
	    "  Its description and licence, its parameters and their types.",
	    modinfo_cmd);
