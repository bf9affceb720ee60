#ifndef MONITOR_INTERNAL_H
#define MONITOR_INTERNAL_H

/* What the files of monitor/ share, and nobody else sees. */

#include <linux/monitor.h>
#include <linux/seq_file.h>
#include <linux/types.h>

/* Everything a command prints: to the consoles, not into the log. */
#define say(fmt, ...)	seq_printf(&console_seq, fmt, ##__VA_ARGS__)

#define LINE_SIZE	512	/* longest line of the prompt, NUL included */
#define MAX_WORDS	32	/* words of one command */
#define CTRL_C		3	/* the key */

/* monitor.c */
extern const struct monitor_cmd __monitor_cmds_start[], __monitor_cmds_end[];
extern const struct monitor_demo __monitor_demos_start[], __monitor_demos_end[];

#define for_each_cmd(c) \
	for ((c) = __monitor_cmds_start; (c) < __monitor_cmds_end; (c)++)
#define for_each_demo(d) \
	for ((d) = __monitor_demos_start; (d) < __monitor_demos_end; (d)++)

const struct monitor_cmd *monitor_find(const char *name);
int monitor_exec(int argc, char **argv);
int usage(const char *name);

/* parse.c */
int join_words(char *line, size_t size, int argc, char **argv);
int split_command(char *line, char **argv, int max, char **rest);
bool is_file_path(const char *path);	/* "fd0:/README.TXT" */
bool is_driver_path(const char *path);	/* "/proc/x", "/sys/x", "/dev/x" */
const char *split_path(const char *path, char *device, size_t size);

/* suggest.c */
int edit_distance(const char *a, const char *b);
typedef const char *(*name_fn)(int i);	/* the i-th name, NULL at the end */
const char *suggest(const char *word, name_fn name);

/* complete.c: the i-th name of a kind in alphabetical order, NULL at the end */
const char *cmd_name(int i);
const char *proc_name(int i);
const char *demo_name(int i);
name_fn complete_source(const char *line, size_t pos, size_t *start);

/* dev.c */
const char *dev_verb_name(int i);	/* in "dev VERB /dev/NAME" */
const char *dev_node_name(int i);
int cat_driver_file(const char *path);
void abandon_files(void);		/* a command's that has crashed */
int cat_module_file(const char *name);	/* "/proc/NAME"; -ENOENT: no such */

/* dev_wait.c: what came while a command ran; of that, Ctrl-C's is forgotten */
void take_signals(void);
void drop_sigint(void);

/* complete_file.c */
name_fn complete_file(const char *line, size_t pos, size_t *start);

/* history.c */
void history_add(const char *line);
const char *history_get(int age);

/* lineedit.c */
enum { EDIT_MORE, EDIT_DONE };

struct lineedit {
	char buf[LINE_SIZE];		/* the line, NUL-terminated */
	char saved[LINE_SIZE];		/* what was typed before history */
	const char *prompt;		/* printed in front of it */
	void (*out)(const char *s, size_t n);	/* where the screen is */
	unsigned short len;		/* bytes in buf */
	unsigned short pos;		/* cursor, 0..len */
	unsigned short first;		/* first byte that the window shows */
	unsigned short drawn;		/* columns on the screen after prompt */
	short age;			/* history line shown, -1: none */
	unsigned char esc;		/* state of an escape sequence */
	unsigned char param;		/* its number, as in ESC [ 3 ~ */
	unsigned char last_cr;		/* a \n right after \r is dropped */
};

void edit_move(struct lineedit *le, int pos);
void edit_cut(struct lineedit *le, unsigned int from, unsigned int to);
void edit_insert(struct lineedit *le, const char *s, unsigned int n);
void edit_replace(struct lineedit *le, const char *line);
void edit_repaint(struct lineedit *le);
void edit_complete(struct lineedit *le);
void lineedit_start(struct lineedit *le, const char *prompt);
int lineedit_input(struct lineedit *le, int c);		/* keys.c */

/* args.c */
int parse_ull(const char *s, unsigned long long max, unsigned long long *val);
int parse_ulong(const char *s, unsigned long max, unsigned long *val);
int parse_addr(const char *s, unsigned long *addr);


/* gfp.c */
const char *gfp_name(int i);
int gfp_parse(const char *s, gfp_t *gfp);

/* zone_arg.c */
struct page;
struct zone;
const char *zone_arg_name(int i);
struct zone *zone_parse(const char *name);

/* inspect_page.c */
int parse_pfn(const char *s, unsigned long *pfn);
struct page *block_head(unsigned long pfn);

/* inspect_frames.c */
const char *frame_reason(unsigned long pfn);
char frame_run(unsigned long pfn, unsigned long *frames);

/* draw_buddy.c */
void snapshot_before(void);
void snapshot_after(void);
void draw_split(unsigned long pfn, unsigned int order);
void draw_merge(unsigned long pfn, unsigned int order);

/* draw_slab.c */
const char *cache_arg_name(int i);
int draw_cache(const char *name);

/* byhand_slab.c */
const char *held_object_name(int i);

/* inspect_vmalloc.c */
unsigned long vmalloc_used(void);

/* pci_names.c: NULL for makers and devices that have none */
const char *pci_class_name(unsigned int class);
const char *pci_vendor_name(unsigned int vendor);
const char *pci_device_name(unsigned int vendor, unsigned int device);

/* byhand_vmalloc.c */
const char *held_area_name(int i);

/* hog.c */
unsigned long hog_zone(struct zone *zone, unsigned long left);
unsigned long unhog_zone(struct zone *zone);

/* files.c */
int cat_file(const char *path);

/* demo.c */
int show(const char *line);

/* insmod.c: what the command line asks for */
void insmod_at_boot(void);

/* crash.c */
const char *crash_name(int i);

#endif
