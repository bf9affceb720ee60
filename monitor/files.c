/*
 * cat, crc32, filefrag of a file on a floppy, a disk or a CD.
 *
 * Model: a path is DEVICE:/PATH, as in fd0:/README.TXT or hdc:/boot/grub;
 * without a device it is a file that came with the kernel (fs/initramfs.c).
 * Each command opens the volume, reads, closes: fs/volume.c does the work.
 *
 * Invariants: whatever a file holds, only printable characters, line ends and
 * tabs reach the console: ^X for control characters, a dot for the others.
 * Locking & context: prompt only. Ctrl-C ends what takes long; it is looked for
 * from the second piece of a file on, so that nothing typed ahead is lost. It
 * is a key and a signal: who takes the one takes the other.
 * In Linux: coreutils, e2fsprogs (filefrag).
 * Watch it: (gdb) break cat_file
 *           (gdb) p r->vol
 */

#include "files.h"
#include <linux/console.h>
#include <linux/crc32.h>
#include <linux/err.h>
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/slab.h>
#include <linux/stat.h>
#include <linux/string.h>

bool interrupted(void)
{
	int key;

	while ((key = console_trygetc()) >= 0) {
		if (key != CTRL_C)
			continue;
		drop_sigint();
		return true;
	}
	return false;
}

int complain(const char *cmd, const char *path, const char *why,
		    int error)
{
	say("%s: %.60s: %s\n", cmd, path, why);
	return error;
}

void end_reader(struct reader *r)
{
	vol_close(&r->vol);
	kfree(r);
}

struct reader *start_reader(const char *cmd, const char *path)
{
	const char *name;
	struct reader *r;
	char device[32];
	int error;

	if (!is_file_path(path))
		return ERR_PTR(complain(cmd, path, "no such file (a path "
					"begins with / or a device: fd0:/)",
					-ENOENT));
	r = kmalloc(sizeof(*r), GFP_KERNEL);
	if (!r)
		return ERR_PTR(complain(cmd, path, "no memory", -ENOMEM));
	name = split_path(path, device, sizeof(device));
	error = vol_open(&r->vol, device);
	if (!error) {
		error = vol_lookup(&r->vol, name, &r->file);
		if (error)
			vol_close(&r->vol);
	}
	if (!error)
		return r;
	complain(cmd, path, r->vol.why, error);
	kfree(r);
	return ERR_PTR(error);
}

/* The same, of a file. */
static struct reader *start_file(const char *cmd, const char *path)
{
	struct reader *r = start_reader(cmd, path);

	if (IS_ERR(r) || !S_ISDIR(r->file.entry.mode))
		return r;
	end_reader(r);
	return ERR_PTR(complain(cmd, path, "is a directory", -EISDIR));
}

/* The next piece of a file: bytes, 0 at its end, or -Exxx after a message. */
static ssize_t read_piece(struct reader *r, const char *cmd, const char *path)
{
	ssize_t n;

	if (r->file.pos && interrupted())
		return complain(cmd, path, "interrupted", -EINTR);
	n = vol_read(&r->file, r->buf, PIECE);
	if (n < 0)
		complain(cmd, path, r->vol.why, n);
	return n;
}

/* ---- cat ---- */

static void put(struct text *t, char c)
{
	if (t->n == sizeof(t->out)) {
		seq_write(&console_seq, t->out, t->n);
		t->n = 0;
	}
	t->out[t->n++] = c;
}

/* One character. A carriage return in front of a newline is not shown. */
void put_text(struct text *t, char c)
{
	if (t->last == '\r' && c != '\n') {
		put(t, '^');
		put(t, 'M');
	}
	t->last = c;
	if (c == '\r')
		return;
	if (c == '\n' || c == '\t' || (c >= ' ' && c < 0x7f)) {
		put(t, c);
	} else if (c & 0x80) {
		put(t, '.');
	} else {
		put(t, '^');
		put(t, c ^ 0x40);
	}
}

void end_text(struct text *t)
{
	if (t->last != '\n')			/* the prompt has its own line */
		put(t, '\n');
	seq_write(&console_seq, t->out, t->n);
}

int cat_file(const char *path)
{
	struct reader *r = start_file("cat", path);
	struct text t = TEXT_START;
	ssize_t n;

	if (IS_ERR(r))
		return PTR_ERR(r);
	while ((n = read_piece(r, "cat", path)) > 0)
		for (ssize_t i = 0; i < n; i++)
			put_text(&t, r->buf[i]);
	end_text(&t);
	end_reader(r);
	return n;
}

/* ---- crc32, filefrag ---- */

static int crc32_one(const char *path)
{
	struct reader *r = start_file("crc32", path);
	u32 crc = ~0;
	ssize_t n;

	if (IS_ERR(r))
		return PTR_ERR(r);
	while ((n = read_piece(r, "crc32", path)) > 0)
		crc = crc32_le(crc, r->buf, n);
	if (!n)
		say("%08x %u %s\n", ~crc, r->file.pos, path);
	end_reader(r);
	return n;
}

static int crc32_cmd(int argc, char **argv)
{
	int i, error, first = 0;

	if (argc < 2)
		return usage("crc32");
	for (i = 1; i < argc; i++) {
		error = crc32_one(argv[i]);
		if (!first)
			first = error;
	}
	return first;
}
MONITOR_CMD(crc32, "DEVICE:/PATH ...", "checksum and size of files\n"
	    "  The checksum is that of zip and of Ethernet.", crc32_cmd);

/* The runs of blocks in which a file lies. */
static int show_runs(struct reader *r)
{
	u32 size = r->vol.block_size, start = 0, len = 0, block;
	int error;

	if (!r->vol.type->block)
		return vol_error(&r->vol, -EINVAL, "is not on a device");
	for (u32 i = 0; i < DIV_ROUND_UP(r->file.size, size); i++) {
		error = r->vol.type->block(&r->file, i, &block);
		if (error)
			return error;
		if (len && block == start + len) {
			len++;
			continue;
		}
		if (len)
			say("  blocks %u to %u\n", start, start + len - 1);
		start = block;
		len = 1;
	}
	if (len)
		say("  blocks %u to %u\n", start, start + len - 1);
	return 0;
}

static int filefrag_cmd(int argc, char **argv)
{
	struct reader *r;
	int error;

	if (argc != 2)
		return usage("filefrag");
	r = start_file("filefrag", argv[1]);
	if (IS_ERR(r))
		return PTR_ERR(r);
	if (r->vol.type->block)
		say("%u bytes, in blocks of %u\n", r->file.size,
		    r->vol.block_size);
	error = show_runs(r);
	if (error)
		complain("filefrag", argv[1], r->vol.why, error);
	end_reader(r);
	return error;
}
MONITOR_CMD(filefrag, "DEVICE:/PATH", "the blocks of the medium that a file "
	    "lies in", filefrag_cmd);
